package ouroboros.dating;

/**
 * How well a policy explains a text.
 *
 * @param best the best age under it
 * @param atLeast fewest generations that are not rejected under it
 * @param atMost most generations that are not rejected under it
 * @param behind its log likelihood less that of the best policy, divided by the inflation: 0 or
 *     negative
 */
public record PolicyFit(Age best, int atLeast, int atMost, double behind) {
  static PolicyFit of(AgeProfile profile, double inflation, double highest) {
    double less = AgeEstimate.HALF_QUANTILE * inflation;
    return new PolicyFit(
        profile.age(profile.first(AgeEstimate.AS_GOOD * inflation)),
        profile.first(less),
        profile.last(less),
        (profile.highest() - highest) / inflation);
  }
}
