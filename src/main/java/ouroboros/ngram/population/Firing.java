package ouroboros.ngram.population;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.random.KeyedStream;
import ouroboros.random.Multinomial;

/**
 * Moves walkers of single contexts to the contexts that follow. One thread's part of a round; not
 * thread-safe.
 */
final class Firing implements Multinomial.Sink {
  private final Sampler model;
  private final PopulationDraw draw;
  private final long round;
  private final long[] flows;
  private final AtomicLongArray to;
  private final KeyedStream random;
  private int[] entered = new int[64];
  private int size;
  private long ended;

  /**
   * @param round its number, below 2^31
   * @param flows [slots] where walkers are counted; no other thread fires the same context
   * @param to [contexts] where walkers arrive
   */
  Firing(Sampler model, PopulationDraw draw, long round, long[] flows, AtomicLongArray to) {
    this.model = model;
    this.draw = draw;
    this.round = round;
    this.flows = flows;
    this.to = to;
    random = draw.stream(round);
  }

  /** Moves walkers of a context by one step. */
  void fire(int context, long walkers) {
    int from = Successors.first(model, context, draw.drawsUnknown());
    int end = model.offsets[context + 1];
    if (end - from == 1) {
      accept(from, walkers);
      return;
    }
    random.seek(draw.word(round, context));
    Multinomial.split(
        random,
        model.cumulative,
        from,
        end,
        Successors.before(model, context, from),
        walkers,
        this);
  }

  @Override
  public void accept(int slot, long walkers) {
    flows[slot] += walkers;
    int next = model.next[slot];
    if (next < 0) {
      ended += walkers;
    } else if (to.getAndAdd(next, walkers) == 0) {
      if (size == entered.length) {
        entered = Arrays.copyOf(entered, 2 * size);
      }
      entered[size++] = next;
    }
  }

  /** How many walkers ended. */
  long ended() {
    return ended;
  }

  /** How many contexts were empty before a walker came. */
  int entered() {
    return size;
  }

  /** Copies these contexts; returns the end of the copy. */
  int copyEntered(int[] into, int at) {
    System.arraycopy(entered, 0, into, at, size);
    return at + size;
  }
}
