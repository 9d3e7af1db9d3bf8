package ouroboros.law;

import java.util.ArrayList;
import java.util.List;

/**
 * C_ij = E &lt;e_i, e_j&gt; / V0: the matrix of the errors of batch means, where e_i is the mean of
 * batch i minus the true mean.
 *
 * <p>A model that pools batches with weights w has the error w^T C w. A batch drawn from the model
 * inherits the row w^T C and adds its own noise. Cost: O(batches x pooled batches) to add a drawn
 * batch, O(batches^2) doubles.
 */
final class BatchErrors {
  private final List<double[]> rows = new ArrayList<>();

  /** Adds a batch of new draws from the truth and returns its number. */
  int independent(double variance) {
    return add(new double[rows.size() + 1], variance);
  }

  /**
   * Adds a batch that has the error of batch {@code base} and noise of its own, such that its
   * variance is the given one. Returns its number.
   */
  int derived(int base, double variance) {
    double[] row = new double[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      row[i] = at(base, i);
    }
    return add(row, variance);
  }

  /**
   * Adds a batch drawn from the model of weighted batches, with its own noise of the given
   * variance. Returns its number.
   */
  int drawn(Pool model, double noise) {
    double[] row = new double[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < model.size(); j++) {
        row[i] += model.share(j) * at(model.batch(j), i);
      }
    }
    return add(row, error(model) + noise);
  }

  /** E ||error of the pooled mean||^2 / V0. */
  double error(Pool pool) {
    double sum = 0;
    for (int i = 0; i < pool.size(); i++) {
      for (int j = 0; j < pool.size(); j++) {
        sum += pool.share(i) * pool.share(j) * at(pool.batch(i), pool.batch(j));
      }
    }
    return sum;
  }

  private int add(double[] row, double variance) {
    row[rows.size()] = variance;
    rows.add(row);
    return rows.size() - 1;
  }

  private double at(int i, int j) {
    return i > j ? rows.get(i)[j] : rows.get(j)[i];
  }

  /** Batches with weights: the training set of one model. */
  static final class Pool {
    private final List<Integer> batches = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<Double> units = new ArrayList<>();
    private double total;

    /** Adds a batch of {@code ofUnits} units that have the weight {@code each}. */
    void add(int batch, double ofUnits, double each) {
      batches.add(batch);
      weights.add(ofUnits * each);
      units.add(ofUnits);
      total += ofUnits * each;
    }

    int size() {
      return batches.size();
    }

    int batch(int i) {
      return batches.get(i);
    }

    /** The normalised weight of the i-th batch. */
    double share(int i) {
      return weights.get(i) / total;
    }

    /** Sum over the units of their squared normalised weights: 1/n if all weights are equal. */
    double concentration() {
      double sum = 0;
      for (int i = 0; i < size(); i++) {
        sum += share(i) * share(i) / units.get(i);
      }
      return sum;
    }
  }
}
