package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.PartSizes;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.judge.QuantileLimits;

/** Whether there is enough text to fit the gates that judge it. */
final class JudgeChecks {
  private JudgeChecks() {}

  /**
   * Every problem.
   *
   * @param parts in sentences
   * @param fewest units of the smallest synthetic corpus
   */
  static List<String> problems(SafeguardList safeguards, PartSizes parts, long fewest) {
    List<String> problems = new ArrayList<>();
    for (int k = 0; k < safeguards.gates().size(); k++) {
      String problem = problem(safeguards.gates().get(k), parts.guard(), fewest);
      if (problem != null) {
        problems.add("gate " + (k + 1) + ", " + safeguards.gates().get(k).kind() + ": " + problem);
      }
    }
    return problems;
  }

  private static @Nullable String problem(Safeguard.Gate gate, long guard, long fewest) {
    if (gate instanceof Safeguard.OnPool pool) {
      return problem(pool.gate(), guard, fewest);
    }
    if (gate instanceof Safeguard.Review review) {
      return problem(review.by(), guard, fewest);
    }
    long others = guard - guard / 2;
    if (gate instanceof Safeguard.Critic critic) {
      boolean fixed = critic.limits() == Safeguard.Limits.FIXED;
      long need = QuantileLimits.fewest(critic.low(), critic.high());
      return guard < 2
          ? halves(guard)
          : fixed
              ? few(guard, others, need, "sentences of the other half of guard", 2 * need)
              : few(fewest, fewest, need, "sentences of the smallest generation", need);
    }
    if (gate instanceof Safeguard.DetectorByTraining detector) {
      long need = QuantileLimits.fewest(detector.falseAlarm(), 1);
      return guard < 2
          ? halves(guard)
          : few(guard, others, need, "sentences of the other half of guard", 2 * need);
    }
    if (gate instanceof Safeguard.PackedCritic packed) {
      long need = QuantileLimits.fewest(packed.margin(), 1);
      return few(
          guard, guard / packed.pack(), need, "packs of guard", Math.max(1, need) * packed.pack());
    }
    boolean learns =
        gate instanceof Safeguard.Revise
            || (gate instanceof Safeguard.BestOf best
                && best.rewards().stream()
                    .anyMatch(each -> each.reward() == Safeguard.OfText.CRITIC));
    return learns && guard < 2 ? halves(guard) : null;
  }

  private static String halves(long guard) {
    return "it learns from one half of guard, which has "
        + guard
        + (guard == 1 ? " sentence" : " sentences")
        + "; raise corpus.split.guard";
  }

  private static @Nullable String few(
      long whole, long have, long need, String noun, long wholeNeeded) {
    return have >= need
        ? null
        : String.format(
            Locale.ROOT,
            "its quantiles need at least %,d %s, and there are %,d; %s",
            need,
            noun,
            have,
            noun.endsWith("guard")
                ? String.format(
                    Locale.ROOT,
                    "guard must have %,d sentences, it has %,d: raise corpus.split.guard, or choose"
                        + " quantiles that are less extreme",
                    wholeNeeded,
                    whole)
                : "raise size, or choose quantiles that are less extreme");
  }
}
