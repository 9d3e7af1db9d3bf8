package ouroboros.model;

/**
 * When a component of a mixture dies: it keeps its place, with weight 0, and never lives again.
 *
 * <p>There are two rules, and results depend on which: a family keeps the one that it has.
 */
public enum ComponentDeath {
  /**
   * As soon as less than one unit belongs to it; the weights of the living add up to 1. For
   * documents, where the death of a component is itself a result, and where less than a unit says
   * nothing of a covariance.
   */
  BELOW_ONE_UNIT {
    @Override
    boolean dies(double here, double total) {
      return here < 1;
    }

    @Override
    double whole(GaussianSums sums) {
      double living = 0;
      for (double here : sums.weight) {
        living += dies(here, sums.total) ? 0 : here;
      }
      return living;
    }
  },

  /**
   * When less than 1e-9 of all weight belongs to it, so that nothing is divided by 0; a weight is a
   * share of all the weight there is. For known truths, whose points may weigh any amount, and
   * whose components are to fade as the formulas say.
   */
  BELOW_A_BILLIONTH {
    @Override
    boolean dies(double here, double total) {
      return here < 1e-9 * total;
    }

    @Override
    double whole(GaussianSums sums) {
      return sums.total;
    }
  };

  /**
   * Whether a component dies.
   *
   * @param here weight of what belongs to it
   * @param total weight of all
   */
  abstract boolean dies(double here, double total);

  /** What the weight of a living component is divided by. */
  abstract double whole(GaussianSums sums);
}
