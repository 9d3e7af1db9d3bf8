package ouroboros.inference.verdict;

import java.util.Optional;
import java.util.SortedMap;
import ouroboros.inference.Estimate;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;

/**
 * The change of a quantity between the first and the last generation in which it was measured.
 *
 * <p>Yes means that the expectation is beyond one margin. No means that it does not reach another
 * margin: this is the side of an equivalence test that bounds the harm; the other side is not
 * needed, because a change for the better is no collapse. The two margins may be equal.
 */
final class Change {
  static final String UNDECIDED = "neither test rejects; more replicates would tell";

  private Change() {}

  /** The finding from a trajectory; {@code seen} is on the reading's scale. */
  static Finding read(Reading reading, Trajectory seen) {
    int start = seen.generations().first();
    int end = seen.generations().last();
    if (start == end && reading.scale() != Scale.LEVEL) {
      return new Silence(reading.name() + " is there for one generation; a change needs two");
    }
    SortedMap<Integer, Double> change = reading.scale().change(start, end);
    Optional<Estimate> yes = reading.scale().less(seen, change, start, reading.yes());
    Optional<Estimate> no = reading.scale().less(seen, change, start, reading.no());
    if (yes.isEmpty() || no.isEmpty()) {
      return new Silence(reading.name() + " has one replicate, or an infinite value: no spread");
    }
    return new Evidence(
        reading.quantity(),
        end,
        reading.scale().shown(seen, change, start),
        yes.get().replicates(),
        new Claim("difference (t, one side)", reading.yes(), reading.side().beyond(yes.get())),
        new Claim("equivalence (t, one side)", reading.no(), reading.side().shortOf(no.get())),
        UNDECIDED);
  }
}
