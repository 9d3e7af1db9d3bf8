package ouroboros.ancestry;

import org.jspecify.annotations.Nullable;

/**
 * Where a token came from.
 *
 * @param place the token that it is a copy of; null for a mutation: a draw from the uniform
 *     distribution, or a word that a gate wrote
 * @param order of the n-gram that it was drawn as; 0 where it is none
 * @param word the number of its word, which is that of its parent
 */
public record Parent(@Nullable Place place, int order, int word) {
  /** For a token that is no copy. */
  public static Parent mutation(int word) {
    return new Parent(null, 0, word);
  }
}
