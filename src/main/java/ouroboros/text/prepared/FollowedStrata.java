package ouroboros.text.prepared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.text.Part;

/**
 * The strata that metrics follow one by one. Where a corpus has more strata than the limit, the
 * largest ones are followed, and all others together are one more scope.
 *
 * <p>Metrics by stratum need memory in proportion to strata x types of R. So at most {@code
 * evaluation.max-strata} are followed, and at most 2^25 divided by the number of types. Policies
 * that choose by stratum know all strata.
 */
public final class FollowedStrata {
  private static final String OTHERS = "(others)";
  private static final long STRATA_TIMES_TYPES = 1L << 25;

  private final List<String> names;
  private final int followed;

  /** [strata of the corpus] the number of the scope of each stratum */
  private final int[] scopes;

  private FollowedStrata(List<String> names, int followed, int[] scopes) {
    this.names = List.copyOf(names);
    this.followed = followed;
    this.scopes = scopes;
  }

  /** All text in one scope. */
  public static FollowedStrata together(PreparedCorpus corpus) {
    return new FollowedStrata(List.of(PreparedCorpus.ALL), 0, new int[corpus.strata().size()]);
  }

  /**
   * The strata with most sentences in R, the first ones among equals.
   *
   * @param most how many may be followed; the scope of the others is not counted
   */
  public static FollowedStrata of(PreparedCorpus corpus, int most) {
    long affordable = STRATA_TIMES_TYPES / Math.max(1, corpus.vocabulary().realTypes());
    int limit = (int) Math.max(1, Math.min(most, affordable));
    List<String> strata = corpus.strata();
    if (strata.size() <= limit) {
      return new FollowedStrata(strata, strata.size(), IntStream.range(0, strata.size()).toArray());
    }
    List<PreparedCorpus.Amounts> real = corpus.part(Part.REAL).strata();
    Comparator<Integer> bySize = Comparator.comparingLong(s -> real.get(s).sentences());
    int[] followed =
        IntStream.range(0, strata.size())
            .boxed()
            .sorted(bySize.reversed())
            .limit(limit)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    List<String> names = new ArrayList<>();
    int[] scopes = new int[strata.size()];
    Arrays.fill(scopes, limit);
    for (int s : followed) {
      scopes[s] = names.size();
      names.add(strata.get(s));
    }
    String others = OTHERS;
    while (names.contains(others)) {
      others = "(" + others + ")";
    }
    names.add(others);
    return new FollowedStrata(names, limit, scopes);
  }

  /** The names of the scopes by their numbers; the scope of the others is last. */
  public List<String> names() {
    return names;
  }

  /** How many scopes there are. */
  public int size() {
    return names.size();
  }

  /** How many strata have a scope of their own. */
  public int followed() {
    return followed;
  }

  /** How many strata the corpus has. */
  public int strata() {
    return scopes.length;
  }

  /** [strata of the corpus] The number of the scope of each stratum. */
  public int[] scopes() {
    return scopes.clone();
  }
}
