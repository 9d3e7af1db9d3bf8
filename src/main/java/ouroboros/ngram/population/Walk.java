package ouroboros.ngram.population;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SentenceDrawer;

/**
 * Moves all walkers until they have ended: in rounds, where their length is limited or hardly any
 * of them ends, else as a {@link FreeWalk}. In a round every walker takes one step; cores work on
 * contexts in parallel, and only whole numbers are added, so their order makes no difference.
 */
final class Walk {
  /** A frontier with more than this part of the contexts is found by looking at all of them. */
  private static final int DENSE = 16;

  private static final int CHUNK = 1 << 11;

  private final Sampler model;
  private final PopulationDraw draw;
  private final long[] flows;
  private final long[] forced;
  private AtomicLongArray here;
  private AtomicLongArray arriving;

  /** Contexts with walkers, each once, in no fixed order. */
  private int[] frontier;

  /** Walkers that have not ended. */
  private long walkers;

  private long moved;
  private long truncated;
  private long round;

  private Walk(Sampler model, PopulationDraw draw, long[] flows) {
    this.model = model;
    this.draw = draw;
    this.flows = flows;
    forced = new long[draw.maxLength() == 0 ? 0 : model.contexts()];
    here = new AtomicLongArray(model.contexts());
    arriving = new AtomicLongArray(model.contexts());
    here.set(model.start, draw.sentences());
    frontier = draw.sentences() == 0 ? new int[0] : new int[] {model.start};
    walkers = draw.sentences();
  }

  /** Walks until nobody is left. */
  static Walk of(Sampler model, PopulationDraw draw) {
    Optional<long[]> free = draw.maxLength() == 0 ? FreeWalk.flows(model, draw) : Optional.empty();
    return free.isPresent() ? new Walk(model, draw, free.get()) : inRounds(model, draw);
  }

  /** Walks in rounds, also where no limit of length asks for them. */
  static Walk inRounds(Sampler model, PopulationDraw draw) {
    Walk walk = new Walk(model, draw, new long[model.slots()]);
    walk.rounds();
    return walk;
  }

  /** [slots] How many walkers took each slot of the model. */
  long[] flows() {
    return flows;
  }

  /** [contexts] How many walkers were ended by force in each context; empty without a limit. */
  long[] forced() {
    return forced;
  }

  /** How many walkers were ended by force. */
  long truncated() {
    return truncated;
  }

  private void count(long steps) {
    if (moved + steps < 0) {
      throw draw.overflow();
    }
    moved += steps;
  }

  private void rounds() {
    while (walkers > 0) {
      if (draw.maxLength() > 0 && round == draw.maxLength()) {
        end();
        return;
      }
      if (round == SentenceDrawer.LONGEST) {
        throw SentenceDrawer.endless(0, draw.number());
      }
      count(walkers);
      round();
    }
  }

  /** Ends all walkers by force. */
  private void end() {
    for (int context : frontier) {
      forced[context] = here.get(context);
    }
    count(walkers);
    truncated = walkers;
    walkers = 0;
  }

  /** Every walker takes a step. */
  private void round() {
    boolean isDense = frontier.length > model.contexts() / DENSE;
    int size = isDense ? model.contexts() : frontier.length;
    int[] contexts = frontier;
    int chunks = chunks(size);
    Firing[] fired = new Firing[chunks];
    AtomicLongArray from = here;
    AtomicLongArray to = arriving;
    long number = round;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              Firing firing = new Firing(model, draw, number, flows, to);
              int end = Math.min(size, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < end; i++) {
                int c = isDense ? i : contexts[i];
                long many = from.get(c);
                if (many > 0) {
                  from.set(c, 0);
                  firing.fire(c, many);
                }
              }
              fired[chunk] = firing;
            });
    here = to;
    arriving = from;
    int entered = 0;
    for (Firing firing : fired) {
      walkers -= firing.ended();
      entered += firing.entered();
    }
    frontier = new int[entered];
    int at = 0;
    for (Firing firing : fired) {
      at = firing.copyEntered(frontier, at);
    }
    if (entered < CHUNK) {
      // Chunks of a short frontier are then the same in every run, which helps to debug.
      Arrays.sort(frontier);
    }
    round++;
  }

  private static int chunks(int size) {
    return (size + CHUNK - 1) / CHUNK;
  }
}
