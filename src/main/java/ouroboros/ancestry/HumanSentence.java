package ouroboros.ancestry;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence that a person wrote.
 *
 * @param document number of its document within its part of the corpus; -1 where it is not known
 * @param stratum the name of its stratum, such as its author
 * @param tokens without {@code </s>}
 */
public record HumanSentence(int document, String stratum, List<Integer> tokens) {
  public HumanSentence {
    tokens = List.copyOf(tokens);
  }

  /** The tokens of an array. */
  public static List<Integer> tokens(int[] text) {
    return Arrays.stream(text).boxed().toList();
  }
}
