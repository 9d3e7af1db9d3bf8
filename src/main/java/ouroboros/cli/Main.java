package ouroboros.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import ouroboros.spark.Session;
import ouroboros.text.CorpusException;
import ouroboros.text.NameEncoding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program. Each command is a class in its own file and is named in the list below. Results go
 * to standard output, everything else to standard error. Exit codes: 0 done, 1 failed while running
 * or results could not be written, 2 wrong input, 3 an alarm ended a lineage, 4 lineages wait for
 * decisions of people, 128 + n ended by signal n.
 */
@Command(
    name = Main.NAME,
    description = "Measures what is lost when generative models train on each other's output.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      Run.class,
      Prepare.class,
      Init.class,
      Validate.class,
      ReportPage.class,
      Generate.class,
      Verify.class,
      Audit.class,
      Alarms.class,
      Trace.class,
      Reviews.class,
      Train.class,
      Score.class,
      MeasureTexts.class,
      DateTexts.class,
      Bench.class,
      Completion.class
    })
public final class Main implements Runnable {
  static final String NAME = "ouroboros";

  /** System property that holds the name by which the program was called. */
  static final String PROGRAM = "ouroboros.program";

  static final String NO_COMMAND = "no command is given";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Created by {@link #run}. */
  Main() {}

  /**
   * Runs a command and exits. The locale of the machine is set aside, because picocli, Spark and
   * Hadoop format some of their messages and names by the default locale.
   */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Ending ending = new Ending(System.err, System.getProperty(PROGRAM, NAME));
    System.setErr(ending.console());
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    ending.install(new Failures(System.getenv(), err)::failed);
    Session.alone();
    int code = run(arguments, System.getenv(), out, err);
    if (out.checkError()) {
      err.println(
          System.getProperty(PROGRAM, NAME)
              + ": not everything could be written to standard output; is the disk full, or did"
              + " the reader of a pipe end?");
      code = code == Exit.DONE ? Exit.FAILED : code;
    }
    err.flush();
    ending.end(code);
  }

  /**
   * Runs a command.
   *
   * @param environment {@code OUROBOROS_DEBUG=1} adds stack traces
   * @return the exit code
   */
  public static int run(
      String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures(environment, err);
    for (String each : arguments) {
      String problem = NameEncoding.here().problem(each);
      if (problem != null) {
        return failures.failed(new CorpusException(problem));
      }
    }
    try {
      CommandLine line =
          new CommandLine(new Main())
              .setCommandName(System.getProperty(PROGRAM, NAME))
              .setOut(out)
              .setErr(err)
              .setParameterExceptionHandler((e, args) -> failures.wrongInput(e))
              .setExecutionExceptionHandler((e, command, parsed) -> failures.failed(e));
      return line.execute(arguments);
    } catch (Throwable e) {
      return failures.failed(e);
    }
  }

  /** No command was given. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), NO_COMMAND);
  }

  /** The exit codes of every command. */
  static final class Exit {
    static final int DONE = ExitCode.OK;
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;

    /** An alarm with action {@code stop} ended a lineage. */
    static final int STOPPED = 3;

    /** Lineages wait for decisions of people. */
    static final int WAITING = 4;

    private Exit() {}
  }
}
