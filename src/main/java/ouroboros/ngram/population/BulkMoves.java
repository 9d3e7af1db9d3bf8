package ouroboros.ngram.population;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import ouroboros.ngram.sampling.Sampler;

/**
 * Moves of walkers that are made before the walkers have arrived, so that the number of rounds
 * hardly depends on the number of walkers.
 *
 * <p>Let x(c) walkers leave every context c at once. This is the same as some legal order of single
 * steps, if afterwards every context with x(c) > 0 has at least one walker left. Proof: let walkers
 * go one by one, each using up the next successor of its context, until every walker is in a
 * context whose x(c) successors are used up. Let U be the contexts with successors left over. No
 * walker is in U now, so each context of U was left as often as it was entered. With all successors
 * used, it would have been entered at least once more than left. So more of the successors that are
 * left over lead into U than there are, which is impossible unless U is empty.
 *
 * <p>How many leave is planned from expectations: with in(x) = walkers there + sum of x(c') p(c' ->
 * c), {@code x <- max(0, in - 10 sqrt(in) - 100)} from x = 0 on. Every iterate is below the next
 * one and leaves every context, in expectation, more than 10 sqrt(in) walkers. By Chernoff's bound
 * a context then has none left with probability below e^-50; the walk begins again without such
 * moves where it happens. That changes the law by less than 1e-14. The plan is computed in whole
 * numbers, so it has the same bits everywhere. Cost: one multiplication per successor and sweep.
 */
final class BulkMoves {
  /** The first round of a walk that begins again. */
  static final long AFTER = 1L << 30;

  /** Walkers per context below which rounds are faster. */
  private static final long MANY = 64;

  private static final double SPREAD = 10;
  private static final int MOST_SWEEPS = 400;
  private static final int CHUNK = 1 << 11;

  private final Sampler model;
  private final boolean drawsUnknown;

  BulkMoves(Sampler model, boolean drawsUnknown) {
    this.model = model;
    this.drawsUnknown = drawsUnknown;
  }

  /** Whether another move at once is worth its plan. */
  boolean isWorthIt(long walkers, long before) {
    return walkers / MANY >= model.contexts() && walkers < before / 2;
  }

  /** [contexts] How many walkers leave each context, given how many are there. */
  long[] plan(AtomicLongArray here) {
    int contexts = model.contexts();
    int chunks = (contexts + CHUNK - 1) / CHUNK;
    AtomicLongArray in = new AtomicLongArray(contexts);
    long[] leaving = new long[contexts];
    long[] sums = new long[chunks];
    double before = 0;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      IntStream.range(0, chunks)
          .parallel()
          .forEach(
              chunk -> {
                for (int c = chunk * CHUNK; c < Math.min(contexts, (chunk + 1) * CHUNK); c++) {
                  in.set(c, here.get(c));
                }
              });
      IntStream.range(0, chunks).parallel().forEach(chunk -> arrive(chunk, leaving, in));
      IntStream.range(0, chunks).parallel().forEach(chunk -> leave(chunk, in, leaving, sums));
      double sum = 0;
      for (long part : sums) {
        sum += part;
      }
      if (sum - before <= sum / 512) {
        break;
      }
      before = sum;
    }
    return leaving;
  }

  /** Adds the walkers that are expected to leave the contexts of a chunk. */
  private void arrive(int chunk, long[] leaving, AtomicLongArray in) {
    int end = Math.min(model.contexts(), (chunk + 1) * CHUNK);
    for (int c = chunk * CHUNK; c < end; c++) {
      if (leaving[c] == 0) {
        continue;
      }
      int from = Firing.firstDrawn(model, c, drawsUnknown);
      long sum = Firing.before(model, c, from);
      int last = model.offsets[c + 1];
      double each = (double) leaving[c] / (model.cumulative[last - 1] - sum);
      for (int slot = from; slot < last; slot++) {
        long weight = model.cumulative[slot] - sum;
        sum = model.cumulative[slot];
        long many = (long) (each * weight);
        if (many > 0 && model.next[slot] >= 0) {
          in.getAndAdd(model.next[slot], many);
        }
      }
    }
  }

  private void leave(int chunk, AtomicLongArray in, long[] leaving, long[] sums) {
    int end = Math.min(model.contexts(), (chunk + 1) * CHUNK);
    long sum = 0;
    for (int c = chunk * CHUNK; c < end; c++) {
      double expected = in.get(c);
      double spare = SPREAD * Math.sqrt(expected) + SPREAD * SPREAD;
      leaving[c] = Math.max(0, (long) (expected - spare));
      sum += leaving[c];
    }
    sums[chunk] = sum;
  }

  /** The sum of a plan; refused where it does not fit into 64 bits. */
  long total(long[] leaving, PopulationDraw draw) {
    long total = 0;
    for (long many : leaving) {
      total += many;
      if (total < 0) {
        throw draw.overflow();
      }
    }
    return total;
  }
}
