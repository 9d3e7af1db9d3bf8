package ouroboros.experiment.members;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.experiment.KeyPlaces;
import ouroboros.experiment.SpecException;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.MemberPool;
import ouroboros.policy.Policy;
import ouroboros.random.Key;

/** The pools of the members of an ecosystem: how many units each has, and who writes each unit. */
public final class MemberPools {
  private final Ecosystem rule;
  private final Key key;
  private final List<Writer> writers = new ArrayList<>();

  /**
   * @param key of the replicate
   */
  public MemberPools(Ecosystem rule, Key key) {
    this.rule = rule;
    this.key = key;
  }

  private record Writer(Policy policy, AvailableUnits initial) {}

  /**
   * Adds the next member.
   *
   * @param initial what it has before anything is drawn
   */
  public void add(Policy policy, AvailableUnits initial) {
    writers.add(new Writer(policy, initial));
  }

  /** Whose each unit of P_{k,g} is. */
  public MemberPool of(int k, int g) {
    return new MemberPool(rule, key, k, g, sizes(g));
  }

  /** Units that each member draws in generation g. */
  public List<Long> sizes(int g) {
    return writers.stream()
        .map(writer -> writer.policy.syntheticUnits(g, writer.initial.after(writer.policy, g - 1)))
        .toList();
  }

  /** The part of the reserve, which has {@code all} units, that a member can take. */
  public Choice.Part reserve(long all, int k) {
    long first = rule.part(all, k);
    return new Choice.Part(first, rule.part(all, k + 1) - first, false, new Choice.Whole());
  }

  /**
   * Refuses pools of the shuffled union that do not have as many units as their member draws.
   *
   * @param noun of a unit
   * @throws SpecException where {@code recut} cannot divide what is drawn
   */
  public void refuseUnequal(KeyPlaces places, String noun) {
    List<Long> sizes = sizes(1);
    for (int k = 0; k < sizes.size(); k++) {
      if (of(k, 1).units() != sizes.get(k)) {
        throw new SpecException(
            List.of(
                places.problem(
                    "ecosystem",
                    String.format(
                        Locale.ROOT,
                        "recut divides the %ss of all members equally, but they draw %s; give size"
                            + " as a number of %ss",
                        noun,
                        sizes,
                        noun))));
      }
    }
  }
}
