package ouroboros.mixture;

import org.apache.commons.math3.special.Gamma;

/**
 * A lower bound of the log probability of documents under latent Dirichlet allocation with known
 * topics: the variational bound, whose parameters are found in at most 100 rounds.
 *
 * <p>Cost of a round: k multiplications per distinct word of a document. Sums run over documents in
 * their order.
 *
 * @see <a href="https://www.jmlr.org/papers/v3/blei03a.html">Blei, Ng and Jordan 2003, Latent
 *     Dirichlet allocation, section 5.2</a>
 */
public final class TopicBound {
  private static final int ROUNDS = 100;
  private static final double STILL = 1e-4;

  private final TopicMixture model;
  private final double[] concentrations;
  private final int k;
  private final double[] gamma;
  private final double[] shares;

  private TopicBound(TopicMixture model) {
    this.model = model;
    this.concentrations = model.concentrations();
    this.k = concentrations.length;
    this.gamma = new double[k];
    this.shares = new double[k];
  }

  /**
   * Mean of the bound over the documents that have a word, in nats per document; NaN where there is
   * none.
   */
  public static double mean(Blocks<BagBlock> bags, TopicMixture model) {
    double sum = 0;
    double documents = 0;
    for (double[] block : bags.map(block -> new TopicBound(model).sum(block))) {
      sum += block[0];
      documents += block[1];
    }
    return sum / documents;
  }

  private double[] sum(BagBlock bags) {
    double[] sums = new double[2];
    for (int i = 0; i < bags.size(); i++) {
      if (bags.start(i) < bags.ends()[i]) {
        sums[0] += bound(bags, i);
        sums[1]++;
      }
    }
    return sums;
  }

  private double bound(BagBlock bags, int document) {
    double words = bags.length(document);
    for (int c = 0; c < k; c++) {
      gamma[c] = concentrations[c] + words / k;
    }
    boolean moved = true;
    for (int round = 0; round < ROUNDS && moved; round++) {
      moved = move(bags, document) > STILL;
    }
    expectShares();
    double bound = 0;
    double before = 0;
    double after = 0;
    for (int t = bags.start(document); t < bags.ends()[document]; t++) {
      bound += bags.counts()[t] * StrictMath.log(probability(bags.types()[t]));
    }
    for (int c = 0; c < k; c++) {
      bound += (concentrations[c] - gamma[c]) * StrictMath.log(shares[c]);
      bound += Gamma.logGamma(gamma[c]) - Gamma.logGamma(concentrations[c]);
      before += concentrations[c];
      after += gamma[c];
    }
    return bound + Gamma.logGamma(before) - Gamma.logGamma(after);
  }

  /** One round for a document. Returns the mean over topics of the absolute change, in words. */
  private double move(BagBlock bags, int document) {
    expectShares();
    double[] next = concentrations.clone();
    for (int t = bags.start(document); t < bags.ends()[document]; t++) {
      int word = bags.types()[t];
      double each = bags.counts()[t] / probability(word);
      for (int c = 0; c < k; c++) {
        next[c] += each * shares[c] * model.words().share(c, word);
      }
    }
    double moved = 0;
    for (int c = 0; c < k; c++) {
      moved += Math.abs(next[c] - gamma[c]) / k;
      gamma[c] = next[c];
    }
    return moved;
  }

  /** Sets shares[c] = exp(E ln share_c) under the variational distribution. */
  private void expectShares() {
    double sum = 0;
    for (double g : gamma) {
      sum += g;
    }
    double all = Gamma.digamma(sum);
    for (int c = 0; c < k; c++) {
      shares[c] = Math.max(Double.MIN_NORMAL, StrictMath.exp(Gamma.digamma(gamma[c]) - all));
    }
  }

  private double probability(int word) {
    double sum = 0;
    for (int c = 0; c < k; c++) {
      sum += shares[c] * model.words().share(c, word);
    }
    return sum;
  }
}
