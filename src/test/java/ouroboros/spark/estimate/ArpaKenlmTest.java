package ouroboros.spark.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.arpa.ArpaModel;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.spark.PreparationSession;

/** Gold files and the commands that made them: kenlm/README.md in the test resources. */
@Tag("spark")
class ArpaKenlmTest {
  private static SparkSession session;
  private static EstimationText text;

  @TempDir static Path shared;

  @BeforeAll
  static void open() {
    session = PreparationSession.session();
    text = EstimationTexts.of(session, EstimationTexts.gold(shared, "text.txt.gz"));
  }

  @AfterAll
  static void close() {
    text.release();
  }

  private static Estimation.Found estimate(Path file, int order, long perRange) {
    return new Estimation(
            EstimationTexts.spark(session),
            text,
            order,
            new ModifiedKneserNey(),
            Pruning.NONE,
            perRange)
        .arpa(ArpaParts.Target.of(session, file.toString()));
  }

  @Test
  void everyNgramOfOrderThreeIsThatOfKenlm(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ours.arpa");
    estimate(file, 3, 50_000);

    Map<String, double[]> ours = grams(file);
    Map<String, double[]> gold = grams(EstimationTexts.gold(folder, "order3.arpa.gz").toString());
    assertThat(ours.keySet()).isEqualTo(gold.keySet());
    gold.forEach(
        (gram, numbers) -> {
          assertThat(ours.get(gram)[0]).as(gram).isCloseTo(numbers[0], within(1e-5));
          assertThat(ours.get(gram)[1]).as(gram).isCloseTo(numbers[1], within(1e-5));
        });
    assertThat(Files.readAllLines(file).subList(0, 4))
        .containsExactly("\\data\\", "ngram 1=15677", "ngram 2=109406", "ngram 3=222681");
  }

  private static Map<String, double[]> grams(Path file) throws IOException {
    return grams(file.toString());
  }

  private static Map<String, double[]> grams(String file) throws IOException {
    Map<String, double[]> grams = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] parts = line.split("\t");
      if (parts.length >= 2) {
        double backOff = parts.length > 2 ? Double.parseDouble(parts[2]) : 0;
        grams.put(parts[1], new double[] {Double.parseDouble(parts[0]), backOff});
      }
    }
    return grams;
  }

  @ParameterizedTest
  @CsvSource({
    "3, 127.63277319600532, 104.08388181741392",
    "5, 119.98003816379317, 97.77641180592838"
  })
  void sentencesScoreAsUnderKenlm(
      int order, double including, double excluding, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.arpa.gz");
    estimate(file, order, 30_000);
    ArpaModel model = EstimationTexts.read(file);
    ArpaModel.Scorer scorer = model.scorer();
    List<String> sentences = Files.readAllLines(EstimationTexts.gold(folder, "heldout.txt.gz"));
    List<String> gold;
    try (var in =
        ouroboros.ngram.KenlmPlace.class.getResourceAsStream(
            "kenlm/order" + order + ".totals.tsv")) {
      gold =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    }
    double all = 0;
    double unknown = 0;
    long tokens = 0;
    long outside = 0;
    for (int s = 0; s < sentences.size(); s++) {
      String[] words = sentences.get(s).split(" ");
      int[] ids = new int[words.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = model.id(words[i]);
      }
      scorer.score(ids, ids.length);
      String[] expected = gold.get(s).split("\t");
      double total = Double.parseDouble(expected[0]);
      double close = ids.length > 200 ? 1e-3 : 2e-6 * Math.abs(total) + 2e-5;
      assertThat(scorer.total()).as(sentences.get(s)).isCloseTo(total, within(close));
      assertThat(scorer.outside()).isEqualTo(Integer.parseInt(expected[1]));
      all += scorer.total();
      unknown += scorer.unknown();
      tokens += scorer.tokens();
      outside += scorer.outside();
    }
    assertThat(tokens).isEqualTo(36_292);
    assertThat(outside).isEqualTo(900);
    assertThat(Math.pow(10, -all / tokens)).isCloseTo(including, within(including * 1e-6));
    assertThat(Math.pow(10, -(all - unknown) / (tokens - outside)))
        .isCloseTo(excluding, within(excluding * 1e-6));
  }

  @Test
  void discountsAndCountsAreThoseThatKenlmPrints(@TempDir Path folder) {
    Estimation.Found found = estimate(folder.resolve("m.arpa"), 5, 100_000);
    double[][] gold = {
      {15677, 0.609921, 0.984285, 1.49183},
      {109406, 0.764144, 1.10444, 1.42328},
      {222681, 0.861086, 1.26493, 1.51338},
      {277074, 0.934042, 1.39505, 1.523},
      {288679, 0.940123, 1.45096, 1.83922}
    };
    for (int n = 1; n <= 5; n++) {
      Discounts d = found.discounts(n);
      assertThat(found.grams()[n]).isEqualTo((long) gold[n - 1][0]);
      for (int k = 1; k <= 3; k++) {
        assertThat(d.of(k)).isCloseTo(gold[n - 1][k], within(5e-6));
      }
      assertThat(d.fallback()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {15_000, 1_000_000})
  void theFileDoesNotDependOnRanges(long perRange, @TempDir Path folder) throws IOException {
    Path few = folder.resolve("few.arpa");
    Path many = folder.resolve("many.arpa");
    estimate(few, 4, 60_000);
    estimate(many, 4, perRange);

    assertThat(Files.mismatch(few, many)).isEqualTo(-1);
  }
}
