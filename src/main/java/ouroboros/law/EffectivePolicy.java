package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.law.gate.DetectorLaw;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/**
 * The policy without gates that has the laws of a cell on text with gates that need no text.
 *
 * <p>With {@code refill: redraw}, units of S_g that pass such a gate are distributed as without it.
 * A {@code mixture} whose pool such gates judge is one with another share of real units, by {@link
 * DetectorLaw}. Gates that let everything pass as it is change nothing.
 */
public final class EffectivePolicy {
  private EffectivePolicy() {}

  /** The policy; empty where none is known. */
  public static Optional<Policy> of(Policy policy, SafeguardList safeguards) {
    List<Safeguard.Gate> gates = safeguards.gates().stream().filter(gate -> !gate.isOff()).toList();
    if (gates.isEmpty()) {
      return Optional.of(policy);
    }
    long onPool = gates.stream().filter(Safeguard.OnPool.class::isInstance).count();
    boolean needText = gates.stream().anyMatch(gate -> Gates.blind(gate.judge()) == null);
    if (needText || safeguards.refill() != Refill.REDRAW) {
      return Optional.empty();
    }
    if (onPool == 0) {
      return Optional.of(policy);
    }
    return onPool == gates.size() && policy instanceof Policy.Mixture mixture
        ? Optional.of(behind(gates, mixture))
        : Optional.empty();
  }

  private static Policy behind(List<Safeguard.Gate> gates, Policy.Mixture mixture) {
    double keptSynthetic = 1;
    double keptReal = 1;
    for (Safeguard.Gate gate : gates) {
      Safeguard.Gate judge = gate.judge();
      if (judge instanceof Safeguard.Detector oracle) {
        keptSynthetic *= 1 - oracle.recall();
        keptReal *= 1 - oracle.falseAlarm();
      } else {
        double kept = 1 - ((Safeguard.Thin) judge).share();
        keptSynthetic *= kept;
        keptReal *= kept;
      }
    }
    return keptSynthetic == keptReal
        ? mixture
        : new Policy.Mixture(
            1 - DetectorLaw.of(1 - mixture.realShare(), keptSynthetic, keptReal).contamination());
  }
}
