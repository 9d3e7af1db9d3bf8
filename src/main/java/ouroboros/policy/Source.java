package ouroboros.policy;

import java.io.Serializable;

/** Where units of a training set come from. */
public sealed interface Source extends Serializable {

  /**
   * The counter word of the random numbers that select units from this source. Each source has its
   * own word, so that two selections in one generation are independent.
   */
  long salt();

  /** Units that this source has. */
  long units(AvailableUnits stock);

  /** R. */
  record Real() implements Source {
    @Override
    public long salt() {
      return 0;
    }

    @Override
    public long units(AvailableUnits stock) {
      return stock.real();
    }
  }

  /**
   * Real data outside R. Where the truth is known: new draws from the truth.
   *
   * @param order in which its units are numbered
   */
  record Reserve(Policy.OrderBy order) implements Source {
    @Override
    public long salt() {
      return 1;
    }

    @Override
    public long units(AvailableUnits stock) {
      return stock.reserve();
    }
  }

  /**
   * S_j, or S'_j where there are safeguards.
   *
   * @param author which of the models that feed one pool, from 0; 0 where there is only one model
   * @param generation j >= 1
   */
  record Synthetic(int author, int generation) implements Source {
    /** S_j where there is only one author. */
    public Synthetic(int generation) {
      this(0, generation);
    }

    /** The generation word of its random numbers: the author in the high bits, then j. */
    public long word() {
      return ((long) author << Integer.SIZE) | generation;
    }

    @Override
    public long salt() {
      return 1 + word();
    }

    /** The text that sealed recipes contain. */
    @Override
    public String toString() {
      String of = author == 0 ? "" : "author=" + author + ", ";
      return "Synthetic[" + of + "generation=" + generation + "]";
    }

    @Override
    public long units(AvailableUnits stock) {
      return stock.synthetic(generation);
    }
  }
}
