package ouroboros.policy;

import java.io.Serializable;

/** Where units of a training set come from. */
public sealed interface Source extends Serializable {

  /**
   * The word that keeps the selection numbers of a generation's sources apart: one for each source.
   */
  long salt();

  /** Units there are. */
  long units(Stock stock);

  /** R. */
  record Real() implements Source {
    @Override
    public long salt() {
      return 0;
    }

    @Override
    public long units(Stock stock) {
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
    public long units(Stock stock) {
      return stock.reserve();
    }
  }

  /**
   * S_j.
   *
   * @param generation j >= 1
   */
  record Synthetic(int generation) implements Source {
    @Override
    public long salt() {
      return 1L + generation;
    }

    @Override
    public long units(Stock stock) {
      return stock.synthetic(generation);
    }
  }
}
