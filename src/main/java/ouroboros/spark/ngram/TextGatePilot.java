package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.random.Key;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.draw.GatedCorpus;

/**
 * Finds gates that pass nothing: of the first candidates of units 0 .. {@value #UNITS} - 1 of S_1
 * of the first replicate, and then of as many units as a unit may have candidates. So a gate that
 * passes one candidate in a thousand is refused with probability 4.5e-5. Gates that need no text
 * are tried before the run, others before S'_1 is drawn.
 */
final class TextGatePilot {
  /** Units whose first candidates are judged. */
  private static final int UNITS = 1000;

  /** Of so few reviewed units, all may be rejected by chance. */
  private static final int FEW = 100;

  private TextGatePilot() {}

  /**
   * Tries the gates of all cells whose gates need no text.
   *
   * @throws SpecException with all gates that passed nothing
   */
  static void beforeRun(Experiment experiment, List<Cell> cells) {
    List<Problem> problems = new ArrayList<>();
    for (Cell cell : cells) {
      Gates gates =
          new Gates(cell.safeguards(), new Key(experiment.seed(), 0), 1).onSynthetic().shrinking();
      if (gates.isBlind()) {
        problems.addAll(
            problems(
                experiment,
                cell,
                tried(units -> PassedBlocks.of(gates, 0, units).counts(), Long.MAX_VALUE)));
      }
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  /**
   * Tries gates that see the text.
   *
   * @param text S'_1 of the first replicate
   * @throws SpecException with all gates that passed nothing
   */
  static void beforeDrawing(Experiment experiment, Cell cell, GateJobs jobs, GatedCorpus text) {
    check(
        experiment,
        cell,
        tried(
            units ->
                jobs.judged(
                        new GatedCorpus(
                            text.corpus(), text.gates().shrinking(), text.makers(), units))
                    .counts(),
            Long.MAX_VALUE));
  }

  /**
   * What gates did to a few units; to more of them, where a gate passed none of the few.
   *
   * @param judge says what gates did to so many units
   * @param most units that there are
   */
  static List<GateCounts> tried(LongFunction<List<GateCounts>> judge, long most) {
    List<GateCounts> few = judge.apply(Math.min(UNITS, most));
    boolean passedNone = few.stream().anyMatch(gate -> gate.offered() > 0 && gate.kept() == 0);
    return passedNone && most > UNITS ? judge.apply(Math.min(Candidate.MOST, most)) : few;
  }

  /**
   * Checks what gates did to some units.
   *
   * @throws SpecException with all gates that passed nothing
   */
  static void check(Experiment experiment, Cell cell, List<GateCounts> counts) {
    List<Problem> problems = problems(experiment, cell, counts);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
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

  private static List<Problem> problems(Experiment experiment, Cell cell, List<GateCounts> counts) {
    List<Problem> problems = new ArrayList<>();
    for (GateCounts gate : counts) {
      boolean isReview = cell.safeguards().gates().get(gate.gate() - 1) instanceof Safeguard.Review;
      boolean passesNone = gate.offered() > 0 && gate.kept() == 0;
      if (passesNone && !(isReview && mayPass(cell, gate))) {
        problems.add(
            new Problem(
                experiment.file(),
                0,
                "safeguards[" + (gate.gate() - 1) + "]",
                (cell.name().isEmpty() ? "" : "cell " + cell.name() + ": ")
                    + gate.kind()
                    + " passed none of "
                    + gate.offered()
                    + " units of a pilot; make it less strict"));
      }
    }
    return problems;
  }
}
