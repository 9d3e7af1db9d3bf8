package ouroboros.experiment.config;

import java.util.List;
import java.util.Map;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.ngram.smoothing.AbsoluteDiscounting;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Katz;
import ouroboros.ngram.smoothing.KneserNey;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.ngram.smoothing.WittenBell;

/**
 * Binds {@code smoothing}: one line per kind. The bare name of a kind means {@code {kind: name}}.
 */
final class SmoothingBinder {
  static final Kinds<Smoothing> KINDS =
      new Kinds<Smoothing>("smoothing")
          .kind("none", section -> new Smoothing.None())
          .kind(
              "additive",
              section ->
                  new Additive(section.optional("k", Types.number(Range.ADDED), Additive.ONE)))
          .kind("absolute-discounting", section -> new AbsoluteDiscounting())
          .kind("kneser-ney", section -> new KneserNey())
          .kind("modified-kneser-ney", section -> new ModifiedKneserNey())
          .kind("witten-bell", section -> new WittenBell())
          .kind("katz", section -> new Katz())
          .kind("jelinek-mercer", section -> new JelinekMercer());

  /** One smoothing of each kind, with its default settings. */
  static final List<Smoothing> DEFAULTS =
      List.of(
          new Smoothing.None(),
          new Additive(Additive.ONE),
          new AbsoluteDiscounting(),
          new KneserNey(),
          new ModifiedKneserNey(),
          new WittenBell(),
          new Katz(),
          new JelinekMercer());

  private static final String KEY = "smoothing";

  private SmoothingBinder() {}

  /** The smoothing of a family; {@code none} where it is not given. */
  static Smoothing bind(Section family) {
    Node.Field field = family.take(KEY);
    Section section;
    if (field == null) {
      Node.Scalar none = new Node.Scalar(family.at(), "none", Node.Style.PLAIN);
      section = family.below(KEY, named(none, family.at()), family.at());
    } else if (field.value() instanceof Node.Scalar name && name.type() == Node.Type.TEXT) {
      section = family.below(KEY, named(name, field.at()), field.at());
    } else {
      section = family.section(KEY, "{kind: none}");
    }
    Smoothing bound = section == null ? null : KINDS.bind(section);
    return bound == null ? new Smoothing.None() : bound;
  }

  private static Node.Fields named(Node.Scalar name, Location at) {
    return new Node.Fields(at, Map.of("kind", new Node.Field(at, name)));
  }
}
