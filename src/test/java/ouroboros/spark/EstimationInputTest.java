package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.ngram.ArpaModel;
import ouroboros.ngram.ModifiedKneserNey;
import ouroboros.ngram.Pruning;
import ouroboros.text.CorpusException;

/** Text that is hard to estimate from: a clear error or a defined answer. */
class EstimationInputTest {
  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    session = PreparationSession.session();
  }

  private ArpaModel model(int order, String... lines) {
    Path file = folder.resolve("m.arpa");
    EstimationText text = EstimationTexts.of(session, EstimationTexts.write(folder, lines));
    new Estimation(
            EstimationTexts.spark(session), text, order, new ModifiedKneserNey(), Pruning.NONE)
        .arpa(ArpaParts.Target.of(file.toString()));
    text.release();
    return EstimationTexts.read(file);
  }

  private static double score(ArpaModel model, String... words) {
    ArpaModel.Scorer scorer = model.scorer();
    scorer.score(Arrays.stream(words).mapToInt(model::id).toArray(), words.length);
    return scorer.total();
  }

  @Test
  void emptyTextIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> model(3, "", "   "))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("the corpus is empty");
  }

  @Test
  void sentencesOfOneWordGiveAModelThatKnowsThem() {
    ArpaModel model = model(3, "a", "b", "a");

    double p = Math.pow(10, score(model, "a"));
    double q = Math.pow(10, score(model, "b"));
    double empty = Math.pow(10, score(model));
    assertThat(p).isGreaterThan(q);
    assertThat(q).isGreaterThan(empty);
    assertThat(p + q + empty).isLessThan(1);
    assertThat(score(model, "a", "b")).isLessThan(score(model, "b"));
  }

  @Test
  void anOrderAboveEverySentenceIsEstimatedAllTheSame() {
    ArpaModel model = model(6, "a b", "b a", "a b");

    assertThat(model.order()).isEqualTo(6);
    assertThat(score(model, "a", "b")).isGreaterThan(score(model, "b", "a")).isNegative();
  }

  @Test
  void marksInsideTextAreEscapedAndCounted() {
    EstimationText text =
        EstimationTexts.of(session, EstimationTexts.write(folder, "a </s> b", "<s> a"));

    List<String> words =
        Arrays.stream(text.words()).map(w -> new String(w, StandardCharsets.UTF_8)).toList();
    assertThat(words).contains("\\</s>", "\\<s>");
    assertThat(text.sentences()).isEqualTo(2);
    assertThat(text.notices().values()).contains(2L);
    text.release();
  }

  @Test
  void aTabPartsTokensAndOtherControlCharactersBelongToTheirs() throws Exception {
    Path file = folder.resolve("control.txt");
    Files.writeString(file, "a\tb\nc\u0001d e\n");
    EstimationText text = EstimationTexts.of(session, file);

    List<String> words =
        Arrays.stream(text.words()).map(w -> new String(w, StandardCharsets.UTF_8)).toList();
    assertThat(words).contains("a", "b", "e", "c\u0001d");
    assertThat(text.tokens()).isEqualTo(4);
    text.release();
  }
}
