package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Shown;
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
  private @Nullable String url;

  /** Created by picocli. */
  MlflowOption() {}

  /** For {@code url}; null logs nothing. */
  MlflowOption(@Nullable String url) {
    this.url = url;
  }

  /** Refuses a URL that cannot be a server, before anything runs. A password is not shown. */
  void check(CommandLine command) {
    if (url != null && server(url) == null) {
      throw new ParameterException(
          command,
          "--mlflow is "
              + url.replaceAll("//.*@", "//")
              + "; it must be a server's address: http://HOST:5000");
    }
  }

  private static @Nullable URI server(String url) {
    try {
      URI uri = new URI(url);
      boolean web = List.of("http", "https").contains(String.valueOf(uri.getScheme()));
      return web && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Logs the run if the user asked for it, and says so on {@code err}. */
  void log(ReportSource run, PrintWriter err) {
    URI server = url == null ? null : server(url);
    if (server == null) {
      return;
    }
    try {
      err.println(Shown.whole(MlflowLog.log(run, server)));
    } catch (IOException e) {
      err.println("warning: not logged to MLflow: " + Shown.whole(String.valueOf(e.getMessage())));
      err.println(
          "the run is whole in " + Shown.whole(run.name()) + "; the same command again logs it");
    }
  }
}
