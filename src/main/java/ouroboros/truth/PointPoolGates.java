package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.SafeguardList;

/**
 * The gates on the pool: the points of a recipe, real and synthetic, without labels. A point that
 * does not pass is followed by further candidates, each real with the share of real points, or
 * synthetic; or it is left out, or replaced by a point of R.
 *
 * <p>A point has a word of its own, made of its source, its place there and its copy; with it, each
 * candidate has random numbers of its own. A real candidate is a new point of the truth, or, where
 * R is used again, one of the recipe's real points. A gate that chooses among K candidates takes
 * the point and further ones. A review goes by the numbers of {@link ChosenPoints.Numbers}.
 */
final class PointPoolGates<B> {
  /** Copies of one point that have numbers of their own. */
  private static final int MOST_COPIES = 1 << 8;

  private static final int COPY = 31;
  private static final int SOURCE = 39;
  private static final int CANDIDATE = 42;
  private static final int LOW_BITS = 3;
  private static final int LOW_SOURCES = (1 << LOW_BITS) - 1;
  private static final int HIGH_SOURCE = 56;

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
  private final PointFilter.@Nullable Reviewers reviewed;
  private final ChosenPoints.Numbers numbers = new ChosenPoints.Numbers();

  /** Gates on synthetic points and on the pool, without a review. */
  private final int steps;

  /** Candidates of a point of the pool, and of each of them that is one of S_g. */
  private final int most;

  private final int ofSynthetic;

  private final List<Long> synthetic = new ArrayList<>();
  private final List<Long> fresh = new ArrayList<>();
  private final int[] again;
  private final int[] places;
  private final int[] replacements;
  private @Nullable LongToDoubleFunction drawn;

  private @Nullable Judged first;
  private int tried;
  private long further;

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

  /**
   * A candidate of a point of the pool.
   *
   * @param word of the random numbers of its gates
   * @param seen its type, or its value
   * @param keep puts it into the training set
   */
  private record Judged(boolean isSynthetic, long word, DoubleSupplier seen, Runnable keep)
      implements PointFilter.Point {
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
    PointFilter.Reviewers last = null;
    for (Gate gate : this.gates.subList(before, this.gates.size())) {
      if (gate.judge() instanceof Safeguard.Review review) {
        last = new PointFilter.Reviewers(review, model.drawn(), supply.allUnits());
      } else if (gate.judge() instanceof Safeguard.BestOf) {
        filters.add((point, numbers) -> true);
      } else {
        filters.add(PointFilter.of(gate, model.drawn()));
      }
    }
    reviewed = last;
    steps = before + filters.size();
    List<Gate> onPool = this.gates.subList(before, this.gates.size());
    most = refill == Refill.REDRAW ? Candidate.MOST : PointWalk.first(onPool);
    ofSynthetic = PointWalk.first(this.gates.subList(0, before));
  }

  /**
   * What passes of the points of a recipe.
   *
   * @param weight of every point
   */
  List<ChosenPoints<B>> pass(List<ChosenPoints<B>> recipe, long weight) {
    List<ChosenPoints.Part<B>> passed = new ArrayList<>();
    int source = 0;
    if (reviewed != null) {
      recipe.forEach(line -> line.parts().forEach(numbers::take));
    }
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
    int copies = part.units();
    int chosen = 0;
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
        long slot = word(i, copy, source);
        begin(
            new Judged(
                !part.isReal(),
                slot,
                () -> model.value(part.points(), place),
                () -> times[place]++),
            (long) source << COPY | (copy == 0 ? i : copies++));
        judge(reviewed == null ? 0 : number(part, i, chosen++));
      }
      isWhole &= times[i] == part.times(i);
    }
    return isWhole
        ? part
        : new ChosenPoints.Part<>(part.points(), part.units(), times, part.isReal());
  }

  /**
   * The word of a point. Candidate c adds c x 2^42, c below 2^14; sources above 7, of which only an
   * ecosystem has so many, have their higher bits above these.
   */
  static long word(int place, int copy, int source) {
    return place
        | (long) copy << COPY
        | (long) (source & LOW_SOURCES) << SOURCE
        | (long) (source >>> LOW_BITS) << HIGH_SOURCE;
  }

  /**
   * The number of a point in the pool.
   *
   * @param chosen how many points of the part came before
   */
  private long number(ChosenPoints.Part<B> part, int place, int chosen) {
    return part.hasNumbers() ? part.number(part.isReal() ? chosen : place) : numbers.free();
  }

  /**
   * Begins with a point.
   *
   * @param unit the number of its further candidates of S_g, below 2^40 and above those of S_g
   */
  private void begin(Judged ofPool, long unit) {
    first = ofPool;
    tried = 0;
    further = unit;
    if (refill == Refill.REDRAW) {
      walk.begin(further, 0, Candidate.MOST);
    }
  }

  /** Sends the candidates of a point through all gates, the last one through the review. */
  private void judge(long number) {
    Judged passed = next(steps);
    if (passed == null && refill == Refill.REDRAW) {
      throw new IllegalStateException(
          Candidate.MOST
              + " candidates of a point of the pool of generation "
              + generation
              + " did not pass "
              + tally.worst(gates)
              + "; make it less strict, or set refill: shrink or real");
    }
    if (passed != null && passesReview(passed, number)) {
      passed.keep().run();
    } else if (refill == Refill.REAL) {
      replaced.seek(first().word());
      replacements[(int) replaced.below(replacements.length)]++;
    }
  }

  /** The next candidate that passes the gates on the pool before gate k; null if none does. */
  private @Nullable Judged next(int k) {
    if (k == before) {
      return candidate();
    }
    int gate = k - 1;
    if (gates.get(gate).judge() instanceof Safeguard.BestOf best) {
      return chosen(gate, best);
    }
    PointFilter filter = filters.get(gate - before);
    for (Judged point = next(gate); point != null; point = next(gate)) {
      tally.offered(gate, 1);
      seek(gate, point.word());
      if (filter.passes(point, random)) {
        tally.kept(gate, 1);
        return point;
      }
      dropped(gate, point);
    }
    return null;
  }

  private @Nullable Judged chosen(int gate, Safeguard.BestOf best) {
    List<Judged> some = new ArrayList<>();
    double[] seen = new double[best.candidates()];
    for (int i = 0; i < seen.length; i++) {
      Judged point = next(gate);
      if (point == null) {
        break;
      }
      seen[i] = point.value();
      some.add(point);
    }
    if (some.isEmpty() || (refill == Refill.REDRAW && some.size() < seen.length)) {
      return null;
    }
    tally.offered(gate, some.size());
    tally.kept(gate, 1);
    seek(gate, some.get(0).word());
    Judged chosen = some.remove(PointChoice.of(best, seen, some.size(), random));
    some.forEach(other -> dropped(gate, other));
    return chosen;
  }

  private boolean passesReview(Judged point, long number) {
    PointFilter.Reviewers by = reviewed;
    if (by == null) {
      return true;
    }
    seek(steps, point.word());
    boolean passes = tally.reviewed(steps, by, number, point, random);
    if (!passes) {
      dropped(steps, point);
    }
    return passes;
  }

  private void dropped(int gate, Judged point) {
    if (!point.isSynthetic()) {
      tally.dropReal(gate);
    }
  }

  private void seek(int gate, long word) {
    random.seek(word, (long) gate << PointWalk.BITS_OF_A_GATE);
  }

  /** The next candidate: the point itself, then by lot a real one or one of S_g. */
  private @Nullable Judged candidate() {
    while (tried < most) {
      int c = tried++;
      Judged point = c == 0 ? first() : drawn(c, first().word() | (long) c << CANDIDATE);
      if (point != null) {
        return point;
      }
    }
    return null;
  }

  private Judged first() {
    return Objects.requireNonNull(first);
  }

  /** Candidate c, from 1; null if the candidates of S_g that it has do not pass their gates. */
  private @Nullable Judged drawn(int c, long word) {
    seek(gates.size(), word);
    if (random.nextDouble() < supply.realShare()) {
      return real(word);
    }
    if (refill != Refill.REDRAW) {
      walk.begin(further, c * ofSynthetic, (c + 1) * ofSynthetic);
    }
    if (!walk.next()) {
      return null;
    }
    long candidate = walk.word();
    return new Judged(true, word, () -> drawn(candidate), () -> synthetic.add(candidate));
  }

  private Judged real(long word) {
    if (supply.isNew()) {
      return new Judged(false, word, () -> truth(word), () -> fresh.add(word));
    }
    int place = places[(int) random.below(places.length)];
    return new Judged(
        false, word, () -> model.value(supply.real().points(), place), () -> again[place]++);
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
