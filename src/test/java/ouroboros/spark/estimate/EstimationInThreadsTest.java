package ouroboros.spark.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.smoothing.AbsoluteDiscounting;
import ouroboros.ngram.smoothing.Additive;
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
        new Case(5, new ModifiedKneserNey(), "0", 9_000, "m.arpa"));
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
    Estimation.Found expected =
        new Estimation(
                EstimationTexts.spark(session),
                text,
                each.order,
                each.smoothing,
                pruning,
                each.perRange)
            .arpa(ArpaParts.Target.of(session, with.toString()));
    text.release();
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
