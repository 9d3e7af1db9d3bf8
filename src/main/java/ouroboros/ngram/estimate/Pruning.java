package ouroboros.ngram.estimate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which n-grams a model leaves out: those of order n that occur at most {@code thresholds[n - 1]}
 * times. Their probability goes to the shorter context.
 *
 * <p>As with KenLM's {@code --prune}, the occurrences decide, also where the probabilities come
 * from adjusted counts. Unigrams are never pruned. The last threshold applies to all higher orders.
 * Thresholds never decrease with the order, so that the parts of an n-gram that is kept are kept
 * too.
 *
 * @param thresholds of orders 1, 2, ..; empty for none
 */
public record Pruning(List<Long> thresholds) implements Serializable {
  /** Nothing is pruned. */
  public static final Pruning NONE = new Pruning(List.of());

  public Pruning {
    thresholds = List.copyOf(thresholds);
    for (int i = 0; i < thresholds.size(); i++) {
      long threshold = thresholds.get(i);
      if (i == 0 && threshold != 0) {
        throw new IllegalArgumentException(
            "prune: the threshold of unigrams is " + threshold + "; it must be 0");
      }
      if (threshold < 0 || (i > 0 && threshold < thresholds.get(i - 1))) {
        throw new IllegalArgumentException(
            "prune is " + thresholds + "; thresholds must be at least 0 and never fall");
      }
    }
  }

  /** Reads thresholds from a text such as {@code 0,0,1}. */
  public static Pruning of(String text) {
    List<Long> thresholds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        thresholds.add(Long.parseLong(part.strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "prune is \"" + text + "\"; it must be whole numbers such as 0,0,1", e);
      }
    }
    return new Pruning(thresholds);
  }

  /** Whether an n-gram of order {@code n} that occurs {@code count} times is pruned. */
  public boolean drops(int n, long count) {
    return !thresholds.isEmpty() && count <= thresholds.get(Math.min(n, thresholds.size()) - 1);
  }
}
