package ouroboros.mixture;

import java.util.Arrays;
import java.util.List;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Where the first fit of a mixture of unigrams starts: k-means++ chooses documents of one block, by
 * the squared Hellinger distance of their word distributions. The words of a component are half
 * those of its document and half those of the whole block.
 *
 * <p>Where there are fewer different documents than components, the components without a document
 * start dead (weight 0). Cost: k passes over the block.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007,
 *     k-means++: the advantages of careful seeding</a>
 */
public final class BagStart {
  private final BagBlock bags;
  private final double[] all;

  private BagStart(BagBlock bags, double[] all) {
    this.bags = bags;
    this.all = all;
  }

  /**
   * The mixture from which the first fit starts.
   *
   * @param bags at least one document with a word
   * @param length mean number of words of a document of R
   */
  public static MultinomialMixture of(
      BagBlock bags, int types, int components, double length, Key key) {
    double[] all = MultinomialFit.shares(Blocks.here(List.of(bags)), types);
    return new BagStart(bags, all).mixture(components, length, key.stream(0, Purpose.START, 0));
  }

  private MultinomialMixture mixture(int components, double length, KeyedStream random) {
    int types = all.length;
    double[] weights = new double[components];
    double[] shares = new double[components * types];
    double[] distance = new double[bags.size()];
    for (int i = 0; i < distance.length; i++) {
      distance[i] = bags.start(i) < bags.ends()[i] ? bags.weights()[i] : 0;
    }
    for (int c = 0; c < components; c++) {
      System.arraycopy(all, 0, shares, c * types, types);
      int seed = chosen(distance, random);
      if (seed >= 0) {
        weights[c] = 1;
        double[] own = new double[types];
        double words = bags.length(seed);
        for (int t = bags.start(seed); t < bags.ends()[seed]; t++) {
          own[bags.types()[t]] = bags.counts()[t] / words;
        }
        for (int w = 0; w < types; w++) {
          shares[c * types + w] = (own[w] + all[w]) / 2;
        }
        shorten(distance, own);
      }
    }
    Shares.normalise(weights);
    return new MultinomialMixture(weights, new WordTable(types, shares), length);
  }

  /**
   * Chooses a document with a probability proportional to its distance; -1 where all distances are
   * 0.
   */
  private static int chosen(double[] distance, KeyedStream random) {
    double left = random.nextDouble() * Arrays.stream(distance).sum();
    int chosen = -1;
    for (int i = 0; i < distance.length && left >= 0; i++) {
      if (distance[i] > 0) {
        chosen = i;
        left -= distance[i];
      }
    }
    return chosen;
  }

  /**
   * Lowers the distance of each document to weight x (1 - sum sqrt(p q)) where that is less. p is
   * its distribution of words, q is {@code own}.
   */
  private void shorten(double[] distance, double[] own) {
    for (int i = 0; i < distance.length; i++) {
      if (distance[i] > 0) {
        double words = bags.length(i);
        double affinity = 0;
        for (int t = bags.start(i); t < bags.ends()[i]; t++) {
          affinity += Math.sqrt(bags.counts()[t] / words * own[bags.types()[t]]);
        }
        double apart = affinity < 1 - 1e-12 ? bags.weights()[i] * (1 - affinity) : 0;
        distance[i] = Math.min(distance[i], apart);
      }
    }
  }
}
