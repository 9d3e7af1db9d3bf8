package ouroboros.report.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;

/**
 * Logs a run's tables to an MLflow tracking server: one MLflow run for the whole, with its
 * parameters and files, and below it one MLflow run per cell, with its metrics per generation.
 *
 * <p>The MLflow experiment has the name of the spec. The step of a metric is the generation, its
 * value the mean over replicates. Its name is {@code NAME/SUBJECT} for the scope {@code all},
 * otherwise {@code NAME/SUBJECT/SCOPE}; {@code law/NAME/SUBJECT} is the expectation of the law. The
 * names of rarefied metrics end in {@code -rarefied}. NaN is left out. Logging again makes new
 * MLflow runs.
 */
public final class MlflowLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The largest number of each in one request; these are the limits of the server. */
  private static final int METRICS = 1000;

  private static final int PARAMETERS = 100;
  private static final int LONGEST = 6000;
  private static final String ARTIFACTS = "mlflow-artifacts:";
  private static final List<String> FILES =
      List.of(
          "report.html",
          "run.json",
          "cells.csv",
          "summary.csv",
          "contrasts.csv",
          "verdicts.csv",
          "onsets.csv",
          "warnings.csv",
          "survival.csv",
          "ranks.csv",
          "ledger.csv",
          "components.csv",
          "gates.csv",
          "alarms.csv",
          "samples.jsonl");

  private final MlflowServer server;
  private final ReportSource run;
  private final JsonNode record;

  /** A metric in the form of the API. In JSON, infinity is the text {@code "Infinity"}. */
  private record Metric(String key, double value, int step, long timestamp) {}

  private MlflowLog(MlflowServer server, ReportSource run) throws IOException {
    this.server = server;
    this.run = run;
    try (Reader text = run.open("run.json")) {
      this.record = text == null ? JSON.missingNode() : JSON.readTree(text);
    }
  }

  /**
   * Logs a finished run.
   *
   * @return what was logged and where, in one line
   * @throws IOException if the server is down or refuses a request, or a table is damaged
   */
  public static String log(ReportSource run, URI url) throws IOException {
    return new MlflowLog(new MlflowServer(url), run).log();
  }

  private String log() throws IOException {
    String name = record.path("name").asText(run.name());
    JsonNode known = server.ask("experiments/get-by-name", "experiment_name", name);
    String experiment =
        known.isMissingNode()
            ? server.tell("experiments/create", Map.of("name", name)).path("experiment_id").asText()
            : known.path("experiment").path("experiment_id").asText();
    JsonNode whole = create(experiment, name, Map.of("ouroboros.out", run.name()));
    String id = whole.path("info").path("run_id").asText();
    parameters(id, flat(record.path("spec")));
    String stored = store(whole.path("info").path("artifact_uri").asText());
    Map<String, List<Metric>> cells = metrics();
    for (var cell : cells.entrySet()) {
      JsonNode part = create(experiment, cell.getKey(), Map.of("mlflow.parentRunId", id));
      String partId = part.path("info").path("run_id").asText();
      parameters(partId, parametersOf(cell.getKey()));
      for (int from = 0; from < cell.getValue().size(); from += METRICS) {
        int to = Math.min(from + METRICS, cell.getValue().size());
        List<Metric> batch = cell.getValue().subList(from, to);
        server.tell("runs/log-batch", Map.of("run_id", partId, "metrics", batch));
      }
      finish(partId);
    }
    finish(id);
    return String.format(
        Locale.ROOT, "MLflow experiment %s, run %s: %d cells, %s", name, id, cells.size(), stored);
  }

  private JsonNode create(String experiment, String name, Map<String, String> tags)
      throws IOException {
    List<Map<String, String>> pairs = new ArrayList<>();
    tags.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
    Map<String, Object> body =
        Map.of(
            "experiment_id", experiment,
            "run_name", name,
            "start_time", server.millis(),
            "tags", pairs);
    return server.tell("runs/create", body).path("run");
  }

  private void finish(String id) throws IOException {
    server.tell(
        "runs/update", Map.of("run_id", id, "status", "FINISHED", "end_time", server.millis()));
  }

  private void parameters(String id, Map<String, String> values) throws IOException {
    List<Map<String, String>> pairs = new ArrayList<>();
    values.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
    for (int from = 0; from < pairs.size(); from += PARAMETERS) {
      server.tell(
          "runs/log-batch",
          Map.of(
              "run_id",
              id,
              "params",
              pairs.subList(from, Math.min(from + PARAMETERS, pairs.size()))));
    }
  }

  /**
   * The leaves of the spec by their paths, without the cells, which have MLflow runs of their own.
   */
  private static Map<String, String> flat(JsonNode spec) {
    Map<String, String> leaves = new TreeMap<>();
    for (var field : spec.properties()) {
      if (!field.getKey().equals("cells")) {
        flat(field.getKey(), field.getValue(), leaves);
      }
    }
    return leaves;
  }

  private static void flat(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties().forEach(f -> flat(path + "." + f.getKey(), f.getValue(), into));
      return;
    }
    String text = node.isValueNode() ? node.asText() : node.toString();
    into.put(path, text.substring(0, Math.min(LONGEST, text.length())));
  }

  private Map<String, String> parametersOf(String cell) {
    for (JsonNode one : record.path("spec").path("cells")) {
      if (one.path("cell").asText().equals(cell)) {
        return flat(one);
      }
    }
    return Map.of();
  }

  /** The metrics of each cell, in the order of the tables. */
  private Map<String, List<Metric>> metrics() throws IOException {
    Map<String, List<Metric>> cells = new LinkedHashMap<>();
    try (ReportCsv table =
        ReportCsv.open(
            run, "summary.csv", "cell", "generation", "metric", "subject", "scope", "mean")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        List<Metric> of = cells.computeIfAbsent(row.text("cell"), cell -> new ArrayList<>());
        String key = key(row);
        add(of, key, row.index("generation"), row.number("mean"));
        add(of, "law/" + key, row.index("generation"), row.number("expected"));
      }
    }
    return cells;
  }

  private void add(List<Metric> to, String key, int generation, double value) {
    if (!Double.isNaN(value)) {
      to.add(new Metric(key, value, generation, server.millis()));
    }
  }

  /** A name that MLflow accepts: letters, digits and {@code _-. /}. */
  static String key(ReportRow row) {
    String scope = row.text("scope");
    String name = row.text("metric") + "/" + row.text("subject");
    return (scope.equals("all") ? name : name + "/" + scope)
        .replace("@", "-rarefied")
        .replaceAll("[^\\p{L}\\p{N}_\\-. /]", "_");
  }

  /** Stores the files of the run, if the server accepts files. */
  private String store(String uri) throws IOException {
    if (!uri.startsWith(ARTIFACTS)) {
      return "no files: the server keeps them at " + uri + ", out of its own reach";
    }
    // Not read as a URI: a server may write names in it that no URI has, such as one with a space.
    String path = uri.substring(ARTIFACTS.length());
    String folder =
        (path.startsWith("//") ? path.replaceFirst("^//[^/]*", "") : path).replaceAll("^/+", "");
    int stored = 0;
    for (String file : FILES) {
      try (Reader text = run.open(file)) {
        if (text != null) {
          StringWriter whole = new StringWriter();
          text.transferTo(whole);
          server.store(folder + "/" + file, whole.toString());
          stored++;
        }
      }
    }
    return stored + " files";
  }
}
