package ouroboros.mixture;

import java.util.ArrayList;
import java.util.List;
import ouroboros.algebra.GaussianComponent;
import ouroboros.model.Covariance;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Where the first fit of a Gaussian mixture starts. k-means++ chooses centres among the rows of one
 * block, and rounds of Lloyd's algorithm move them. All components start with the same covariance:
 * that of the rows about their centres.
 *
 * <p>Where there are fewer different rows than components, the components without a row start dead
 * (weight 0). Cost of a round: n k d multiplications.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007,
 *     k-means++: the advantages of careful seeding</a>
 */
public final class KMeansStart {
  private static final int ROUNDS = 20;

  private final VectorBlock rows;
  private final int d;
  private final int[] nearest;
  private final double[] distance;

  private KMeansStart(VectorBlock rows) {
    this.rows = rows;
    this.d = rows.d();
    this.nearest = new int[rows.size()];
    this.distance = new double[rows.size()];
  }

  /**
   * The mixture from which the first fit starts.
   *
   * @param rows at least one
   * @param floor added to every variance
   */
  public static GaussianMixture of(
      VectorBlock rows, int components, Covariance covariance, double floor, Key key) {
    KMeansStart start = new KMeansStart(rows);
    List<double[]> centres = start.seeds(components, key.stream(0, Purpose.START, 0));
    for (int round = 0; round < ROUNDS && start.move(centres); round++) {
      start.assign(centres);
    }
    return start.mixture(centres, components, covariance, floor);
  }

  /** Chooses centres by k-means++; chooses fewer where every row equals a centre. */
  private List<double[]> seeds(int components, KeyedStream random) {
    List<double[]> centres = new ArrayList<>();
    java.util.Arrays.fill(distance, 1);
    while (centres.size() < components) {
      double sum = 0;
      for (int i = 0; i < distance.length; i++) {
        sum += rows.weights()[i] * distance[i];
      }
      double left = random.nextDouble() * sum;
      if (!(sum > 0)) {
        break;
      }
      int chosen = -1;
      for (int i = 0; i < distance.length && left >= 0; i++) {
        double share = rows.weights()[i] * distance[i];
        if (share > 0) {
          chosen = i;
          left -= share;
        }
      }
      double[] centre = new double[d];
      System.arraycopy(rows.rows(), chosen * d, centre, 0, d);
      centres.add(centre);
      assign(centres);
    }
    return centres;
  }

  /** Finds the nearest centre of every row; the first one if several are equally near. */
  private void assign(List<double[]> centres) {
    for (int i = 0; i < nearest.length; i++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centres.size(); c++) {
        double squares = squaredGap(centres.get(c), i);
        if (squares < least) {
          least = squares;
          best = c;
        }
      }
      nearest[i] = best;
      distance[i] = least;
    }
  }

  private double squaredGap(double[] centre, int row) {
    double sum = 0;
    for (int a = 0; a < d; a++) {
      double gap = rows.rows()[row * d + a] - centre[a];
      sum += gap * gap;
    }
    return sum;
  }

  /** Moves every centre to the mean of its rows. Returns whether a centre moved. */
  private boolean move(List<double[]> centres) {
    double[][] sums = new double[centres.size()][d];
    double[] weights = new double[centres.size()];
    for (int i = 0; i < nearest.length; i++) {
      weights[nearest[i]] += rows.weights()[i];
      for (int a = 0; a < d; a++) {
        sums[nearest[i]][a] += rows.weights()[i] * rows.rows()[i * d + a];
      }
    }
    boolean moved = false;
    for (int c = 0; c < sums.length; c++) {
      for (int a = 0; a < d && weights[c] > 0; a++) {
        double to = sums[c][a] / weights[c];
        moved |= to != centres.get(c)[a];
        centres.get(c)[a] = to;
      }
    }
    return moved;
  }

  private GaussianMixture mixture(
      List<double[]> centres, int components, Covariance covariance, double floor) {
    double[] weights = new double[components];
    double[] within = new double[d * d];
    double all = 0;
    for (int i = 0; i < nearest.length; i++) {
      double weight = rows.weights()[i];
      double[] centre = centres.get(nearest[i]);
      weights[nearest[i]] += weight;
      all += weight;
      for (int a = 0; a < d; a++) {
        double gap = weight * (rows.rows()[i * d + a] - centre[a]);
        for (int b = 0; b <= a; b++) {
          within[a * d + b] += gap * (rows.rows()[i * d + b] - centre[b]);
        }
      }
    }
    for (int i = 0; i < within.length; i++) {
      within[i] /= all;
    }
    covariance.shape(within, d);
    List<GaussianComponent> mixture = new ArrayList<>();
    for (int c = 0; c < components; c++) {
      double[] centre = centres.get(c < centres.size() ? c : 0);
      mixture.add(GaussianComponent.of(weights[c] / all, centre.clone(), within, floor));
    }
    return new GaussianMixture(mixture);
  }
}
