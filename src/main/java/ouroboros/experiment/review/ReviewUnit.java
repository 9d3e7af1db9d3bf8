package ouroboros.experiment.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit that people are asked about.
 *
 * @param text its tokens, separated by spaces
 * @param novel its n-grams that R lacks, the shortest at each position
 * @param score bits a token under the model of the critics; null where there is no such model
 */
public record ReviewUnit(long unit, String text, List<String> novel, @Nullable Double score) {
  public ReviewUnit {
    novel = List.copyOf(novel);
  }
}
