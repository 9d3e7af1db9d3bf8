package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.text.CorpusSpec.Split;

/** Binds {@code corpus.split}: four shares that sum to 1, the first above 0. */
final class SplitBinder {
  private static final double TOLERANCE = 1e-9;
  private static final List<String> PARTS = List.of("real", "reserve", "guard", "test");

  private SplitBinder() {}

  static Split bind(Section corpus) {
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
    boolean understood = section.problemsSoFar() == problemsBefore;
    section.close();
    double sum = shares.get(0) + shares.get(1) + shares.get(2) + shares.get(3);
    if (understood && !(Math.abs(sum - 1) <= TOLERANCE)) {
      corpus.problem(
          "split", String.join(" + ", terms) + " sum to " + (float) sum + "; they must sum to 1");
    }
    return new Split(shares.get(0), shares.get(1), shares.get(2), shares.get(3));
  }
}
