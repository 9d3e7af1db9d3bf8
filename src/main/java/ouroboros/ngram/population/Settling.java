package ouroboros.ngram.population;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.random.CumulativeWeights;
import ouroboros.random.KeyedStream;

/**
 * The end of a walk on {@link Stacks}: single steps, so the order of the entries that they use is
 * drawn too. A block gives some of its entries at a time.
 *
 * <ol>
 *   <li>Walkers step on until no context has more walkers than successors that it has used.
 *   <li>Contexts that have used too many give the last ones back. Now everybody who came has left.
 *   <li>The last used successors of all contexts may form a circle. Then everybody on the circle
 *       gives one back, until there is no circle.
 * </ol>
 *
 * <p><b>Why this is the right end.</b> Let u be how many successors are used when walkers make
 * legal steps only. u is the least of all x for which no context has more walkers that came than
 * successors used (least action principle: Bond and Levine 2016, Lemma 4.3). Step 2 gives such an
 * x, so x >= u, and everybody who came has left under both. So the successors that x uses beyond u,
 * which are the last ones of the contexts with x > u, all lead to contexts with x > u again, and
 * the last one of each of these contexts begins a path that ends in a circle. Giving back a circle
 * keeps x in balance. So without a circle, x = u.
 */
final class Settling {
  /** The word of the random numbers of single steps, in place of a pass. */
  private static final long SINGLE = 1L << 29;

  private final Stacks stacks;
  private final Branches model;
  private final KeyedStream random;

  /** [contexts] The last used single entry and the next waiting one, or -1. */
  private final int[] used;

  private final int[] waiting;

  /** The slot of each single entry and the entry below it. */
  private int[] slots = new int[1024];

  private int[] below = new int[1024];
  private int entries;
  private int free = -1;
  private int[] queue;
  private int queued;

  /** [slots] Counts of steps, where none is ever given back; else empty. */
  private final long[] direct;

  private long[] cumulative = new long[64];
  private long[] balls = new long[16];

  Settling(Stacks stacks) {
    this.stacks = stacks;
    model = stacks.model;
    random = stacks.draw.stream(SINGLE);
    used = new int[model.contexts()];
    waiting = new int[model.contexts()];
    Arrays.fill(used, -1);
    Arrays.fill(waiting, -1);
    queue = new int[model.contexts()];
    direct = new long[stacks.passes() == 0 ? model.slots() : 0];
  }

  /** Settles; returns how many walkers took each slot. */
  long[] flows() {
    walkOn();
    if (stacks.passes() == 0) {
      return direct;
    }
    giveBack();
    openCircles();
    long[] flows = stacks.flows();
    for (int c = 0; c < model.contexts(); c++) {
      for (int entry = used[c]; entry >= 0; entry = below[entry]) {
        flows[slots[entry]]++;
      }
    }
    return flows;
  }

  private void walkOn() {
    PopulationDraw draw = stacks.draw;
    long most = SentenceDrawer.LONGEST * Math.max(1, draw.sentences());
    long steps = 0;
    for (int c = model.contexts() - 1; c >= 0; c--) {
      if (stacks.excess.get(c) > 0) {
        queue[queued++] = c;
      }
    }
    while (queued > 0) {
      int c = queue[--queued];
      for (long left = stacks.excess.get(c); left > 0; left = stacks.excess.get(c)) {
        if (steps++ == most) {
          throw SentenceDrawer.endless(0, stacks.draw.number());
        }
        int slot = next(c);
        stacks.used[c]++;
        stacks.excess.set(c, left - 1);
        int to = model.next[slot];
        if (to >= 0) {
          long there = stacks.excess.get(to) + 1;
          stacks.excess.set(to, there);
          if (there == 1 && to != c) {
            queue[queued++] = to;
          }
        }
      }
    }
  }

  private void giveBack() {
    for (int c = model.contexts() - 1; c >= 0; c--) {
      if (stacks.excess.get(c) < 0) {
        queue[queued++] = c;
      }
    }
    while (queued > 0) {
      int c = queue[--queued];
      for (long left = stacks.excess.get(c); left < 0; left = stacks.excess.get(c)) {
        int slot = last(c);
        drop(c);
        stacks.excess.set(c, left + 1);
        int to = model.next[slot];
        if (to >= 0) {
          long there = stacks.excess.get(to) - 1;
          stacks.excess.set(to, there);
          if (there == -1 && to != c) {
            queue[queued++] = to;
          }
        }
      }
    }
  }

  private void openCircles() {
    byte[] state = new byte[model.contexts()];
    for (int begin = 0; begin < model.contexts(); begin++) {
      queued = 0;
      int c = begin;
      while (c >= 0 && state[c] != 2 && stacks.used[c] > 0) {
        if (state[c] == 0) {
          state[c] = 1;
          queue[queued++] = c;
          c = model.next[last(c)];
          continue;
        }
        int first = queued - 1;
        while (queue[first] != c) {
          first--;
        }
        for (int i = first; i < queued; i++) {
          drop(queue[i]);
          state[queue[i]] = 0;
        }
        queued = first;
        c = first > 0 ? model.next[last(queue[first - 1])] : begin;
      }
      for (int i = 0; i < queued; i++) {
        state[queue[i]] = 2;
      }
    }
  }

  /** Uses the next successor of a context. */
  private int next(int c) {
    int from = model.offsets[c];
    int end = model.offsets[c + 1];
    if (waiting[c] < 0) {
      int pass = stacks.firstWaiting(c);
      if (pass < 0) {
        long place = random.below(model.weight(c));
        int slot = CumulativeWeights.above(model.cumulative, from, end, place);
        if (direct.length > 0) {
          direct[slot]++;
        } else {
          used[c] = entry(slot, used[c]);
        }
        return slot;
      }
      if (open(c, stacks.block(pass), from, end, waiting)) {
        stacks.removeWaiting(c);
      }
    }
    int entry = waiting[c];
    waiting[c] = below[entry];
    below[entry] = used[c];
    used[c] = entry;
    return slots[entry];
  }

  /** The successor of a context that was used last. */
  private int last(int c) {
    int from = model.offsets[c];
    int end = model.offsets[c + 1];
    if (used[c] < 0 && open(c, stacks.block(stacks.lastUsed(c)), from, end, used)) {
      stacks.removeUsed(c);
    }
    return slots[used[c]];
  }

  /** Gives the last used successor of a context back for good. */
  private void drop(int c) {
    stacks.used[c]--;
    int entry = used[c];
    used[c] = below[entry];
    below[entry] = free;
    free = entry;
  }

  private int entry(int slot, int under) {
    int entry = free;
    if (entry >= 0) {
      free = below[entry];
    } else {
      entry = entries++;
      if (entry == slots.length) {
        int longer = (int) Math.min(Integer.MAX_VALUE - 8, 2L * entry);
        slots = Arrays.copyOf(slots, longer);
        below = Arrays.copyOf(below, longer);
      }
    }
    slots[entry] = slot;
    below[entry] = under;
    return entry;
  }

  /**
   * Takes some entries of a block, in their order; a long list of successors gives more of them, so
   * that it is read seldom. Returns whether the block is empty now.
   */
  private boolean open(int c, long[] block, int from, int end, int[] top) {
    int kinds = end - from;
    if (cumulative.length < kinds) {
      cumulative = new long[2 * kinds];
    }
    long size = 0;
    for (int i = 0; i < kinds; i++) {
      size += block[from + i];
      cumulative[i] = size;
    }
    int many = 4 + kinds / 4;
    boolean isAll = size <= 2L * many;
    if (isAll) {
      many = (int) size;
    }
    if (balls.length < many) {
      balls = new long[2 * many];
    }
    if (isAll) {
      for (int i = 0; i < many; i++) {
        int other = (int) random.below(i + 1L);
        balls[i] = balls[other];
        balls[other] = i;
      }
    } else {
      choose(size, many);
    }
    for (int i = 0; i < many; i++) {
      int slot = from + CumulativeWeights.above(cumulative, 0, kinds, balls[i]);
      block[slot]--;
      top[c] = entry(slot, top[c]);
    }
    return isAll;
  }

  /** Different numbers below {@code size}, in random order. */
  private void choose(long size, int many) {
    Set<Long> chosen = new HashSet<>(2 * many);
    for (int i = 0; i < many; i++) {
      do {
        balls[i] = random.below(size);
      } while (!chosen.add(balls[i]));
    }
  }
}
