package ouroboros.model;

/**
 * When a component of a mixture dies. A dead component keeps its index, with weight 0, and never
 * lives again.
 *
 * <p>There are two rules, and results depend on the rule, so each family always uses the same one.
 */
public enum ComponentDeath {
  /**
   * The component dies as soon as less than one unit belongs to it. The weights of the living
   * components add up to 1. This rule is for documents: there the death of a component is a result
   * itself, and less than one unit gives no information about a covariance.
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
   * The component dies when less than 1e-9 of the total weight belongs to it, so that nothing is
   * divided by 0. The weight of a component is its share of the total weight. This rule is for
   * known truths: their points can have any weight, and their components should shrink as the
   * closed forms say.
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
   * @param here weight of the points that belong to it
   * @param total weight of all points
   */
  abstract boolean dies(double here, double total);

  /** The sum by which the weight of a living component is divided. */
  abstract double whole(GaussianSums sums);
}
