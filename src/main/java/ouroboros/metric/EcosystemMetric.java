package ouroboros.metric;

import ouroboros.metric.count.CountState;

/** How far the members of an ecosystem are apart. */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum EcosystemMetric implements Metric {
  /** Distance between members. */
  BETWEEN_JS(
      "between-js-n",
      "Mean over pairs of members of the Jensen-Shannon divergence of their n-grams; of their"
          + " types where the truth is known.",
      "mean over i < j of JS(q_i, q_j)",
      "bits | 0 .. 1 | doi:10.1109/18.61115",
      "fewer than two members have an n-gram; no row without an ecosystem",
      "early where members start from different text and read little of each other.",
      "Two samples of one model are apart too: compare with members that start alike."),

  /** Share of the diversity that lies between members. */
  FST(
      "f-st",
      "Share of the diversity of all members that lies between them: of tokens, of types where the"
          + " truth is known, of variance for numbers.",
      "1 - mean of the members' heterozygosity / heterozygosity of all",
      "share | 0 .. 1 | doi:10.1073/pnas.70.12.3321",
      "all members have one and the same type; no row without an ecosystem",
      "early: it grows while members drift apart.",
      "It falls when the diversity within members is large, however different they are."),

  /** Retention in the pools. */
  POOL_RETENTION(
      "pool-retention-n",
      "Share of R's n-gram types that occur in the pool of a member, in scope `member=K`.",
      "#{r > 0, in P} / #{r > 0}",
      "share | 0 .. 1 | here",
      "R has no n-gram; no row without an ecosystem on text",
      "at once: what the next model can still learn.",
      "Follows the size of the pool.");

  private final Description description;

  EcosystemMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    this.description =
        Description.usual(id, meaning, formula, unitRangeSource, undefined, shows, misleads);
  }

  /** What a pool still has of R's n-grams. */
  public static void pool(CountState pool, MetricSelection wanted, Measurements into) {
    if (wanted.includes(POOL_RETENTION, pool.n())) {
      double kept = CountMetric.RETENTION.of(pool);
      into.add(POOL_RETENTION, pool.n(), Subject.SYNTHETIC, "all", kept);
    }
  }

  @Override
  public Description description() {
    return description;
  }
}
