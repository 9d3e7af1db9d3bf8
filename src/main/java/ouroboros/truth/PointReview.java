package ouroboros.truth;

import java.util.Optional;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.Safeguard.Rest;
import ouroboros.safeguard.Safeguard.Review;

/**
 * A review of points by simulated reviewers: of units 0 .. budget - 1 those pass that a majority
 * accepts. A reviewer rejects a good point with probability {@code error} and accepts a bad one
 * with {@code error-bad}.
 */
final class PointReview {
  private final Review review;
  private final PointFilter good;
  private final long budget;

  /**
   * @param drawn the mean and standard deviation of what the model draws; empty if it is not normal
   * @param real units of R, for a budget that is a share of them
   */
  PointReview(Review review, Optional<PointModel.Spread> drawn, long real) {
    this.review = review;
    good = PointFilter.of(review.by(), drawn);
    budget = review.budget().of(real);
  }

  /** Whether a unit is among those that are reviewed. */
  boolean sees(long unit) {
    return unit < budget;
  }

  /** Whether a point passes that is reviewed. */
  boolean accepts(PointFilter.Point point, KeyedStream random) {
    boolean isGood = good.passes(point, random);
    int accepted = 0;
    for (int r = 0; r < review.reviewers(); r++) {
      double accepts = isGood ? 1 - review.error() : review.errorBad();
      accepted += random.nextDouble() < accepts ? 1 : 0;
    }
    return 2 * accepted > review.reviewers();
  }

  /** Whether units pass that are not reviewed. */
  boolean passesRest() {
    return review.rest() == Rest.PASS;
  }
}
