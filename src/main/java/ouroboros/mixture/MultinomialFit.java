package ouroboros.mixture;

import java.util.Arrays;
import ouroboros.model.ExpectationMaximisation;
import ouroboros.model.ExpectationMaximisation.Fitted;
import ouroboros.model.ExpectationMaximisation.Round;

/**
 * Maximum likelihood of a mixture of unigrams by {@link ExpectationMaximisation}: runs until a
 * round raises the mean log likelihood per document by less than 1e-9 of its size, or for 200
 * rounds.
 *
 * <p>A component to which less than one document belongs dies: it keeps its place, with weight 0.
 * Every component gives 1e-6 of its probability to the words of the whole training set, so that
 * every document has a positive probability; a word that the training set does not contain has
 * probability 0. All sums are sums of integers, so they have the same bits in any order. {@link
 * TermKernel} says what a round costs.
 */
public final class MultinomialFit {
  /** The share of a component's probability that is spread like all words of the training set. */
  private static final double FLOOR = 1e-6;

  private static final double TOLERANCE = 1e-9;
  private static final int MOST_ROUNDS = 200;

  private final Blocks<BagBlock> bags;
  private final double[] all;

  private MultinomialFit(Blocks<BagBlock> bags, double[] all) {
    this.bags = bags;
    this.all = all;
  }

  /**
   * Fits, beginning with {@code start}; returns {@code start} where the training set has no word.
   * The log likelihood is in nats per document that has a word.
   */
  public static Fitted<MultinomialMixture> fit(Blocks<BagBlock> bags, MultinomialMixture start) {
    double[] all = shares(bags, start.words().types());
    double sum = Arrays.stream(all).sum();
    if (!(sum > 0)) {
      return new Fitted<>(start, 0, 0, true);
    }
    MultinomialFit fit = new MultinomialFit(bags, all);
    return ExpectationMaximisation.fit(
        fit.floored(start),
        fit::round,
        likelihood -> TOLERANCE * Math.abs(likelihood),
        MOST_ROUNDS);
  }

  /**
   * [types] the share of each type among the words of all documents; all 0 where there is no word.
   */
  static double[] shares(Blocks<BagBlock> bags, int types) {
    double[] level = new double[types];
    Arrays.fill(level, 1.0 / types);
    TermSums sums =
        expected(bags, new MultinomialMixture(new double[] {1}, new WordTable(types, level), 1));
    double[] shares = new double[types];
    double all = sum(sums.words, 0, 1);
    for (int w = 0; w < types && all > 0; w++) {
      shares[w] = sums.words[w] / all;
    }
    return shares;
  }

  /**
   * Mean log probability of the documents that have a word, in nats per document; NaN where there
   * is none.
   */
  public static double logLikelihood(Blocks<BagBlock> bags, MultinomialMixture model) {
    return bags.sum(block -> new TermKernel(model).likelihood(block), TermSums::add)
        .meanLogLikelihood();
  }

  private static TermSums expected(Blocks<BagBlock> bags, MultinomialMixture model) {
    return bags.sum(block -> new TermKernel(model).sums(block), TermSums::add);
  }

  private Round<MultinomialMixture> round(MultinomialMixture model) {
    TermSums sums = expected(bags, model);
    return new Round<>(maximise(model, sums), sums.meanLogLikelihood());
  }

  private MultinomialMixture floored(MultinomialMixture model) {
    double[] shares = model.words().shares().clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (1 - FLOOR) * shares[i] + FLOOR * all[i % all.length];
    }
    return new MultinomialMixture(
        model.weights(), new WordTable(all.length, shares), model.length());
  }

  private MultinomialMixture maximise(MultinomialMixture old, TermSums sums) {
    int k = old.weights().length;
    int types = all.length;
    double[] weights = new double[k];
    double[] shares = old.words().shares().clone();
    for (int c = 0; c < k; c++) {
      if (sums.documents[c] >= TermSums.ONE) {
        weights[c] = sums.documents[c] / TermSums.ONE;
        double here = sum(sums.words, c, k);
        for (int w = 0; w < types; w++) {
          shares[c * types + w] = (1 - FLOOR) * (sums.words[w * k + c] / here) + FLOOR * all[w];
        }
      }
    }
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      return old;
    }
    Shares.normalise(weights);
    return new MultinomialMixture(weights, new WordTable(types, shares), old.length());
  }

  private static double sum(long[] words, int component, int components) {
    long sum = 0;
    for (int i = component; i < words.length; i += components) {
      sum = Math.addExact(sum, words[i]);
    }
    return sum;
  }
}
