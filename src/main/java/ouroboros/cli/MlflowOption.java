package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.report.ReportSource;
import ouroboros.report.mlflow.MlflowLog;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Whether a finished run is logged to an MLflow tracking server. If the server is down, the program
 * prints a warning; the run is not lost.
 */
final class MlflowOption {
  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      description = "Logs the finished run to this MLflow tracking server; off by default.")
  private @Nullable URI url;

  /** Created by picocli. */
  MlflowOption() {}

  /** For {@code url}; null logs nothing. */
  MlflowOption(@Nullable URI url) {
    this.url = url;
  }

  /** Refuses a URL that cannot be a server, before anything runs. */
  void check(CommandLine command) {
    if (url != null
        && (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
            || url.getHost() == null)) {
      throw new ParameterException(
          command, "--mlflow is " + url + "; it must be a server's address: http://HOST:5000");
    }
  }

  /** Logs the run if the user asked for it, and says so on {@code err}. */
  void log(ReportSource run, PrintWriter err) {
    if (url == null) {
      return;
    }
    try {
      err.println(MlflowLog.log(run, url));
    } catch (IOException e) {
      err.println("warning: not logged to MLflow: " + e.getMessage());
      err.println("the run is whole in " + run.name() + "; the same command again logs it");
    }
  }
}
