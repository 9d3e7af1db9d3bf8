package ouroboros.safeguard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ouroboros.random.Selection;

/**
 * The units of a recipe that gates on the pool judge, copy by copy.
 *
 * <p>Each unit of the pool has a number: a synthetic unit its own, real units (in their order, copy
 * by copy) the numbers of the synthetic units that the recipe does not take, then the numbers after
 * S_g. The decision about a unit uses the random numbers of its counter word: of a synthetic unit
 * the word of its candidate; of copy k of real unit u the word 2^63 + u + k x 2^40; of a real unit
 * that came later under number i as candidate c the word 2^63 + 2^62 + i + c x 2^40.
 *
 * <p>Real units are numbered through R and then the reserve: unit u of the reserve has the number u
 * + units of R.
 */
public final class PoolUnits implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long OF_REAL = Long.MIN_VALUE;
  private static final long LATER = OF_REAL | 1L << 62;
  private static final int COPY_BITS = 22;
  private static final int STRIDE = PassedBlocks.UNITS;

  /** The unit is synthetic. */
  static final long SYNTHETIC = -1;

  private final long[] numbers;
  private final long[] words;
  private final long[] real;

  private PoolUnits(long[] numbers, long[] words, long[] real) {
    this.numbers = numbers;
    this.words = words;
    this.real = real;
  }

  /**
   * Real units that a recipe takes.
   *
   * @param chosen how often it takes each
   * @param first the number of the first of them among all real units: 0 for R, the size of R for
   *     the reserve
   */
  public record FromReal(Selection chosen, long first) {}

  /**
   * The units of a pool.
   *
   * @param population units of R
   * @param fromSynthetic which units of S_g it takes, each at most once
   * @param candidates the counter word of each unit that it takes of S_g
   * @param replaced units of R that replace units that it takes of S_g, under their numbers
   */
  public static PoolUnits of(
      long population,
      FromReal fromReal,
      Selection fromSynthetic,
      LongUnaryOperator candidates,
      RealReplacements replaced) {
    LongList free = new LongList();
    LongList taken = new LongList();
    long[][] later = replaced.among(0, population);
    long[] replacedNumbers = later[1].clone();
    Arrays.sort(replacedNumbers);
    each(
        fromSynthetic,
        (unit, times) -> {
          if (times > 1) {
            throw new IllegalArgumentException("the pool takes unit " + unit + " of S_g twice");
          }
          if (times == 1) {
            taken.add(unit);
          } else if (Arrays.binarySearch(replacedNumbers, unit) < 0) {
            free.add(unit);
          }
        });
    LongList numbers = new LongList();
    LongList words = new LongList();
    LongList real = new LongList();
    each(
        fromReal.chosen(),
        (chosen, times) -> {
          long unit = fromReal.first() + chosen;
          if (times >= 1 << COPY_BITS) {
            throw new IllegalArgumentException("the pool takes unit " + unit + " of R too often");
          }
          for (int copy = 0; copy < times; copy++) {
            int r = real.size();
            numbers.add(
                r < free.size() ? free.get(r) : fromSynthetic.population() + r - free.size());
            words.add(OF_REAL | Candidate.word(unit, copy));
            real.add(unit);
          }
        });
    for (int i = 0; i < later[0].length; i++) {
      numbers.add(later[1][i]);
      words.add(later(later[1][i]));
      real.add(later[0][i]);
    }
    for (int i = 0; i < taken.size(); i++) {
      numbers.add(taken.get(i));
      words.add(candidates.applyAsLong(taken.get(i)));
      real.add(SYNTHETIC);
    }
    return new PoolUnits(numbers.toArray(), words.toArray(), real.toArray());
  }

  /** The word of a real unit that came later as a candidate with this word. */
  static long later(long word) {
    return LATER | word;
  }

  /** Whether the word is one of a real unit. */
  static boolean isReal(long word) {
    return word < 0;
  }

  /** The candidate's word of a real unit that came later; negative for others. */
  static long candidate(long word) {
    return (word & LATER) == LATER ? word & ~LATER : SYNTHETIC;
  }

  /**
   * The number of the unit that has a candidate with this word; -1 for a real unit that the recipe
   * takes itself.
   */
  public static long owner(long word) {
    long drawn = isReal(word) ? candidate(word) : word;
    return drawn < 0 ? -1 : Candidate.unit(drawn);
  }

  /**
   * The drawn units with some numbers, as far as the pool has them.
   *
   * @param wanted ascending
   */
  public PoolUnits drawn(long[] wanted) {
    int[] places =
        IntStream.range(0, size())
            .filter(i -> real[i] == SYNTHETIC && Arrays.binarySearch(wanted, numbers[i]) >= 0)
            .toArray();
    return new PoolUnits(
        IntStream.of(places).mapToLong(i -> numbers[i]).toArray(),
        IntStream.of(places).mapToLong(i -> words[i]).toArray(),
        IntStream.of(places).mapToLong(i -> real[i]).toArray());
  }

  /** How many units the pool has. */
  public int size() {
    return numbers.length;
  }

  /** The numbers of the units. */
  public LongStream numbers() {
    return LongStream.of(numbers);
  }

  /** The number of the unit at a place. */
  long number(int place) {
    return numbers[place];
  }

  /** The counter word of the unit at a place. */
  long word(int place) {
    return words[place];
  }

  /** The real unit at a place, or {@link #SYNTHETIC}. */
  long real(int place) {
    return real[place];
  }

  /** The real units that the recipe takes itself, copy by copy. */
  public long[] ownReal() {
    int many = 0;
    while (many < words.length && real[many] >= 0 && candidate(words[many]) < 0) {
      many++;
    }
    return Arrays.copyOf(real, many);
  }

  /** The units at the places {@code from} (included) to {@code to} (excluded). */
  public PoolUnits part(int from, int to) {
    return new PoolUnits(
        Arrays.copyOfRange(numbers, from, to),
        Arrays.copyOfRange(words, from, to),
        Arrays.copyOfRange(real, from, to));
  }

  /** So many units, spread evenly over the pool; all of them if it has fewer. */
  public PoolUnits some(int many) {
    if (many >= size()) {
      return this;
    }
    PoolUnits some = new PoolUnits(new long[many], new long[many], new long[many]);
    for (int i = 0; i < many; i++) {
      int place = (int) ((long) size() * i / many);
      some.numbers[i] = numbers[place];
      some.words[i] = words[place];
      some.real[i] = real[place];
    }
    return some;
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
}
