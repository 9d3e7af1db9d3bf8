package ouroboros.metric.vector;

import java.util.Arrays;

/**
 * Metrics from the distances between two small samples of rows. Precision, recall and coverage use
 * balls around each row whose radius is the distance to the 5th nearest neighbour in the row's own
 * sample. The maximum mean discrepancy (squared, unbiased) uses a Gaussian kernel exp(-d^2/(2 w)),
 * w the median squared distance of two real rows.
 *
 * <p>Cost: (n + m)^2 distances and as many exponentials.
 *
 * @see <a href="https://arxiv.org/abs/1904.06991">Kynkaanniemi et al. 2019, Improved precision and
 *     recall metric for assessing generative models</a>
 * @see <a href="https://arxiv.org/abs/2002.09797">Naeem et al. 2020, Reliable fidelity and
 *     diversity metrics for generative models</a>
 */
public final class Neighbours {
  private static final int NEIGHBOUR = 5;

  private final int d;
  private final double[] real;
  private final double[] radii;
  private final double width;
  private final double realKernel;

  /**
   * @param real [n, d]
   */
  public Neighbours(double[] real, int d) {
    this.d = d;
    this.real = real;
    this.radii = radii(real);
    this.width = median(real);
    this.realKernel = within(real);
  }

  /**
   * The metrics of one sample. Precision and coverage are NaN for at most five real rows, recall is
   * NaN for at most five rows of the sample.
   */
  public record Found(double precision, double recall, double coverage, double mmd) {}

  /** Computes the metrics of a sample [m, d]. */
  public Found of(double[] sample) {
    int n = real.length / d;
    int m = sample.length / d;
    double[] reach = radii(sample);
    boolean[] precise = new boolean[m];
    boolean[] recalled = new boolean[n];
    boolean[] covered = new boolean[n];
    double cross = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double squares = squares(real, i, sample, j);
        covered[i] |= squares <= radii[i];
        precise[j] |= squares <= radii[i];
        recalled[i] |= squares <= reach[j];
        cross += kernel(squares);
      }
    }
    boolean enough = n > NEIGHBOUR;
    return new Found(
        enough ? share(precise) : Double.NaN,
        m > NEIGHBOUR ? share(recalled) : Double.NaN,
        enough && m > 0 ? share(covered) : Double.NaN,
        realKernel + within(sample) - 2 * cross / ((double) n * m));
  }

  /** The share of true values; NaN for an empty array. */
  private static double share(boolean[] which) {
    int yes = 0;
    for (boolean each : which) {
      yes += each ? 1 : 0;
    }
    return (double) yes / which.length;
  }

  /**
   * [rows] squared distance to the 5th nearest other row; infinite if there are fewer than five.
   */
  private double[] radii(double[] rows) {
    int n = rows.length / d;
    double[] radii = new double[n];
    for (int i = 0; i < n; i++) {
      double[] nearest = new double[NEIGHBOUR];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int j = 0; j < n; j++) {
        if (j != i) {
          insert(nearest, squares(rows, i, rows, j));
        }
      }
      radii[i] = nearest[NEIGHBOUR - 1];
    }
    return radii;
  }

  private static void insert(double[] ascending, double value) {
    int at = ascending.length - 1;
    if (value >= ascending[at]) {
      return;
    }
    while (at > 0 && ascending[at - 1] > value) {
      ascending[at] = ascending[at - 1];
      at--;
    }
    ascending[at] = value;
  }

  /** Median squared distance of two different rows; NaN for fewer than two rows. */
  private double median(double[] rows) {
    int n = rows.length / d;
    double[] all = new double[n * (n - 1) / 2];
    int to = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        all[to++] = squares(rows, i, rows, j);
      }
    }
    Arrays.sort(all);
    return to == 0 ? Double.NaN : (all[(to - 1) / 2] + all[to / 2]) / 2;
  }

  /** Mean kernel of two different rows; NaN for fewer than two rows. */
  private double within(double[] rows) {
    int n = rows.length / d;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(squares(rows, i, rows, j));
      }
    }
    return 2 * sum / ((double) n * (n - 1));
  }

  private double kernel(double squares) {
    return width > 0 ? StrictMath.exp(-squares / (2 * width)) : Double.NaN;
  }

  private double squares(double[] one, int i, double[] other, int j) {
    double sum = 0;
    for (int a = 0; a < d; a++) {
      double gap = one[i * d + a] - other[j * d + a];
      sum += gap * gap;
    }
    return sum;
  }
}
