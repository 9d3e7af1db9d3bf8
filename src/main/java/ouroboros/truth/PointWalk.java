package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;

/**
 * Goes through the candidates of a unit of S_g until one comes out of every gate on synthetic
 * points, and counts the decisions. Gate k, k from 0, uses the random numbers of purpose {@code
 * GATE} under the candidate's counter word, from position k x 2^32 on; where it chooses among
 * candidates, under that of the first. Not thread-safe.
 */
final class PointWalk implements PointFilter.Point {
  /** No candidate passed. */
  static final long NONE = -1;

  static final int BITS_OF_A_GATE = 32;

  private final List<Gate> gates;
  private final List<PointFilter> filters = new ArrayList<>();
  private final PointFilter.@Nullable Reviewers review;
  private final LongToDoubleFunction values;
  private final KeyedStream random;
  private final PointTally tally;
  private final int generation;
  private final boolean redraws;
  private final int limit;
  private final int steps;

  private long unit;
  private int candidate;
  private int end;
  private long word;

  /**
   * @param gates the gates on synthetic points, in order
   * @param real units of R
   */
  PointWalk(
      List<Gate> gates,
      Refill refill,
      PointModel<?> model,
      int generation,
      Key key,
      long real,
      PointTally tally) {
    this(gates, refill, model.drawn(), model::candidates, generation, key, real, tally);
  }

  /**
   * @param drawn the mean and standard deviation of what the model draws; empty if it is not normal
   * @param candidates gives what gates see of a candidate of S_g, by its counter word
   */
  PointWalk(
      List<Gate> gates,
      Refill refill,
      Optional<PointModel.Spread> drawn,
      IntFunction<LongToDoubleFunction> candidates,
      int generation,
      Key key,
      long real,
      PointTally tally) {
    this.gates = gates;
    this.tally = tally;
    this.generation = generation;
    random = key.stream(generation, Purpose.GATE, 0);
    boolean seesPoints = false;
    PointFilter.Reviewers last = null;
    for (Gate gate : gates) {
      seesPoints |= seesPoints(gate);
      if (gate.judge() instanceof Safeguard.BestOf) {
        filters.add((point, numbers) -> true);
      } else if (gate.judge() instanceof Safeguard.Review of) {
        last = new PointFilter.Reviewers(of, drawn, real);
      } else {
        filters.add(PointFilter.of(gate, drawn));
      }
    }
    steps = filters.size();
    review = last;
    redraws = refill == Refill.REDRAW;
    limit = redraws ? Candidate.MOST : first(gates);
    values = seesPoints ? candidates.apply(generation) : at -> 0;
  }

  /** Whether a gate needs the type or the value of a point. */
  static boolean seesPoints(Gate gate) {
    Gate judge = gate.judge();
    return !(judge instanceof Safeguard.Blind || judge instanceof Safeguard.Detector);
  }

  /** How many candidates of a unit are tried where only the first ones are. */
  static int first(List<Gate> gates) {
    long first = 1;
    for (Gate gate : gates) {
      first *= gate.judge() instanceof Safeguard.BestOf best ? best.candidates() : 1;
      first = Math.min(Candidate.MOST, first);
    }
    return (int) first;
  }

  /**
   * The counter word of what comes out of all gates for a unit; {@link #NONE} where nothing does.
   *
   * @throws IllegalStateException if {@value Candidate#MOST} candidates did not pass
   */
  long passing(long ofUnit) {
    begin(ofUnit, 0, limit);
    if (!next()) {
      if (redraws) {
        throw new IllegalStateException(
            Candidate.MOST
                + " candidates of unit "
                + unit
                + " of generation "
                + generation
                + " did not pass "
                + tally.worst(gates)
                + "; make it less strict, or set refill: shrink or real");
      }
      return NONE;
    }
    PointFilter.Reviewers by = review;
    return by == null || passes(by, ofUnit) ? word : NONE;
  }

  /** Begins with a candidate of a unit. */
  void begin(long ofUnit, int from, int to) {
    unit = ofUnit;
    candidate = from;
    end = to;
  }

  /** Goes on to the next candidate that passes all gates but a review; false if there is none. */
  boolean next() {
    return pull(steps);
  }

  /** The counter word of the candidate that passed last. */
  long word() {
    return word;
  }

  /** How many candidates were drawn since the beginning, plus the first one's number. */
  int candidate() {
    return candidate;
  }

  private boolean pull(int step) {
    if (step == 0) {
      if (candidate == end) {
        return false;
      }
      word = Candidate.word(unit, candidate++);
      return true;
    }
    int k = step - 1;
    if (gates.get(k).judge() instanceof Safeguard.BestOf best) {
      return choose(k, best);
    }
    PointFilter filter = filters.get(k);
    while (pull(k)) {
      tally.offered(k, 1);
      seek(k, word);
      if (filter.passes(this, random)) {
        tally.kept(k, 1);
        return true;
      }
    }
    return false;
  }

  private boolean choose(int k, Safeguard.BestOf best) {
    long[] words = new long[best.candidates()];
    double[] seen = new double[words.length];
    int found = 0;
    while (found < words.length && pull(k)) {
      words[found] = word;
      seen[found++] = value();
    }
    if (found == 0 || (redraws && found < words.length)) {
      return false;
    }
    tally.offered(k, found);
    tally.kept(k, 1);
    seek(k, words[0]);
    word = words[PointChoice.of(best, seen, found, random)];
    return true;
  }

  private boolean passes(PointFilter.Reviewers by, long ofUnit) {
    seek(steps, word);
    return tally.reviewed(steps, by, ofUnit, this, random);
  }

  private void seek(int k, long at) {
    random.seek(at, (long) k << BITS_OF_A_GATE);
  }

  @Override
  public boolean isSynthetic() {
    return true;
  }

  @Override
  public double value() {
    return values.applyAsDouble(word);
  }
}
