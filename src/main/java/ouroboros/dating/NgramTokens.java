package ouroboros.dating;

import java.io.Serializable;
import java.util.List;

/**
 * The n-grams of one length in some sentences, as far as they are in the sample, in the order of
 * the text.
 *
 * @param keys by {@link NgramKeys}
 * @param perSentence how many of them each sentence has
 */
public record NgramTokens(long[] keys, int[] perSentence) implements Serializable {
  /** One text after the other. */
  public static NgramTokens of(List<NgramTokens> parts) {
    long[] keys = new long[parts.stream().mapToInt(part -> part.keys.length).sum()];
    int[] perSentence = new int[parts.stream().mapToInt(part -> part.perSentence.length).sum()];
    int key = 0;
    int sentence = 0;
    for (NgramTokens part : parts) {
      System.arraycopy(part.keys, 0, keys, key, part.keys.length);
      System.arraycopy(part.perSentence, 0, perSentence, sentence, part.perSentence.length);
      key += part.keys.length;
      sentence += part.perSentence.length;
    }
    return new NgramTokens(keys, perSentence);
  }
}
