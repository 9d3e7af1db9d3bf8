package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.text.RealText;

/**
 * How many units of R or of the reserve have so many tokens, where a policy asks for tokens.
 *
 * <p>Of R it is a number n for which the n units that are chosen have at least so many tokens, and
 * n - 1 units have fewer. Units by rarest type, and nearly so those of strata, are chosen in one
 * order; n is then the least such number. Units at random are chosen anew for each n. Cost: one
 * pass over R for each of about log2(R) steps; by rarest type one pass.
 *
 * <p>Of the reserve, slices 1 .. k together are the fewest units that have k times the tokens. So
 * what one slice has too many, the next one has less, and no error adds up. Cost: one pass.
 *
 * @param jobs that count tokens
 * @param ofMember what a line of a recipe is for a member of an ecosystem
 * @param key of the lineage
 */
public record ChosenTokens(
    RealText text, GateJobs jobs, UnaryOperator<RecipeLine> ofMember, Key key) {

  /**
   * The available units of a lineage, with those that have the tokens its policy asks for.
   *
   * @param generations whose training sets are made
   */
  public AvailableUnits with(AvailableUnits stock, Policy policy, int generations) {
    if (!(policy.real() instanceof Amount.Tokens asked)) {
      return stock;
    }
    return stock.choosing(
        policy.usesReserve()
            ? ofReserve(asked.tokens(), policy, generations)
            : List.of(ofReal(asked.tokens(), policy.choose(), stock.real())));
  }

  private List<Long> ofReserve(long asked, Policy policy, int generations) {
    // One unit a slice: only the number of slices is asked for.
    AvailableUnits one = AvailableUnits.ofCorpus(1, 1, 1).choosing(List.of(1L));
    long slices = policy.reserveUnits(generations, one);
    List<Long> units = new ArrayList<>();
    for (long k = 1; k <= slices; k++) {
      long tokens = Math.multiplyExact(k, asked);
      units.add(
          text.units(policy.orderBy(), tokens)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          say(
                              "policy %s takes %,d x %,d tokens of the reserve, which has fewer;"
                                  + " raise corpus.split.reserve, or lower real",
                              policy.kind(), slices, asked))));
    }
    return units;
  }

  private long ofReal(long asked, Policy.Choose how, long real) {
    if (how instanceof Policy.Choose.Rarest) {
      return text.units(null, asked).orElseThrow(() -> few(asked, how, tokens(real, how)));
    }
    long low = 0;
    long below = 0;
    long high = how instanceof Policy.Choose.Stratum ? text.units(how) : real;
    long above = high == 0 ? 0 : tokens(high, how);
    if (above < asked) {
      throw few(asked, how, above);
    }
    boolean halves = false;
    while (high - low > 1) {
      double share = halves ? .5 : (double) (asked - below) / (above - below);
      long next = Math.max(low + 1, Math.min(high - 1, low + Math.round((high - low) * share)));
      long tokens = tokens(next, how);
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

  private static IllegalArgumentException few(long asked, Policy.Choose how, long there) {
    return new IllegalArgumentException(
        "policy.real asks for "
            + asked
            + " tokens"
            + (how instanceof Policy.Choose.Stratum one ? " of stratum " + one.name() : "")
            + "; R has "
            + there
            + (how instanceof Policy.Choose.Stratum ? " of it" : ""));
  }

  private long tokens(long units, Policy.Choose how) {
    RecipeLine line = new RecipeLine(new Source.Real(), Choice.of(how), units, RecipeLine.ONE);
    return jobs.amount(text.tasks(ofMember.apply(line), key)).tokens();
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
