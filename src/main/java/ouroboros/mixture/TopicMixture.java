package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Gamma;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Latent Dirichlet allocation: a document draws its topic shares from Dirichlet(concentrations);
 * for each word it draws a topic by these shares, then a word of this topic.
 *
 * @param concentrations [topics], above 0
 * @param words the distribution of words of each topic
 * @param length mean number of words of a document of R
 * @see <a href="https://www.jmlr.org/papers/v3/blei03a.html">Blei, Ng and Jordan 2003, Latent
 *     Dirichlet allocation</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record TopicMixture(double[] concentrations, WordTable words, double length)
    implements BagMixture<TopicMixture> {

  /** The mean share of each topic in a document: the concentrations divided by their sum. */
  @Override
  public double[] weights() {
    double[] weights = concentrations.clone();
    Shares.normalise(weights);
    return weights;
  }

  /**
   * Draws documents. For each, one random number chooses the length, about three per topic the
   * shares, and two each word.
   */
  @Override
  public BagBlock draw(
      Lengths lengths, Key key, long generation, LongUnaryOperator counters, int count) {
    double[][] cumulative = words.cumulative();
    BagFiller bags = new BagFiller(count);
    KeyedStream random = key.stream(generation, Purpose.DRAW, 0);
    for (int i = 0; i < count; i++) {
      random.seek(counters.applyAsLong(i));
      int[] drawn = new int[lengths.draw(random)];
      double[] shares = shares(random);
      for (int t = 0; t < drawn.length; t++) {
        double[] topic = cumulative[Shares.choose(shares, random.nextDouble())];
        drawn[t] = WordTable.draw(topic, random);
      }
      bags.add(drawn, drawn.length);
    }
    return bags.bags();
  }

  /**
   * Draws from the Dirichlet distribution: gamma numbers divided by their sum. Their logarithms are
   * first lowered by the largest one, so that not all of them round to 0.
   */
  private double[] shares(KeyedStream random) {
    double[] shares = new double[concentrations.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Gamma.logSample(random, concentrations[k]);
      largest = Math.max(largest, shares[k]);
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] = StrictMath.exp(shares[k] - largest);
    }
    Shares.normalise(shares);
    return shares;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(length);
    words.write(out);
    Numbers.write(concentrations, out);
  }

  /** Reads what {@link #write} wrote. */
  public static TopicMixture read(DataInput in) throws IOException {
    double length = in.readDouble();
    WordTable words = WordTable.read(in);
    return new TopicMixture(Numbers.read(words.components(), in), words, length);
  }
}
