package ouroboros.ngram.sampling;

import java.io.Serializable;

/**
 * How the next token is chosen from p(. | h), in this order: the probability of words that the
 * sentence already has is divided by the penalty, all are raised to the power 1 / temperature, the
 * {@code topK} most probable stay, of these the fewest that have {@code topP} of the mass; after
 * each step all is renormalised. {@code </s>} is a word like others here; {@code <unk>}, where it
 * is not drawn, is taken out first.
 *
 * @param repetitionPenalty theta, at least 1; 1 changes nothing
 * @param temperature T, above 0; 1 changes nothing
 * @param topK how many words stay, ties by lower id; 0 for all
 * @param topP share of the mass that stays, in (0, 1]; 1 changes nothing
 * @see <a href="https://arxiv.org/abs/1909.05858">Keskar et al. 2019, CTRL (the penalty, here on
 *     probabilities)</a>
 * @see <a href="https://arxiv.org/abs/1805.04833">Fan et al. 2018 (top-k)</a>
 * @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2019 (top-p)</a>
 */
public record Decoding(double repetitionPenalty, double temperature, int topK, double topP)
    implements Serializable {
  /** The model as it is fitted. */
  public static final Decoding NONE = new Decoding(1, 1, 0, 1);

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
  }

  /** Only a temperature. */
  public static Decoding temperature(double temperature) {
    return new Decoding(1, temperature, 0, 1);
  }

  /** Whether the model is drawn from as it is fitted. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** a = 1 / T. */
  double power() {
    return 1 / temperature;
  }

  /** Whether what was said changes what is said. */
  boolean penalises() {
    return repetitionPenalty > 1;
  }

  /** Whether some words are cut off. */
  boolean truncates() {
    return topK > 0 || topP < 1;
  }

  /** theta^-a: what is left of the weight of a word that the sentence already has. */
  double left() {
    return StrictMath.pow(repetitionPenalty, -power());
  }
}
