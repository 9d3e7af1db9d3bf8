package ouroboros.inference.verdict;

import java.util.List;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectories;
import ouroboros.metric.CellRow;

/**
 * What a run's replicates decide together, each list sorted.
 *
 * @param verdicts eight a cell
 * @param onsets one a quantity of every cell that has a {@code frozen} baseline
 * @param warnings means that a few replicates carry
 */
public record Findings(
    List<VerdictRow> verdicts, List<OnsetRow> onsets, List<WarningRow> warnings) {

  /**
   * Of a whole run.
   *
   * @param cells in any order
   * @param run its trajectories
   * @param summaries of all numbers
   * @param contrasts with the baselines
   */
  public static Findings of(
      List<CellRow> cells,
      Trajectories run,
      List<SummaryRow> summaries,
      List<ContrastRow> contrasts) {
    return new Findings(
        Verdicts.of(cells, run),
        Onsets.of(cells, contrasts, summaries),
        Warnings.of(summaries, run));
  }
}
