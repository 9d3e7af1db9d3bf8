package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.policy.Amount;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/** A line of a recipe may be answered by sums of its points: the model is that of the points. */
class PooledSumsTest {
  private static final TruthSpec FAMILY = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);

  static Stream<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(10), new Amount.Units(25)).stream();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aGaussianPooledBySumsIsThatOfItsPoints(Policy policy) {
    TruthCell cell =
        new TruthCell(FAMILY, policy, 40, 30, 5, 1, List.of("squared-mean", "variance"));
    double[][] sums = KnownTruthLineage.of(cell).values(7, 3);
    double[][] points =
        KnownTruthLineage.of(cell, KnownTruthFamily.of(cell, new Points())).values(7, 3);

    for (int g = 0; g <= cell.generations(); g++) {
      for (int m = 0; m < sums[g].length; m++) {
        assertThat(sums[g][m])
            .as("generation %d, %s", g, cell.measures().get(m))
            .isCloseTo(points[g][m], within(1e-12 + 1e-9 * Math.abs(points[g][m])));
      }
    }
  }

  /** Keeps every point of the training set with its weight: the definition of mean and variance. */
  private static final class Points implements PointModel<double[]> {
    private final List<double[]> training = new ArrayList<>();
    private Key key = new Key(0, 0);
    private double mean;
    private double variance = 1;

    @Override
    public void start(Key replicate) {
      key = replicate;
      training.clear();
    }

    @Override
    public double[] truth(long from, int units) {
      return points(0, from, units, 0, 1);
    }

    @Override
    public double[] draw(int g, int units) {
      return points(g, 0, units, mean, Math.sqrt(variance));
    }

    private double[] points(int g, long from, int units, double middle, double sd) {
      double[] points = new double[units];
      for (int i = 0; i < units; i++) {
        KeyedStream random = key.stream(g, Purpose.TRUTH, from + i);
        points[i] = middle + sd * Normal.sample(random);
      }
      return points;
    }

    @Override
    public double[] truth(long generationWord, long[] words) {
      throw new IllegalStateException("no gates here");
    }

    @Override
    public double[] draw(int g, long[] words) {
      throw new IllegalStateException("no gates here");
    }

    @Override
    public void clear() {
      training.clear();
    }

    @Override
    public void add(double[] batch, int @Nullable [] times, long weight) {
      for (int i = 0; i < batch.length; i++) {
        double each = (double) weight / RecipeLine.ONE;
        training.add(new double[] {batch[i], times == null ? each : times[i] * each});
      }
    }

    @Override
    public void fit() {
      double all = training.stream().mapToDouble(point -> point[1]).sum();
      double middle = training.stream().mapToDouble(point -> point[1] * point[0]).sum() / all;
      mean = middle;
      variance =
          training.stream()
                  .mapToDouble(point -> point[1] * (point[0] - middle) * (point[0] - middle))
                  .sum()
              / all;
    }

    @Override
    public double value(Measure measure) {
      return measure.metric().equals("variance") ? variance : mean * mean;
    }
  }
}
