package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;

/** Binds {@code inject}: the statements that are planted. */
final class InjectBinder {
  private static final String KEY = "inject";
  private static final String AGAINST = "against";
  private static final String AGAINST_SHARE = "against-share";
  private static final String GENERATION = "generation";
  private static final String EXAMPLE = "{text: the moon is made of cheese, share: 0.01}";
  private static final Type<Double> SHARE = Types.number(Range.SHARE);
  private static final Type<Boolean> INTO_REAL = place();

  private InjectBinder() {}

  /**
   * Null where nothing is planted: without the key, for {@code null}, and where all shares are 0.
   */
  static @Nullable Inject bind(Section top, @Nullable FamilySpec family) {
    Node.Field field = top.take(KEY);
    if (field == null
        || (field.value() instanceof Node.Scalar s && s.type() == Node.Type.NOTHING)) {
      return null;
    }
    if (!(field.value() instanceof Node.Fields map)) {
      top.problem(KEY, Type.described(field.value()) + "; it must be a map such as " + EXAMPLE);
      return null;
    }
    Inject inject = bind(top.below(KEY, map, field.at()));
    if (family != null && !(family instanceof FamilySpec.Sentences)) {
      top.problem(
          KEY,
          family instanceof FamilySpec.Truth
              ? family.kind() + " has a known truth and no text in which to plant a statement"
              : "plants sentences; "
                  + family.kind()
                  + " draws documents, in which no statement can be found again");
    }
    return inject.share() > 0 || inject.againstShare() > 0 ? inject : null;
  }

  private static Inject bind(Section section) {
    String text = section.required("text", Types.text());
    double share = section.required("share", SHARE);
    Node.Field given = section.take(AGAINST);
    String against = given == null ? null : section.nullable(AGAINST, Types.text(), null);
    double againstShare = 0;
    if (against != null) {
      againstShare = section.optional(AGAINST_SHARE, SHARE, share);
      if (against.equals(text)) {
        section.problem(AGAINST, "is the text itself; it must be another statement");
      }
      if (share + againstShare > 1) {
        section.problem(
            AGAINST_SHARE,
            "share "
                + share
                + " and against-share "
                + againstShare
                + " add up to more than 1: more sentences than there are");
      }
    } else if (section.take(AGAINST_SHARE) != null) {
      section.problem(AGAINST, "missing; against-share is the share of its sentences");
    }
    int generation = 0;
    if (!section.optional("into", INTO_REAL, true)) {
      generation = section.required(GENERATION, Types.count(1, Types.GENERATIONS));
    } else if (section.take(GENERATION) != null) {
      section.problem(
          GENERATION, "R has no generation; leave it out, or write into: synthetic for S_g");
    }
    section.close();
    return new Inject(text, share, against, againstShare, generation);
  }

  /** As the contract writes them: the name of R is a capital letter. */
  private static Type<Boolean> place() {
    return new Type<>(
        "one of R, synthetic",
        node -> {
          if (!(node instanceof Node.Scalar s) || s.type() != Node.Type.TEXT) {
            return Type.Reading.refused(Type.described(node));
          }
          return switch (s.text()) {
            case "R" -> Type.Reading.of(true);
            case "synthetic" -> Type.Reading.of(false);
            default -> Type.Reading.refused(Shown.text(s.text()) + " is unknown");
          };
        },
        true,
        isReal -> TextNode.valueOf(isReal ? "R" : "synthetic"));
  }
}
