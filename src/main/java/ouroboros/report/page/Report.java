package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.inference.verdict.Meaning;
import ouroboros.metric.Description;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.report.ReportSource;
import ouroboros.report.console.ConsoleSummary;

/**
 * The self-contained HTML report of one run, or of several runs in the same charts.
 *
 * <p>A page is a function of the tables: the same tables give the same bytes. It loads nothing from
 * other places. Long runs are thinned out, and the page says so.
 */
public final class Report {
  private Report() {}

  /**
   * Writes the report of the runs in these OUT folders. The file is replaced as a whole: a
   * temporary file is written in the same folder and then moved.
   *
   * @param outFolders one folder or several, each with the tables of a run
   * @param html the file to write
   * @throws IOException if a table is missing or damaged (the message names file, line and column),
   *     or the file cannot be written
   */
  public static void write(List<Path> outFolders, Path html) throws IOException {
    Path folder = Objects.requireNonNull(html.toAbsolutePath().getParent(), "a file in a folder");
    String page = page(outFolders.stream().map(ReportSource::folder).toList(), folder.toString());
    Path draft = OwnFiles.temporaryFile(folder, ".report-", ".html");
    try {
      Files.writeString(draft, page, StandardCharsets.UTF_8);
      Files.move(draft, html, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      OwnFiles.remove(draft);
    }
  }

  /** The report as text, in the folder of the first run. */
  public static String page(List<ReportSource> runs) throws IOException {
    return page(runs, runs.isEmpty() ? "" : runs.get(0).name());
  }

  /**
   * The report as text, for tables and pages that are not in a local folder.
   *
   * @param runs one run or several
   * @param home the folder of the page, named as a run's folder is: links to tables begin there
   * @throws IllegalArgumentException if there is no run
   * @throws IOException if a table is missing or damaged
   */
  public static String page(List<ReportSource> runs, String home) throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report needs the OUT folder of at least one run");
    }
    ObjectMapper mapper = new ObjectMapper();
    StringWriter data = new StringWriter();
    StringBuilder summary = new StringBuilder();
    try (JsonGenerator json = mapper.createGenerator(data)) {
      json.writeStartObject();
      json.writeArrayFieldStart("runs");
      for (ReportSource run : runs) {
        ReportRun.write(run, run.name().equals(home) ? "" : run.link(), json, mapper);
        summary.append(run.name()).append("\n\n").append(ConsoleSummary.of(run).text());
      }
      json.writeEndArray();
      writeCatalogue(json);
      json.writeEndObject();
    }
    String title =
        runs.stream()
            .map(run -> Path.of(run.name()).normalize().getFileName())
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "Ouroboros: ", ""));
    return HtmlPage.of(title, summary.toString(), data.toString());
  }

  /** Writes the meanings of collapse in plain words, and the meaning of each metric. */
  private static void writeCatalogue(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("meanings");
    for (Meaning meaning : Meaning.values()) {
      json.writeStringField(meaning.text(), meaning.plain());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("about");
    for (Metric metric : MetricCatalogue.all()) {
      Description about = metric.description();
      json.writeObjectFieldStart(metric.id());
      json.writeStringField("meaning", about.meaning());
      json.writeStringField("unit", about.unit());
      json.writeStringField("formula", about.formula());
      json.writeStringField("misleads", about.misleads());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
