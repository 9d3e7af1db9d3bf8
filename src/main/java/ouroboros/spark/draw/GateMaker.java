package ouroboros.spark.draw;

import java.io.Serializable;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;

/**
 * Makes a gate inside a task, from sealed files and settings. It is small enough to be sent with
 * every task, and always makes a gate that decides the same.
 */
@FunctionalInterface
public interface GateMaker extends Serializable {
  /** A gate for use by one thread. */
  TextGate make(Storage storage);

  /** Units of a pack where the gate judges packs, otherwise 1. */
  default int pack() {
    return 1;
  }

  /** Whether the gate lets units pass that people wrote. */
  default boolean edits() {
    return false;
  }

  /**
   * The unit from which on all that come to the gate pass unseen, as they are; {@link
   * Long#MAX_VALUE} where there is none.
   */
  default long unseenFrom() {
    return Long.MAX_VALUE;
  }

  /** Makes a gate that needs no text, to judge next to gates that do. */
  static GateMaker of(Safeguard.Blind gate) {
    return new Blind(gate);
  }

  /** Makes a gate on the pool that needs no text: it knows what is synthetic. */
  static GateMaker onPool(Safeguard.Gate gate) {
    return new BlindOnPool(gate);
  }

  /** Makes a gate on the pool that needs no text. */
  record BlindOnPool(Safeguard.Gate gate) implements GateMaker {
    @Override
    public TextGate make(Storage storage) {
      TextGate.Oracle oracle = Gates.onPool(gate)::passes;
      return oracle;
    }
  }

  /** Makes a gate that needs no text. */
  record Blind(Safeguard.Blind gate) implements GateMaker {
    @Override
    public TextGate make(Storage storage) {
      return TextWalk.of(gate);
    }
  }
}
