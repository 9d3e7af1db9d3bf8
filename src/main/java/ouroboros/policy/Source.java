package ouroboros.policy;

import java.io.Serializable;

/** Where units of a training set come from. */
public sealed interface Source extends Serializable {

  /**
   * The word that keeps the selection numbers of a generation's sources apart: one for each source.
   */
  long salt();

  /** Units there are. */
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
   * Real data that is no part of R; known truth: new draws from the truth.
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
   * @param author the model among several that feed one pool, from 0; 0 where there is one
   * @param generation j >= 1
   */
  record Synthetic(int author, int generation) implements Source {
    /** Of the only author. */
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

    /** As recipes are sealed. */
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
