package ouroboros.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The reasons why a policy is impossible with the available units. They are reported before
 * anything is drawn.
 */
final class PolicyProblems {
  /** The most units of a generation, which only a population can have. */
  private static final long MOST_UNITS = 1_000_000_000_000_000L;

  private PolicyProblems() {}

  static List<String> of(Policy policy, int generations, AvailableUnits stock) {
    List<String> problems = new ArrayList<>();
    reserve(policy, generations, stock, problems);
    amounts(policy, stock, problems);
    weights(policy, generations, stock, problems);
    for (int g = 1; g <= generations; g++) {
      long units = policy.syntheticUnits(g, stock);
      if (units < 1 || units > MOST_UNITS) {
        problems.add(
            say(
                "policy %s wants S_%d of %,d units; the limit is 1 to 10^15",
                policy.kind(), g, units));
        break;
      }
    }
    return problems;
  }

  /** Without replacement a policy cannot take more units than there are. */
  private static void amounts(Policy policy, AvailableUnits stock, List<String> problems) {
    Amount real = policy.real();
    if (real != null && !policy.usesReserve() && real.of(stock) > stock.real()) {
      problems.add(
          say(
              "policy %s needs %,d real units; R has %,d",
              policy.kind(), real.of(stock), stock.real()));
    }
    Amount size = policy.size();
    long least = stock.real() + stock.size();
    if (size != null && size.of(stock.real()) > least) {
      problems.add(
          say(
              "policy %s needs %,d units; R and S_1 have %,d",
              policy.kind(), size.of(stock.real()), least));
    }
  }

  private static void reserve(
      Policy policy, int generations, AvailableUnits stock, List<String> problems) {
    long needed = policy.reserveUnits(generations, stock);
    if (needed > stock.reserve()) {
      long[] slices =
          LongStream.rangeClosed(1, generations)
              .map(g -> policy.freshUnits((int) g, stock))
              .filter(units -> units > 0)
              .toArray();
      String product =
          slices[0] * slices.length == needed
              ? say("%,d x %,d", slices.length, slices[0])
              : say("%,d", needed);
      problems.add(
          say(
              "policy %s needs %s units of reserve; reserve has %,d",
              policy.kind(), product, stock.reserve()));
    }
  }

  /**
   * Sums of weighted counts must fit into 63 bits; 20 of these are binary places after the point.
   */
  private static void weights(
      Policy policy, int generations, AvailableUnits stock, List<String> problems) {
    double most = policy.weightedUnits(generations, stock);
    if (most > RecipeLine.MOST_WEIGHTED) {
      problems.add(
          say(
              "policy %s weights %,.0f units; with weights in steps of 2^-20 the limit is %,d",
              policy.kind(), most, RecipeLine.MOST_WEIGHTED));
    }
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
