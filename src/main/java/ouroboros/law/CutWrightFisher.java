package ouroboros.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * The exact law of repeated resampling if synthetic draws keep only the first types. Of R's n
 * units, K ~ Binomial(n, kept mass) are of these types; a type of probability q has a count in R ~
 * Binomial(K, q / kept mass), and a count in S_1 ~ Binomial(size, count / K). From S_1 on the
 * counts follow {@link WrightFisher}. If K = 0, the cut would keep nothing, and units are drawn
 * from R without a cut.
 *
 * <p>Cost: n^2 size multiplications per distinct type probability (terms below 1e-15 are skipped),
 * size^2 per generation.
 */
final class CutWrightFisher {
  private static final double NEGLIGIBLE = 1e-15;

  private final int real;
  private final int size;
  private final double keptMass;
  private final double[] kept;
  private final List<double[]> ahead;
  private final Map<Double, double[]> firstKept = new HashMap<>();
  private final Map<Double, double[]> firstCutOff = new HashMap<>();

  /**
   * Prepares the expectation of a function of the count at fits 2 .. fits.
   *
   * @param real units of R
   * @param size units of every S_g
   * @param keptMass the true mass of the types that synthetic draws keep, in (0, 1)
   * @param value the function, for a count 0 .. size
   */
  CutWrightFisher(int real, int size, int fits, double keptMass, IntToDoubleFunction value) {
    this.real = real;
    this.size = size;
    this.keptMass = keptMass;
    kept = WrightFisher.binomial(real, keptMass);
    double[] values = WrightFisher.table(size, value);
    ahead = new ArrayList<>(List.of(values));
    double[][] rows = fits > 2 ? WrightFisher.transitions(size, size) : new double[0][];
    while (ahead.size() < fits - 1) {
      values = WrightFisher.apply(rows, values);
      ahead.add(values);
    }
  }

  /** The expectation at a fit >= 2, for a type of probability q that is kept. */
  double ofKept(int fit, double q) {
    return expected(fit, firstKept.computeIfAbsent(q, this::first));
  }

  /**
   * The expectation at a fit >= 2, for a type of probability q that is cut off; it can occur only
   * if K = 0.
   */
  double ofCutOff(int fit, double q) {
    return expected(fit, firstCutOff.computeIfAbsent(q, this::firstWithoutCut));
  }

  private double expected(int fit, double[] first) {
    double[] values = ahead.get(fit - 2);
    double sum = 0;
    for (int y = 0; y <= size; y++) {
      sum += first[y] * values[y];
    }
    return sum;
  }

  /** The distribution of the count in S_1, for a type that is kept. */
  private double[] first(double q) {
    double[] first = new double[size + 1];
    first[0] = kept[0];
    for (int k = 1; k <= real; k++) {
      add(kept[k], k, q / keptMass, first);
    }
    return first;
  }

  private double[] firstWithoutCut(double q) {
    double[] first = new double[size + 1];
    first[0] = 1 - kept[0];
    add(kept[0], real, q / (1 - keptMass), first);
    return first;
  }

  private void add(double weight, int units, double share, double[] first) {
    if (weight < NEGLIGIBLE) {
      first[0] += weight;
      return;
    }
    double[] counts = WrightFisher.binomial(units, Math.min(1, share));
    for (int x = 0; x <= units; x++) {
      double here = weight * counts[x];
      if (here < NEGLIGIBLE) {
        first[0] += here;
        continue;
      }
      double[] drawn = WrightFisher.binomial(size, (double) x / units);
      for (int y = 0; y <= size; y++) {
        first[y] += here * drawn[y];
      }
    }
  }
}
