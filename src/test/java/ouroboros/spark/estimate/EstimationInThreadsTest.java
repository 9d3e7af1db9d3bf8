package ouroboros.spark.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.heldout.DeletedInterpolation;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.smoothing.AbsoluteDiscounting;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Katz;
import ouroboros.ngram.smoothing.KneserNey;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.ngram.smoothing.WittenBell;
import ouroboros.spark.PreparationSession;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.token.TextPipeline;

/** The estimation without Spark gives the bytes of the one with Spark. */
@Tag("spark")
class EstimationInThreadsTest {
  private static SparkSession session;
  private static Path file;

  @TempDir static Path shared;

  @BeforeAll
  static void open() throws IOException {
    session = PreparationSession.session();
    List<String> lines = Files.readAllLines(EstimationTexts.gold(shared, "text.txt.gz"));
    file = Files.write(shared.resolve("some.txt"), lines.subList(0, 2_500));
  }

  /**
   * A case.
   *
   * @param perRange n-grams of a range
   * @param name of the file
   */
  private record Case(int order, Smoothing smoothing, String prune, long perRange, String name) {}

  private static List<Case> cases() {
    return List.of(
        new Case(1, new ModifiedKneserNey(), "0", 10_000, "m.arpa"),
        new Case(2, new KneserNey(), "0", 10_000, "m.arpa"),
        new Case(3, new ModifiedKneserNey(), "0", 7_000, "m.arpa"),
        new Case(3, new ModifiedKneserNey(), "0,0,1", 20_000, "m.arpa.gz"),
        new Case(4, new Katz(), "0", 10_000, "m.arpa"),
        new Case(3, new WittenBell(), "0,1,2", 1_000_000, "m.arpa"),
        new Case(6, new AbsoluteDiscounting(), "0", 15_000, "m.arpa"),
        new Case(5, new Additive(0.5), "0", 9_000, "m.arpa"),
        new Case(5, new ModifiedKneserNey(), "0", 9_000, "m.arpa"),
        // With Spark, ranges and parts begin inside tokens.
        new Case(2, new ModifiedKneserNey(), "0", 900, "m.arpa"),
        new Case(3, new ModifiedKneserNey(), "0", 600, "m.arpa"),
        new Case(4, new Katz(), "0,0,1", 700, "m.arpa"),
        new Case(5, new WittenBell(), "0,1,2", 500, "m.arpa"));
  }

  private static TextInThreads read(CorpusSpec spec) {
    return TextInThreads.read(spec, TextPipeline.Case.KEPT, 2).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothWriteTheSameBytes(Case each, @TempDir Path folder) throws IOException {
    Path with = Files.createDirectory(folder.resolve("with")).resolve(each.name);
    Path without = Files.createDirectory(folder.resolve("without")).resolve(each.name);
    Pruning pruning = Pruning.of(each.prune);
    EstimationText text = EstimationTexts.of(session, file);
    Estimation estimation =
        new Estimation(
            EstimationTexts.spark(session),
            text,
            each.order,
            each.smoothing,
            pruning,
            each.perRange);
    Estimation.Found expected = estimation.arpa(ArpaParts.Target.of(session, with.toString()));
    text.release();
    assertThat(estimation.ranges().inside().isEmpty()).isEqualTo(each.perRange > 1_000);
    TextInThreads own = read(EstimationTexts.spec(file));
    Estimation.Found found =
        new EstimationInThreads(own, each.order, each.smoothing, pruning, each.perRange)
            .arpa(without.toString())
            .orElseThrow();

    assertThat(Files.mismatch(with, without)).isEqualTo(-1);
    assertThat(found.grams()).isEqualTo(expected.grams());
    assertThat(own.tokens()).isEqualTo(text.tokens());
    assertThat(own.sentences()).isEqualTo(text.sentences());
    assertThat(own.notices()).isEqualTo(text.notices());
    try (var left = Files.list(without.getParent())) {
      assertThat(left).as("nothing else is left in the folder").containsExactly(without);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 900", "3, 600", "5, 20000"})
  void bothModelsDrawTheSameSentences(int order, long perRange) {
    Smoothing smoothing = new ModifiedKneserNey();
    EstimationText text = EstimationTexts.of(session, file);
    Sampler expected =
        new Estimation(
                EstimationTexts.spark(session), text, order, smoothing, Pruning.NONE, perRange)
            .model();
    text.release();
    TextInThreads own = read(EstimationTexts.spec(file));
    Sampler found = new EstimationInThreads(own, order, smoothing, Pruning.NONE, perRange).model();

    assertThat(found.slots()).isEqualTo(expected.slots());
    assertThat(own.types()).isEqualTo(text.types());
    assertThat(drawn(found)).isEqualTo(drawn(expected)).hasSize(300);
  }

  private static List<List<Integer>> drawn(Sampler model) {
    List<List<Integer>> sentences = new ArrayList<>();
    new Drawer(model, 1, 0, 1, 40, false)
        .draw(
            0,
            300,
            (unit, tokens, start, end) ->
                sentences.add(Arrays.stream(tokens, start, end).boxed().toList()));
    return sentences;
  }

  /**
   * One token is 5 % of 40,000, and a range has about 200 n-grams: the largest has a small part of
   * the 2,000 that end in the token.
   */
  @Test
  void aFrequentTokenIsSharedByTasks(@TempDir Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int t = 0; t < 20; t++) {
        double u = random.nextDouble();
        line.append(u < .05 ? "the " : "w" + (int) (u * u * u * 4_000) + " ");
      }
      lines.add(line.toString());
    }
    Path frequent = Files.write(folder.resolve("frequent.txt"), lines);
    EstimationText text = EstimationTexts.of(session, frequent);
    Estimation estimation =
        new Estimation(
            EstimationTexts.spark(session), text, 3, new ModifiedKneserNey(), Pruning.NONE, 200);
    CountRun all = CountMerge.sum(estimation.ranges().layout(), estimation.counts());
    long largest =
        estimation.ranges().cut(all).stream().mapToLong(CountRun::total).max().orElseThrow();
    assertThat(largest).isLessThan(700);
    String with = folder.resolve("with.arpa").toString();
    String without = folder.resolve("without.arpa").toString();
    estimation.arpa(ArpaParts.Target.of(session, with));
    text.release();
    new EstimationInThreads(
            read(EstimationTexts.spec(frequent)), 3, new ModifiedKneserNey(), Pruning.NONE, 5_000)
        .arpa(without)
        .orElseThrow();
    assertThat(Files.mismatch(Path.of(with), Path.of(without))).isEqualTo(-1);
  }

  /** Held-out text is counted in the same ranges. */
  @Test
  void weightsAreFittedToTheSameCounts(@TempDir Path folder) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Path held = Files.write(folder.resolve("held.txt"), lines.subList(0, 300));
    Path rest = Files.write(folder.resolve("rest.txt"), lines.subList(300, 1_300));
    List<Smoothing> fitted = new ArrayList<>();
    for (long perRange : new long[] {300, 1_000_000}) {
      EstimationText text = EstimationTexts.of(session, rest);
      EstimationText guard = EstimationTexts.of(session, held);
      HeldOut heldOut = EstimationHeldOut.of(text, guard, 3);
      JelinekMercer unfitted = new JelinekMercer();
      Estimation estimation =
          new Estimation(EstimationTexts.spark(session), text, 3, unfitted, Pruning.NONE, perRange);
      assertThat(estimation.ranges().inside().isEmpty()).isEqualTo(perRange > 1_000);
      HeldOutCounts counts =
          estimation.heldOut(EstimationTexts.spark(session).broadcast(heldOut), unfitted);
      fitted.add(DeletedInterpolation.fit(heldOut, counts, 3, counts.typesWithMarks()));
      text.release();
      guard.release();
    }
    assertThat(fitted.get(0)).isEqualTo(fitted.get(1));
  }

  @Test
  void textWithoutTokensIsRefused() throws IOException {
    CorpusSpec missing = EstimationTexts.spec(shared.resolve("none.txt"));
    assertThatThrownBy(() -> read(missing))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("none.txt");
    Path blank = Files.write(shared.resolve("blank.txt"), Arrays.asList("", " "));
    assertThatThrownBy(() -> read(EstimationTexts.spec(blank)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("the corpus is empty");
  }
}
