package ouroboros.policy;

import java.util.List;

/** Samples of every kind of policy that there is: the one list that tests go through. */
public final class EveryPolicy {
  private EveryPolicy() {}

  /**
   * At least one policy of every kind, with these amounts where it has one.
   *
   * @param real of real units
   * @param size of units sampled from all sources together
   * @throws AssertionError if a kind has no sample
   */
  public static List<Policy> of(Amount real, Amount size) {
    Policy.Choose random = new Policy.Choose.Random();
    List<Double> schedule = List.of(.5, .7);
    List<Policy> samples =
        List.of(
            new Policy.Replace(),
            new Policy.Accumulate(),
            new Policy.AccumulateSubsample(size),
            new Policy.Anchor(real, random, Policy.Total.ADD),
            new Policy.Anchor(real, random, Policy.Total.FIXED),
            new Policy.Fresh(real, Policy.Total.ADD, Policy.OrderBy.HASH),
            new Policy.Fresh(real, Policy.Total.FIXED, Policy.OrderBy.PERIOD),
            new Policy.Anchor(real, random, Policy.Total.FIXED, 2),
            new Policy.Fresh(real, Policy.Total.FIXED, Policy.OrderBy.HASH, 3),
            new Policy.Mixture(.3),
            new Policy.Weighted(real, .4),
            new Policy.Window(2, false),
            new Policy.Window(2, true),
            new Policy.Decay(1.5),
            new Policy.Partial(.4),
            new Policy.GrowingByFactor(1.3),
            new Policy.GrowingByPower(.7),
            new Policy.Contaminated(schedule, Policy.RealSource.REAL),
            new Policy.Contaminated(schedule, Policy.RealSource.FRESH),
            new Policy.Frozen(),
            new Policy.Bootstrap(),
            new Policy.FreshDisjoint(),
            new WithoutFeedback(new Policy.Accumulate()),
            new WithoutFeedback(new Policy.AccumulateSubsample(size)),
            new WithoutFeedback(new Policy.Decay(1.5)));
    for (Class<?> kind : Policy.class.getPermittedSubclasses()) {
      if (samples.stream().noneMatch(kind::isInstance)) {
        throw new AssertionError(
            "EveryPolicy has no sample of policy " + kind.getSimpleName() + "; add one to it.");
      }
    }
    return samples;
  }

  /** The names in a spec, each once. */
  public static List<String> kinds() {
    Amount one = new Amount.Units(1);
    return of(one, one).stream().map(Policy::kind).distinct().toList();
  }

  /**
   * The available units before S_{g+1} is drawn, with S_1 .. S_g of the sizes that the policy asks
   * for.
   */
  public static AvailableUnits drawn(Policy policy, int g, AvailableUnits before) {
    AvailableUnits stock = before;
    for (int j = 1; j <= g; j++) {
      stock = stock.and(policy.syntheticUnits(j, stock));
    }
    return stock;
  }
}
