package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * A mixture of unigrams: p(document) = sum_k weight_k prod_w word_kw^count_w. It is the probability
 * of the words in their order.
 *
 * @param weights [components]; a component of weight 0 is dead and keeps its place
 * @param words the distribution of words of each component
 * @param length mean number of words of a document of R
 * @see <a href="https://doi.org/10.1023/A:1007692713085">Nigam, McCallum, Thrun and Mitchell 2000,
 *     Text classification from labeled and unlabeled documents using EM</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record MultinomialMixture(double[] weights, WordTable words, double length)
    implements BagMixture<MultinomialMixture> {

  /**
   * Draws documents. For each, one random number chooses the component, one the length, and one
   * each word.
   */
  @Override
  public BagBlock draw(
      Lengths lengths, Key key, long generation, LongUnaryOperator counters, int count) {
    double[][] cumulative = words.cumulative();
    BagFiller bags = new BagFiller(count);
    KeyedStream random = key.stream(generation, Purpose.DRAW, 0);
    for (int i = 0; i < count; i++) {
      random.seek(counters.applyAsLong(i));
      double[] component = cumulative[Shares.choose(weights, random.nextDouble())];
      int[] drawn = new int[lengths.draw(random)];
      for (int t = 0; t < drawn.length; t++) {
        drawn[t] = WordTable.draw(component, random);
      }
      bags.add(drawn, drawn.length);
    }
    return bags.bags();
  }

  /** The mean of several mixtures: the components of all, each with its part of its weight. */
  public static MultinomialMixture mean(List<MultinomialMixture> all) {
    return new MultinomialMixture(
        all.stream()
            .flatMapToDouble(mixture -> Arrays.stream(mixture.weights))
            .map(weight -> weight / all.size())
            .toArray(),
        WordTable.joined(all.stream().map(MultinomialMixture::words).toList()),
        all.get(0).length);
  }

  /**
   * The same mixture, where every component spreads the share {@code part} of its probability
   * evenly over all words.
   */
  public MultinomialMixture levelled(double part) {
    return new MultinomialMixture(weights, words.levelled(part), length);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(length);
    words.write(out);
    Numbers.write(weights, out);
  }

  /** Reads what {@link #write} wrote. */
  public static MultinomialMixture read(DataInput in) throws IOException {
    double length = in.readDouble();
    WordTable words = WordTable.read(in);
    return new MultinomialMixture(Numbers.read(words.components(), in), words, length);
  }
}
