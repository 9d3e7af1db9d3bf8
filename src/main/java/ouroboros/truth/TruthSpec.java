package ouroboros.truth;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A family whose truth is known, with the parameters of its truth. This sealed type is the list of
 * all such families.
 */
public sealed interface TruthSpec extends Serializable {

  /** All metrics of its models, in the order of the tables. */
  List<Measure> measures();

  /** The mutable state of one lineage. */
  PointModel<?> model(TruthCell cell);

  /** The name of the family in a spec. */
  String kind();

  /**
   * The truth is N(0, I); the model has the mean and the covariance of the points of T_g.
   *
   * @param dimension d >= 1
   * @param divisor by which the sum of squares is divided for the covariance
   * @param spread lambda > 0: S_{g+1} is drawn from N(mu, lambda Sigma)
   */
  record Gaussian(int dimension, Divisor divisor, double spread) implements TruthSpec {
    @Override
    public List<Measure> measures() {
      return Measure.list(
          "squared-mean",
          "variance",
          dimension == 1 ? "log-variance" : "",
          "wasserstein-2-squared",
          "second-moment",
          "mean-squared-error");
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      return new GaussianModel(this);
    }

    @Override
    public String kind() {
      return "gaussian";
    }
  }

  /**
   * A mixture of Gaussians, fitted by expectation maximisation.
   *
   * @param weights of the truth, [k], positive; they are divided by their sum
   * @param means of the truth, [k, d]
   * @param covariances of the truth, [k, d, d], positive definite
   * @param components of the model, >= 1
   */
  record GaussianMixture(
      List<Double> weights,
      List<List<Double>> means,
      List<List<List<Double>>> covariances,
      int components)
      implements TruthSpec {
    public GaussianMixture {
      weights = List.copyOf(weights);
      means = means.stream().map(List::copyOf).toList();
      covariances =
          covariances.stream().map(rows -> rows.stream().map(List::copyOf).toList()).toList();
    }

    /** The dimension d. */
    public int dimension() {
      return means.get(0).size();
    }

    @Override
    public List<Measure> measures() {
      return Stream.concat(
              Measure.list("squared-mean", "variance", "second-moment").stream(),
              IntStream.range(0, components)
                  .mapToObj(k -> new Measure("variance", "component=" + k)))
          .toList();
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      return new MixtureModel(this);
    }

    @Override
    public String kind() {
      return "gaussian-mixture";
    }
  }

  /** Types; the model is the empirical distribution. */
  sealed interface Types extends TruthSpec permits Categorical, Zipf {

    /** What the probabilities of the types are in proportion to. */
    double[] weights();

    /** Synthetic draws are of the first so many types only. */
    int drawable();

    @Override
    default List<Measure> measures() {
      return Measure.ofTypes();
    }

    @Override
    default PointModel<?> model(TruthCell cell) {
      return new TypesModel(weights(), drawable(), cell.temperature());
    }
  }

  /**
   * Types with given probabilities; the model is the empirical distribution.
   *
   * @param probabilities of types 0, 1, ..; positive; they are divided by their sum
   */
  record Categorical(List<Double> probabilities) implements Types {
    public Categorical {
      probabilities = List.copyOf(probabilities);
    }

    /** Types that are all equally probable. */
    public static Categorical ofEqual(int types) {
      return new Categorical(Collections.nCopies(types, 1.0 / types));
    }

    @Override
    public double[] weights() {
      return probabilities.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public int drawable() {
      return probabilities.size();
    }

    @Override
    public String kind() {
      return "categorical";
    }
  }

  /**
   * p_i proportional to i^-exponent for ranks i = 1 .. types; the model is the empirical
   * distribution.
   *
   * @param exponent beta > 0
   * @param types number of ranks of the truth
   * @param cut synthetic draws are from ranks 1 .. cut only; {@code types} cuts nothing
   */
  record Zipf(double exponent, int types, int cut) implements Types {
    /** From more types on, only populations are drawn, and their ranks are in groups. */
    public static final int MOST_SINGLE = 1 << 25;

    /**
     * Whether there are so many types that their ranks are in {@link ouroboros.random.RankGroups}.
     */
    public boolean isGrouped() {
      return types > MOST_SINGLE;
    }

    @Override
    public double[] weights() {
      if (isGrouped()) {
        throw new IllegalStateException(
            types + " types are drawn in groups only; at most " + MOST_SINGLE + " are single.");
      }
      double[] weights = new double[types];
      for (int i = 0; i < types; i++) {
        weights[i] = StrictMath.pow(i + 1.0, -exponent);
      }
      return weights;
    }

    @Override
    public int drawable() {
      return cut;
    }

    @Override
    public String kind() {
      return "zipf";
    }
  }

  /**
   * Poisson counts; the rate of the model is the mean of the points of T_g.
   *
   * @param rate of the truth, > 0
   */
  record Poisson(double rate) implements TruthSpec {
    @Override
    public List<Measure> measures() {
      return Measure.list("variance", "alive", "second-moment", "mean-squared-error");
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      return new PoissonModel(rate);
    }

    @Override
    public String kind() {
      return "poisson";
    }
  }

  /**
   * Labels y = x'w + noise with x ~ N(0, I), fitted by least squares.
   *
   * @param features d >= 1
   * @param noise variance of the noise, >= 0
   * @param design where the features of synthetic points come from
   */
  record LinearRegression(int features, double noise, Design design) implements TruthSpec {
    @Override
    public List<Measure> measures() {
      return Measure.list("mean-squared-error");
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      return new RegressionModel(this, cell.real());
    }

    @Override
    public String kind() {
      return "linear-regression";
    }
  }

  /**
   * The truth is N(0, 1); the model is the mean of N(x, h^2) over the points x of T_g.
   *
   * @param bandwidth h > 0
   */
  record KernelDensity(double bandwidth) implements TruthSpec {
    @Override
    public List<Measure> measures() {
      return Measure.list("squared-mean", "variance", "second-moment");
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      return new KernelDensityModel(bandwidth);
    }

    @Override
    public String kind() {
      return "kernel-density";
    }
  }

  /** What a sum of squares is divided by for a covariance. */
  enum Divisor {
    /** n: the maximum likelihood estimate. */
    N,
    /** n - 1: the unbiased estimate. With weights it is sum w - sum w^2 / sum w. */
    N_MINUS_1
  }

  /** Where the features of synthetic points come from. */
  enum Design {
    /** Unit i has the features of unit i mod |R| of R. */
    REUSED,
    /** New features are drawn for every generation. */
    FRESH
  }
}
