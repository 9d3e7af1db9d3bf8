package ouroboros.inference.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import ouroboros.inference.Estimate;
import ouroboros.inference.HeavyTail;
import ouroboros.inference.Moments;
import ouroboros.inference.Quantity;
import ouroboros.inference.Summary;
import ouroboros.inference.Trajectories;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;

/**
 * One way to examine a cell: a quantity, how its change is measured, and the margins of both
 * claims.
 *
 * @param quantity the quantity that is examined
 * @param scale how it is compared with its start
 * @param side the direction that means collapse
 * @param yes margin of the claim yes
 * @param no margin of the claim no
 */
record Reading(Quantity quantity, Scale scale, Side side, double yes, double no) {
  /** The direction that means collapse. */
  enum Side {
    /** Above the margin. */
    RISE,
    /** Below it. */
    FALL;

    /** p-value of the hypothesis "the expectation is not beyond 0 in this direction". */
    double beyond(Estimate less) {
      return this == RISE ? less.above(0) : less.below(0);
    }

    /** p-value of the hypothesis "the expectation reaches 0 in this direction". */
    double shortOf(Estimate less) {
      return this == RISE ? less.below(0) : less.above(0);
    }
  }

  /** A reading with the same margin for both claims. */
  static Reading of(Quantity quantity, Scale scale, Side side, double margin) {
    return new Reading(quantity, scale, side, margin, margin);
  }

  /** The name of the quantity in a message. */
  String name() {
    return quantity.metric() + " (" + quantity.subject() + ")";
  }

  /**
   * The finding of the first reading that gives evidence. If none does, the reason of the last
   * reading that was measured.
   *
   * @param missing the reason if nothing was measured
   */
  static Finding first(
      List<Reading> readings,
      String missing,
      String cell,
      Trajectories run,
      BiFunction<Reading, Trajectory, Finding> asked) {
    Finding found = new Silence(missing);
    for (Reading reading : readings) {
      Optional<Trajectory> seen = run.of(cell, reading.quantity()).flatMap(reading.scale()::view);
      if (seen.isPresent()) {
        found = reading.unusable(seen.get()).orElseGet(() -> asked.apply(reading, seen.get()));
        if (found instanceof Evidence) {
          return found;
        }
      }
    }
    return found;
  }

  /** Why a t test is not possible or not valid; empty if it is. */
  Optional<Finding> unusable(Trajectory seen) {
    if (!scale.hasStart(seen, seen.generations().first())) {
      return Optional.of(new Silence(name() + " starts at 0: there is no ratio to it"));
    }
    Moments last = seen.at(seen.generations().last());
    return scale == Scale.BITS
        ? Optional.empty()
        : HeavyTail.of(quantity.metric(), Summary.of(last, Optional.empty()))
            .map(
                warning ->
                    new Silence(
                        "a few replicates carry the mean of "
                            + name()
                            + " (warnings.csv): a t test would not hold"));
  }
}
