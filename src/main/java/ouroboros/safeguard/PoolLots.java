package ouroboros.safeguard;

import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * The lots (purpose {@code REFILL}) of further candidates of a pool: whether a candidate is a real
 * unit, and which. Not thread-safe.
 */
final class PoolLots {
  private final PoolWalk.Lot lot;
  private final RealUnits from;
  private final long[] own;
  private final KeyedStream random;

  /**
   * @param population units of R
   * @param own the real units that the recipe takes itself
   */
  PoolLots(Gates gates, PoolWalk.Lot lot, long population, long[] own) {
    this.lot = lot;
    RealUnits some = lot.real();
    from = some == null ? RealUnits.of(0, population) : some;
    this.own = own;
    random = gates.key().stream(gates.generation(), Purpose.REFILL, 0);
  }

  /** The real unit of a further candidate, or {@link PoolUnits#SYNTHETIC}. */
  long real(long word) {
    random.seek(word);
    if (random.nextDouble() < lot.realShare() && (lot.fromAll() || own.length > 0)) {
      return lot.fromAll() ? ofReal() : own[(int) random.below(own.length)];
    }
    return PoolUnits.SYNTHETIC;
  }

  /** The unit of R that takes the place of a unit whose candidates did not pass. */
  long replacement(long number, int candidate) {
    random.seek(Candidate.word(number, candidate + 1));
    return ofReal();
  }

  private long ofReal() {
    return from.drawn(random);
  }
}
