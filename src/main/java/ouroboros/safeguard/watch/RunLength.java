package ouroboros.safeguard.watch;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Mean run lengths of two-sided charts: how many independent normal values a chart sees, on
 * average, until it fires. Values have variance 1 and are {@code shift} standard deviations from
 * the mean of the reference.
 *
 * <p>CUSUM and EWMA: the mean run length from each state of the chart solves an integral equation
 * (Page 1954; Crowder 1987). It is solved at the nodes of Gauss-Legendre rules on panels that are
 * at most one standard deviation wide.
 */
public final class RunLength {
  private static final int NODES = 10;

  /** The most panels; a chart that needs more has so long a memory that wider ones are enough. */
  private static final int MOST_PANELS = 60;

  /** After so many values the probability of firing at the next one is taken as constant. */
  private static final int SETTLED = 2_000;

  private static final double LARGEST_LIMIT = 40;
  private static final double PRECISION = 1e-10;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private RunLength() {}

  /** Of a Shewhart chart. */
  public static double shewhart(double sd, double shift) {
    return 1
        / (NORMAL.cumulativeProbability(shift - sd) + NORMAL.cumulativeProbability(-shift - sd));
  }

  /** The limit of the Shewhart chart with a mean run length of {@code arl0} without change. */
  public static double shewhartLimit(double arl0) {
    return -NORMAL.inverseCumulativeProbability(0.5 / arl0);
  }

  /**
   * Of a CUSUM chart: 1/L = 1/L(up) + 1/L(down), where L(up) is the run length of the upper sum
   * alone.
   */
  public static double cusum(double k, double h, double shift) {
    return 1 / (1 / oneSided(k - shift, h).meanFrom(0) + 1 / oneSided(k + shift, h).meanFrom(0));
  }

  /** The h of the CUSUM chart with a mean run length of {@code arl0} without change. */
  public static double cusumLimit(double k, double arl0) {
    return limit(h -> cusum(k, h, 0), arl0);
  }

  /** The probability that a CUSUM chart fires within so many values without change. */
  public static double cusumFires(double k, double h, long values) {
    double silent = oneSided(k, h).silent(0, values);
    return 1 - silent * silent;
  }

  /** Of an EWMA chart with a constant limit. */
  public static double ewma(double lambda, double limit, double shift) {
    return averaging(lambda, limit, shift).meanFrom(0);
  }

  /** The limit of the EWMA chart with a mean run length of {@code arl0} without change. */
  public static double ewmaLimit(double lambda, double arl0) {
    return limit(limit -> ewma(lambda, limit, 0), arl0);
  }

  /** The probability that an EWMA chart fires within so many values without change. */
  public static double ewmaFires(double lambda, double limit, long values) {
    return 1 - averaging(lambda, limit, 0).silent(0, values);
  }

  private static double limit(DoubleUnaryOperator runLength, double arl0) {
    double high = 1;
    while (high < LARGEST_LIMIT && runLength.applyAsDouble(high) < arl0) {
      high *= 1.5;
    }
    return new BrentSolver(PRECISION)
        .solve(
            200,
            limit ->
                StrictMath.log(limit <= 0 ? 1 : runLength.applyAsDouble(limit))
                    - StrictMath.log(arl0),
            0,
            high);
  }

  /** The upper sum: it moves by z - k, and never below 0. */
  private static Walk oneSided(double k, double h) {
    return Walk.of(0, h, 1, true, u -> u - k);
  }

  /** The average: it moves to (1 - lambda) e + lambda z. */
  private static Walk averaging(double lambda, double limit, double shift) {
    double h = limit * StrictMath.sqrt(lambda / (2 - lambda));
    return Walk.of(-h, h, lambda, false, u -> (1 - lambda) * u + lambda * shift);
  }

  /**
   * A walk on an interval, which ends when it leaves it. From u it moves to a normal point with
   * mean {@code mean(u)} and standard deviation {@code sd}.
   *
   * @param floor whether points below the interval are set to its lower end
   * @param nodes where functions of the state are known; the lower end first, if it is a floor
   * @param moves [from, to] probabilities, with the weights of the rule
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Walk(
      double low,
      double sd,
      boolean floor,
      double[] nodes,
      double[] weights,
      DoubleUnaryOperator mean,
      double[][] moves) {

    static Walk of(double low, double high, double sd, boolean floor, DoubleUnaryOperator mean) {
      int panels =
          (int) StrictMath.min(MOST_PANELS, StrictMath.max(2, StrictMath.ceil((high - low) / sd)));
      int first = floor ? 1 : 0;
      double[] nodes = new double[first + panels * NODES];
      double[] weights = new double[nodes.length];
      nodes[0] = low;
      double width = (high - low) / panels;
      GaussIntegratorFactory rules = new GaussIntegratorFactory();
      for (int p = 0; p < panels; p++) {
        GaussIntegrator rule = rules.legendre(NODES, low + p * width, low + (p + 1) * width);
        for (int i = 0; i < NODES; i++) {
          nodes[first + p * NODES + i] = rule.getPoint(i);
          weights[first + p * NODES + i] = rule.getWeight(i);
        }
      }
      Walk walk = new Walk(low, sd, floor, nodes, weights, mean, new double[nodes.length][]);
      for (int i = 0; i < nodes.length; i++) {
        walk.moves[i] = walk.from(nodes[i]);
      }
      return walk;
    }

    private double[] from(double u) {
      double center = mean.applyAsDouble(u);
      double[] to = new double[nodes.length];
      for (int j = 0; j < to.length; j++) {
        double z = (nodes[j] - center) / sd;
        to[j] = weights[j] * StrictMath.exp(-z * z / 2) / (sd * StrictMath.sqrt(2 * StrictMath.PI));
      }
      if (floor) {
        to[0] = NORMAL.cumulativeProbability((low - center) / sd);
      }
      return to;
    }

    /** The mean number of moves from a state until the walk ends. */
    double meanFrom(double state) {
      double[][] system = new double[nodes.length][nodes.length];
      double[] ones = new double[nodes.length];
      for (int i = 0; i < nodes.length; i++) {
        ones[i] = 1;
        for (int j = 0; j < nodes.length; j++) {
          system[i][j] = (i == j ? 1 : 0) - moves[i][j];
        }
      }
      double[] mean =
          new LUDecomposition(new Array2DRowRealMatrix(system, false))
              .getSolver()
              .solve(new ArrayRealVector(ones, false))
              .toArray();
      return 1 + dot(from(state), mean);
    }

    /** The probability that the walk goes on for so many moves from a state. */
    double silent(double state, long values) {
      double[] here = new double[nodes.length];
      Arrays.fill(here, 1);
      double[] first = from(state);
      double before = 1;
      double now = 1;
      for (long n = 1; n <= values; n++) {
        before = now;
        now = dot(first, here);
        if (n == SETTLED) {
          return now * StrictMath.pow(now / before, (double) (values - n));
        }
        double[] next = new double[here.length];
        for (int i = 0; i < next.length; i++) {
          next[i] = dot(moves[i], here);
        }
        here = next;
      }
      return now;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
