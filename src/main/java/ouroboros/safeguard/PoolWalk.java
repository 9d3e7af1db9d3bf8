package ouroboros.safeguard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;

/**
 * Gates on the pool: they judge all units of a recipe, real and synthetic ones, copy by copy. What
 * a unit is, they do not see; only an oracle knows.
 *
 * <p>Each unit of the pool has a number: a synthetic unit its own, real units (in their order, copy
 * by copy) the numbers of the synthetic units that the recipe does not take, then the numbers after
 * S_g. The decision about a unit uses the random numbers of its counter word: of a synthetic unit
 * the word of its candidate; of copy k of unit u of R the word 2^63 + u + k x 2^40; of a real unit
 * that came later under number i as candidate c the word 2^63 + 2^62 + i + c x 2^40.
 *
 * <p>If a unit does not pass and is drawn again, candidate c = 1, 2, .. of its number i has the
 * word i + c x 2^40. A lot (purpose {@code REFILL}) says whether it is a real unit, otherwise it is
 * that candidate of S_g, which has to pass the gates on synthetic units first.
 *
 * <p>Cost: one block of random numbers a decision, and 24 bytes a unit of the pool.
 */
public final class PoolWalk {
  private static final long OF_REAL = Long.MIN_VALUE;
  private static final long LATER = OF_REAL | 1L << 62;
  private static final int COPY_BITS = 22;
  private static final int STRIDE = PassedBlocks.UNITS;

  /** A gate that decides without the text, but may know what is synthetic. */
  @FunctionalInterface
  public interface PoolGate {
    /**
     * Whether a unit passes.
     *
     * @param random the random numbers that belong only to this gate and this candidate
     */
    boolean passes(boolean isSynthetic, KeyedStream random);
  }

  /**
   * How units that did not pass are drawn again.
   *
   * @param realShare probability that a further candidate is real
   * @param fromAll whether it is then any unit of R, and not one of those that the pool has
   */
  public record Lot(double realShare, boolean fromAll) {}

  private final Gates gates;
  private final List<Safeguard.Blind> onSynthetic;
  private final List<PoolGate> onPool;
  private final Lot lot;
  private final KeyedStream random;
  private final KeyedStream lots;
  private final GateTally tally;

  private final LongList real = new LongList();
  private final LongList realNumbers = new LongList();
  private final LongList words = new LongList();

  /** [real units of the pool] for further candidates that are among them. */
  private final LongList poolReal = new LongList();

  private long population;

  /** Gates that need no text: those of the list on synthetic units, then those on the pool. */
  public static PoolWalk of(Gates gates, Lot lot) {
    return new PoolWalk(gates, gates.onSynthetic().blind(), gates.onPool(), lot);
  }

  /**
   * @param gates with the whole list: first the gates on synthetic units, then those on the pool
   */
  PoolWalk(Gates gates, List<Safeguard.Blind> onSynthetic, List<PoolGate> onPool, Lot lot) {
    this.gates = gates;
    this.onSynthetic = List.copyOf(onSynthetic);
    this.onPool = List.copyOf(onPool);
    this.lot = lot;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
    lots = gates.key().stream(gates.generation(), Purpose.REFILL, 0);
    tally = new GateTally(gates.list().gates());
  }

  /**
   * What passed.
   *
   * @param real units of R, each with its number in the pool
   * @param words counter words of the drawn units, ascending by their numbers
   * @param counts of all gates; of those on synthetic units only for further candidates
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Passed(RealReplacements real, long[] words, List<GateCounts> counts) {
    /** Units of the training set. */
    public long units() {
      return (long) real.size() + words.length;
    }
  }

  /**
   * Judges a pool.
   *
   * @param fromReal how often it takes each unit of R
   * @param fromSynthetic which units of S_g it takes, each at most once
   * @param candidates the counter word of each unit that it takes of S_g
   * @param replaced units of R that replace units that it takes of S_g, under their numbers
   */
  public Passed judge(
      Selection fromReal,
      Selection fromSynthetic,
      LongUnaryOperator candidates,
      RealReplacements replaced) {
    population = fromReal.population();
    LongList free = new LongList();
    LongList taken = new LongList();
    long[][] later = replaced.among(0, population);
    long[] numbers = later[1].clone();
    Arrays.sort(numbers);
    each(
        fromSynthetic,
        (unit, times) -> {
          if (times > 1) {
            throw new IllegalArgumentException("the pool takes unit " + unit + " of S_g twice");
          }
          if (times == 1) {
            taken.add(unit);
          } else if (Arrays.binarySearch(numbers, unit) < 0) {
            free.add(unit);
          }
        });
    LongList copies = new LongList();
    each(
        fromReal,
        (unit, times) -> {
          if (times >= 1 << COPY_BITS) {
            throw new IllegalArgumentException("the pool takes unit " + unit + " of R too often");
          }
          for (int copy = 0; copy < times; copy++) {
            poolReal.add(unit);
            copies.add(copy);
          }
        });
    for (int r = 0; r < poolReal.size(); r++) {
      long number = r < free.size() ? free.get(r) : fromSynthetic.population() + r - free.size();
      long unit = poolReal.get(r);
      if (passes(false, OF_REAL | Candidate.word(unit, (int) copies.get(r)))) {
        keepReal(unit, number);
      } else {
        refill(number, 0);
      }
    }
    for (int i = 0; i < later[0].length; i++) {
      if (passes(false, LATER | later[1][i])) {
        keepReal(later[0][i], later[1][i]);
      } else {
        refill(later[1][i], 0);
      }
    }
    for (int i = 0; i < taken.size(); i++) {
      long unit = taken.get(i);
      long word = candidates.applyAsLong(unit);
      if (passes(true, word)) {
        words.add(word);
      } else {
        refill(unit, Candidate.number(word));
      }
    }
    RealReplacements reals =
        RealReplacements.of(gates, population, real.toArray(), realNumbers.toArray());
    long[] drawn =
        Arrays.stream(words.toArray())
            .boxed()
            .sorted(Comparator.comparingLong(Candidate::unit))
            .mapToLong(word -> word)
            .toArray();
    return new Passed(reals, drawn, tally.counts());
  }

  /** Finds what takes the place of a unit that did not pass. */
  private void refill(long number, int tried) {
    if (gates.list().refill() == Refill.REAL) {
      lots.seek(Candidate.word(number, tried + 1));
      keepReal(lots.below(population), number);
    }
    if (gates.list().refill() != Refill.REDRAW) {
      return;
    }
    for (int c = tried + 1; c < Candidate.MOST; c++) {
      long word = Candidate.word(number, c);
      lots.seek(word);
      if (lots.nextDouble() < lot.realShare && (lot.fromAll || poolReal.size() > 0)) {
        long unit =
            lot.fromAll ? lots.below(population) : poolReal.get((int) lots.below(poolReal.size()));
        if (passes(false, LATER | word)) {
          keepReal(unit, number);
          return;
        }
      } else if (passesFirst(word) && passes(true, word)) {
        words.add(word);
        return;
      }
    }
    throw gates.nothingPassed(number, tally.worst());
  }

  private void keepReal(long unit, long number) {
    real.add(unit);
    realNumbers.add(number);
  }

  /** Whether a further candidate of S_g passes the gates on synthetic units. */
  private boolean passesFirst(long word) {
    for (int k = 0; k < onSynthetic.size(); k++) {
      random.seek(word, Gates.position(k));
      if (!tally.judged(k, onSynthetic.get(k).passes(random))) {
        return false;
      }
    }
    return true;
  }

  private boolean passes(boolean isSynthetic, long word) {
    for (int k = 0; k < onPool.size(); k++) {
      int place = onSynthetic.size() + k;
      random.seek(word, Gates.position(place));
      boolean passes = onPool.get(k).passes(isSynthetic, random);
      if (!tally.judged(place, passes)) {
        if (!isSynthetic) {
          tally.droppedReal(place);
        }
        return false;
      }
    }
    return true;
  }

  /** Receives a unit and how often it is taken. */
  private interface Taken {
    void accept(long unit, int times);
  }

  private static void each(Selection selection, Taken taken) {
    int[] times = new int[STRIDE];
    for (long start = 0; start < selection.population(); start += STRIDE) {
      int many = (int) Math.min(STRIDE, selection.population() - start);
      selection.multiplicities(start, many, times);
      for (int i = 0; i < many; i++) {
        taken.accept(start + i, times[i]);
      }
    }
  }

  /** A list of numbers without boxes. */
  private static final class LongList {
    private long[] numbers = new long[64];
    private int size;

    void add(long number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    long get(int i) {
      return numbers[i];
    }

    int size() {
      return size;
    }

    long[] toArray() {
      return Arrays.copyOf(numbers, size);
    }
  }
}
