package ouroboros.metric.sentence;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The longest run of words that at least 1 % of the sentences contain, and at least two of them. A
 * run that occurs twice in a sentence counts once.
 *
 * <p>Cost: linear in the tokens, for each length up to that of the result.
 */
final class Catchphrases {
  private Catchphrases() {}

  /** Its length in tokens; NaN without sentences, 0 if no word is that frequent. */
  static double longest(List<int[]> sentences) {
    if (sentences.isEmpty()) {
      return Double.NaN;
    }
    int least = Math.max(2, (sentences.size() + 99) / 100);
    int length = 0;
    while (isFrequent(sentences, length + 1, least)) {
      length++;
    }
    return length;
  }

  private static boolean isFrequent(List<int[]> sentences, int n, int least) {
    Map<IntBuffer, int[]> counts = new HashMap<>();
    for (int[] sentence : sentences) {
      Set<IntBuffer> here = new HashSet<>();
      for (int at = 0; at + n <= sentence.length; at++) {
        here.add(IntBuffer.wrap(Arrays.copyOfRange(sentence, at, at + n)));
      }
      for (IntBuffer run : here) {
        if (++counts.computeIfAbsent(run, r -> new int[1])[0] >= least) {
          return true;
        }
      }
    }
    return false;
  }
}
