package ouroboros.inference.verdict;

import java.util.Optional;
import ouroboros.inference.Estimate;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;

/**
 * The change of a quantity between the first generation with feedback and the last one, compared
 * with that of the control.
 *
 * <p>Yes means that the expectation is beyond one margin. No means that it does not reach another
 * margin: this is the side of an equivalence test that bounds the harm; the other side is not
 * needed, because a change for the better is no collapse. The two margins may be equal.
 */
final class Change {
  static final String UNDECIDED = "the tests say neither yes nor no; more replicates may tell";

  private Change() {}

  /** The finding about a cell; {@code seen} is on the reading's scale. */
  static Finding read(Reading reading, Fed seen) {
    if (seen.generations().size() < 2) {
      return Silence.ofRun(
          "two generations with feedback are compared; more `generations` would tell");
    }
    Optional<Scale.Measured> change = reading.scale().change(seen);
    Optional<Estimate> yes = change.flatMap(c -> c.less().apply(reading.yes()));
    Optional<Estimate> no = change.flatMap(c -> c.less().apply(reading.no()));
    if (yes.isEmpty() || no.isEmpty()) {
      return reading.withoutSpread();
    }
    Scale.Measured shown = change.orElseThrow();
    Optional<Finding> carried = shown.typical() ? Optional.empty() : reading.carried(seen);
    return carried.orElseGet(
        () ->
            new Evidence(
                reading.quantity(),
                seen.end(),
                shown.shown(),
                yes.get().replicates(),
                new Claim(
                    "difference (t, one side)",
                    reading.scale().text(),
                    reading.yes(),
                    reading.side().beyond(yes.get())),
                new Claim(
                    "equivalence (t, one side)",
                    reading.scale().text(),
                    reading.no(),
                    reading.side().shortOf(no.get())),
                true,
                UNDECIDED));
  }
}
