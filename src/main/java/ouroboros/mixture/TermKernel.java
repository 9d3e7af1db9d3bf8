package ouroboros.mixture;

/**
 * The expectation step on documents: log probabilities, responsibilities by log-sum-exp, rounded to
 * 2^-30. A document without a word is left out, because it carries no information.
 *
 * <p>Cost: one logarithm per type and component in the constructor, then k additions per distinct
 * word of a document. Not thread-safe.
 */
final class TermKernel {
  private final int k;
  private final int types;
  private final double[] logWeights;

  /** [types, k] */
  private final double[] logWords;

  private final double[] logs;

  TermKernel(MultinomialMixture model) {
    k = model.weights().length;
    types = model.words().types();
    logWeights = new double[k];
    logWords = new double[types * k];
    logs = new double[k];
    for (int c = 0; c < k; c++) {
      logWeights[c] = StrictMath.log(model.weights()[c]);
      for (int w = 0; w < types && model.weights()[c] > 0; w++) {
        logWords[w * k + c] = StrictMath.log(model.words().share(c, w));
      }
    }
  }

  /** The sums of a block that the maximisation step needs. */
  TermSums sums(BagBlock bags) {
    TermSums sums = new TermSums(types, k);
    for (int i = 0; i < bags.size(); i++) {
      if (bags.start(i) < bags.ends()[i]) {
        expect(bags, i, sums);
      }
    }
    return sums;
  }

  /** The number of documents of a block and their log likelihood, without the other sums. */
  TermSums likelihood(BagBlock bags) {
    TermSums sums = new TermSums(0, k);
    for (int i = 0; i < bags.size(); i++) {
      if (bags.start(i) < bags.ends()[i]) {
        count(bags.weights()[i], logProbability(bags, i), sums);
      }
    }
    return sums;
  }

  private static void count(double weight, double logProbability, TermSums sums) {
    sums.total = Math.addExact(sums.total, Math.round(weight * TermSums.ONE));
    sums.logLikelihood =
        Math.addExact(sums.logLikelihood, Math.round(weight * logProbability * TermSums.NAT));
  }

  private void expect(BagBlock bags, int document, TermSums sums) {
    double all = logProbability(bags, document);
    double weight = bags.weights()[document];
    count(weight, all, sums);
    for (int c = 0; c < k; c++) {
      long share = Math.round(weight * StrictMath.exp(logs[c] - all) * TermSums.ONE);
      if (share > 0) {
        sums.documents[c] = Math.addExact(sums.documents[c], share);
        for (int t = bags.start(document); t < bags.ends()[document]; t++) {
          int at = bags.types()[t] * k + c;
          sums.words[at] =
              Math.addExact(sums.words[at], Math.multiplyExact(share, bags.counts()[t]));
        }
      }
    }
  }

  private double logProbability(BagBlock bags, int document) {
    System.arraycopy(logWeights, 0, logs, 0, k);
    for (int t = bags.start(document); t < bags.ends()[document]; t++) {
      int at = bags.types()[t] * k;
      int count = bags.counts()[t];
      for (int c = 0; c < k; c++) {
        logs[c] += count * logWords[at + c];
      }
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
