package ouroboros.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.Seals;

/** Says at the start of a run what it will do, and refuses a disk that is too small for it. */
final class RunPlan {
  private RunPlan() {}

  /** The size of the run in one line. */
  static String size(Experiment experiment) {
    int cells = experiment.cells().size();
    int lineages = experiment.cells().stream().mapToInt(Cell::models).sum();
    long generations = (long) lineages * experiment.replicates() * (experiment.generations() + 1L);
    return String.format(
        Locale.ROOT,
        "%,d %s%s x %,d %s x %,d models each = %,d generations",
        cells,
        cells == 1 ? "cell" : "cells",
        lineages == cells ? "" : String.format(Locale.ROOT, " (%,d members)", lineages),
        experiment.replicates(),
        experiment.replicates() == 1 ? "replicate" : "replicates",
        experiment.generations() + 1L,
        generations);
  }

  /**
   * Prints the cost, before anything is drawn.
   *
   * @throws SpecException if the folder has too little room; not for a run that goes on, part of
   *     which is there already
   */
  static void check(Experiment experiment, RunCost cost, OutFolder out, PrintStream console) {
    boolean goesOn = goesOn(experiment, out);
    console.println(
        cost.text()
            + (goesOn ? " for the whole run, a part of which is there already" : "")
            + "; this is an estimate");
    List<Problem> problems = cost.diskProblems(experiment.file(), out.room());
    if (!goesOn && !problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  private static boolean goesOn(Experiment experiment, OutFolder out) {
    try {
      for (Cell cell : experiment.cells()) {
        if (out.files()
            .exists(HadoopPath.in(HadoopPath.of(out.root()), Seals.folder(cell.folder(), 0)))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
