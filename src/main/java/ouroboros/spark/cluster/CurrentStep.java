package ouroboros.spark.cluster;

import java.io.PrintStream;

/** The step that a command is at, for messages only. */
public final class CurrentStep {
  private static volatile String name = "";

  private CurrentStep() {}

  /** Begins a step. */
  public static void begin(String step) {
    name = step;
  }

  /** Begins a step and shows it. */
  public static void begin(PrintStream console, String step) {
    begin(step);
    console.println(step);
  }

  /** The step that began last; empty before the first. */
  public static String name() {
    return name;
  }
}
