package ouroboros.report.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.page.ReportTest;

/**
 * Logs the small run to a real MLflow server. Where no {@code mlflow} is on the PATH the tests are
 * skipped, unless OUROBOROS_REQUIRE_MLFLOW=1.
 */
final class MlflowLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 90;

  @TempDir static Path work;
  private static Process server;
  private static URI url;

  @BeforeAll
  static void startServer() throws Exception {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mlflow")));
    if (!installed && "1".equals(System.getenv("OUROBOROS_REQUIRE_MLFLOW"))) {
      fail("OUROBOROS_REQUIRE_MLFLOW=1, but no mlflow on the PATH; pip install mlflow");
    }
    assumeTrue(installed, "no mlflow on this machine: logging to a server was not tried");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    url = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            "mlflow",
            "server",
            "--backend-store-uri=sqlite:///" + work.resolve("runs.db"),
            "--artifacts-destination=" + work.resolve("files"),
            "--host=127.0.0.1",
            "--port=" + port,
            "--workers=1");
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.redirectErrorStream(true).redirectOutput(work.resolve("server.log").toFile());
    server = builder.start();
    for (int i = 0; i < 2 * SECONDS && server.isAlive(); i++) {
      try {
        if (answer("/health", null).equals("OK")) {
          return;
        }
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
    fail("no server came up: " + Files.readString(work.resolve("server.log")));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
    }
  }

  private static String answer(String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }

  private static JsonNode runs(String name) throws IOException, InterruptedException {
    String path = "/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + name;
    String id = JSON.readTree(answer(path, null)).at("/experiment/experiment_id").asText();
    String wanted = "{\"experiment_ids\": [\"%s\"]}".formatted(id);
    return JSON.readTree(answer("/api/2.0/mlflow/runs/search", wanted)).path("runs");
  }

  @Test
  void parametersMetricsPerGenerationAndFilesArrive() throws Exception {
    String said = MlflowLog.log(ReportSource.folder(ReportTest.SMALL), url);
    String name = JSON.readTree(ReportTest.SMALL.resolve("run.json").toFile()).get("name").asText();
    assertThat(said).startsWith("MLflow experiment " + name + ", run ").contains(": 3 cells, ");
    Map<String, JsonNode> byName = new TreeMap<>();
    runs(name).forEach(run -> byName.put(run.at("/info/run_name").asText(), run));
    assertThat(byName.keySet())
        .containsExactly("policy=accumulate", "policy=frozen", "policy=replace", name);
    assertThat(byName.values())
        .allSatisfy(
            run -> {
              assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
              assertThat(run.at("/info/start_time").asLong()).isGreaterThan(1_600_000_000_000L);
            });
    JsonNode whole = byName.get(name);
    assertThat(whole.at("/data/params").findValuesAsText("key")).contains("seed", "generations");
    JsonNode cell = byName.get("policy=replace");
    assertThat(cell.at("/data/tags").toString())
        .contains(whole.at("/info/run_id").asText(), "mlflow.parentRunId");
    assertThat(history(cell, "vocabulary-retention/synthetic")).isEqualTo(means());
  }

  @Test
  void filesLieWithTheRun() throws Exception {
    MlflowLog.log(
        ReportSource.of(
            "bare",
            Map.of(
                "run.json",
                "{\"name\": \"bare\"}",
                "summary.csv",
                "cell,generation,metric,subject,scope,mean,expected\n"
                    + "c,0,types-1@,model,stratum=a b,Infinity,\n")),
        url);
    JsonNode runs = runs("bare");
    assertThat(runs).hasSize(2);
    assertThat(runs.findValuesAsText("key")).contains("types-1-rarefied/model/stratum_a b");
    try (Stream<Path> files = Files.walk(work.resolve("files"))) {
      List<Path> record =
          files.filter(f -> f.endsWith("run.json") && text(f).contains("bare")).toList();
      assertThat(record).hasSize(1);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<Integer, Double> history(JsonNode run, String metric) throws Exception {
    String path =
        "/api/2.0/mlflow/metrics/get-history?run_id=%s&metric_key=%s"
            .formatted(run.at("/info/run_id").asText(), metric);
    Map<Integer, Double> history = new TreeMap<>();
    JSON.readTree(answer(path, null))
        .path("metrics")
        .forEach(m -> history.put(m.path("step").asInt(), m.path("value").asDouble()));
    return history;
  }

  /** The means of the table. */
  private static Map<Integer, Double> means() throws IOException {
    Map<Integer, Double> means = new TreeMap<>();
    try (ReportCsv table =
        ReportCsv.open(ReportSource.folder(ReportTest.SMALL), "summary.csv", "mean")) {
      for (ReportRow row; (row = table.next()) != null; ) {
        if (row.text("cell").equals("policy=replace")
            && row.text("metric").equals("vocabulary-retention")
            && row.text("subject").equals("synthetic")
            && row.text("scope").equals("all")) {
          means.put(row.index("generation"), row.number("mean"));
        }
      }
    }
    assertThat(means).isNotEmpty();
    return means;
  }
}
