package ouroboros.experiment.config;

import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Size;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;

/** Binds {@code size}, and {@code real} of families with a known truth. */
final class SizeBinder {
  private static final String EXPECTATION =
      "; it must be real, a whole number of at least 1, or {tokens: N}";
  private static final Type<Long> UNITS = Types.whole(1, Types.UNITS);

  /** Points of known truths and sentences, which can be drawn at once. */
  private static final Type<Long> POINTS = Types.whole(1, 1_000_000_000_000_000L);

  /** How much is drawn: per generation, and from the truth. */
  record Drawn(Size size, @Nullable Long real) {}

  private SizeBinder() {}

  /** Generation 0 of a known truth has {@code real} points, or else as many as {@code size}. */
  static Drawn bind(Section top, FamilySpec.Unit unit) {
    Size size =
        size(
            top,
            unit == FamilySpec.Unit.POINT || unit == FamilySpec.Unit.SENTENCE ? POINTS : UNITS);
    if (unit != FamilySpec.Unit.POINT) {
      if (unit != FamilySpec.Unit.SENTENCE && size instanceof Size.Tokens) {
        top.problem(
            "size",
            unit.noun() + "s are drawn whole; it must be real or a whole number of at least 1");
      }
      if (top.take("real") != null) {
        top.problem(
            "real", "is for families with a known truth; R is the real part of the corpus; remove");
      }
      return new Drawn(size, null);
    }
    if (size instanceof Size.Tokens) {
      top.problem("size", "points have no tokens; it must be real or a whole number of at least 1");
    }
    if (top.take("real") == null && size instanceof Size.Units units) {
      top.resolved().put("real", units.units());
      return new Drawn(size, units.units());
    }
    return new Drawn(size, top.required("real", POINTS));
  }

  /** How much is drawn per generation. */
  static Size size(Section top) {
    return size(top, POINTS);
  }

  private static Size size(Section top, Type<Long> units) {
    Node.Field field = top.take("size");
    if (field == null) {
      top.resolved().put("size", "real");
      return new Size.Real();
    }
    if (field.value() instanceof Node.Fields map) {
      Section tokens = top.below("size", map, field.at());
      Size size = new Size.Tokens(tokens.required("tokens", UNITS));
      tokens.close();
      return size;
    }
    if (field.value() instanceof Node.Scalar s) {
      if (s.type() == Node.Type.WHOLE) {
        return new Size.Units(top.required("size", units));
      }
      if (s.type() == Node.Type.TEXT && s.text().equals("real")) {
        top.resolved().put("size", "real");
        return new Size.Real();
      }
    }
    top.problem("size", Type.described(field.value()) + EXPECTATION);
    return new Size.Real();
  }
}
