package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.report.ReportSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class MlflowOptionTest {
  private static final ReportSource RUN =
      ReportSource.of("/data/run", Map.of("run.json", "{\"name\": \"x\"}"));

  private static String logged(String url) {
    StringWriter err = new StringWriter();
    new MlflowOption(url).log(RUN, new PrintWriter(err, true));
    return err.toString();
  }

  @Test
  void aServerThatIsDownIsAWarning() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    assertThat(logged(url))
        .contains("warning: not logged to MLflow: " + url + ": no server answers there")
        .contains("the run is whole in /data/run; the same command again logs it");
  }

  @Test
  void aServerThatRefusesIsAWarningWithItsWords() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] words = "no room left".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(500, words.length);
          exchange.getResponseBody().write(words);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      assertThat(logged(url))
          .contains("warning: not logged to MLflow")
          .contains("answers 500: no room left");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsNoServerIsRefusedBeforeAnythingRuns() {
    CommandLine command = new CommandLine(new Run());
    for (String wrong : new String[] {"localhost:5000", "file:///tmp/mlruns", "http:///x"}) {
      assertThatThrownBy(() -> new MlflowOption(wrong).check(command))
          .isInstanceOf(ParameterException.class)
          .hasMessage("--mlflow is " + wrong + "; it must be a server's address: http://HOST:5000");
    }
    new MlflowOption("https://mlflow.lab:5000/base").check(command);
    new MlflowOption(null).check(command);
  }

  @Test
  void anAddressThatNoServerCanHaveIsAWarningAndNoPasswordIsShown() {
    assertThat(logged("http://me:secret@127.0.0.1:99999/x"))
        .contains("warning: not logged to MLflow: http://127.0.0.1:99999/x")
        .contains("the run is whole in /data/run")
        .doesNotContain("secret");
    assertThat(logged("http://me:secret@no-such-host.invalid:5000"))
        .contains("warning: not logged to MLflow")
        .doesNotContain("secret");
    CommandLine command = new CommandLine(new Run());
    for (String wrong :
        new String[] {"http://me:sec ret@h:1", "ftp://me:secret@h", "http://:secret@"}) {
      assertThatThrownBy(() -> new MlflowOption(wrong).check(command))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("it must be a server's address")
          .hasMessageNotContaining("ret@");
    }
  }

  @Test
  void aSpaceInThePlaceOfTheFilesIsEncoded() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> stored = new ArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          if (path.contains("/artifacts/")) {
            stored.add(path);
          }
          byte[] answer =
              "{\"experiment_id\":\"1\",\"run\":{\"info\":{\"run_id\":\"r\",\"artifact_uri\":\"mlflow-artifacts:/my runs/1%/r\"}}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      assertThat(logged("http://127.0.0.1:" + server.getAddress().getPort()))
          .contains("MLflow experiment");
      assertThat(stored)
          .containsExactly("/api/2.0/mlflow-artifacts/artifacts/my%20runs/1%25/r/run.json");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nothingIsLoggedUnlessItIsAskedFor() {
    StringWriter err = new StringWriter();
    new MlflowOption(null).log(RUN, new PrintWriter(err, true));
    assertThat(err.toString()).isEmpty();
  }
}
