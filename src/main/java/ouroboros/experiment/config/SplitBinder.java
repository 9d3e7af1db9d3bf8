package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.text.CorpusSpec.Split;

/**
 * Binds {@code corpus.split}: four shares that sum to 1, the first above 0, and the period with
 * which R ends.
 */
final class SplitBinder {
  private static final double TOLERANCE = 1e-9;
  private static final List<String> PARTS = List.of("real", "reserve", "guard", "test");

  private static final String UNTIL = "real-until";

  private SplitBinder() {}

  /**
   * @param period the field that holds periods; null where there is none
   * @param group the field that holds groups; null where there is none
   */
  static Split bind(Section corpus, @Nullable String period, @Nullable String group) {
    Section section =
        corpus.optionalSection("split", "{real: 0.6, reserve: 0.2, guard: 0.1, test: 0.1}");
    Split or = Split.DEFAULT;
    List<Double> defaults = List.of(or.real(), or.reserve(), or.guard(), or.test());
    List<Double> shares = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    int problemsBefore = section.problemsSoFar();
    for (int i = 0; i < PARTS.size(); i++) {
      String part = PARTS.get(i);
      Range range = i == 0 ? Range.SOME : Range.SHARE;
      double share = section.optional(part, Types.number(range), defaults.get(i));
      shares.add(share);
      terms.add(part + " " + share + (section.has(part) ? "" : " (by default)"));
    }
    Long until = section.nullable(UNTIL, Types.period(), null);
    if (until == null) {
      // The experiment is then the same as one without the key.
      section.resolved().remove(UNTIL);
    } else if (period == null) {
      section.problem(
          UNTIL, "R ends with a period, but corpus.period is null; it must name the field");
    } else if (group != null) {
      section.problem(
          UNTIL,
          "corpus.group keeps documents in one part, but "
              + UNTIL
              + " separates them by their periods; remove one of the two");
    }
    boolean understood = section.problemsSoFar() == problemsBefore;
    section.close();
    double sum = shares.get(0) + shares.get(1) + shares.get(2) + shares.get(3);
    if (understood && !(Math.abs(sum - 1) <= TOLERANCE)) {
      corpus.problem(
          "split", String.join(" + ", terms) + " sum to " + (float) sum + "; they must sum to 1");
    }
    return new Split(shares.get(0), shares.get(1), shares.get(2), shares.get(3), until);
  }
}
