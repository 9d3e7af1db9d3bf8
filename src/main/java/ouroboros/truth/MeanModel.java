package ouroboros.truth;

import java.util.List;
import ouroboros.algebra.LowerMatrix;

/** The mean of the members' models, and how far they are apart. */
interface MeanModel {

  /** A metric of the models that were fitted last; NaN where it is undefined. */
  double value(Measure measure);

  /** The mean of distributions over types. Cost of a metric: proportional to all types. */
  record OfTypes(List<TypeDistribution> models) implements MeanModel {
    @Override
    public double value(Measure measure) {
      return switch (measure.metric()) {
        case TruthMembers.FST -> fst();
        case TruthMembers.BETWEEN_JS -> betweenJs();
        default -> models.get(0).value(mean(), measure);
      };
    }

    private MeanShares mean() {
      return new MeanShares(
          models.stream().map(TypeDistribution::counts).toList(), models.get(0).types());
    }

    private double fst() {
      double within = 0;
      for (TypeDistribution model : models) {
        within += TypeDistribution.heterozygosity(model.counts());
      }
      double all = TypeDistribution.heterozygosity(mean());
      return all > 0 ? 1 - within / models.size() / all : Double.NaN;
    }

    /** The mean over pairs of the Jensen-Shannon divergence, in bits. */
    private double betweenJs() {
      double sum = 0;
      int pairs = 0;
      for (int i = 0; i < models.size(); i++) {
        for (int j = 0; j < i; j++) {
          sum += divergence(models.get(i), models.get(j));
          pairs++;
        }
      }
      return pairs == 0 ? Double.NaN : sum / pairs;
    }

    private static double divergence(TypeDistribution a, TypeDistribution b) {
      return Math.max(0, (half(a, b) + half(b, a)) / 2);
    }

    /** sum p log2 (p / mean of p and q). */
    private static double half(TypeDistribution of, TypeDistribution other) {
      double sum = 0;
      for (int i = 0; i < of.counts().support(); i++) {
        int type = of.counts().alive(i);
        double p = of.counts().share(type);
        double q = other.counts().share(type);
        sum += p * StrictMath.log(2 * p / (p + q));
      }
      return sum / StrictMath.log(2);
    }
  }

  /**
   * The mean of distributions of one number.
   *
   * @param models the members
   * @param truth what the squared error of the mean is measured from
   */
  record OfNumbers(List<? extends OfNumber> models, double truth) implements MeanModel {
    /** A distribution that is fitted. */
    interface OfNumber {
      /** Its mean. */
      double mean();

      /** A metric of it. */
      double value(Measure measure);
    }

    @Override
    public double value(Measure measure) {
      double off = mean() - truth;
      return switch (measure.metric()) {
        case "squared-mean", "mean-squared-error" -> off * off;
        case "variance" -> variance();
        case "second-moment" -> mean(measure);
        case "alive" -> models.stream().mapToDouble(model -> model.value(measure)).max().orElse(0);
        case TruthMembers.FST ->
            variance() > 0 ? 1 - mean(new Measure("variance", "all")) / variance() : Double.NaN;
        default -> Double.NaN;
      };
    }

    private double mean() {
      return models.stream().mapToDouble(OfNumber::mean).sum() / models.size();
    }

    private double mean(Measure measure) {
      return models.stream().mapToDouble(model -> model.value(measure)).sum() / models.size();
    }

    /** The mean of the variances, and the variance of the means. */
    private double variance() {
      double middle = mean();
      double sum = 0;
      for (OfNumber model : models) {
        double gap = model.mean() - middle;
        sum += model.value(new Measure("variance", "all")) + gap * gap;
      }
      return sum / models.size();
    }
  }

  /** The mean of normal distributions: its mean vector and its covariance. */
  record OfGaussians(List<GaussianMoments> models, int dimension) implements MeanModel {
    @Override
    public double value(Measure measure) {
      return switch (measure.metric()) {
        case "squared-mean", "mean-squared-error" -> squared();
        case "variance" -> variance();
        case "log-variance" -> StrictMath.log(variance());
        case "second-moment" -> mean(measure);
        case TruthMembers.FST ->
            variance() > 0 ? 1 - mean(new Measure("variance", "all")) / variance() : Double.NaN;
        default -> Double.NaN;
      };
    }

    private double mean(Measure measure) {
      double sum = 0;
      for (GaussianMoments model : models) {
        sum += model.value(measure);
      }
      return sum / models.size();
    }

    /** The mean of the variances, and the variance of the means. */
    private double variance() {
      double[] middle = middle();
      double sum = 0;
      for (GaussianMoments model : models) {
        double here = LowerMatrix.trace(model.covariance(), dimension);
        for (int a = 0; a < dimension; a++) {
          double gap = model.mean()[a] - middle[a];
          here += gap * gap;
        }
        sum += here / dimension;
      }
      return sum / models.size();
    }

    private double squared() {
      double sum = 0;
      for (double m : middle()) {
        sum += m * m;
      }
      return sum / dimension;
    }

    private double[] middle() {
      double[] middle = new double[dimension];
      for (GaussianMoments model : models) {
        for (int a = 0; a < dimension; a++) {
          middle[a] += model.mean()[a] / models.size();
        }
      }
      return middle;
    }
  }
}
