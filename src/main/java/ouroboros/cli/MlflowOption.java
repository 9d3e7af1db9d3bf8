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
 * Whether a finished run is logged to an MLflow tracking server. A server that is down is a
 * warning, never a lost run.
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

  /** Refuses what cannot be a server, before anything runs. */
  void check(CommandLine command) {
    if (url != null
        && (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
            || url.getHost() == null)) {
      throw new ParameterException(
          command, "--mlflow is " + url + "; it must be a server's address: http://HOST:5000");
    }
  }

  /** Logs the run where it is asked for, and says so on {@code err}. */
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
