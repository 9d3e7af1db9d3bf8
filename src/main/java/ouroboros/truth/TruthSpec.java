package ouroboros.truth;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A family whose truth is known, with its truth. This type is the catalogue. */
public sealed interface TruthSpec extends Serializable {

  /** What can be measured of its models, in the order of the tables. */
  List<Measure> measures();

  /** The moving parts of one lineage. */
  PointModel<?> model(TruthCell cell);

  /** The name in a spec. */
  String kind();

  /**
   * Truth N(0, I); the model's mean and covariance are those of the points.
   *
   * @param dimension d >= 1
   * @param divisor of the covariance
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
   * @param weights of the truth, [k], positive; normalised
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

    /** d. */
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

  /**
   * Types with given probabilities; the model is the empirical distribution.
   *
   * @param probabilities of types 0, 1, ..; positive; normalised
   */
  record Categorical(List<Double> probabilities) implements TruthSpec {
    public Categorical {
      probabilities = List.copyOf(probabilities);
    }

    /** Types alike. */
    public static Categorical ofEqual(int types) {
      return new Categorical(Collections.nCopies(types, 1.0 / types));
    }

    @Override
    public List<Measure> measures() {
      return Measure.ofTypes();
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      double[] weights = probabilities.stream().mapToDouble(Double::doubleValue).toArray();
      return new TypesModel(weights, weights.length, cell.temperature());
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
   * @param types ranks of the truth
   * @param cut synthetic draws keep ranks 1 .. cut only; {@code types} where nothing is cut
   */
  record Zipf(double exponent, int types, int cut) implements TruthSpec {
    @Override
    public List<Measure> measures() {
      return Measure.ofTypes();
    }

    @Override
    public PointModel<?> model(TruthCell cell) {
      double[] weights = new double[types];
      for (int i = 0; i < types; i++) {
        weights[i] = StrictMath.pow(i + 1.0, -exponent);
      }
      return new TypesModel(weights, cut, cell.temperature());
    }

    @Override
    public String kind() {
      return "zipf";
    }
  }

  /**
   * Counts with a mean; the model's rate is the mean of the points.
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
   * Labels x'w + noise, x ~ N(0, I), fitted by least squares.
   *
   * @param features d >= 1
   * @param noise variance of the labels' noise, >= 0
   * @param design of synthetic points
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
   * Truth N(0, 1); the model is the points of T_g, each widened to N(x, h^2).
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

  /** What sums of squares are divided by. */
  enum Divisor {
    /** n: maximum likelihood. */
    N,
    /** n - 1: unbiased. With weights: sum w - sum w^2 / sum w. */
    N_MINUS_1
  }

  /** Where the features of synthetic points come from. */
  enum Design {
    /** Unit i has the features of unit i mod |R| of R. */
    REUSED,
    /** New draws. */
    FRESH
  }
}
