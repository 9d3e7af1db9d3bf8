package ouroboros.safeguard.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a rule rings without any change, and the limit at which it does so with a given
 * probability within so many values.
 *
 * <p>Without feedback every generation is a new draw from the same model, so the draws of all
 * lineages may be put in any order. From N draws, N lineages of the wanted length are made, or 2 N
 * .. {@value #STRIDES} N while these are at most {@value #MOST}: lineage (i, k) has the draws i, i
 * + k, i + 2k, .. modulo N, for strides k without a common divisor with N, so no draw comes twice
 * in one lineage. The limit is the quantile of the largest statistic of a lineage. So no
 * distribution is assumed; a limit beyond most draws is only as well known as the few largest draws
 * are.
 *
 * <p>Cost: the number of lineages that are made times their length.
 */
public final class AlarmTrial {
  private static final int STRIDES = 8;
  private static final int MOST = 4_000;

  private final List<double[]> lineages;
  private final int length;

  /**
   * @param lineages [lineages, values] without any change
   * @param length of the lineages in which false alarms are counted
   * @throws IllegalArgumentException for fewer than two values more than {@code length}
   */
  public AlarmTrial(List<double[]> lineages, int length) {
    this.lineages = List.copyOf(lineages);
    this.length = length;
    if (draws(-1).length < length + 2) {
      throw new IllegalArgumentException(
          draws(-1).length + " values are too few for lineages of " + length);
    }
  }

  /** Mean and standard deviation of all values. */
  public ChartCenter center() {
    return center(draws(-1));
  }

  /** The least limit at which at most this share of the lineages that are made rings. */
  public double limit(AlarmRule rule, double share) {
    return limit(rule, share, draws(-1));
  }

  /** The share of the lineages that are made in which a rule rings. */
  public double falseAlarms(AlarmRule rule, double limit) {
    double[] draws = draws(-1);
    double[] largest = largest(rule, draws, center(draws));
    return (double) Arrays.stream(largest).filter(m -> m > limit).count() / largest.length;
  }

  /**
   * In how many of the given lineages a rule rings whose limit is set by the other lineages; -1
   * where they have too few values.
   */
  public int heldOut(AlarmRule rule, double share) {
    int rung = 0;
    for (int i = 0; i < lineages.size(); i++) {
      double[] others = draws(i);
      if (others.length < length + 2) {
        return -1;
      }
      double limit = limit(rule, share, others);
      rung += rule.rings(limit, lineages.get(i), center(others)) > 0 ? 1 : 0;
    }
    return rung;
  }

  private double limit(AlarmRule rule, double share, double[] draws) {
    double[] largest = largest(rule, draws, center(draws));
    Arrays.sort(largest);
    int above = (int) StrictMath.floor(share * largest.length);
    return largest[largest.length - 1 - above];
  }

  /** [lineages] the largest statistic of each lineage that is made. */
  private double[] largest(AlarmRule rule, double[] draws, ChartCenter center) {
    int n = draws.length;
    int[] strides =
        IntStream.range(1, n)
            .filter(stride -> divisor(n, stride) == 1)
            .limit(Math.max(1, Math.min(STRIDES, MOST / n)))
            .toArray();
    double[] largest = new double[strides.length * n];
    for (int made = 0; made < largest.length; made++) {
      double[] values = new double[length];
      for (int i = 0; i < length; i++) {
        values[i] = draws[(made % n + i * strides[made / n]) % n];
      }
      largest[made] = Arrays.stream(rule.statistics(values, center)).max().orElseThrow();
    }
    return largest;
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private static ChartCenter center(double[] draws) {
    return ChartCenter.of(draws, 0, draws.length);
  }

  /** All values but those of one lineage. */
  private double[] draws(int without) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < lineages.size(); i++) {
      if (i != without) {
        Arrays.stream(lineages.get(i)).forEach(all::add);
      }
    }
    return all.stream().mapToDouble(x -> x).toArray();
  }
}
