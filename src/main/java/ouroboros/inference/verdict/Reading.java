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
 * One way to look at a cell.
 *
 * @param quantity what is looked at
 * @param scale how it is compared with its start
 * @param side where the collapse lies
 * @param yes margin of the claim yes
 * @param no margin of the claim no
 */
record Reading(Quantity quantity, Scale scale, Side side, double yes, double no) {
  /** Where the collapse lies. */
  enum Side {
    /** Above the margin. */
    RISE,
    /** Below it. */
    FALL;

    /** p of "it is not beyond, on this side of 0". */
    double beyond(Estimate less) {
      return this == RISE ? less.above(0) : less.below(0);
    }

    /** p of "it is not short of 0, seen from this side". */
    double shortOf(Estimate less) {
      return this == RISE ? less.below(0) : less.above(0);
    }
  }

  /** Both claims at one margin. */
  static Reading of(Quantity quantity, Scale scale, Side side, double margin) {
    return new Reading(quantity, scale, side, margin, margin);
  }

  /** The quantity for a sentence. */
  String name() {
    return quantity.metric() + " (" + quantity.subject() + ")";
  }

  /**
   * What the first reading that gives evidence says; else why the last of those that were measured
   * gives none.
   *
   * @param missing where nothing was measured
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

  /** Why a t test would say nothing; empty where it says something. */
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
