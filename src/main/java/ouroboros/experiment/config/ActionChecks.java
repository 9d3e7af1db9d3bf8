package ouroboros.experiment.config;

import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Section;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.safeguard.AlarmAction;
import ouroboros.truth.TruthSpec;

/** Refuses actions of alarms that change how models are fitted, or draw, in a way they cannot. */
final class ActionChecks {
  private static final String ACTION = "action";

  private ActionChecks() {}

  static void check(Section section, AlarmAction action, FamilySpec family) {
    if (action instanceof AlarmAction.Set set && family instanceof FamilySpec.Truth truth) {
      points(section, set, truth.truth());
    } else if (action instanceof AlarmAction.Set set && set.decoding().hasFloor()) {
      DrawingBinder.checkFloor(section, ACTION, set.decoding(), family);
    } else if (action instanceof AlarmAction.Switch to
        && !(family instanceof FamilySpec.Documents)
        && !canBecome(family, (FamilySpec) to.family())) {
      section.problem(ACTION, switches(family, (FamilySpec) to.family()));
    }
  }

  /** Points have a temperature where they are types, and no other setting. */
  private static void points(Section section, AlarmAction.Set set, TruthSpec family) {
    if (!(family instanceof TruthSpec.Types)) {
      section.problem(
          ACTION,
          "set changes the temperature, which only families of types have: categorical, zipf; the"
              + " points of "
              + family.kind()
              + " are drawn from the model as it is fitted");
    } else if (set.maxLength() != null
        || !set.decoding().equals(Decoding.temperature(set.decoding().temperature()))) {
      section.problem(
          ACTION, "set of points has a temperature only; leave the other keys of sampling out");
    }
  }

  /** Whether the units stay what they are, and only the fit changes. */
  private static boolean canBecome(FamilySpec family, FamilySpec other) {
    if (family instanceof FamilySpec.Truth own && other instanceof FamilySpec.Truth to) {
      boolean areGaussian =
          own.truth() instanceof TruthSpec.Gaussian gaussian
              && to.truth() instanceof TruthSpec.Gaussian next
              && gaussian.dimension() == next.dimension();
      boolean areDensities =
          own.truth() instanceof TruthSpec.KernelDensity
              && to.truth() instanceof TruthSpec.KernelDensity;
      return areGaussian || areDensities;
    }
    boolean areMixtures =
        family instanceof FamilySpec.NgramMixture own
            && other instanceof FamilySpec.NgramMixture to
            && own.grouping().equals(to.grouping());
    return areMixtures || (family instanceof FamilySpec.Ngram && other instanceof FamilySpec.Ngram);
  }

  private static String switches(FamilySpec family, FamilySpec other) {
    String from = "switch to family " + other.kind() + " is not possible from " + family.kind();
    if (family instanceof FamilySpec.Ngram) {
      return from + ", because its models would need other units; it must be ngram";
    }
    return from
        + (family instanceof FamilySpec.Truth
            ? "; points stay what they are, so it must be gaussian to gaussian of the same"
                + " dimension, or kernel-density to kernel-density"
            : "; it must be ngram-mixture with the same components");
  }
}
