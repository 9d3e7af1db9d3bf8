package ouroboros.experiment.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Names;
import ouroboros.experiment.yaml.Section;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;
import ouroboros.safeguard.SafeguardList;
import ouroboros.text.CorpusSpec;

/** The checks of a policy that are possible before the corpus is read. */
final class PolicyChecks {
  private PolicyChecks() {}

  /** Checks a policy; {@code section} is the section of the policy. */
  static void check(Section section, FamilySpec family, Policy policy, CorpusSpec corpus) {
    String kind = policy.kind();
    if (policy.real() instanceof Amount.Tokens && !(family instanceof FamilySpec.Sentences)) {
      section.problem(
          "real",
          "tokens need a family that draws sentences: "
              + String.join(", ", Names.in(FamilySpec.Sentences.class))
              + "; the units of "
              + family.kind()
              + " are "
              + family.unit().noun()
              + "s; it must be {share: 0.1} or {units: 100}");
    }
    if (family instanceof FamilySpec.Truth) {
      alike(section, policy, "points");
    } else {
      text(section, kind, family, policy, corpus);
    }
  }

  /**
   * On text the reserve can run out. Also, weighted n-gram counts are not whole numbers, so they
   * have no counts of counts.
   */
  private static void text(
      Section section, String kind, FamilySpec family, Policy policy, CorpusSpec corpus) {
    if (policy.usesReserve() && !(corpus.split().reserve() > 0)) {
      section.problem(
          "kind",
          kind
              + " needs real data never used before, but corpus.split.reserve is 0; it must be"
              + " above 0");
    } else if (family instanceof FamilySpec.Documents) {
      alike(section, policy, "the units of a mixture");
    } else if (policy.orderBy() == Policy.OrderBy.PERIOD && corpus.period() == null) {
      section.problem(
          "order-by",
          "period needs the field that holds it, but corpus.period is null; name the field, or"
              + " order by hash");
    }
    if (policy.isWeighted()
        && family instanceof FamilySpec.GaussianMixture gaussian
        && gaussian.engine() == FamilySpec.Engine.MLLIB) {
      section.problem(
          "kind",
          kind
              + " weights its units, but engine mllib takes each as often as it is there;"
              + " family.engine must be blocked");
    }
    if (policy.isWeighted()
        && family instanceof FamilySpec.Sentences sentences
        && sentences.each().smoothing().needsCountsOfCounts()) {
      section.problem(
          "kind",
          kind
              + " weights its counts, but smoothing "
              + Names.of(sentences.each().smoothing().getClass())
              + " needs counts of whole counts; family.smoothing must be one of "
              + String.join(", ", forWeights()));
    }
  }

  /** What gives counts weights, as a message names it; null where nothing does. */
  static @Nullable String weighing(@Nullable Policy policy, SafeguardList safeguards) {
    return policy != null && policy.isWeighted()
        ? "policy " + policy.kind()
        : safeguards.isWeighted() ? "a detector with action: weight" : null;
  }

  /** The smoothings that need no whole counts. */
  static List<String> forWeights() {
    return SmoothingBinder.DEFAULTS.stream()
        .filter(smoothing -> !smoothing.needsCountsOfCounts())
        .map(smoothing -> Names.of(smoothing.getClass()))
        .toList();
  }

  /** Units that differ only in their numbers cannot be chosen by stratum, rarest type or period. */
  private static void alike(Section section, Policy policy, String units) {
    if (!policy.choose().equals(new Policy.Choose.Random())) {
      section.problem(
          "real", units + " have no strata and no rare types; choose must be random, or left out");
    }
    if (policy.orderBy() == Policy.OrderBy.PERIOD) {
      section.problem("order-by", units + " have no period; it must be hash, or left out");
    }
  }
}
