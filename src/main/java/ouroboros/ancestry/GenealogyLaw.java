package ouroboros.ancestry;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many tokens of each source are ancestors of sampled tokens, if each token of S_g is a copy of
 * a token that is drawn from its training set with equal probabilities:
 *
 * <pre>
 *   a_G = sampled;  a_j = m_j (1 - exp(-(sum over g of a_g p_gj) / m_j))
 * </pre>
 *
 * <p>m_j are the tokens of source j, p_gj is the share of source j in the training set of S_g.
 * Under {@code replace}, with all tokens sampled, a_j / m_j is the share of the tokens of a
 * generation that have living descendants k generations later: .632, .469, .374, .312, .. This is
 * the Wright-Fisher model of population genetics.
 *
 * <p>It is exact, for large m_j, for models of order 1. At higher orders the expected values are
 * the same, because the model gives each n-gram its count in the training set as expectation; but
 * tokens of one sentence have their ancestors together, so the variance is larger. The variance
 * comes from the linear terms: the parents of a_g tokens are a multinomial number per source, and
 * those that meet in one token are counted once.
 */
public final class GenealogyLaw {
  private final TreeMap<Integer, Double> expected = new TreeMap<>(Collections.reverseOrder());
  private final Map<Integer, Double> variances = new HashMap<>();

  /**
   * @param sampled how many tokens of S_G are sampled
   * @param tokens of each source
   * @param parents for each g, the share of each source in the training set that S_g was drawn from
   */
  public GenealogyLaw(
      int generation,
      long sampled,
      SortedMap<Integer, Long> tokens,
      Map<Integer, NavigableMap<Integer, Double>> parents) {
    // Coefficients of independent errors: of each multinomial split (by its sources) and of each
    // count of distinct parents.
    Map<Integer, Map<Integer, double[]>> ofSplit = new HashMap<>();
    Map<Integer, Map<Integer, Double>> ofCount = new HashMap<>();
    Map<Integer, Double> errors = new HashMap<>();
    Integer[] sources =
        tokens.keySet().stream().sorted(Collections.reverseOrder()).toArray(Integer[]::new);
    expected.put(generation, (double) sampled);
    variances.put(generation, 0.0);
    for (int at = 0; at < sources.length; at++) {
      int j = sources[at];
      if (j >= generation) {
        continue;
      }
      double m = Objects.requireNonNull(tokens.get(j));
      double arriving = 0;
      Map<Integer, double[]> split = new HashMap<>();
      Map<Integer, Double> count = new HashMap<>();
      for (Map.Entry<Integer, Double> from : expected.entrySet()) {
        int g = from.getKey();
        double p = g <= Place.REAL ? 0 : shares(parents, g).getOrDefault(j, 0.0);
        if (p == 0) {
          continue;
        }
        arriving += from.getValue() * p;
        split.computeIfAbsent(g, k -> new double[sources.length])[at] += 1;
        ofSplit.getOrDefault(g, Map.of()).forEach((h, c) -> add(split, h, c, p));
        ofCount.getOrDefault(g, Map.of()).forEach((h, c) -> count.merge(h, c * p, Double::sum));
      }
      double load = arriving == 0 ? 0 : arriving / m;
      double alone = StrictMath.exp(-load);
      expected.put(j, m * -StrictMath.expm1(-load));
      errors.put(j, m * (alone - (1 + load) * alone * alone));
      split.values().forEach(c -> scale(c, alone));
      count.replaceAll((h, c) -> c * alone);
      count.put(j, 1.0);
      ofSplit.put(j, split);
      ofCount.put(j, count);
      double variance = 0;
      for (Map.Entry<Integer, Double> each : count.entrySet()) {
        variance +=
            each.getValue() * each.getValue() * Objects.requireNonNull(errors.get(each.getKey()));
      }
      for (Map.Entry<Integer, double[]> each : split.entrySet()) {
        variance +=
            split(
                each.getValue(),
                sources,
                shares(parents, each.getKey()),
                Objects.requireNonNull(expected.get(each.getKey())));
      }
      variances.put(j, variance);
    }
  }

  private static NavigableMap<Integer, Double> shares(
      Map<Integer, NavigableMap<Integer, Double>> parents, int g) {
    return Objects.requireNonNull(parents.get(g));
  }

  private static void add(Map<Integer, double[]> to, int g, double[] coefficients, double factor) {
    double[] sum = to.computeIfAbsent(g, k -> new double[coefficients.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * coefficients[i];
    }
  }

  private static void scale(double[] coefficients, double factor) {
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] *= factor;
    }
  }

  /** The variance of a linear form of a multinomial split. */
  private static double split(
      double[] coefficients, Integer[] sources, Map<Integer, Double> shares, double many) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < sources.length; i++) {
      double p = shares.getOrDefault(sources[i], 0.0);
      mean += p * coefficients[i];
      square += p * coefficients[i] * coefficients[i];
    }
    return many * (square - mean * mean);
  }

  /** The expected number of tokens of a source that are ancestors. */
  public double expected(int source) {
    return expected.getOrDefault(source, 0.0);
  }

  /** The standard deviation of that number for a model of order 1. */
  public double deviation(int source) {
    return StrictMath.sqrt(Math.max(0, variances.getOrDefault(source, 0.0)));
  }
}
