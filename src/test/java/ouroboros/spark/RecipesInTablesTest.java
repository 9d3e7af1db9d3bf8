package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.spark.TableArithmetic.assertSame;
import static ouroboros.spark.TableArithmetic.assertWithin;
import static ouroboros.spark.TableArithmetic.equal;
import static ouroboros.spark.TableArithmetic.isWithin;
import static ouroboros.spark.TableArithmetic.minus;
import static ouroboros.spark.TableArithmetic.plus;
import static ouroboros.spark.TableArithmetic.sentencesOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.EveryPolicy;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.SampleSentences;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * The sealed tables are what the policies say, and the numbers shown are those that were counted.
 */
@Tag("spark")
class RecipesInTablesTest {
  private static final int ORDER = 2;
  private static final int LAST = 3;

  @TempDir static Path folder;
  private static Path out;
  private static CorpusReader corpus;
  private static Storage storage;
  private static CountRun real;
  private static final Map<String, String> FOLDERS = new TreeMap<>();

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    Session session = Runs.session();
    Path spec =
        runs.spec(
            "recipes",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 3
            metric-order: 2
            evaluation: {order: 2, every: 3}
            sweep:
              policy:
                - {kind: replace}
                - {kind: accumulate}
                - {kind: accumulate-subsample, size: {units: 150}}
                - {kind: anchor, real: {units: 37}}
                - {kind: fresh, real: {units: 21}}
                - {kind: mixture, real-share: 0.3}
                - {kind: weighted, real: {units: 40}, real-weight: 0.3}
                - {kind: window, last: 2}
                - {kind: decay, half-life: 1.5}
                - {kind: partial, share: 0.4}
                - {kind: growing, factor: 1.5}
                - {kind: contaminated, schedule: [0.3, 0.6]}
                - {kind: frozen}
                - {kind: bootstrap}
                - {kind: fresh-disjoint}
            """);
    out = runs.out("recipes");
    Runs.run(session, spec, out);
    for (Map<String, String> cell : Runs.rows(out.resolve("cells.csv"))) {
      FOLDERS.put(
          cell.get("policy.kind"),
          cell.values().stream()
              .filter(v -> v.matches("\\d{3}-[0-9a-f]{12}"))
              .findFirst()
              .orElseThrow());
    }
    corpus = CorpusReader.open(out + "/corpus");
    storage = new Storage(ExperimentRun.folder(out.toString()).root());
    real = run(manifest("frozen", 1).tables().training());
  }

  @Test
  void everyKindOfPolicyIsRun() {
    assertThat(FOLDERS.keySet()).containsExactlyInAnyOrderElementsOf(EveryPolicy.kinds());
  }

  @Test
  void whatIsDrawnAgainOneByOneIsWhatWasCounted() {
    for (String policy : List.of("replace", "accumulate", "anchor", "bootstrap")) {
      Manifest before = manifest(policy, 1);
      Manifest manifest = manifest(policy, 2);
      Drawer drawer =
          new Drawer(
              SamplerCompiler.compile(
                  run(before.tables().training()), ORDER, new Smoothing.None(), null),
              7,
              0,
              2,
              0,
              corpus.vocabulary().realCount(Vocabulary.UNK) > 0);
      NgramCounter counter = new NgramCounter(real.layout(), 1 << 12);
      Map<Long, String> shown = new HashMap<>();
      manifest.record().samples().forEach(sample -> shown.put(sample.unit(), sample.text()));
      // From the last to the first: no sentence depends on another.
      for (long unit = manifest.record().units() - 1; unit >= 0; unit--) {
        drawer.draw(
            unit,
            unit + 1,
            (number, tokens, start, end) -> {
              counter.add(tokens, start, end);
              if (shown.containsKey(number)) {
                int[] sentence = java.util.Arrays.copyOfRange(tokens, start, end);
                assertThat(SampleSentences.words(corpus.vocabulary(), sentence))
                    .isEqualTo(shown.remove(number));
              }
            });
      }
      assertThat(shown).isEmpty();
      assertSame(counter.finish(), run(Objects.requireNonNull(manifest.tables().synthetic())));
    }
  }

  @Test
  void theRealTextIsCountedWhole() {
    assertSame(count(Part.REAL, 0, units(Part.REAL)), real);
    Manifest first = manifest("replace", 0);
    assertSame(run(first.tables().training()), real);
    List<int[]> sentences = sentences(Part.REAL);
    for (Manifest.Sample sample : first.record().samples()) {
      assertThat(SampleSentences.words(corpus.vocabulary(), sentences.get((int) sample.unit())))
          .isEqualTo(sample.text());
    }
  }

  @Test
  void replaceAndAccumulateAndWindowAreSumsOfWholeTables() {
    for (int g = 1; g <= LAST; g++) {
      assertSame(training("replace", g), synthetic("replace", g));
      assertSame(
          training("accumulate", g),
          plus(training("accumulate", g - 1), synthetic("accumulate", g)));
      CountRun older = g == 1 ? real : synthetic("window", g - 1);
      assertSame(training("window", g), plus(older, synthetic("window", g)));
      assertSame(training("frozen", g), real);
    }
  }

  @Test
  void whatLeavesAWindowIsTakenAway() throws IOException {
    Path spec =
        new Runs(folder)
            .spec(
                "window",
                """
                family: {kind: ngram, order: 2, smoothing: {kind: none}}
                policy: {kind: window, last: 4}
                generations: 5
                metric-order: 2
                metrics: [tokens]
                evaluation: {order: 2, every: 9}
                """);
    Path window = folder.resolve("window");
    Runs.run(Runs.session(), spec, window);
    Storage files = new Storage(ExperimentRun.folder(window.toString()).root());
    String cell =
        Objects.requireNonNull(Runs.rows(window.resolve("cells.csv")).get(0).get("folder"));
    // T_4 is R, S_1 .. S_4 without R; T_5 without S_1 too.
    for (int g = 4; g <= 5; g++) {
      List<CountRun> sum = new java.util.ArrayList<>();
      for (int j = g - 3; j <= g; j++) {
        for (SealedFile range :
            Objects.requireNonNull(Runs.manifest(window, cell, 0, j).tables().synthetic())
                .ranges()) {
          sum.add(files.read(range));
        }
      }
      CountRun training =
          files.read(Runs.manifest(window, cell, 0, g).tables().training().ranges().get(0));
      CountRun expected = CountMerge.sum(training.layout(), sum);
      assertSame(training, expected);
      assertThat(training.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void theAnchorIsTheSameRealTextEachTime() {
    CountRun anchor = minus(training("anchor", 1), synthetic("anchor", 1));
    assertThat(sentencesOf(anchor)).isEqualTo(37);
    assertWithin(anchor, real);
    for (int g = 2; g <= LAST; g++) {
      assertSame(minus(training("anchor", g), synthetic("anchor", g)), anchor);
    }
    Manifest manifest = manifest("anchor", 2);
    assertThat(manifest.tables().training().sentences()).isEqualTo(37 + manifest.record().units());
    assertThat(manifest.record().ledger())
        .extracting(Manifest.Share::author, Manifest.Share::units)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 37L),
            org.assertj.core.groups.Tuple.tuple(2, manifest.record().units()));
  }

  @Test
  void freshTextIsNeverUsedTwice() {
    for (int g = 1; g <= LAST; g++) {
      CountRun slice = count(Part.RESERVE, 21L * (g - 1), 21L * g);
      assertSame(training("fresh", g), plus(slice, synthetic("fresh", g)));
      assertSame(run(Objects.requireNonNull(manifest("fresh", g).tables().fresh())), slice);
    }
  }

  /** In some order, which is that of the replicate. */
  @Test
  void everyGenerationTakesAnotherSliceOfTheReserve() {
    long size = units(Part.REAL);
    TreeSet<Long> taken = new TreeSet<>();
    for (int g = 1; g <= LAST; g++) {
      CountRun training = training("fresh-disjoint", g);
      for (long slice = 0; slice < units(Part.RESERVE) / size; slice++) {
        if (equal(training, count(Part.RESERVE, size * slice, size * (slice + 1)))) {
          taken.add(slice);
        }
      }
    }
    assertThat(taken).hasSize(LAST);
  }

  @Test
  void subsamplesHaveTheirSize() {
    long size = units(Part.REAL);
    for (int g = 1; g <= LAST; g++) {
      assertThat(sentencesOf(training("accumulate-subsample", g))).isEqualTo(150);
      CountRun pool = real;
      for (int j = 1; j <= g; j++) {
        pool = plus(pool, synthetic("accumulate-subsample", j));
      }
      assertWithin(training("accumulate-subsample", g), pool);
      assertThat(sentencesOf(training("bootstrap", g))).isEqualTo(size);
    }
    // With replacement: some n-gram is there more often than in R.
    assertThat(isWithin(training("bootstrap", 1), real)).isFalse();
    assertThat(equal(training("bootstrap", 1), training("bootstrap", 2))).isFalse();
  }

  @Test
  void aMixtureHasAsManyUnitsAsWereDrawn() {
    for (int g = 1; g <= LAST; g++) {
      Manifest manifest = manifest("mixture", g);
      assertThat(manifest.tables().training().sentences()).isEqualTo(manifest.record().units());
      assertThat(manifest.record().ledger().stream().mapToLong(Manifest.Share::units).sum())
          .isEqualTo(manifest.record().units());
      long fromReal = manifest.record().ledger().get(0).units();
      double deviation = Math.sqrt(manifest.record().units() * 0.3 * 0.7);
      // One seed, three draws: five deviations are passed by chance once in a million.
      assertThat((double) fromReal)
          .isBetween(
              0.3 * manifest.record().units() - 5 * deviation,
              0.3 * manifest.record().units() + 5 * deviation);
    }
  }

  @Test
  void weightsAreInFixedPoint() {
    double one = 1 << 20;
    for (int g = 1; g <= LAST; g++) {
      long size = units(Part.REAL);
      CountRun slice = count(Part.RESERVE, 40L * (g - 1), 40L * g);
      long ofReal = Math.round(0.3 * (40 + size) / 40 * one);
      long ofDrawn = Math.round(0.7 * (40 + size) / size * one);
      assertSame(
          training("weighted", g),
          plus(slice.times(ofReal), synthetic("weighted", g).times(ofDrawn)));
      assertThat(manifest("weighted", g).record().ledger().get(0).share()).isBetween(0.2, 0.4);

      CountRun sum = real.times(Math.round(Math.pow(2, -g / 1.5) * one));
      for (int i = 1; i <= g; i++) {
        long weight = Math.round(Math.pow(2, -(g - i) / 1.5) * one);
        sum = plus(sum, synthetic("decay", i).times(weight));
      }
      assertSame(training("decay", g), sum);
    }
  }

  @Test
  void weightedTrainingSetsAreMeasuredInOccurrences() throws IOException {
    for (String policy : List.of("weighted", "decay")) {
      CountRun training = training(policy, 2);
      long ends = sentencesOf(training);
      assertThat(value(policy, 2, "sentences")).isEqualTo(ends / 0x1p20);
      assertThat(value(policy, 2, "tokens")).isEqualTo((training.total() - ends) / 0x1p20);
      assertThat(value(policy, LAST, "perplexity")).isBetween(10.0, 10_000.0);
      assertThat(value(policy, 2, "hapax-1")).isNaN();
      assertThat(manifest(policy, LAST).record().measured().notes())
          .allSatisfy((note, times) -> assertThat(note).doesNotContain("evaluation model"));
    }
  }

  @Test
  void partialKeepsUnitsOfTheTrainingSetBefore() {
    long size = units(Part.REAL);
    long kept = Math.round(0.6 * size);
    CountRun before = real;
    for (int g = 1; g <= LAST; g++) {
      CountRun left = minus(training("partial", g), drawn("partial", g, size - kept));
      assertThat(sentencesOf(left)).isEqualTo(kept);
      assertWithin(left, before);
      before = training("partial", g);
    }
    assertThat(manifest("partial", LAST).record().ledger())
        .extracting(Manifest.Share::author)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void growingAndContaminatedHaveTheirSizes() {
    long size = units(Part.REAL);
    double[] shares = {0.3, 0.6, 0.6};
    for (int g = 1; g <= LAST; g++) {
      assertThat(manifest("growing", g).record().units())
          .isEqualTo(Math.round(size * Math.pow(1.5, g)));
      assertSame(training("growing", g), synthetic("growing", g));
      long ofReal = Math.round((1 - shares[g - 1]) * size);
      CountRun left = minus(training("contaminated", g), drawn("contaminated", g, size - ofReal));
      assertThat(sentencesOf(left)).isEqualTo(ofReal);
      assertWithin(left, real);
    }
  }

  @Test
  void theSharesOfEveryLedgerAreOne() {
    for (String policy : FOLDERS.keySet()) {
      for (int g = 0; g <= LAST; g++) {
        Manifest manifest = manifest(policy, g);
        assertThat(manifest.record().ledger().stream().mapToDouble(Manifest.Share::share).sum())
            .isBetween(1 - 1e-12, 1 + 1e-12);
        if (manifest.tables().training().unit() == 1) {
          assertThat(manifest.record().ledger().stream().mapToLong(Manifest.Share::tokens).sum())
              .isEqualTo(manifest.tables().training().tokens());
        }
      }
    }
  }

  private static Manifest manifest(String policy, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(policy)), 0, g);
  }

  private static CountRun training(String policy, int g) {
    return run(manifest(policy, g).tables().training());
  }

  private static CountRun synthetic(String policy, int g) {
    return run(Objects.requireNonNull(manifest(policy, g).tables().synthetic()));
  }

  private static CountRun run(CountTable table) {
    List<CountRun> ranges =
        table.ranges().stream().map((SealedFile file) -> storage.read(file)).toList();
    return CountMerge.sum(ranges.get(0).layout(), ranges);
  }

  /** The first units of S_g, drawn again. */
  private static CountRun drawn(String policy, int g, long units) {
    CountRun before = training(policy, g - 1);
    Drawer drawer =
        new Drawer(
            SamplerCompiler.compile(before, ORDER, new Smoothing.None(), null),
            7,
            0,
            g,
            0,
            corpus.vocabulary().realCount(Vocabulary.UNK) > 0);
    NgramCounter counter = new NgramCounter(real.layout(), 1 << 12);
    drawer.draw(0, units, (number, tokens, start, end) -> counter.add(tokens, start, end));
    return counter.finish();
  }

  /** A metric of T_g; NaN for no row. */
  private static double value(String policy, int g, String metric) {
    return manifest(policy, g).record().measured().measurements().stream()
        .filter(m -> m.metric().equals(metric) && m.subject() == Subject.TRAINING)
        .filter(m -> m.scope().equals("all"))
        .mapToDouble(ouroboros.metric.Measurement::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static long units(Part part) {
    return corpus.corpus().part(part).sentences();
  }

  private static List<int[]> sentences(Part part) {
    List<int[]> sentences = new java.util.ArrayList<>();
    for (BlockRef ref : corpus.blocks(part)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        sentences.add(block.sentence(i));
      }
    }
    return sentences;
  }

  private static CountRun count(Part part, long from, long to) {
    NgramCounter counter = new NgramCounter(real.layout(), 1 << 12);
    for (int[] sentence : sentences(part).subList((int) from, (int) to)) {
      counter.add(sentence, 0, sentence.length);
    }
    return counter.finish();
  }
}
