package ouroboros.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: prints a script with which bash and zsh complete the options of jobs. */
@Command(
    name = "completion",
    description = "Prints a script that completes options: source <(jobs/completion)",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Completion implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Completion() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CommandLine all = spec.commandLine().getParent();
    all.getSubcommands()
        .forEach(
            (name, command) -> {
              String job = "jobs_" + name;
              String function = "_complete_" + job;
              String script = AutoComplete.bash(job, command);
              out.print(script);
              out.printf(
                  Locale.ROOT,
                  "complete -F %s -o default jobs/%s ./jobs/%s%n%n",
                  function,
                  name,
                  name);
            });
    return Main.Exit.DONE;
  }
}
