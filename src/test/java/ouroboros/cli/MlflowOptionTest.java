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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.report.ReportSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class MlflowOptionTest {
  private static final ReportSource RUN =
      ReportSource.of("/data/run", Map.of("run.json", "{\"name\": \"x\"}"));

  private static String logged(URI url) {
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
    assertThat(logged(URI.create(url)))
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
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
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
      assertThatThrownBy(() -> new MlflowOption(URI.create(wrong)).check(command))
          .isInstanceOf(ParameterException.class)
          .hasMessage("--mlflow is " + wrong + "; it must be a server's address: http://HOST:5000");
    }
    new MlflowOption(URI.create("https://mlflow.lab:5000/base")).check(command);
    new MlflowOption(null).check(command);
  }

  @Test
  void nothingIsLoggedUnlessItIsAskedFor() {
    StringWriter err = new StringWriter();
    new MlflowOption(null).log(RUN, new PrintWriter(err, true));
    assertThat(err.toString()).isEmpty();
  }
}
