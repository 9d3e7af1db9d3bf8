package ouroboros.ancestry;

import org.jspecify.annotations.Nullable;

/**
 * Where a token came from.
 *
 * @param place the token that it is a copy of; null for a mutation: a draw from the uniform
 *     distribution, or a word that a gate wrote
 * @param order of the n-gram that it was drawn as; 0 where it is none
 */
public record Parent(@Nullable Place place, int order) {
  /** The parent of a token that is no copy. */
  public static final Parent MUTATION = new Parent(null, 0);
}
