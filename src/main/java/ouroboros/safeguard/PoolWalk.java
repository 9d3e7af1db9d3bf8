package ouroboros.safeguard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Gates on the pool that need no text: they judge all units of a recipe, real and synthetic ones,
 * copy by copy. What a unit is, they do not see; only an oracle knows.
 *
 * <p>If a unit does not pass and is drawn again, candidate c = 1, 2, .. of its number i has the
 * word i + c x 2^40. A lot says whether it is a real unit, otherwise it is that candidate of S_g,
 * which has to pass the gates on synthetic units first.
 *
 * <p>Cost: one block of random numbers a decision, and 24 bytes a unit of the pool.
 *
 * @see PoolUnits for the numbers and words of units
 */
public final class PoolWalk {

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
   * @param real the units of R that can be drawn; null for all
   */
  public record Lot(double realShare, boolean fromAll, @Nullable RealUnits real)
      implements java.io.Serializable {
    /** From all units of R. */
    public Lot(double realShare, boolean fromAll) {
      this(realShare, fromAll, null);
    }
  }

  private final Gates gates;
  private final List<Safeguard.Blind> onSynthetic;
  private final List<PoolGate> onPool;
  private final Lot lot;
  private final KeyedStream random;
  private final GateTally tally;

  private final LongList real = new LongList();
  private final LongList realNumbers = new LongList();
  private final LongList words = new LongList();

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
    tally = new GateTally(gates.list().gates());
  }

  /**
   * What passed.
   *
   * @param real units of R, then of the reserve, each with its number in the pool
   * @param words counter words of the drawn units, ascending by their numbers
   * @param counts of all gates; of those on synthetic units only for further candidates
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Passed(RealReplacements real, long[] words, List<GateCounts> counts) {
    /** Units of the training set. */
    public long units() {
      return (long) real.size() + words.length;
    }

    static Passed of(RealReplacements real, LongList words, List<GateCounts> counts) {
      long[] drawn =
          Arrays.stream(words.toArray())
              .boxed()
              .sorted(Comparator.comparingLong(Candidate::unit))
              .mapToLong(word -> word)
              .toArray();
      return new Passed(real, drawn, counts);
    }
  }

  /**
   * Judges a pool.
   *
   * @param population units of R
   */
  public Passed judge(long population, PoolUnits units) {
    PoolLots lots = new PoolLots(gates, lot, population, units.ownReal());
    for (int i = 0; i < units.size(); i++) {
      long word = units.word(i);
      boolean isSynthetic = units.real(i) == PoolUnits.SYNTHETIC;
      if (!passes(isSynthetic, word)) {
        refill(units.number(i), isSynthetic ? Candidate.number(word) : 0, lots);
      } else if (isSynthetic) {
        words.add(word);
      } else {
        keepReal(units.real(i), units.number(i));
      }
    }
    return Passed.of(
        RealReplacements.of(gates, population, real.toArray(), realNumbers.toArray()),
        words,
        tally.counts());
  }

  /** Finds what takes the place of a unit that did not pass. */
  private void refill(long number, int tried, PoolLots lots) {
    if (gates.list().refill() == Refill.REAL) {
      keepReal(lots.replacement(number, tried), number);
    }
    if (gates.list().refill() != Refill.REDRAW) {
      return;
    }
    for (int c = tried + 1; c < Candidate.MOST; c++) {
      long word = Candidate.word(number, c);
      long unit = lots.real(word);
      if (unit != PoolUnits.SYNTHETIC) {
        if (passes(false, PoolUnits.later(word))) {
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
}
