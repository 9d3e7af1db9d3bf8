package ouroboros.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.StoredRun;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of commands that read one lineage of a run: its cell and its replicate. */
final class LineageOptions {
  @Option(
      names = "--cell",
      paramLabel = "C",
      description = "Name of the cell; may be left out where there is only one.")
  private @Nullable String cell;

  @Option(names = "--replicate", paramLabel = "N", description = "Which replicate; 0 by default.")
  private int replicate;

  /** Created by picocli. */
  LineageOptions() {}

  /** Whether the command line names a lineage. */
  boolean areGiven() {
    return cell != null || replicate != 0;
  }

  /** The cell that is named, or the only one. */
  String cell(StoredRun run, CommandSpec spec) {
    List<String> cells = run.cells();
    if (cell != null) {
      return cell;
    }
    if (cells.size() == 1) {
      return cells.get(0);
    }
    throw new ParameterException(
        spec.commandLine(), "--cell is missing; the run has " + String.join(", ", cells));
  }

  /** The replicate, which the run has. */
  int replicate(StoredRun run, CommandSpec spec) {
    within(spec, "--replicate", replicate, 0, run.replicates() - 1L);
    return replicate;
  }

  /** Refuses a number outside a range. */
  static void within(CommandSpec spec, String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + "; it can be " + least + " .. " + most);
    }
  }
}
