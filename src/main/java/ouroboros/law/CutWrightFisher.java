package ouroboros.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Resampling generation after generation where synthetic draws keep the first types only, exactly:
 * of R's n units K ~ Binomial(n, kept mass) are of such types, a type of probability q has
 * Binomial(K, q / kept mass) of them, S_1 has Binomial(size, count / K), and {@link WrightFisher}
 * goes on from there. With K = 0 the cut keeps nothing, and R is drawn from as it is.
 *
 * <p>Cost: n^2 size multiplications for a type, less what is below 1e-15; size^2 a generation.
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
   * The expectation of a function of the count at fits 2 .. fits.
   *
   * @param real units of R
   * @param size units of every S_g
   * @param keptMass the true mass of the types that synthetic draws keep, in (0, 1)
   * @param value of a count 0 .. size
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

  /** At a fit from 2 on, for a type of probability q that is kept. */
  double ofKept(int fit, double q) {
    return expected(fit, firstKept.computeIfAbsent(q, this::first));
  }

  /** At a fit from 2 on, for a type of probability q that is cut off: there only if K = 0. */
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

  /** The distribution of the count in S_1. */
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
