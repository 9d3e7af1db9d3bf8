package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Type.Reading;
import ouroboros.experiment.yaml.Types;
import ouroboros.truth.TruthSpec;
import ouroboros.truth.TruthSpec.Design;
import ouroboros.truth.TruthSpec.Divisor;

/** Binds the families with a known truth: one method per kind. */
final class TruthBinder {
  private static final int MOST_COORDINATES = 1000;
  private static final int MOST_EQUAL_TYPES = 10_000_000;
  private static final int MOST_RANKS = 1_000_000_000;
  private static final double ROUNDING = 1e-6;
  private static final String NO_CUT = "none";

  private static final Range SPREAD =
      new Range("a number above 0, at most 1e6", 0, 1e6, Range.Ends.HIGH);

  /** Counts are drawn as 32-bit integers. */
  private static final Range RATE =
      new Range("a number above 0, at most 1e9", 0, 1e9, Range.Ends.HIGH);

  private static final Range NOISE = new Range("a number in [0, 1e30]", 0, 1e30, Range.Ends.BOTH);

  private static final Type<Divisor> DIVISOR =
      new Type<>(
          "n or n-1",
          node -> {
            boolean text = node instanceof Node.Scalar s && s.type() == Node.Type.TEXT;
            String word = text ? ((Node.Scalar) node).text() : "";
            return switch (word) {
              case "n" -> Reading.of(Divisor.N);
              case "n-1" -> Reading.of(Divisor.N_MINUS_1);
              default ->
                  Reading.refused(text ? Shown.text(word) + " is unknown" : Type.described(node));
            };
          },
          Divisor.N,
          divisor -> TextNode.valueOf(divisor == Divisor.N ? "n" : "n-1"));

  private TruthBinder() {}

  static FamilySpec gaussian(Section section) {
    return new FamilySpec.Truth(
        new TruthSpec.Gaussian(
            section.optional("dimension", Types.count(1, MOST_COORDINATES), 1),
            section.optional("divisor", DIVISOR, Divisor.N),
            section.optional("spread", Types.number(SPREAD), 1.0)));
  }

  static FamilySpec categorical(Section section) {
    Type<Integer> types = Types.count(2, MOST_EQUAL_TYPES);
    if (!section.has("probabilities")) {
      return new FamilySpec.Truth(
          TruthSpec.Categorical.ofEqual(section.optional("types", types, 50)));
    }
    if (section.take("types") != null) {
      section.problem("types", "is given together with probabilities; give one of them");
    }
    Type<List<Double>> list = Types.list(Types.number(Range.SOME));
    List<Double> probabilities = section.required("probabilities", list);
    shares(section, "probabilities", probabilities);
    if (probabilities.size() == 1) {
      section.problem("probabilities", "there is one type; it must be at least two");
    }
    return new FamilySpec.Truth(
        probabilities.isEmpty()
            ? TruthSpec.Categorical.ofEqual(2)
            : new TruthSpec.Categorical(probabilities));
  }

  /** Checks that shares add up to 1. An empty list was reported before. */
  static void shares(Section section, String key, List<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (!shares.isEmpty() && Math.abs(sum - 1) > ROUNDING) {
      section.problem(key, "add up to " + sum + "; it must be 1");
    }
  }

  static FamilySpec zipf(Section section) {
    double exponent = section.optional("exponent", Types.number(Range.POSITIVE), 2.0);
    int types = section.optional("types", Types.count(2, MOST_RANKS), 2_000_000);
    return new FamilySpec.Truth(new TruthSpec.Zipf(exponent, types, cut(section, types)));
  }

  private static int cut(Section section, int types) {
    Node.Field field = section.take("cut");
    if (field == null || (field.value() instanceof Node.Scalar s && s.text().equals(NO_CUT))) {
      section.resolved().put("cut", NO_CUT);
      return types;
    }
    if (field.value() instanceof Node.Scalar s && s.type() == Node.Type.WHOLE) {
      return section.optional("cut", Types.count(1, types), types);
    }
    section.problem(
        "cut",
        Type.described(field.value()) + "; it must be none or a whole number in 1 .. " + types);
    return types;
  }

  static FamilySpec poisson(Section section) {
    return new FamilySpec.Truth(
        new TruthSpec.Poisson(section.optional("rate", Types.number(RATE), 1.0)));
  }

  static FamilySpec linearRegression(Section section) {
    return new FamilySpec.Truth(
        new TruthSpec.LinearRegression(
            section.optional("features", Types.count(1, MOST_COORDINATES), 10),
            section.optional("noise", Types.number(NOISE), 1.0),
            section.optional("design", Types.choice(Design.class), Design.REUSED)));
  }

  static FamilySpec kernelDensity(Section section) {
    return new FamilySpec.Truth(
        new TruthSpec.KernelDensity(
            section.optional("bandwidth", Types.number(Range.MEASURED), 0.5)));
  }
}
