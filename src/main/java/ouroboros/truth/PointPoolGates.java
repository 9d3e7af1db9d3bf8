package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.SafeguardList;

/**
 * The gates on the pool: the points of a recipe, real and synthetic, without labels. A point that
 * does not pass is followed by further candidates, each real with the share of real points, or
 * synthetic; or it is left out, or replaced by a point of R.
 *
 * <p>A point has a number of its own, made of its source, its place there and its copy; with it,
 * each candidate has random numbers of its own. A real candidate is a new point of the truth, or,
 * where R is used again, one of the recipe's real points.
 */
final class PointPoolGates<B> {
  /** Copies of one point that have numbers of their own. */
  private static final int MOST_COPIES = 1 << 8;

  private static final int COPY = 31;
  private static final int SOURCE = 39;
  private static final int CANDIDATE = 42;

  private final PointModel<B> model;
  private final List<Gate> gates;
  private final int before;
  private final Refill refill;
  private final int generation;
  private final PointTally tally;
  private final Synthetic<B> more;
  private final PointWalk walk;
  private final Supply<B> supply;
  private final KeyedStream random;
  private final KeyedStream replaced;
  private final List<PointFilter> filters = new ArrayList<>();

  private final List<Long> synthetic = new ArrayList<>();
  private final List<Long> fresh = new ArrayList<>();
  private final int[] again;
  private final int[] places;
  private final int[] replacements;
  private @Nullable LongToDoubleFunction drawn;

  /**
   * Where further points come from.
   *
   * @param realShare probability that a further candidate is real
   * @param real the real points of the recipe
   * @param isNew whether a further real candidate is a new point of the truth
   * @param all R
   * @param allUnits points of R
   */
  record Supply<B>(
      double realShare, ChosenPoints.Part<B> real, boolean isNew, B all, int allUnits) {}

  /** Where further synthetic points come from: one model, or the authors of a pool. */
  interface Synthetic<B> {
    /** What gates see of a candidate, by its counter word. */
    LongToDoubleFunction candidates(int generation);

    /** The points with these counter words, by author. */
    List<PassedPoints.Drawn<B>> draw(int generation, long[] words);
  }

  /** The candidate that is judged. */
  private record Judged(boolean isSynthetic, DoubleSupplier seen) implements PointFilter.Point {
    @Override
    public double value() {
      return seen.getAsDouble();
    }
  }

  /**
   * @param gates all gates, with the refill; the first {@code before} judge synthetic points
   * @param walk through the gates on synthetic points
   */
  PointPoolGates(
      PointModel<B> model,
      Synthetic<B> more,
      SafeguardList gates,
      int before,
      int generation,
      Key key,
      PointTally tally,
      PointWalk walk,
      Supply<B> supply) {
    this.model = model;
    this.more = more;
    this.gates = gates.gates();
    this.before = before;
    this.refill = gates.refill();
    this.generation = generation;
    this.tally = tally;
    this.walk = walk;
    this.supply = supply;
    random = key.stream(generation, Purpose.GATE, 0);
    replaced = key.stream(generation, Purpose.REFILL, 0);
    again = new int[supply.real().units()];
    places = places(supply.real());
    replacements = new int[supply.allUnits()];
    for (Gate gate : this.gates.subList(before, this.gates.size())) {
      filters.add(PointFilter.of(gate, model.drawn()));
    }
  }

  /**
   * What passes of the points of a recipe.
   *
   * @param weight of every point
   */
  List<ChosenPoints<B>> pass(List<ChosenPoints<B>> recipe, long weight) {
    List<ChosenPoints.Part<B>> passed = new ArrayList<>();
    int source = 0;
    for (ChosenPoints<B> line : recipe) {
      for (ChosenPoints.Part<B> part : line.parts()) {
        passed.add(pass(part, ++source));
      }
    }
    if (!synthetic.isEmpty()) {
      for (PassedPoints.Drawn<B> each : more.draw(generation, words(synthetic))) {
        passed.add(new ChosenPoints.Part<>(each.points(), each.units(), null, false));
      }
    }
    if (!fresh.isEmpty()) {
      B points = model.truth(-generation, words(fresh));
      passed.add(new ChosenPoints.Part<>(points, fresh.size(), null, true));
    }
    passed.add(new ChosenPoints.Part<>(supply.real().points(), again.length, again, true));
    passed.add(new ChosenPoints.Part<>(supply.all(), replacements.length, replacements, true));
    if (passed.stream().allMatch(part -> part.chosen() == 0)) {
      throw new IllegalStateException(
          "generation "
              + generation
              + ": the training set is empty, because no point of the pool passed the safeguards;"
              + " make them less strict, draw more (size), or set refill: redraw or real");
    }
    return List.of(new ChosenPoints<>(passed, weight));
  }

  private static long[] words(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  /** The places of the real points of the recipe, each as often as it is in the recipe. */
  private static int[] places(ChosenPoints.Part<?> real) {
    return IntStream.range(0, real.units())
        .flatMap(i -> IntStream.range(0, real.times(i)).map(copy -> i))
        .toArray();
  }

  private ChosenPoints.Part<B> pass(ChosenPoints.Part<B> part, int source) {
    int[] times = new int[part.units()];
    boolean isWhole = true;
    for (int i = 0; i < times.length; i++) {
      int place = i;
      if (part.times(i) > MOST_COPIES) {
        throw new IllegalStateException(
            "a point is "
                + part.times(i)
                + " times in the pool of generation "
                + generation
                + "; a gate on the pool can judge at most "
                + MOST_COPIES
                + " copies: set refill: redraw or shrink, or make size smaller");
      }
      for (int copy = 0; copy < part.times(i); copy++) {
        long slot = i | (long) copy << COPY | (long) source << SOURCE;
        Judged first = new Judged(!part.isReal(), () -> model.value(part.points(), place));
        if (passes(first, slot)) {
          times[i]++;
        } else {
          isWhole = false;
          refill(slot);
        }
      }
    }
    return isWhole
        ? part
        : new ChosenPoints.Part<>(part.points(), part.units(), times, part.isReal());
  }

  private boolean passes(Judged point, long word) {
    for (int k = before; k < gates.size(); k++) {
      tally.offered(k, 1);
      random.seek(word, (long) k << PointWalk.BITS_OF_A_GATE);
      if (!filters.get(k - before).passes(point, random)) {
        if (!point.isSynthetic()) {
          tally.dropReal(k);
        }
        return false;
      }
      tally.kept(k, 1);
    }
    return true;
  }

  private void refill(long slot) {
    if (refill == Refill.REAL) {
      replaced.seek(slot);
      replacements[(int) replaced.below(replacements.length)]++;
    } else if (refill == Refill.REDRAW) {
      redraw(slot);
    }
  }

  private void redraw(long slot) {
    // A number below 2^40 and above those of all points of S_g.
    walk.begin((slot >>> SOURCE) << COPY | (slot & ((1L << COPY) - 1)), 0, Candidate.MOST);
    for (int c = 1; c < Candidate.MOST; c++) {
      long word = slot | (long) c << CANDIDATE;
      random.seek(word, (long) gates.size() << PointWalk.BITS_OF_A_GATE);
      if (random.nextDouble() < supply.realShare()) {
        if (passesReal(word)) {
          return;
        }
      } else if (walk.next()) {
        long candidate = walk.word();
        if (passes(new Judged(true, () -> drawn(candidate)), word)) {
          synthetic.add(candidate);
          return;
        }
      }
    }
    throw new IllegalStateException(
        Candidate.MOST
            + " candidates of a point of the pool of generation "
            + generation
            + " did not pass "
            + tally.worst(gates)
            + "; make it less strict, or set refill: shrink or real");
  }

  private boolean passesReal(long word) {
    if (supply.isNew()) {
      if (passes(new Judged(false, () -> truth(word)), word)) {
        fresh.add(word);
        return true;
      }
      return false;
    }
    int place = places[(int) random.below(places.length)];
    if (passes(new Judged(false, () -> model.value(supply.real().points(), place)), word)) {
      again[place]++;
      return true;
    }
    return false;
  }

  private double truth(long word) {
    return model.value(model.truth(-generation, new long[] {word}), 0);
  }

  private double drawn(long word) {
    LongToDoubleFunction candidates = drawn;
    if (candidates == null) {
      candidates = more.candidates(generation);
      drawn = candidates;
    }
    return candidates.applyAsDouble(word);
  }
}
