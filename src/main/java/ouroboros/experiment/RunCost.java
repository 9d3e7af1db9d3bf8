package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A rough estimate of the cost of a run.
 *
 * @param noun what is drawn: {@code tokens} or {@code points}
 * @param drawn how many of them
 * @param seconds wall time, from a short calibration on this machine
 * @param memory bytes of heap that one process needs at once
 * @param disk bytes in OUT
 * @param others how many cells these numbers leave out, because their cost cannot be estimated
 */
public record RunCost(
    String noun, double drawn, double seconds, double memory, double disk, int others) {
  /** Bytes that Spark reserves for itself in every run. */
  public static final double RESERVED = 300 << 20;

  /** The reasons why the run does not fit into memory or disk; empty if it fits. */
  public List<Problem> problems(String file, long heap, long room) {
    List<Problem> problems = new ArrayList<>();
    if (memory > heap) {
      problems.add(
          new Problem(
              file,
              0,
              "",
              "the run needs about "
                  + bytes(memory)
                  + " of memory at once, a process has "
                  + bytes((double) heap)
                  + "; give it more, use fewer cores, or lower size, order or generations"));
    }
    problems.addAll(diskProblems(file, room));
    return problems;
  }

  /** The reason why the run does not fit into the disk; empty if it fits. */
  public List<Problem> diskProblems(String file, long room) {
    if (disk <= room) {
      return List.of();
    }
    return List.of(
        new Problem(
            file,
            0,
            "",
            "the run needs about "
                + bytes(disk)
                + " of disk, there is room for "
                + bytes((double) room)
                + "; choose another --out, keep: needed, or fewer replicates or generations"));
  }

  /** The estimate in one line. */
  public String text() {
    String left =
        others == 0 ? "" : String.format(Locale.ROOT, "%,d cells that draw documents", others);
    if (others > 0 && drawn == 0) {
      return "cost: no estimate of " + left;
    }
    return String.format(
        Locale.ROOT,
        "cost: %,.0f %s, about %s, %s of memory, %s of disk%s",
        drawn,
        noun,
        time(),
        bytes(memory),
        bytes(disk),
        left.isEmpty() ? "" : ", without " + left);
  }

  private String time() {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  static String bytes(double bytes) {
    double mebi = Math.max(1, bytes / (1 << 20));
    return mebi < 10_000
        ? String.format(Locale.ROOT, "%.0f MiB", mebi)
        : String.format(Locale.ROOT, "%.1f GiB", mebi / 1024);
  }
}
