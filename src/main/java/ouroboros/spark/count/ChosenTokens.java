package ouroboros.spark.count;

import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.text.RealText;

/**
 * How many units of R have so many tokens, where a policy asks for tokens.
 *
 * <p>It is a number n for which the n units that are chosen have at least so many tokens, and n - 1
 * units have fewer. Units by rarest type, and nearly so those of strata, are chosen in one order; n
 * is then the least such number. Units at random are chosen anew for each n. Cost: one pass over R
 * for each of about log2(R) steps.
 */
public final class ChosenTokens {
  private ChosenTokens() {}

  /** The available units of a lineage, with those that have the tokens its policy asks for. */
  public static AvailableUnits with(
      AvailableUnits stock, Policy policy, RealText text, GateJobs jobs, Key key) {
    return policy.real() instanceof Amount.Tokens asked
        ? stock.choosing(units(asked.tokens(), policy.choose(), text, jobs, key))
        : stock;
  }

  private static long units(long asked, Policy.Choose how, RealText text, GateJobs jobs, Key key) {
    long low = 0;
    long below = 0;
    long high = text.units(how);
    long above = high == 0 ? 0 : tokens(high, how, text, jobs, key);
    if (above < asked) {
      throw new IllegalArgumentException(
          "policy.real asks for "
              + asked
              + " tokens"
              + (how instanceof Policy.Choose.Stratum one ? " of stratum " + one.name() : "")
              + "; R has "
              + above
              + (how instanceof Policy.Choose.Stratum ? " of it" : ""));
    }
    boolean halves = false;
    while (high - low > 1) {
      double share = halves ? .5 : (double) (asked - below) / (above - below);
      long next = Math.max(low + 1, Math.min(high - 1, low + Math.round((high - low) * share)));
      long tokens = tokens(next, how, text, jobs, key);
      if (tokens < asked) {
        low = next;
        below = tokens;
      } else {
        high = next;
        above = tokens;
      }
      halves = !halves;
    }
    return high;
  }

  private static long tokens(long units, Policy.Choose how, RealText text, GateJobs jobs, Key key) {
    RecipeLine line = new RecipeLine(new Source.Real(), Choice.of(how), units, RecipeLine.ONE);
    return jobs.amount(text.tasks(line, key)).tokens();
  }
}
