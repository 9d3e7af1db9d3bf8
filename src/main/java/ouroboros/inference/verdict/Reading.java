package ouroboros.inference.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import ouroboros.inference.Estimate;
import ouroboros.inference.HeavyTail;
import ouroboros.inference.Quantity;
import ouroboros.inference.Summary;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.metric.CellRow;

/**
 * One way to examine a cell: a quantity, how its change is measured, and the margins of both
 * claims.
 *
 * @param quantity the quantity that is examined
 * @param scale how its change is measured
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
   * reading that was measured. A reading that can change without feedback gives none if the run has
   * no control for it.
   *
   * @param missing the reason if nothing was measured
   */
  static Finding first(
      List<Reading> readings,
      Silence missing,
      Study study,
      CellRow cell,
      BiFunction<Reading, Fed, Finding> asked) {
    Finding found = missing;
    for (Reading reading : readings) {
      Optional<Trajectory> seen = study.of(cell, reading.quantity(), reading.scale());
      Optional<Silence> doubt = study.feedback(cell).doubt(reading.quantity());
      if (seen.isPresent() && doubt.isPresent()) {
        found = doubt.get();
      } else if (seen.isPresent()) {
        Optional<Trajectory> control = study.ofControl(cell, reading.quantity(), reading.scale());
        found = reading.ask(Fed.of(reading.quantity(), seen.get(), control), asked);
        if (found instanceof Evidence) {
          return found;
        }
      }
    }
    return found;
  }

  private Finding ask(Fed seen, BiFunction<Reading, Fed, Finding> asked) {
    if (seen.generations().isEmpty()) {
      return Silence.ofRun(
          name()
              + " is not measured where there is feedback, from generation "
              + Fed.first(quantity.subject())
              + " on; more `generations` would tell");
    }
    return scale.hasStart(seen)
        ? asked.apply(this, seen)
        : new Silence(name() + " starts at 0: there is no ratio to it");
  }

  /** The reason where an estimate has no standard deviation. */
  Silence withoutSpread() {
    return new Silence(name() + " has one replicate, or an infinite value: no spread");
  }

  /** Why a t test of the mean is not valid; empty if it is. */
  Optional<Finding> carried(Fed seen) {
    return HeavyTail.of(quantity.metric(), Summary.of(seen.cell().at(seen.end()), Optional.empty()))
        .map(
            warning ->
                new Silence(
                    "a few replicates carry the mean of "
                        + name()
                        + " (warnings.csv): a t test would not hold"));
  }
}
