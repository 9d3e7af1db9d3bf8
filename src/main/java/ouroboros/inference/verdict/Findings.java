package ouroboros.inference.verdict;

import java.util.List;
import java.util.Map;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectories;
import ouroboros.metric.CellRow;

/**
 * The decisions that are made from all replicates of a run; each list is sorted.
 *
 * @param verdicts eight rows per cell
 * @param onsets one row per quantity of every cell that has a {@code frozen} baseline
 * @param warnings means that are dominated by a few replicates
 */
public record Findings(
    List<VerdictRow> verdicts, List<OnsetRow> onsets, List<WarningRow> warnings) {

  /**
   * The findings of a whole run.
   *
   * @param cells in the order of the sweep
   * @param feedback what is known of each cell, by its name
   * @param run the trajectories of the run
   * @param summaries summaries of all numbers
   * @param contrasts contrasts with the baselines
   * @param look number of the look at the run, from 1
   */
  public static Findings of(
      List<CellRow> cells,
      Map<String, Feedback> feedback,
      Trajectories run,
      List<SummaryRow> summaries,
      List<ContrastRow> contrasts,
      int look) {
    return new Findings(
        Verdicts.of(cells, feedback, run, look),
        Onsets.of(cells, feedback, run, contrasts, summaries),
        Warnings.of(summaries, run));
  }
}
