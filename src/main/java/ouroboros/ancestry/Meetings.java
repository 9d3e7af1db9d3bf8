package ouroboros.ancestry;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * When two tokens have a common ancestor. Where each generation is trained on the one before it
 * alone, two tokens that are different have the same parent with probability 1 / n, n tokens in the
 * training set; so their common ancestor is n generations back on average. Most pairs have none in
 * a run, so what is compared is how many have met and how many are expected to: the sum of 1 / n
 * over the generations in which a pair had not met before. The standard deviation is the square
 * root of that sum.
 *
 * @param pairs the first sampled token with the one in the middle, the second with the next one, ..
 * @param met how many have a common ancestor
 * @param expected how many are expected to
 * @param generations in which pairs had not met, added up over all pairs
 */
public record Meetings(int pairs, int met, double expected, long generations) {
  /**
   * Follows the pairs of a tree.
   *
   * @param tokens of each source
   */
  public static Meetings of(FamilyTree tree, SortedMap<Integer, Long> tokens) {
    List<Place> sampled = tree.sampled();
    int pairs = sampled.size() / 2;
    int met = 0;
    double expected = 0;
    long generations = 0;
    for (int i = 0; i < pairs; i++) {
      Place a = sampled.get(i);
      Place b = sampled.get(i + pairs);
      while (!a.equals(b)) {
        Place nextA = before(tree, a);
        Place nextB = before(tree, b);
        if (nextA == null || nextB == null) {
          break;
        }
        a = nextA;
        b = nextB;
        expected += 1.0 / Objects.requireNonNull(tokens.get(a.source()));
        generations++;
      }
      met += a.equals(b) ? 1 : 0;
    }
    return new Meetings(pairs, met, expected, generations);
  }

  private static @Nullable Place before(FamilyTree tree, Place token) {
    return token.isHuman() ? null : tree.parent(token).place();
  }

  /** How far the number is from the expected one, in standard deviations; 0 without pairs. */
  public double z() {
    return expected == 0 ? 0 : (met - expected) / StrictMath.sqrt(expected);
  }
}
