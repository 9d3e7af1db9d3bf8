package ouroboros.ngram.population;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import ouroboros.ngram.sampling.Sampler;

/**
 * Moves all walkers until they have ended, where no limit of length tells them apart. Positions of
 * {@link Stacks} are moved by the number of expected steps, forth or back, until about as many
 * walkers are out of place as there are contexts; {@link Settling} does the rest. The first pass
 * leaves the scatter of the expected numbers, the next one the scatter of that, so a few passes are
 * enough for any number of walkers.
 */
final class FreeWalk {
  /** Sentences a context from which passes are worth their plan. */
  private static final double FEW = 1 / 8.0;

  /** Walkers out of place a context below which single steps are faster. */
  private static final double SINGLE = 1 / 4.0;

  private static final double MOST_STEPS = 9.2e18;

  private FreeWalk() {}

  /**
   * [slots] How many walkers took each slot. Empty where the expected steps cannot be computed,
   * because hardly any sentence ends.
   */
  static Optional<long[]> flows(Sampler model, PopulationDraw draw) {
    Branches branches = Branches.of(model, draw.drawsUnknown());
    Stacks stacks = new Stacks(branches, draw);
    if (draw.sentences() > FEW * branches.contexts()) {
      ExpectedVisits expected = new ExpectedVisits(branches);
      if (!expected.solve(stacks.excess)) {
        return Optional.empty();
      }
      double[] visits = expected.visits();
      double steps = 0;
      for (double many : visits) {
        steps += Math.max(0, many);
      }
      if (steps > MOST_STEPS) {
        throw draw.overflow();
      }
      pass(stacks, visits);
      double left = left(stacks.excess);
      double before = Double.POSITIVE_INFINITY;
      while (left > SINGLE * branches.contexts()
          && left < before / 2
          && stacks.passes() < Stacks.MOST_PASSES) {
        expected.solve(stacks.excess);
        pass(stacks, visits);
        before = left;
        left = left(stacks.excess);
      }
    }
    try {
      return Optional.of(branches.flows(new Settling(stacks).flows()));
    } catch (ArithmeticException e) {
      throw draw.overflow();
    }
  }

  private static void pass(Stacks stacks, double[] visits) {
    long[] moves = new long[visits.length];
    for (int c = 0; c < moves.length; c++) {
      moves[c] = (long) Math.rint(visits[c]);
    }
    stacks.pass(moves);
  }

  private static double left(AtomicLongArray excess) {
    double left = 0;
    for (int c = 0; c < excess.length(); c++) {
      left += Math.abs((double) excess.get(c));
    }
    return left;
  }
}
