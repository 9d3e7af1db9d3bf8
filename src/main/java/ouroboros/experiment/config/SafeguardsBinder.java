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
import ouroboros.policy.Policy;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/** Binds {@code safeguards} and {@code refill}: one method per kind. */
final class SafeguardsBinder {
  static final String EXAMPLE = "{kind: thin, share: 0.5}";

  private static final String KEY = "safeguards";
  private static final String REFILL = "refill";
  private static final String APPLIES_TO = "applies-to";
  private static final Range DROPPED =
      new Range("a number in [0, 1): at 1 nothing would pass", 0, 1, Range.Ends.LOW);

  /** The safeguards that exist. */
  static final Kinds<Safeguard> KINDS =
      new Kinds<Safeguard>("safeguard")
          .kind("thin", SafeguardsBinder::thin)
          .kind("detector", GateBinder::detector)
          .kind("critic", GateBinder::critic)
          .kind("revise", CriticBinder::revise)
          .kind("best-of", GateBinder::bestOf)
          .kind("packed-critic", CriticBinder::packed)
          .kind("review", GateBinder::review)
          .kind("retrieval", DrawingBinder::retrieval)
          .kind("ensemble", EnsembleBinder::bind)
          .kind("diversity", DrawingBinder::diversity)
          .kind("alarm", AlarmBinder::bind);

  private SafeguardsBinder() {}

  /** Which units a gate judges. */
  private enum AppliesTo {
    SYNTHETIC,
    POOL
  }

  /**
   * The safeguards of a cell. Where there are none, {@code refill} changes nothing. It is then left
   * out of the resolved spec, so that a run with it and a run without it are the same experiment.
   *
   * @param family null after a problem with it
   * @param policy null after a problem with it
   */
  static SafeguardList bind(
      Section top, @Nullable FamilySpec family, @Nullable Policy policy, Size size) {
    Refill refill = refill(top);
    List<Section> sections = top.sections(KEY, EXAMPLE);
    List<Safeguard.Drawing> drawing = new ArrayList<>();
    List<Section> bound = new ArrayList<>();
    List<Safeguard.Gate> gates = new ArrayList<>();
    List<Safeguard.Alarm> alarms = new ArrayList<>();
    List<Section> watching = new ArrayList<>();
    for (Section section : sections) {
      section.take(APPLIES_TO);
      Safeguard safeguard = KINDS.bind(section);
      if (safeguard instanceof Safeguard.Drawing draws) {
        DrawingBinder.check(section, draws, drawing, family);
        drawing.add(EnsembleBinder.offIfAlone(draws, family));
      } else if (safeguard instanceof Safeguard.Gate gate) {
        Safeguard.Gate placed = placed(section, gate, policy);
        bound.add(section);
        gates.add(placed);
        refuse(section, placed, family, policy);
      } else if (safeguard instanceof Safeguard.Alarm alarm) {
        alarms.add(alarm);
        watching.add(section);
      }
      if (safeguard != null && !(safeguard instanceof Safeguard.Gate) && section.has(APPLIES_TO)) {
        section.problem(APPLIES_TO, safeguard.kind() + " is no gate, so it judges no units");
      }
    }
    GateChecks.order(bound, gates);
    GateChecks.refill(top, REFILL, gates, refill);
    GateChecks.passesNone(bound, gates, refill, policy);
    if (family instanceof FamilySpec.Sentences) {
      GateChecks.poolOfText(bound, gates);
    }
    if (family != null && !(family instanceof FamilySpec.Truth)) {
      GateChecks.together(top, KEY, drawing, gates, alarms);
    }
    for (int a = 0; a < alarms.size(); a++) {
      AlarmBinder.refuse(watching.get(a), alarms.get(a), family, !gates.isEmpty());
    }
    if (gates.isEmpty()) {
      top.resolved().remove(REFILL);
    } else if (size instanceof Size.Units units && units.units() >= Candidate.UNITS) {
      top.problem(
          "size",
          units.units()
              + " units have no room for further candidates of a unit; with safeguards it must be"
              + " below "
              + Candidate.UNITS);
    }
    return new SafeguardList(drawing, gates, alarms, refill);
  }

  /** What replaces a unit that did not pass. */
  static Refill refill(Section top) {
    return top.optional(REFILL, Types.choice(Refill.class), Refill.REDRAW);
  }

  private static Safeguard thin(Section section) {
    return new Safeguard.Thin(section.required("share", Types.number(DROPPED)));
  }

  /**
   * A gate with the units that it judges. Where these are the synthetic units and nothing is said,
   * the resolved spec does not say it either, as before there were pools.
   */
  private static Safeguard.Gate placed(
      Section section, Safeguard.Gate gate, @Nullable Policy policy) {
    boolean pooled = gate.kind().equals("detector") && policy != null && policy.hasPool();
    if (!pooled && !section.has(APPLIES_TO)) {
      return gate;
    }
    AppliesTo to =
        section.optional(
            APPLIES_TO,
            Types.choice(AppliesTo.class),
            pooled ? AppliesTo.POOL : AppliesTo.SYNTHETIC);
    return to == AppliesTo.POOL ? new Safeguard.OnPool(gate) : gate;
  }

  private static void refuse(
      Section section, Safeguard.Gate gate, @Nullable FamilySpec family, @Nullable Policy policy) {
    if (policy != null) {
      GateChecks.policy(section, gate, policy);
    }
    if (family instanceof FamilySpec.Truth truth) {
      GateChecks.truth(section, gate, truth.truth());
    } else if (family != null) {
      GateChecks.text(section, gate, family);
      GateChecks.weights(section, gate, family, policy);
    }
  }

  /** The end of a message: why a family without sentences cannot have it. */
  static String needsSentences(FamilySpec family) {
    return " for family "
        + family.kind()
        + ", whose units are "
        + family.unit().noun()
        + "s; it needs a family that draws sentences: "
        + String.join(", ", Names.in(FamilySpec.Sentences.class));
  }
}
