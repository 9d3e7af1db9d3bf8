package ouroboros.safeguard;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The safeguards of a cell.
 *
 * @param drawing what changes how M_g draws, at most one of each kind
 * @param gates in the order in which they judge
 * @param alarms in the order of the list
 * @param refill what replaces a candidate that did not pass; {@code shrink} where all gates only
 *     take units more or less often, or with a weight, because then nothing is to be replaced
 */
public record SafeguardList(
    List<Safeguard.Drawing> drawing,
    List<Safeguard.Gate> gates,
    List<Safeguard.Alarm> alarms,
    Refill refill)
    implements Serializable {
  /** No safeguards: S'_g is S_g. */
  public static final SafeguardList NONE = new SafeguardList(List.of(), Refill.REDRAW);

  public SafeguardList {
    drawing = List.copyOf(drawing);
    gates = List.copyOf(gates);
    boolean onlyTake = !gates.isEmpty() && gates.stream().allMatch(SafeguardList::reweights);
    refill = onlyTake ? Refill.SHRINK : refill;
    alarms = List.copyOf(alarms);
  }

  /** Gates only. */
  public SafeguardList(List<Safeguard.Gate> gates, Refill refill) {
    this(List.of(), gates, List.of(), refill);
  }

  /** Whether a gate takes units more or less often, or with a weight: then without refill. */
  public static boolean reweights(Safeguard.Gate gate) {
    return detector(gate).filter(own -> own.action() != Safeguard.Action.DROP).isPresent();
  }

  /** Whether a gate gives units weights other than 1. */
  public static boolean weighs(Safeguard.Gate gate) {
    return detector(gate)
        .filter(own -> own.action() == Safeguard.Action.WEIGHT && own.power() > 0)
        .isPresent();
  }

  private static Optional<Safeguard.DetectorByTraining> detector(Safeguard.Gate gate) {
    return gate.judge() instanceof Safeguard.DetectorByTraining own
        ? Optional.of(own)
        : Optional.empty();
  }

  /** Whether units of S'_g, or of T_g where gates judge a pool, have weights in fixed point. */
  public boolean isWeighted() {
    return gates.stream().anyMatch(SafeguardList::weighs);
  }

  /** Whether an alarm may do more than warn. Then no law of a whole lineage holds. */
  public boolean mayAct() {
    return alarms.stream().anyMatch(alarm -> !(alarm.action() instanceof AlarmAction.Warn));
  }

  /** Whether an alarm may change what T_g is made of, or which model S_g is drawn from. */
  public boolean mayIntervene() {
    return longestRollback() > 0
        || alarms.stream().anyMatch(alarm -> alarm.action() instanceof AlarmAction.Refresh);
  }

  /** The families that alarms may switch to. */
  public List<AlarmAction.Family> switches() {
    return alarms.stream()
        .map(Safeguard.Alarm::action)
        .filter(AlarmAction.Switch.class::isInstance)
        .map(action -> ((AlarmAction.Switch) action).family())
        .toList();
  }

  /** How many generations before the last one a model may still be drawn from; 0 without alarms. */
  public int longestRollback() {
    return alarms.stream()
        .map(Safeguard.Alarm::action)
        .mapToInt(action -> action instanceof AlarmAction.Rollback back ? back.k() : 0)
        .max()
        .orElse(0);
  }

  /** Whether M_g draws as it is fitted. */
  public boolean drawsAsFitted() {
    return drawing.stream().allMatch(Safeguard.Drawing::isOff);
  }

  /** The safeguard of a kind that changes how M_g draws; empty if there is none, or it is off. */
  public <D extends Safeguard.Drawing> Optional<D> drawing(Class<D> kind) {
    return drawing.stream()
        .filter(each -> !each.isOff())
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  /**
   * Whether units of S_g may be missing in S'_g, with nothing in their place: under {@code refill:
   * shrink}, what a review drops where units of R do not replace it, and what a gate takes not at
   * all; a gate may also take units several times.
   */
  public boolean leavesGaps() {
    return refill == Refill.SHRINK
        || gates.stream().anyMatch(SafeguardList::reweights)
        || (refill == Refill.REDRAW && gates.stream().anyMatch(Safeguard.Review.class::isInstance));
  }

  /** Whether some units are reviewed. */
  public boolean hasReview() {
    return gates.stream().anyMatch(gate -> gate.judge() instanceof Safeguard.Review);
  }

  /** The review by people, if there is one. */
  public Optional<Safeguard.Review> queue() {
    return gates.stream()
        .filter(Safeguard.Review.class::isInstance)
        .map(Safeguard.Review.class::cast)
        .filter(Safeguard.Review::isQueue)
        .findFirst();
  }

  /**
   * How many units the first gate judged candidates of: those of S_g, or of a pool. With {@code
   * redraw} a unit ends with a candidate that passes all gates, or that a review or a gate without
   * refill drops; otherwise after as many candidates as choosers need.
   *
   * @param counts one row per gate
   * @param drawn units of S_g
   */
  public long judgedUnits(List<GateCounts> counts, long drawn) {
    if (!(gates.get(0) instanceof Safeguard.OnPool)) {
      return drawn;
    }
    if (refill != Refill.REDRAW) {
      long candidates =
          gates.stream()
              .map(Safeguard.Gate::judge)
              .mapToLong(gate -> gate instanceof Safeguard.BestOf best ? best.candidates() : 1)
              .reduce(1, (a, b) -> a * b);
      return counts.get(0).offered() / candidates;
    }
    long units = counts.get(counts.size() - 1).kept();
    for (int k = 0; k < gates.size(); k++) {
      boolean isLast = gates.get(k).judge() instanceof Safeguard.Review || reweights(gates.get(k));
      units += isLast ? counts.get(k).offered() - counts.get(k).kept() : 0;
    }
    return units;
  }

  /** Whether every gate lets everything pass as it is. */
  public boolean changesNothing() {
    return gates.stream().allMatch(Safeguard.Gate::isOff);
  }

  /** Whether S'_g is S_g. */
  public boolean isEmpty() {
    return gates.isEmpty();
  }
}
