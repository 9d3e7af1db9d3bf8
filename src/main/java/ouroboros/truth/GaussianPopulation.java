package ouroboros.truth;

import java.util.Arrays;
import ouroboros.algebra.LowerMatrix;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Gamma;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;

/**
 * Points x = center + F z with z ~ N(0, I), known by their number, the sum of z, and the scatter W
 * of z about its mean. For n new points the sum is sqrt(n) times a normal vector, and W is a
 * Wishart matrix with n - 1 degrees of freedom, independent of it; W = A A' with A lower
 * triangular, A_ij normal and A_ii^2 chi-square with n - 1 - i degrees of freedom, i = 0, 1, ..
 * (Bartlett).
 *
 * <p>k of n points without replacement, given the sums of all n: W = W_1 + W_2 + b b', where W_1
 * and W_2 are the scatters of the chosen and of the other points, b = sqrt(k (n - k) / n) times the
 * difference of their means. With these three drawn as if nothing were known, and T = their sum,
 * the matrices A W_1 A', A W_2 A' and the vector A b with A = chol(W) chol(T)^-1 have their law
 * given W: chol(T)^-1 makes them independent of T.
 *
 * <p>n points span at most n - 1 dimensions about their mean; where these are fewer than d, all of
 * this happens in the first n - 1 coordinates of chol(W).
 *
 * <p>Cost of a batch: d^2/2 normal numbers and d^3 multiplications, whatever n.
 *
 * @see <a href="https://doi.org/10.1017/S0370164600018514">Bartlett 1934, On the theory of
 *     statistical regression</a>
 * @see <a href="https://doi.org/10.1214/aoms/1177703748">Olkin and Rubin 1964, Multivariate beta
 *     distributions and independence properties of the Wishart distribution</a>
 */
final class GaussianPopulation implements Population<GaussianPopulation.Batch> {
  private final int d;
  private final double[] origin;
  private final double[] identity;
  private final GaussianMoments moments;

  /**
   * The sums of a batch.
   *
   * @param center [d]
   * @param factor F, [d, d], lower triangular
   * @param units n
   * @param sum of z, [d]
   * @param scatter W, [d, d], only the lower triangle
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Batch(double[] center, double[] factor, long units, double[] sum, double[] scatter) {}

  GaussianPopulation(TruthSpec.Gaussian spec) {
    d = spec.dimension();
    origin = new double[d];
    identity = LowerMatrix.identity(d);
    moments = new GaussianMoments(spec);
  }

  @Override
  public Batch truth(KeyedStream random, long units) {
    return batch(random, origin, identity, units);
  }

  @Override
  public Batch draw(KeyedStream random, long units) {
    return batch(random, moments.mean().clone(), moments.factor().clone(), units);
  }

  private Batch batch(KeyedStream random, double[] center, double[] factor, long units) {
    double[] sum = normals(random, d);
    for (int a = 0; a < d; a++) {
      sum[a] *= Math.sqrt((double) units);
    }
    return new Batch(center, factor, units, sum, wishart(random, d, units - 1));
  }

  /** The first {@code rank} coordinates are normal, the others 0. */
  private double[] normals(KeyedStream random, int rank) {
    double[] z = new double[d];
    for (int a = 0; a < rank; a++) {
      z[a] = Normal.sample(random);
    }
    return z;
  }

  /**
   * A Wishart matrix of the first {@code rank} coordinates, with so many degrees of freedom;
   * singular where they are fewer.
   */
  private double[] wishart(KeyedStream random, int rank, long degrees) {
    double[] root = new double[d * d];
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b <= a && b < degrees; b++) {
        root[a * d + b] =
            a == b ? Math.sqrt(chiSquare(random, degrees - a)) : Normal.sample(random);
      }
    }
    double[] scatter = new double[d * d];
    LowerMatrix.addSandwich(root, identity, d, 1, scatter);
    return scatter;
  }

  private static double chiSquare(KeyedStream random, long degrees) {
    return 2 * StrictMath.exp(Gamma.logSample(random, degrees / 2.0));
  }

  @Override
  public Batch without(KeyedStream random, Batch batch, long units) {
    long all = batch.units;
    int rank = (int) Math.min(d, all - 1);
    double[] chosen = wishart(random, rank, units - 1);
    double[] total = wishart(random, rank, all - units - 1);
    double[] between = normals(random, rank);
    for (int a = rank; a < d; a++) {
      total[a * d + a] = 1;
    }
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b <= a; b++) {
        total[a * d + b] += chosen[a * d + b] + between[a] * between[b];
      }
    }
    double[] map = map(total, batch.scatter);
    double[] scatter = new double[d * d];
    LowerMatrix.addSandwich(map, chosen, d, 1, scatter);
    double[] gap = new double[d];
    LowerMatrix.times(map, between, 0, gap, d);
    double scale = Math.sqrt((double) (all - units) / ((double) all * units));
    double[] sum = new double[d];
    Arrays.setAll(sum, a -> units * (batch.sum[a] / all + scale * gap[a]));
    return new Batch(batch.center, batch.factor, units, sum, scatter);
  }

  /** chol(to) chol(from)^-1: lower triangular. */
  private double[] map(double[] from, double[] to) {
    double[] lower = new double[d * d];
    LowerMatrix.cholesky(from, d, 1, lower);
    double[] inverse = new double[d * d];
    LowerMatrix.invert(lower, d, inverse);
    LowerMatrix.cholesky(to, d, 1, lower);
    double[] map = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        for (int c = b; c <= a; c++) {
          map[a * d + b] += lower[a * d + c] * inverse[c * d + b];
        }
      }
    }
    return map;
  }

  @Override
  public Batch with(KeyedStream random, Batch batch, long units) {
    throw new IllegalStateException("Points that repeat are not normal.");
  }

  @Override
  public void change(TruthCell cell) {
    moments.change((TruthSpec.Gaussian) cell.family());
  }

  @Override
  public void clear() {
    moments.clear();
  }

  @Override
  public void add(Batch batch, long weight) {
    moments.add(
        batch.center,
        batch.factor,
        batch.units,
        batch.sum,
        batch.scatter.clone(),
        (double) weight / RecipeLine.ONE);
  }

  @Override
  public void fit() {
    moments.fit();
  }

  @Override
  public double value(Measure measure) {
    return moments.value(measure);
  }
}
