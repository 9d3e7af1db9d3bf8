package ouroboros.ngram.population;

import ouroboros.random.KeyedStream;
import ouroboros.random.Multinomial;
import ouroboros.random.Urn;

/**
 * Moves positions of {@link Stacks} in one pass. One thread's part of the pass; not thread-safe.
 * Random numbers are keyed by pass and context.
 */
final class BlockMoves {
  private final Stacks stacks;
  private final Branches model;
  private final int pass;
  private final long[] made;
  private final KeyedStream random;
  private long[] cumulative = new long[64];

  BlockMoves(Stacks stacks, int pass) {
    this.stacks = stacks;
    this.pass = pass;
    model = stacks.model;
    made = stacks.block(pass);
    random = stacks.draw.stream(pass);
  }

  /** Moves the position of a context by so many successors, back at most to the beginning. */
  void move(int context, long many) {
    stacks.excess.getAndAdd(context, -many);
    stacks.used[context] += many;
    int from = model.offsets[context];
    int end = model.offsets[context + 1];
    random.seek(stacks.draw.word(pass, context));
    if (many > 0) {
      advance(context, from, end, many);
    } else {
      retreat(context, from, end, -many);
    }
  }

  private void advance(int context, int from, int end, long many) {
    long left = many;
    while (left > 0) {
      int waiting = stacks.firstWaiting(context);
      if (waiting < 0) {
        Multinomial.split(
            random,
            model.cumulative,
            from,
            end,
            0,
            left,
            (slot, count) -> {
              made[slot] += count;
              arrive(slot, count);
            });
        stacks.addUsed(context, pass);
        return;
      }
      long size = stacks.size(context, waiting);
      if (size <= left) {
        stacks.removeWaiting(context);
        stacks.addUsed(context, waiting);
        arriveAll(stacks.block(waiting), from, end, 1);
      } else {
        cut(stacks.block(waiting), from, end, left, 1);
        stacks.addUsed(context, pass);
      }
      left -= Math.min(left, size);
    }
  }

  private void retreat(int context, int from, int end, long many) {
    long left = many;
    while (left > 0) {
      int last = stacks.lastUsed(context);
      long size = stacks.size(context, last);
      if (size <= left) {
        stacks.removeUsed(context);
        stacks.addWaiting(context, last);
        arriveAll(stacks.block(last), from, end, -1);
      } else {
        cut(stacks.block(last), from, end, left, -1);
        stacks.addWaiting(context, pass);
      }
      left -= Math.min(left, size);
    }
  }

  /** Takes entries of a block into the block that this pass makes. */
  private void cut(long[] block, int from, int end, long many, int sign) {
    int kinds = end - from;
    if (cumulative.length < kinds) {
      cumulative = new long[2 * kinds];
    }
    long sum = 0;
    for (int i = 0; i < kinds; i++) {
      sum += block[from + i];
      cumulative[i] = sum;
    }
    Urn.split(
        random,
        cumulative,
        kinds,
        many,
        (i, count) -> {
          block[from + i] -= count;
          made[from + i] += count;
          arrive(from + i, sign * count);
        });
  }

  private void arriveAll(long[] block, int from, int end, int sign) {
    for (int slot = from; slot < end; slot++) {
      if (block[slot] > 0) {
        arrive(slot, sign * block[slot]);
      }
    }
  }

  private void arrive(int slot, long many) {
    if (model.next[slot] >= 0) {
      stacks.excess.getAndAdd(model.next[slot], many);
    }
  }
}
