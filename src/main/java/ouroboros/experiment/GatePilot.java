package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import ouroboros.policy.Policy;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PoolUnits;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/**
 * Finds gates that pass nothing: of the first candidates of units 0 .. {@value #UNITS} - 1 of S_1
 * of the first replicate, and then of as many units as a unit may have candidates. So a gate that
 * passes one candidate in a thousand is refused with probability 4.5e-5. Gates that decide by
 * random numbers alone are tried before the run, others before S'_1 is drawn, or, on a pool, before
 * the pool of T_1 is judged.
 */
public final class GatePilot {
  /** Units whose first candidates are judged. */
  private static final int UNITS = 1000;

  /** Of so few reviewed units, all may be rejected by chance. */
  private static final int FEW = 100;

  private final KeyPlaces places;

  /**
   * @param places of the keys of the experiment, for messages
   */
  public GatePilot(KeyPlaces places) {
    this.places = places;
  }

  /**
   * Tries the gates of all cells whose gates decide by random numbers alone.
   *
   * @throws SpecException with all gates that passed nothing
   */
  public static void beforeRun(Experiment experiment, List<Cell> cells) {
    GatePilot pilot = new GatePilot(experiment.places());
    List<Problem> problems = new ArrayList<>();
    for (Cell cell : cells) {
      Gates gates =
          new Gates(cell.safeguards(), new Key(experiment.seed(), 0), 1).onSynthetic().shrinking();
      if (gates.isBlind()) {
        problems.addAll(
            pilot.problems(
                cell, tried(units -> PassedBlocks.of(gates, 0, units).counts(), Long.MAX_VALUE)));
      }
      problems.addAll(
          pilot.problems(cell, ofPool(cell.safeguards(), cell.policy(), experiment.seed())));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  /**
   * What gates on a pool did to its units, if these gates decide by random numbers alone; empty if
   * not, or if no gate is on a pool. Gates before the pool that look at their candidates let all of
   * them pass here.
   */
  public static List<GateCounts> ofPool(SafeguardList all, Policy policy, long seed) {
    List<Safeguard.Gate> tried =
        all.gates().stream()
            .map(
                gate ->
                    gate instanceof Safeguard.OnPool || Gates.blind(gate) != null
                        ? gate
                        : new Safeguard.Thin(0))
            .toList();
    SafeguardList list = new SafeguardList(tried, all.refill());
    Gates gates = new Gates(list, new Key(seed, 0), 1).shrinking();
    return gates.hasPool() && !gates.needsText()
        ? tried(units -> ofPool(gates, policy.realShareOfPool(1), units), Long.MAX_VALUE)
        : List.of();
  }

  /** What gates on a pool of so many units did, of which a share is real. */
  private static List<GateCounts> ofPool(Gates gates, double realShare, long units) {
    long real = StrictMath.round(realShare * units);
    Selection none = Selection.range(units, 0, 0);
    PoolUnits pool =
        PoolUnits.of(
            units,
            new PoolUnits.FromReal(Selection.range(units, 0, real), 0),
            Selection.range(units, real, units),
            LongUnaryOperator.identity(),
            RealReplacements.of(gates.onSynthetic(), units, none, new long[0]));
    return PoolWalk.of(gates, new PoolWalk.Lot(realShare, true)).judge(units, pool).counts();
  }

  /**
   * Tries gates on as many units as it takes.
   *
   * @param judge says what gates did to so many units, of which only the first candidates are
   *     judged
   * @param most units that there are
   * @throws SpecException with all gates that passed nothing
   */
  public void check(Cell cell, LongFunction<List<GateCounts>> judge, long most) {
    List<Problem> problems = problems(cell, tried(judge, most));
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  /** What gates did to a few units; to more of them, where a gate passed none of the few. */
  private static List<GateCounts> tried(LongFunction<List<GateCounts>> judge, long most) {
    List<GateCounts> few = judge.apply(Math.min(UNITS, most));
    boolean passedNone = few.stream().anyMatch(gate -> gate.offered() > 0 && gate.kept() == 0);
    return passedNone && most > UNITS ? judge.apply(Math.min(Candidate.MOST, most)) : few;
  }

  /**
   * Whether a review that passed no unit of a pilot may still be right: people decide, units of R
   * take the place of what is dropped, or only few units are reviewed.
   */
  private static boolean mayPass(Cell cell, GateCounts review) {
    return cell.safeguards().queue().isPresent()
        || cell.safeguards().refill() == Refill.REAL
        || (review.reviewed() > 0 && review.reviewed() < FEW);
  }

  private List<Problem> problems(Cell cell, List<GateCounts> counts) {
    List<Problem> problems = new ArrayList<>();
    for (GateCounts gate : counts) {
      boolean isReview =
          cell.safeguards().gates().get(gate.gate() - 1).judge() instanceof Safeguard.Review;
      boolean passesNone = gate.offered() > 0 && gate.kept() == 0;
      if (passesNone && !(isReview && mayPass(cell, gate))) {
        problems.add(
            places.problem(
                "safeguards",
                (cell.name().isEmpty() ? "" : "cell " + cell.name() + ": ")
                    + "gate "
                    + gate.gate()
                    + " ("
                    + gate.kind()
                    + ") passed none of "
                    + gate.offered()
                    + " units of a pilot; make it less strict"));
      }
    }
    return problems;
  }
}
