package ouroboros.safeguard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;

/**
 * The gates of one synthetic corpus, in order. For each unit they find the first candidate that
 * passes every gate. Example: if gate 1 drops half of the candidates and gate 2 drops half of the
 * rest, one candidate in four passes.
 *
 * <p>Gate k, k from 0, uses the numbers of purpose {@code GATE} under the candidate's counter word
 * (the 64-bit number that selects the random numbers of a unit), from position k x 2^32 on. Gates
 * that need no text are walked by {@link GateWalk}. If one of them needs it, {@link TextWalk} draws
 * the candidates first; gates that need no text then decide the same.
 *
 * @param list the gates, and what replaces the units that do not pass
 * @param generation the generation word of the corpus
 */
public record Gates(SafeguardList list, Key key, long generation)
    implements Serializable, CounterWords {

  /** No candidate passed. */
  static final long NONE = -1;

  private static final int BITS_OF_A_GATE = 32;

  /** The place of the first random number of gate k, k from 0, among those of a candidate. */
  static long position(int k) {
    return (long) k << BITS_OF_A_GATE;
  }

  /** Whether a gate judges the whole pool. */
  public boolean hasPool() {
    return list.gates().stream().anyMatch(Safeguard.OnPool.class::isInstance);
  }

  /** The same with only the gates on synthetic units, which come first. */
  public Gates onSynthetic() {
    List<Safeguard.Gate> first =
        list.gates().stream().filter(gate -> !(gate instanceof Safeguard.OnPool)).toList();
    return new Gates(new SafeguardList(first, list.refill()), key, generation);
  }

  /** The same, but only first candidates are tried. */
  public Gates shrinking() {
    return new Gates(new SafeguardList(list.gates(), Refill.SHRINK), key, generation);
  }

  /** The same without the last gate. */
  public Gates withoutLast() {
    List<Safeguard.Gate> first = list.gates().subList(0, list.gates().size() - 1);
    return new Gates(new SafeguardList(first, list.refill()), key, generation);
  }

  /** Whether a gate needs the text, on synthetic units or on the pool. */
  public boolean needsText() {
    return list.gates().stream().anyMatch(gate -> blind(gate.judge()) == null);
  }

  /** The gates on the pool, which must need no text. */
  public List<PoolWalk.PoolGate> onPool() {
    List<PoolWalk.PoolGate> pool = new ArrayList<>();
    for (Safeguard.Gate gate : list.gates()) {
      if (gate instanceof Safeguard.OnPool on) {
        pool.add(onPool(on.gate()));
      }
    }
    return pool;
  }

  /** How a gate decides about units of a pool without their text. */
  public static PoolWalk.PoolGate onPool(Safeguard.Gate gate) {
    if (gate instanceof Safeguard.Detector oracle) {
      return oracle::passes;
    }
    if (gate instanceof Safeguard.Blind blind) {
      return (isSynthetic, random) -> blind.passes(random);
    }
    throw new IllegalStateException(gate.kind() + " needs the text of the pool");
  }

  /** Whether every gate decides without the text. */
  public boolean isBlind() {
    return list.gates().stream().allMatch(gate -> blind(gate) != null);
  }

  /** The gates, where none needs the text. */
  public List<Safeguard.Blind> blind() {
    List<Safeguard.Blind> all = new ArrayList<>();
    for (Safeguard.Gate gate : list.gates()) {
      Safeguard.Blind blind = blind(gate);
      if (blind == null) {
        throw new IllegalStateException(gate.kind() + " needs the text of its candidates");
      }
      all.add(blind);
    }
    return all;
  }

  /**
   * How a gate on synthetic units decides without their text; null if it needs the text. All that
   * an oracle sees there is synthetic, so it drops the share of its recall.
   */
  public static Safeguard.@Nullable Blind blind(Safeguard.Gate gate) {
    if (gate instanceof Safeguard.Detector oracle) {
      return new Safeguard.Thin(oracle.recall());
    }
    return gate instanceof Safeguard.Blind blind ? blind : null;
  }

  /** The error for a unit of which {@value Candidate#MOST} candidates did not pass. */
  IllegalStateException nothingPassed(long unit, String worst) {
    return new IllegalStateException(
        Candidate.MOST
            + " candidates of unit "
            + unit
            + " of generation "
            + generation
            + " did not pass "
            + worst
            + "; make it less strict, or set refill: shrink or real");
  }

  /** A new walk over the candidates of units, with all counts 0. */
  public GateWalk walk() {
    return new GateWalk(this);
  }

  @Override
  public LongUnaryOperator words() {
    return walk()::passing;
  }
}
