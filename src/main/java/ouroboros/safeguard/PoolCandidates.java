package ouroboros.safeguard;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candidates of units of a pool, for gates that see text: first the unit itself, then by lot a
 * real unit or the next candidate of S_g, which has to pass the gates on synthetic units first. The
 * decisions are those of {@link PoolWalk}. Not thread-safe.
 */
public final class PoolCandidates implements Candidates {
  private final Gates gates;
  private final PoolUnits units;
  private final PoolLots lots;
  private final int onSynthetic;
  private final long[] numbers;
  private final int[] byNumber;
  private final long[] words;
  private final int[] byWord;

  /**
   * @param gates the whole list
   * @param population units of R
   * @param own the real units that the recipe takes itself, in the whole pool
   */
  public PoolCandidates(
      Gates gates, PoolUnits units, PoolWalk.Lot lot, long population, long[] own) {
    this.gates = gates;
    this.units = units;
    lots = new PoolLots(gates, lot, population, own);
    onSynthetic = gates.onSynthetic().list().gates().size();
    byNumber = places(units.size(), units::number);
    numbers = IntStream.of(byNumber).mapToLong(units::number).toArray();
    byWord = places(units.size(), units::word);
    words = IntStream.of(byWord).mapToLong(units::word).toArray();
  }

  private static int[] places(int size, java.util.function.IntToLongFunction of) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(java.util.Comparator.comparingLong(of::applyAsLong))
        .mapToInt(i -> i)
        .toArray();
  }

  /** The numbers of the units. */
  long[] numbers() {
    return IntStream.range(0, units.size()).mapToLong(units::number).toArray();
  }

  @Override
  public long word(int place, int tried) {
    if (tried == 0) {
      return units.word(place);
    }
    long word = Candidate.word(units.number(place), first(place) + tried);
    return lots.real(word) == PoolUnits.SYNTHETIC ? word : PoolUnits.later(word);
  }

  /** The number of the first candidate of a unit. */
  private int first(int place) {
    return units.real(place) == PoolUnits.SYNTHETIC ? Candidate.number(units.word(place)) : 0;
  }

  @Override
  public int place(long word) {
    int own = Arrays.binarySearch(words, word);
    if (own >= 0) {
      return byWord[own];
    }
    long candidate = PoolUnits.isReal(word) ? PoolUnits.candidate(word) : word;
    return byNumber[Arrays.binarySearch(numbers, Candidate.unit(candidate))];
  }

  /** Units of the pool have passed the gates on synthetic units, and real ones need not. */
  @Override
  public int from(long word) {
    return isReal(word) || Arrays.binarySearch(words, word) >= 0 ? onSynthetic : 0;
  }

  @Override
  public boolean isReal(long word) {
    return PoolUnits.isReal(word);
  }

  /** The real unit with this word, a negative one. */
  public long real(long word) {
    int own = Arrays.binarySearch(words, word);
    return own >= 0 ? units.real(byWord[own]) : lots.real(PoolUnits.candidate(word));
  }

  /**
   * What passed.
   *
   * @param population units of R
   * @param chosen [units] the word of the candidate that passed; {@link Gates#NONE} if none did
   * @param copies [units] how often each counts; 0 if nothing takes its place
   * @param tries how many candidates each of them had
   */
  public Passed passed(
      long population, long[] chosen, int[] copies, int tries, List<GateCounts> counts) {
    LongList real = new LongList();
    LongList realNumbers = new LongList();
    LongList drawn = new LongList();
    LongList judged = new LongList();
    for (int i = 0; i < chosen.length; i++) {
      for (int copy = 0; copy < copies[i]; copy++) {
        if (chosen[i] == Gates.NONE) {
          if (gates.list().refill() == Refill.REAL) {
            real.add(lots.replacement(units.number(i), first(i) + tries - 1));
            realNumbers.add(units.number(i));
          }
        } else if (isReal(chosen[i])) {
          real.add(real(chosen[i]));
          realNumbers.add(units.number(i));
          judged.add(i);
        } else {
          drawn.add(chosen[i]);
        }
      }
    }
    int[] sorted =
        Arrays.stream(judged.toArray())
            .boxed()
            .sorted(java.util.Comparator.comparingLong(i -> units.number((int) (long) i)))
            .mapToInt(i -> (int) (long) i)
            .toArray();
    return new Passed(
        PoolWalk.Passed.of(
            RealReplacements.of(gates, population, real.toArray(), realNumbers.toArray()),
            drawn,
            counts),
        IntStream.of(sorted).mapToLong(units::number).toArray(),
        IntStream.of(sorted).mapToLong(i -> chosen[i]).toArray());
  }

  /**
   * What passed, with the words of the real units that gates judged.
   *
   * @param numbers of these units, ascending
   * @param words [numbers]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Passed(PoolWalk.Passed all, long[] numbers, long[] words) {}
}
