package ouroboros.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.SpecCase;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.SpecFile;
import ouroboros.law.Census;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;

/**
 * Laws hold where units are drawn from the model as it is fitted. For other cells no law is given.
 */
class TextLawsTest {
  @Test
  void biasedDrawsHaveNoLaw() {
    assertThat(known("{temperature: 1.0, top-p: 1.0, repetition-penalty: 1}")).isTrue();
    for (String sampling :
        List.of(
            "{temperature: 0.9}",
            "{top-k: 5}",
            "{top-p: 0.99}",
            "{repetition-penalty: 1.1}",
            "{max-length: 7}")) {
      assertThat(known(sampling)).as(sampling).isFalse();
    }
  }

  /** n = 100: (1 - 1/n)^g, and by accumulation (1 - 1/n) prod (1 - 1/(n k^2)), k = 2 .. g. */
  @Test
  void oneGaussianOnDocumentsNarrowsAsTheLawSays() {
    assertThat(variance("replace", 1, 3)).isCloseTo(0.99 * 0.99 * 0.99, within(1e-12));
    assertThat(variance("accumulate", 1, 3))
        .isCloseTo(0.99 * (1 - 1 / 400.0) * (1 - 1 / 900.0), within(1e-12));
    // D_2 = 1/n + (1 - 1/n) 0.7^2 / n
    assertThat(variance("mixture, real-share: 0.3", 1, 3))
        .isCloseTo(0.99 * (1 - 0.01 - 0.99 * 0.49 * 0.01), within(1e-9));
    assertThat(variance("frozen", 1, 3)).isCloseTo(0.99, within(1e-12));
    assertThat(variance("fresh-disjoint", 1, 3)).isNaN();
    assertThat(variance("replace", 2, 3)).isNaN();
  }

  /** The variance is measured only for drawn units, and there is no S_0. */
  @Test
  void theVarianceOfWhatIsNotDrawnHasNoLaw() {
    assertThat(variance("replace", 1, 0)).isNaN();
    assertThat(variance("replace", 1, 3, Subject.TRAINING)).isNaN();
  }

  private static double variance(String policy, int components, int generation) {
    return variance(policy, components, generation, Subject.SYNTHETIC);
  }

  private static double variance(String policy, int components, int generation, Subject subject) {
    Experiment experiment =
        SpecFile.parse(
            "x.yaml",
            """
            name: a
            seed: 1
            generations: 3
            family: {kind: gaussian-mixture, components: %d}
            policy: {kind: %s}
            """
                .formatted(components, policy),
            List.of());
    return TextLaws.of(
            experiment,
            sizes(FamilySpec.Unit.DOCUMENT, new PartSizes(100, 1000, 0, 0)),
            Census.none())
        .of(new SeriesKey("base", generation, "variance-ratio", subject, "all"))
        .map(Expectation::mean)
        .orElse(Double.NaN);
  }

  private static UnitSizes sizes(FamilySpec.Unit unit, PartSizes sizes) {
    return new UnitSizes(Map.of(unit, sizes));
  }

  /** Gates that need no text, with further candidates: contamination s (1 - r)/kappa. */
  @Test
  void aDetectorIsAMixtureOfItsEffectiveShare() {
    String detector = "[{kind: detector, recall: 0.9, false-alarm: 0.05}]";
    double share = .6;
    double kept = share * .1 + (1 - share) * .95;
    double left = 1 - share * .1 / kept;
    assertThat(retention("{kind: mixture, real-share: 0.4}", detector, "redraw"))
        .isCloseTo(
            retention("{kind: mixture, real-share: %s}".formatted(left), "[]", "redraw"),
            within(1e-9))
        .isGreaterThan(retention("{kind: mixture, real-share: 0.4}", "[]", "redraw") + .01);
    assertThat(retention("{kind: mixture, real-share: 0.4}", detector, "shrink")).isNaN();
    assertThat(
            retention(
                "{kind: mixture, real-share: 0.4}", "[{kind: critic, keep: [0.1, 1]}]", "redraw"))
        .isNaN();
  }

  @Test
  void gatesThatChangeNoDistributionKeepTheLaw() {
    for (String policy : List.of("{kind: replace}", "{kind: mixture, real-share: 0.4}")) {
      double plain = retention(policy, "[]", "redraw");
      assertThat(retention(policy, "[{kind: thin, share: 0.7}]", "redraw")).isEqualTo(plain);
      assertThat(retention(policy, "[{kind: detector, recall: 0, false-alarm: 0}]", "redraw"))
          .isEqualTo(plain);
      assertThat(retention(policy, "[{kind: critic, keep: [0, 1]}]", "shrink")).isEqualTo(plain);
    }
    assertThat(retention("{kind: replace}", "[{kind: thin, share: 0.7}]", "shrink")).isNaN();
  }

  private static double retention(String policy, String safeguards, String refill) {
    String spec =
        SpecCase.BASE.replaceFirst("(?m)^policy:.*$", "policy: " + policy)
            + "safeguards: "
            + safeguards
            + "\nrefill: "
            + refill
            + "\n";
    Experiment experiment = SpecFile.parse("x.yaml", spec, List.of());
    Census census =
        new Census(
            new TreeMap<>(Map.of(1, new Census.Occurrences(new int[] {1, 4}, new long[] {6, 1}))),
            Map.of());
    return TextLaws.of(
            experiment, sizes(FamilySpec.Unit.SENTENCE, new PartSizes(10, 0, 0, 0)), census)
        .of(
            new SeriesKey(
                "base", experiment.generations(), "vocabulary-retention", Subject.TRAINING, "all"))
        .map(Expectation::mean)
        .orElse(Double.NaN);
  }

  private static boolean known(String sampling) {
    Experiment experiment =
        SpecFile.parse("x.yaml", SpecCase.BASE + "sampling: " + sampling + "\n", List.of());
    Census census =
        new Census(
            new TreeMap<>(Map.of(1, new Census.Occurrences(new int[] {3, 4}, new long[] {1, 2}))),
            Map.of());
    return TextLaws.of(
            experiment, sizes(FamilySpec.Unit.SENTENCE, new PartSizes(10, 0, 0, 0)), census)
        .of(new SeriesKey("base", 1, "vocabulary-retention", Subject.SYNTHETIC, "all"))
        .isPresent();
  }
}
