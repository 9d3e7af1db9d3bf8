package ouroboros.metric;

/**
 * How far a fitted model M_g is from the truth, for families whose truth is known. The values are
 * computed by the family.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum KnownTruthMetric implements Metric {
  /** Squared error of the mean. */
  SQUARED_MEAN(
      "squared-mean",
      "Squared distance of the fitted mean from the true mean 0, per coordinate.",
      "||mu||^2 / d",
      "squared units | 0 .. Infinity | arXiv 2404.01413",
      "early: the random walk of the mean.",
      "A square: the mean over replicates is carried by few lineages."),

  /** Fitted variance. */
  VARIANCE(
      "variance",
      "Fitted variance, per coordinate.",
      "trace(Sigma) / d",
      "squared units | 0 .. Infinity | arXiv 2305.17493",
      "late in the mean, although single lineages have collapsed long before.",
      "Its own second moment can explode: test `log-variance` there."),

  /** Logarithm of the fitted variance. */
  LOG_VARIANCE(
      "log-variance",
      "Natural logarithm of the fitted variance, dimension 1.",
      "ln s^2",
      "nats | -Infinity .. Infinity | here",
      "early: falls by a fixed step a generation.",
      "-Infinity once all points are alike."),

  /** Distance to the truth. */
  WASSERSTEIN_2_SQUARED(
      "wasserstein-2-squared",
      "Squared Wasserstein distance between fitted and true Gaussian, per coordinate.",
      "(||mu||^2 + ||Sigma^(1/2) - Sigma_0^(1/2)||^2) / d",
      "squared units | 0 .. Infinity | arXiv 2305.17493",
      "early: mean and spread in one number.",
      "Does not distinguish drift from collapse: read it with `variance`."),

  /** Heterozygosity relative to the truth. */
  HETEROZYGOSITY_RATIO(
      "heterozygosity-ratio",
      "Heterozygosity of the fitted probabilities divided by that of the truth.",
      "(1 - sum p_g^2) / (1 - sum p^2)",
      "ratio | 0 .. | doi:10.1073/pnas.70.12.3321",
      "late, with an exact law under every policy that is linear in counts.",
      "Blind to the tail."),

  /** Number of types alive. */
  SUPPORT(
      "support",
      "Types to which the model still gives a probability.",
      "#{p_g > 0}",
      "types | 1 .. | arXiv 2402.07043",
      "earliest: the tail.",
      "Follows the size of the training set."),

  /** Whether type 0 is alive. */
  ALIVE(
      "alive",
      "Whether type 0, or the rate, is not 0; its mean is a probability of survival.",
      "1 if p_g(0) > 0, else 0",
      "indicator | 0 or 1 | arXiv 2412.17646",
      "early for a rare type 0.",
      "Says nothing about the other types."),

  /** Whether more than one type is alive. */
  MIXED(
      "mixed",
      "Whether more than one type is alive.",
      "1 if support > 1, else 0",
      "indicator | 0 or 1 | arXiv 2404.05090",
      "last: it falls only when all diversity is gone.",
      "1 long after the collapse has begun."),

  /** True probability of the types that are lost. */
  MISSING_MASS(
      "missing-mass",
      "True probability of the types that are no longer alive.",
      "sum p over {p_g = 0}",
      "probability | 0 .. 1 | arXiv 2402.07043",
      "early: the tail, weighed by the truth.",
      "Small for light tails even when most types are gone."),

  /** Second moment of T_g. */
  SECOND_MOMENT(
      "second-moment",
      "Second moment of the points of T_g about the true mean.",
      "(1/|T_g|) sum x^2",
      "squared units | 0 .. Infinity | here",
      "early: a kernel's bandwidth is added at every generation.",
      "Does not distinguish a moved mean from a wider spread."),

  /** Squared error of the estimate. */
  MEAN_SQUARED_ERROR(
      "mean-squared-error",
      "Linear regression: excess test error; else squared error of the estimate.",
      "||w_g - w||^2 (isotropic test points)",
      "squared units | 0 .. Infinity | arXiv 2404.01413",
      "early: grows by a fixed step a generation under `replace`.",
      "Not finite in the mean where the design has too few rows.");

  private final Description description;

  KnownTruthMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String shows,
      String misleads) {
    this.description =
        Description.usual(
            id,
            meaning,
            formula,
            unitRangeSource,
            "the family has no such number",
            shows,
            misleads);
  }

  @Override
  public Description description() {
    return description;
  }
}
