package ouroboros.ngram.sampling;

import java.io.Serializable;

/**
 * How the next token is chosen from p(. | h). The steps are, in this order: divide the probability
 * of the words that the sentence already contains by the penalty; raise all probabilities to the
 * power 1 / temperature; keep the {@code topK} most probable words; of these, keep the smallest
 * number of most probable words that have at least the share {@code topP} of the probability. After
 * each step the probabilities are normalised again. {@code </s>} is treated like other words.
 * {@code <unk>}, where it must not be drawn, is removed before the first step.
 *
 * @param repetitionPenalty theta, at least 1; 1 changes nothing
 * @param temperature T, above 0; 1 changes nothing
 * @param topK how many words are kept; among equally probable ones the lower id is kept; 0 for all
 * @param topP share of the probability that is kept, in (0, 1]; 1 changes nothing
 * @param entropyFloor bits that the next token has at least; 0 for no floor. See {@link
 *     EntropyFloor}. It sets the temperature of each context, so the temperature here, top-k and
 *     top-p change nothing. The penalty divides the probabilities at that temperature.
 * @see <a href="https://arxiv.org/abs/1909.05858">Keskar et al. 2019, CTRL (the penalty, here on
 *     probabilities)</a>
 * @see <a href="https://arxiv.org/abs/1805.04833">Fan et al. 2018 (top-k)</a>
 * @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2019 (top-p)</a>
 */
public record Decoding(
    double repetitionPenalty, double temperature, int topK, double topP, double entropyFloor)
    implements Serializable {
  /** The decoding that changes nothing. */
  public static final Decoding NONE = new Decoding(1, 1, 0, 1, 0);

  public Decoding {
    if (!(repetitionPenalty >= 1 && repetitionPenalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a repetition penalty is " + repetitionPenalty + "; it must be at least 1 and finite");
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a temperature is " + temperature + "; it must be above 0 and finite");
    }
    if (topK < 0) {
      throw new IllegalArgumentException("top-k is " + topK + "; it must be at least 0");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p is " + topP + "; it must lie in (0, 1]");
    }
    if (!(entropyFloor >= 0 && entropyFloor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "an entropy floor is " + entropyFloor + " bits; it must be at least 0 and finite");
    }
  }

  /** Without a floor for the entropy. */
  public Decoding(double repetitionPenalty, double temperature, int topK, double topP) {
    this(repetitionPenalty, temperature, topK, topP, 0);
  }

  /** A temperature, and no other change. */
  public static Decoding temperature(double temperature) {
    return new Decoding(1, temperature, 0, 1, 0);
  }

  /** Whether this decoding changes nothing. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The power a = 1 / T. */
  double power() {
    return 1 / temperature;
  }

  /** Whether the probability of a word depends on the words that the sentence already contains. */
  public boolean penalises() {
    return repetitionPenalty > 1;
  }

  /** Whether every context has a temperature of its own. */
  public boolean hasFloor() {
    return entropyFloor > 0;
  }

  /** Whether some words are cut off. */
  boolean truncates() {
    return topK > 0 || topP < 1;
  }

  /** theta^-a: the factor for the weight of a word that the sentence already contains. */
  double left() {
    return StrictMath.pow(repetitionPenalty, -power());
  }
}
