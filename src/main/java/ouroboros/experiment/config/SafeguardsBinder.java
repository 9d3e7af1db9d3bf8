package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Names;
import ouroboros.experiment.Size;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/** Binds {@code safeguards} and {@code refill}: one method per kind. */
final class SafeguardsBinder {
  static final String EXAMPLE = "{kind: thin, share: 0.5}";

  private static final String KEY = "safeguards";
  private static final String REFILL = "refill";
  private static final Range DROPPED =
      new Range("a number in [0, 1): at 1 nothing would pass", 0, 1, Range.Ends.LOW);

  /** The safeguards that exist, and the names of the planned ones. */
  static final Kinds<Safeguard> KINDS =
      new Kinds<Safeguard>("safeguard")
          .kind("thin", SafeguardsBinder::thin)
          .planned(
              "detector",
              "critic",
              "revise",
              "best-of",
              "packed-critic",
              "retrieval",
              "ensemble",
              "diversity",
              "review",
              "alarm");

  private SafeguardsBinder() {}

  /**
   * The safeguards of a cell. Where there are none, {@code refill} changes nothing. It is then left
   * out of the resolved spec, so that a run with it and a run without it are the same experiment.
   *
   * @param family null after a problem with it
   */
  static SafeguardList bind(Section top, @Nullable FamilySpec family, Size size) {
    Refill refill = refill(top);
    List<Section> sections = top.sections(KEY, EXAMPLE);
    List<Safeguard.Gate> gates = new ArrayList<>();
    for (Section section : sections) {
      if (KINDS.bind(section) instanceof Safeguard.Gate gate) {
        gates.add(gate);
        refuse(section, gate, family);
      }
    }
    if (sections.isEmpty()) {
      top.resolved().remove(REFILL);
    } else if (size instanceof Size.Units units && units.units() >= Candidate.UNITS) {
      top.problem(
          "size",
          units.units()
              + " units have no room for further candidates of a unit; with safeguards it must be"
              + " below "
              + Candidate.UNITS);
    }
    return new SafeguardList(gates, refill);
  }

  /** What replaces a unit that did not pass. */
  static Refill refill(Section top) {
    return top.optional(REFILL, Types.choice(Refill.class), Refill.REDRAW);
  }

  private static Safeguard thin(Section section) {
    return new Safeguard.Thin(section.required("share", Types.number(DROPPED)));
  }

  /** Refuses gates that the family cannot have yet. */
  private static void refuse(Section section, Safeguard gate, @Nullable FamilySpec family) {
    if (family != null && !(family instanceof FamilySpec.Sentences)) {
      section.problem(
          "kind",
          gate.kind()
              + " is not available yet for family "
              + family.kind()
              + ", whose units are "
              + family.unit().noun()
              + "s; it needs a family that draws sentences: "
              + String.join(", ", Names.in(FamilySpec.Sentences.class)));
    }
  }
}
