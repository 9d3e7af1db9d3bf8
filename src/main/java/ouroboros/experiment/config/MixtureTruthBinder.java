package ouroboros.experiment.config;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.NonSymmetricMatrixException;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.truth.TruthSpec;

/**
 * Binds {@code gaussian-mixture} with a known truth: {@code truth: {weights, means, covariances}}
 * and {@code components}. The default of {@code components} is the number that the truth has.
 */
final class MixtureTruthBinder {
  private static final int MOST_COMPONENTS = 1000;
  private static final String EXAMPLE =
      "{weights: [0.5, 0.5], means: [[-1.0], [1.0]], covariances: [[[1.0]], [[1.0]]]}";
  private static final Type<List<Double>> SHARES = Types.list(Types.number(Range.SOME));
  private static final Type<List<Double>> ROW = Types.list(Types.number(Range.COORDINATE));

  private MixtureTruthBinder() {}

  /** Binds the family; null where {@code truth} is missing, because then the data are text. */
  static @Nullable FamilySpec bind(Section section) {
    if (!section.has("truth")) {
      return MixtureBinder.gaussian(section);
    }
    Section truth = section.section("truth", EXAMPLE);
    if (truth == null) {
      section.optional("components", Types.count(1, MOST_COMPONENTS), 1);
      return null;
    }
    int problems = section.problemsSoFar();
    List<Double> weights = truth.required("weights", SHARES);
    List<List<Double>> means = truth.required("means", Types.list(ROW));
    List<List<List<Double>>> covariances =
        truth.required("covariances", Types.list(Types.list(ROW)));
    truth.close();
    int components =
        section.optional(
            "components", Types.count(1, MOST_COMPONENTS), Math.max(1, weights.size()));
    if (section.problemsSoFar() == problems) {
      TruthBinder.shares(truth, "weights", weights);
      shapes(truth, weights.size(), means, covariances);
    }
    return section.problemsSoFar() > problems
        ? null
        : new FamilySpec.Truth(
            new TruthSpec.GaussianMixture(weights, means, covariances, components));
  }

  private static void shapes(
      Section truth, int k, List<List<Double>> means, List<List<List<Double>>> covariances) {
    int d = means.get(0).size();
    if (means.size() != k || means.stream().anyMatch(mean -> mean.size() != d)) {
      truth.problem(
          "means", "have not the shape of weights; it must be " + k + " lists of one length");
      return;
    }
    boolean square =
        covariances.size() == k
            && covariances.stream()
                .allMatch(c -> c.size() == d && c.stream().allMatch(row -> row.size() == d));
    if (!square) {
      truth.problem(
          "covariances",
          "have not the shape of means; it must be " + k + " matrices of " + d + " x " + d);
      return;
    }
    for (int i = 0; i < k; i++) {
      if (!positive(covariances.get(i))) {
        truth.problem("covariances[" + i + "]", "it must be symmetric and positive definite");
      }
    }
  }

  private static boolean positive(List<List<Double>> rows) {
    double[][] matrix =
        rows.stream()
            .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    try {
      new CholeskyDecomposition(new Array2DRowRealMatrix(matrix));
      return true;
    } catch (NonSymmetricMatrixException | NonPositiveDefiniteMatrixException e) {
      return false;
    }
  }
}
