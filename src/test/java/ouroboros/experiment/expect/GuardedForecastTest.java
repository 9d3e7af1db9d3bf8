package ouroboros.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.config.SpecFile;
import ouroboros.metric.ForecastRow;

/** The forecasts of the papers' experiment files about gates are the numbers that they expect. */
class GuardedForecastTest {
  private static final double E = StrictMath.exp(1);

  private static List<ForecastRow> forecast(String name, String... overrides) throws IOException {
    String yaml = Files.readString(Path.of("conf/papers", name + ".yaml"));
    return Forecasts.ofTruth(SpecFile.parse(name + ".yaml", yaml, List.of(overrides)));
  }

  private static double at(List<ForecastRow> rows, String cell, int g, String metric) {
    return rows.stream()
        .filter(row -> row.key().cell().contains(cell))
        .filter(row -> row.key().generation() == g && row.key().metric().equals(metric))
        .mapToDouble(ForecastRow::expected)
        .findFirst()
        .orElseThrow();
  }

  /** The heterozygosity of two types, over that of the truth. */
  private static double ratio(double p, double truth) {
    return p * (1 - p) / (truth * (1 - truth));
  }

  @Test
  void aDetectorByItsEffectiveShare() throws IOException {
    List<ForecastRow> rows = forecast("detector-shrink-or-redraw");
    assertThat(1000 * at(rows, "safeguards=[];refill=redraw", 40, "squared-mean"))
        .isCloseTo(5.240815, within(.002));
    String detector = "safeguards=[detector(recall=0.9,false-alarm=0.05)];";
    assertThat(1000 * at(rows, detector + "refill=redraw", 40, "squared-mean"))
        .isCloseTo(1.309642, within(5e-7));
    assertThat(1000 * at(rows, detector + "refill=shrink", 40, "squared-mean"))
        .isCloseTo(7.100893, within(5e-7));
    assertThat(at(rows, detector + "refill=shrink", 40, "contamination"))
        .isCloseTo(.09 / .185, within(1e-12));
  }

  /** From 10,000 points the law is of second order: 2e-4 of the law for infinitely many. */
  @Test
  void curationAndTwoTastes() throws IOException {
    List<ForecastRow> rows = forecast("ferbach-2024-curation");
    String four = "safeguards=[best-of(candidates=4,reward={values=[1,0]})]";
    assertThat(at(rows, four, 1, "heterozygosity-ratio"))
        .isCloseTo(ratio(.177453, .1), within(2e-4));
    assertThat(at(rows, four, 5, "heterozygosity-ratio"))
        .isCloseTo(ratio(.795986, .1), within(1e-3));
    assertThat(at(rows, "candidates=2", 10, "heterozygosity-ratio"))
        .isCloseTo(ratio(.922082, .1), within(2e-3));
    List<ForecastRow> tastes =
        forecast("zhao-2025-two-tastes", "generations=300", "real=60000000", "size=60000000");
    assertThat(at(tastes, "candidates=4", 300, "heterozygosity-ratio"))
        .isCloseTo(ratio(.929773, .1), within(2e-3));
    assertThat(at(tastes, "candidates=8", 300, "heterozygosity-ratio"))
        .isCloseTo(ratio(.781639, .1), within(2e-3));
    assertThat(ratio((.6 * E - .4) / (E - 1), .5)).isCloseTo(.8127, within(1e-4));
  }

  @Test
  void verifiersAndTheReviewThatIsOne() throws IOException {
    List<ForecastRow> rows = forecast("feng-2024-verifier");
    double wrong = 2 / 3.0 * Math.pow(1 / 3.0, 5);
    for (String cell :
        List.of("[0.9,0.3])];refill=redraw", "[0.3,0.1])];refill=shrink", "review")) {
      assertThat(at(rows, cell, 5, "heterozygosity-ratio"))
          .as(cell)
          .isCloseTo(ratio(wrong / (1 + wrong), .4), within(1e-4));
    }
  }

  @Test
  void limitsThatMoveAndLimitsThatStay() throws IOException {
    List<ForecastRow> rows = forecast("critic-moving-limits");
    assertThat(at(rows, "moving", 10, "variance")).isCloseTo(.0088, within(5e-5));
    assertThat(at(rows, "fixed", 1, "variance")).isCloseTo(.623015, within(5e-6));
    assertThat(at(rows, "fixed", 10, "variance")).isCloseTo(.29969, within(5e-6));
    assertThat(at(forecast("lin-2018-packs"), "base", 39, "heterozygosity-ratio"))
        .isCloseTo(.818320, within(5e-7));
  }
}
