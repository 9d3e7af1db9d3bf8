package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.spark.TableArithmetic.equal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Vocabulary;

/** {@code generate} writes the sentences that the run counted. */
@Tag("spark")
class SentenceReplayTest {
  private static final int LAST = 2;

  @TempDir static Path folder;

  @Test
  void theSentencesOfEveryPolicyUnderEveryControlAreThoseThatWereCounted() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "again",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: witten-bell}}
            policy: {kind: replace}
            generations: 2
            metric-order: 2
            metrics: [tokens]
            sampling: {repetition-penalty: 1.3, temperature: 0.9, top-k: 30, top-p: 0.9, max-length: 30}
            sweep:
              policy:
                - {kind: replace}
                - {kind: accumulate}
                - {kind: accumulate-subsample, size: {units: 150}}
                - {kind: anchor, real: {units: 37}}
                - {kind: fresh, real: {units: 21}}
                - {kind: mixture, real-share: 0.3}
                - {kind: weighted, real: {units: 30}, real-weight: 0.3}
                - {kind: window, last: 2}
                - {kind: decay, half-life: 1.5}
                - {kind: partial, share: 0.4}
                - {kind: growing, factor: 1.3}
                - {kind: contaminated, schedule: [0.3, 0.6], source: fresh}
                - {kind: frozen}
                - {kind: bootstrap}
                - {kind: fresh-disjoint}
            """);
    Path out = runs.out("again");
    Runs.run(Runs.session(), spec, out);
    OutFolder run = ExperimentRun.folder(out.toString());
    Storage storage = new Storage(run.root());
    Vocabulary vocabulary = CorpusReader.open(out + "/corpus").vocabulary();
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.word(id), id);
    }
    for (Map<String, String> cell : Runs.rows(out.resolve("cells.csv"))) {
      String name = Objects.requireNonNull(cell.get("cell"));
      CountTable table =
          Objects.requireNonNull(
              Runs.manifest(out, Objects.requireNonNull(cell.get("folder")), 0, LAST)
                  .tables()
                  .synthetic());
      List<CountRun> counted = table.ranges().stream().map(storage::read).toList();
      CountRun sealed = CountMerge.sum(counted.get(0).layout(), counted);

      SentenceReplay redraw = SentenceReplay.open(run, name, 0, LAST);
      NgramCounter counter = new NgramCounter(sealed.layout(), 1 << 12);
      redraw.sentences(
          0,
          redraw.units(),
          line -> {
            int[] tokens =
                line.isEmpty()
                    ? new int[0]
                    : java.util.Arrays.stream(line.split(" "))
                        .mapToInt(word -> Objects.requireNonNull(ids.get(word)))
                        .toArray();
            counter.add(tokens, 0, tokens.length);
          });
      CountRun written = counter.finish();

      assertThat(equal(written, sealed)).as(name).isTrue();
    }
  }
}
