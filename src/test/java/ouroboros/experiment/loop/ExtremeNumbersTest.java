package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.config.SpecFile;
import ouroboros.truth.TruthCell;

/**
 * Every number of an experiment with a known truth, at extreme values: it is refused before
 * anything runs, or the lineage runs to its end and no value is infinite. The logarithm of a
 * variance that underflows is.
 */
class ExtremeNumbersTest {
  private static final List<String> EXTREMES =
      List.of(
          "4.9e-324",
          "1e-300",
          "1e-9",
          "0",
          "-0.0",
          "-1",
          "1e6",
          "1e9",
          "1e12",
          "1e15",
          "1e30",
          "1e31",
          "1e100",
          "1e200",
          "1.7976931348623157e308",
          "1000000000",
          "4294967296",
          "1099511627776",
          "9223372036854775807");

  private static final String ONE = "truth: {weights: [1.0], means: [[%s]], covariances: [[[%s]]]}";

  private static final List<String> FAMILIES =
      List.of(
          "{kind: gaussian, spread: %s}",
          "{kind: gaussian, dimension: 3, spread: %s}",
          "{kind: gaussian, dimension: %s}",
          "{kind: poisson, rate: %s}",
          "{kind: kernel-density, bandwidth: %s}",
          "{kind: linear-regression, features: 2, noise: %s}",
          "{kind: linear-regression, features: %s}",
          "{kind: linear-regression, features: 2, design: fresh, noise: %s}",
          "{kind: zipf, types: 1000, exponent: %s}",
          "{kind: zipf, types: 1000, cut: %s}",
          "{kind: categorical, probabilities: [%s, 1.0]}",
          "{kind: gaussian-mixture, " + ONE.formatted("%s", "1.0") + ", components: 2}",
          "{kind: gaussian-mixture, " + ONE.formatted("0.0", "%s") + ", components: 2}");

  private static final List<String> OTHERS =
      List.of(
          "policy: {kind: decay, half-life: %s}",
          "policy: {kind: growing, factor: %s}",
          "policy: {kind: growing, power: %s}",
          "policy: {kind: mixture, real-share: %s}",
          "policy: {kind: weighted, real: {units: 5}, real-weight: %s}",
          "policy: {kind: partial, share: %s}",
          "policy: {kind: anchor, real: {units: %s}}",
          "policy: {kind: anchor, real: {share: %s}}",
          "policy: {kind: fresh, real: {units: %s}}",
          "policy: {kind: window, last: %s}",
          "policy: {kind: accumulate-subsample, size: {units: %s}}",
          "policy: {kind: contaminated, schedule: [%s], source: fresh}",
          "policy: {kind: replace}\nsampling: {temperature: %s}");

  @TestFactory
  List<DynamicTest> areRefusedOrRun() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String value : EXTREMES) {
      for (String family : FAMILIES) {
        for (String policy : List.of("replace", "accumulate")) {
          String lines = "policy: {kind: " + policy + "}\nfamily: " + family.formatted(value);
          tests.add(dynamicTest(lines.replace('\n', ' '), () -> check(lines)));
        }
      }
      for (String other : OTHERS) {
        for (String family : List.of("{kind: categorical, types: 5}", "{kind: gaussian}")) {
          String lines = other.formatted(value) + "\nfamily: " + family;
          tests.add(dynamicTest(lines.replace('\n', ' '), () -> check(lines)));
        }
      }
    }
    return tests;
  }

  private static void check(String lines) {
    Experiment experiment;
    try {
      experiment =
          SpecFile.parse(
              "x.yaml", "name: x\nseed: 1\ngenerations: 12\nsize: 20\n" + lines + "\n", List.of());
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    TruthCell cell = TruthCells.of(experiment, experiment.cells().get(0));
    double[][] values = KnownTruthLineage.of(cell).values(1, 0);
    for (double[] row : values) {
      for (int m = 0; m < row.length; m++) {
        boolean logarithm = cell.measures().get(m).metric().equals("log-variance");
        assertThat(Double.isInfinite(row[m]) && !(logarithm && row[m] < 0))
            .as("%s is %s", cell.measures().get(m), row[m])
            .isFalse();
      }
    }
  }
}
