package ouroboros.spark.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.Manifest;
import ouroboros.ngram.count.CountRun;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** The marks in the shown sentences, compared with a search through all sentences. */
@Tag("spark")
class SampleSentencesTest {
  private static final int LONGEST = 3;

  @TempDir Path folder;

  @Test
  void lostWordsAndNovelNgramsAreWhatASearchFinds() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "shown",
            """
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            metric-order: 3
            metrics: [tokens]
            evaluation: {order: 1, every: 9}
            """);
    Path out = runs.out("shown");
    Runs.run(Runs.session(), spec, out);
    String cell = Runs.rows(out.resolve("cells.csv")).get(0).get("folder");
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    Vocabulary vocabulary = corpus.vocabulary();
    List<int[]> real = sentences(corpus);
    Set<List<Integer>> known = grams(real);
    for (int g = 1; g <= 2; g++) {
      Manifest manifest = Runs.manifest(out, Objects.requireNonNull(cell), 0, g);
      Set<Integer> alive = words(out, manifest);
      int marks = 0;
      for (Manifest.Sample sample : manifest.record().samples()) {
        int[] original = real.get((int) sample.unit());
        List<String> lost =
            Arrays.stream(original)
                .filter(token -> !alive.contains(token))
                .distinct()
                .mapToObj(vocabulary::word)
                .toList();
        assertThat(sample.lost()).isEqualTo(lost);
        assertThat(sample.novel()).isEqualTo(novel(sample.text(), vocabulary, known));
        marks += lost.size() + sample.novel().size();
      }
      assertThat(marks).isPositive();
    }
  }

  /** The tokens of S_g, read from its table entry by entry. */
  private static Set<Integer> words(Path out, Manifest manifest) {
    Storage storage = new Storage(ExperimentRun.folder(out.toString()).root());
    Set<Integer> words = new HashSet<>();
    for (var file : Objects.requireNonNull(manifest.tables().synthetic()).ranges()) {
      CountRun run = storage.read(file);
      for (int i = 0; i < run.size(); i++) {
        words.add(run.layout().token(run.keys(), i, 0));
      }
    }
    return words;
  }

  private static List<String> novel(String text, Vocabulary vocabulary, Set<List<Integer>> known) {
    List<Integer> tokens =
        text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(vocabulary::id).toList();
    List<String> novel = new ArrayList<>();
    for (int to = 1; to <= tokens.size(); to++) {
      for (int n = 1; n <= Math.min(to, LONGEST); n++) {
        List<Integer> gram = tokens.subList(to - n, to);
        if (!known.contains(gram)) {
          String words = String.join(" ", gram.stream().map(vocabulary::word).toList());
          if (!novel.contains(words)) {
            novel.add(words);
          }
          break;
        }
      }
    }
    return novel;
  }

  private static Set<List<Integer>> grams(List<int[]> sentences) {
    Set<List<Integer>> grams = new HashSet<>();
    for (int[] sentence : sentences) {
      List<Integer> tokens = Arrays.stream(sentence).boxed().toList();
      for (int from = 0; from < tokens.size(); from++) {
        for (int to = from + 1; to <= Math.min(tokens.size(), from + LONGEST); to++) {
          grams.add(tokens.subList(from, to));
        }
      }
    }
    return grams;
  }

  private static List<int[]> sentences(CorpusReader corpus) {
    List<int[]> sentences = new ArrayList<>();
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        sentences.add(block.sentence(i));
      }
    }
    return sentences;
  }
}
