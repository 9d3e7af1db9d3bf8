package ouroboros.metric;

import ouroboros.mixture.Shares;

/**
 * How much of the real distribution of units is left in a fitted mixture and in the units drawn
 * from it.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum MixtureMetric implements Metric {
  /** Log-likelihood of the test units. */
  LOG_LIKELIHOOD(
      "log-likelihood",
      "How probable M_g finds the test units.",
      "(1/n) sum ln p(x) over test; words: p = (1 - e) p + e/V, e = 1e-3; `lda`: a lower bound",
      "nats a unit | -Infinity .. Infinity | doi:10.1111/j.2517-6161.1977.tb01600.x",
      "test is empty",
      "early: what the model no longer expects.",
      "A covariance on the floor makes it huge or hopeless: read also `notes` in run.json."),

  /** Distance between fitted Gaussians. */
  FRECHET(
      "frechet",
      "Squared Wasserstein distance between the Gaussians fitted to R and to the subject.",
      "||m_R - m||^2 + tr(C_R + C - 2 (C_R C)^(1/2)), covariances with divisor n",
      "squared units | 0 .. Infinity | arXiv 1706.08500",
      "the subject is empty",
      "early: mean and spread in one number.",
      "Blind to everything that the first two moments do not see."),

  /** Mean of Wasserstein distances of projections. */
  SLICED_WASSERSTEIN(
      "sliced-wasserstein",
      "Wasserstein distance of order 2 between R and the subject, over random directions.",
      "(mean over 64 fixed directions of W_2^2 of the projections)^(1/2), first 1,000 units of"
          + " each",
      "units | 0 .. Infinity | doi:10.1007/s10851-014-0506-3",
      "the subject is empty",
      "early: any change of shape that a direction sees.",
      "Not 0 between two samples of one distribution: compare with `frozen`."),

  /** Maximum mean discrepancy. */
  MMD(
      "mmd",
      "Squared maximum mean discrepancy between R and the subject, Gaussian kernel.",
      "unbiased estimate; width: median distance in R; first 1,000 units of each",
      "squared kernel units | .. 2 | Gretton et al. (2012), jmlr.org/papers/v13/gretton12a.html",
      "the subject or R has less than two units, or R is constant",
      "early, for shapes about as wide as R's median distance.",
      "Unbiased, so it can be negative; narrow modes escape a wide kernel."),

  /** Share of drawn units in R's neighbourhoods. */
  PRECISION(
      "precision",
      "Share of the subject's units that lie within a neighbourhood of R.",
      "within the distance of a unit of R to its 5th nearest neighbour; first 1,000 units of each",
      "share | 0 .. 1 | arXiv 1904.06991",
      "the subject is empty or R has less than six units",
      "late: draws that are like nothing real.",
      "High when everything has collapsed onto one real place."),

  /** Share of R in the subject's neighbourhoods. */
  RECALL(
      "recall",
      "Share of R's units that lie within a neighbourhood of the subject.",
      "within the distance of a unit of the subject to its 5th nearest neighbour",
      "share | 0 .. 1 | arXiv 1904.06991",
      "the subject has less than six units or R is empty",
      "early: modes that are no longer drawn.",
      "A few far draws have huge neighbourhoods and make it high."),

  /** Share of R's neighbourhoods that contain a drawn unit. */
  COVERAGE(
      "coverage",
      "Share of R's units whose neighbourhood holds a unit of the subject.",
      "within the distance of a unit of R to its 5th nearest neighbour; first 1,000 units of each",
      "share | 0 .. 1 | arXiv 2002.09797",
      "the subject is empty or R has less than six units",
      "early: like `recall`, but not misled by far draws.",
      "Falls with the subject's size; compare equal sizes."),

  /** Total variance of the subject divided by that of R. */
  VARIANCE_RATIO(
      "variance-ratio",
      "Total variance of the subject divided by that of R.",
      "tr(C) / tr(C_R), divisor n",
      "ratio | 0 .. Infinity | arXiv 2305.17493",
      "R is constant",
      "late in the mean: follows the law of a single Gaussian under each policy.",
      "Merging modes and narrowing modes look alike."),

  /** Entropy of the weights. */
  COMPONENT_ENTROPY(
      "component-entropy",
      "Entropy of the weights of M_g's components; indistinguishable components count as one.",
      "-sum w log2 w over groups of components of Bhattacharyya coefficient above 0.9",
      "bits | 0 .. log2 k | here",
      "never",
      "early: small components die first.",
      "Weights alone: components that move keep it up."),

  /** Effective number of components. */
  EFFECTIVE_COMPONENTS(
      "effective-components",
      "How many equally heavy components would have this entropy.",
      "2^component-entropy",
      "components | 1 .. k | doi:10.2307/1934352",
      "never",
      "early: small components die first.",
      "See `component-entropy`.");

  private final Description description;

  MixtureMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    this.description =
        Description.usual(id, meaning, formula, unitRangeSource, undefined, shows, misleads);
  }

  /**
   * Adds the metrics of the weights of M_g's components.
   *
   * @param bits the entropy of the weights in bits; components that cannot be distinguished count
   *     as one
   */
  public static void measureShares(double bits, MetricSelection wanted, Measurements into) {
    if (wanted.includes(COMPONENT_ENTROPY)) {
      into.add(COMPONENT_ENTROPY, Subject.MODEL, "all", bits);
    }
    if (wanted.includes(EFFECTIVE_COMPONENTS)) {
      into.add(EFFECTIVE_COMPONENTS, Subject.MODEL, "all", Shares.effective(bits));
    }
  }

  @Override
  public Description description() {
    return description;
  }
}
