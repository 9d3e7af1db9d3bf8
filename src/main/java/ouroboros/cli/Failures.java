package ouroboros.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.FullHeap;
import ouroboros.spark.TaskFailure;
import ouroboros.text.CorpusException;
import ouroboros.text.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints on standard error what went wrong: one message, and a stack trace only on request. */
final class Failures {
  private static final String DEBUG = "OUROBOROS_DEBUG";
  private static final int DEEPEST = 64;

  private final Map<String, String> environment;
  private final PrintWriter err;

  Failures(Map<String, String> environment, PrintWriter err) {
    this.environment = Map.copyOf(environment);
    this.err = err;
  }

  /** A command line that cannot be understood. */
  int wrongInput(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String program = command.getCommandSpec().qualifiedName(" ");
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched)
            : String.valueOf(e.getMessage());
    err.println(program + ": " + Shown.whole(message));
    if (message.equals(Main.NO_COMMAND)) {
      command.usage(err);
    } else {
      err.println("Try '" + program + " --help'.");
    }
    return Main.Exit.WRONG_INPUT;
  }

  private static String unknown(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String word = e.getUnmatched().get(0);
    String bare = word.split("=", 2)[0];
    boolean option = e.isUnknownOption();
    Collection<String> known =
        option ? command.optionsMap().keySet() : command.subcommands().keySet();
    if (!option && known.isEmpty()) {
      return "unexpected \"" + word + "\"";
    }
    String noun = option ? "option" : "command";
    String nearest = NearestName.of(bare, known);
    return "unknown "
        + noun
        + " \""
        + bare
        + "\"; "
        + (nearest == null
            ? noun + "s: " + String.join(", ", new TreeSet<>(known))
            : "nearest: " + nearest);
  }

  /**
   * Any other failure. A problem of an experiment, or of a corpus before anything ran, is wrong
   * input. For a failure inside a task, the message of the task is shown.
   */
  int failed(Throwable e) {
    if (e instanceof SpecException wrong) {
      wrong.problems().forEach(problem -> err.println(Shown.whole(problem.toString())));
      trace(e);
      return Main.Exit.WRONG_INPUT;
    }
    if (e instanceof CorpusException wrong) {
      wrong.shown().forEach(line -> err.println(Shown.whole(line)));
      trace(e);
      return Main.Exit.WRONG_INPUT;
    }
    err.println(System.getProperty(Main.PROGRAM, Main.NAME) + ": " + Shown.whole(text(e).strip()));
    trace(e);
    return Main.Exit.FAILED;
  }

  private static String text(Throwable e) {
    Throwable cause = TaskFailure.cause(e);
    if (cause instanceof OutOfMemoryError full) {
      return FullHeap.text(full);
    }
    if (says(e, "INVALID_DRIVER_MEMORY")) {
      return FullHeap.tooSmall();
    }
    if (says(e, "Too many open files", "child event loop")) {
      return "this process may open no more files; run: ulimit -n 4096 (" + said(cause) + ")";
    }
    if (says(e, "CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND")) {
      return "an executor was lost while sentences moved between the shards of a model, and what"
          + " they had drawn was only on its disk; nothing that is sealed is lost: the same"
          + " command draws the generation again";
    }
    String said = said(cause);
    return said.endsWith("No space left on device")
        ? said
            + ": the disk with Spark's scratch folder is full; make room, or name a folder on"
            + " another disk in SPARK_LOCAL_DIRS"
        : said;
  }

  /** Whether an exception or one of its causes says one of these. */
  private static boolean says(Throwable e, String... words) {
    Throwable each = e;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      String message = String.valueOf(each.getMessage());
      if (Arrays.stream(words).anyMatch(message::contains)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  private static String said(Throwable e) {
    Throwable speaking = e;
    Throwable cause = e.getCause();
    if (e instanceof UncheckedIOException && cause != null) {
      speaking = cause.toString().equals(e.getMessage()) ? cause : e;
    }
    String message = speaking.getMessage();
    String type = speaking.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return type;
    }
    boolean plain =
        speaking instanceof IllegalArgumentException
            || speaking instanceof IllegalStateException
            || speaking instanceof CorpusException
            || speaking instanceof UncheckedIOException;
    return plain ? message : type + ": " + message;
  }

  private void trace(Throwable e) {
    if ("1".equals(environment.get(DEBUG))) {
      e.printStackTrace(err);
    }
  }
}
