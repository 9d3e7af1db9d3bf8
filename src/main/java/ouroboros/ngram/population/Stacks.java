package ouroboros.ngram.population;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * The successors that every context will give, in order, as far as they are known.
 *
 * <p>Each context has an endless sequence of independent successors: its stack. Walkers use up the
 * first ones. What is known of a stack is a list of blocks: of a block it is known how often each
 * successor is in it, but every order of them is equally probable. A position cuts the list into
 * used blocks and waiting blocks; behind those nothing is known. Moving the position to inside a
 * block cuts the block in two: the part that is used is a set of its entries, each set of that size
 * equally probable. So whatever depends on blocks, such as how far a position is moved next, leaves
 * the law of the stacks as it is.
 *
 * <p>Memory: 8 bytes per slot and pass, at most {@value #MOST_PASSES} of them, and 32 per context.
 */
final class Stacks {
  /** The most passes: four bits of a long name the pass that made a block. */
  static final int MOST_PASSES = 14;

  private static final int CHUNK = 1 << 10;

  final Branches model;
  final PopulationDraw draw;

  /** [contexts] Walkers that came, less successors that were used. */
  final AtomicLongArray excess;

  /** [contexts] How many successors are used. */
  final long[] used;

  /** [contexts] The blocks before the position, the last one in the lowest four bits. */
  private final long[] before;

  /** [contexts] The blocks behind the position, the next one in the lowest four bits. */
  private final long[] behind;

  /** [passes, slots] How often each successor is in the block that a pass made. */
  private final List<long[]> blocks = new ArrayList<>();

  Stacks(Branches model, PopulationDraw draw) {
    this.model = model;
    this.draw = draw;
    excess = new AtomicLongArray(model.contexts());
    excess.set(model.start, draw.sentences());
    used = new long[model.contexts()];
    before = new long[model.contexts()];
    behind = new long[model.contexts()];
  }

  /** How many passes were made. */
  int passes() {
    return blocks.size();
  }

  /** Moves the position of every context by so many successors; below 0 back. */
  void pass(long[] moves) {
    if (passes() == MOST_PASSES) {
      throw new IllegalStateException("more than " + MOST_PASSES + " passes");
    }
    blocks.add(new long[model.slots()]);
    int chunks = (model.contexts() + CHUNK - 1) / CHUNK;
    IntStream all = IntStream.range(0, chunks);
    (chunks == 1 ? all : all.parallel())
        .forEach(
            chunk -> {
              BlockMoves worker = new BlockMoves(this, passes() - 1);
              int end = Math.min(model.contexts(), (chunk + 1) * CHUNK);
              for (int c = chunk * CHUNK; c < end; c++) {
                if (moves[c] != 0) {
                  worker.move(c, Math.max(moves[c], -used[c]));
                }
              }
            });
  }

  /** The block of a pass. */
  long[] block(int pass) {
    return blocks.get(pass);
  }

  /** The pass that made the last used block, or -1. */
  int lastUsed(int context) {
    return (int) (before[context] & 15) - 1;
  }

  /** The pass that made the first waiting block, or -1. */
  int firstWaiting(int context) {
    return (int) (behind[context] & 15) - 1;
  }

  void addUsed(int context, int pass) {
    before[context] = before[context] << 4 | pass + 1;
  }

  void addWaiting(int context, int pass) {
    behind[context] = behind[context] << 4 | pass + 1;
  }

  void removeUsed(int context) {
    before[context] >>>= 4;
  }

  void removeWaiting(int context) {
    behind[context] >>>= 4;
  }

  /** How many entries a block of a context has. */
  long size(int context, int pass) {
    long[] block = blocks.get(pass);
    long size = 0;
    for (int slot = model.offsets[context]; slot < model.offsets[context + 1]; slot++) {
      size += block[slot];
    }
    return size;
  }

  /** [slots] How often each successor is in used blocks. */
  long[] flows() {
    long[] flows = new long[model.slots()];
    for (int c = 0; c < model.contexts(); c++) {
      for (long left = before[c]; left != 0; left >>>= 4) {
        long[] block = blocks.get((int) (left & 15) - 1);
        for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
          flows[slot] += block[slot];
        }
      }
    }
    return flows;
  }
}
