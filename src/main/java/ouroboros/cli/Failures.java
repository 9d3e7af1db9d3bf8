package ouroboros.cli;

import java.io.PrintWriter;
import java.util.Map;
import ouroboros.experiment.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong: one message, a stack trace only if it is asked for. */
final class Failures {
  private static final String DEBUG = "OUROBOROS_DEBUG";

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
    err.println(program + ": " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    if (e.getMessage().equals(Main.NO_COMMAND)) {
      command.usage(err);
    } else {
      err.println("Try '" + program + " --help'.");
    }
    return Main.Exit.WRONG_INPUT;
  }

  /** Anything else. What is wrong with an experiment is wrong input. */
  int failed(Throwable e) {
    if (e instanceof SpecException wrong) {
      wrong.problems().forEach(err::println);
      trace(e);
      return Main.Exit.WRONG_INPUT;
    }
    err.println(System.getProperty(Main.PROGRAM, Main.NAME) + ": " + said(e));
    trace(e);
    return Main.Exit.FAILED;
  }

  private static String said(Throwable e) {
    String message = e.getMessage();
    boolean speaks = message != null && !message.isBlank();
    boolean named = e instanceof IllegalArgumentException || e instanceof IllegalStateException;
    String type = e.getClass().getSimpleName();
    if (!speaks) {
      return type;
    }
    return named ? message : type + ": " + message;
  }

  private void trace(Throwable e) {
    if ("1".equals(environment.get(DEBUG))) {
      e.printStackTrace(err);
    }
  }
}
