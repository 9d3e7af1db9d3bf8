package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.audit.DigitalSourceType;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.report.provenance.LineageProvenance.Use;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * OpenLineage 2-0-2: run events, one JSON object per line.
 *
 * <p>The preparation is a run that reads the files that people wrote and writes R and the other
 * parts. Each generation g of a lineage is a run too: it reads the sources of T_g, and writes T_g,
 * M_g, and, if there is a generation g + 1, what M_g draws: S_{g+1}, and S'_{g+1} where safeguards
 * stand. Every run has one START and one COMPLETE event.
 *
 * <ul>
 *   <li>An alarm that watches S_g is an assertion of the input S_g, or S'_g, ({@code
 *       dataQualityAssertions}); one that watches T_g, or a generation whose T_g has nothing of
 *       S_g, is an assertion of the output T_g. It succeeds if the alarm is silent.
 *   <li>A law is a test of the run ({@code test}). It compares the mean over replicates, so it is
 *       at the first replicate. It is skipped where no p is known.
 * </ul>
 */
final class OpenLineageExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String EVENT = SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent";
  private static final String FILES = "file";

  private final RunProvenance run;
  private final Writer out;

  private OpenLineageExport(RunProvenance run, Writer out) {
    this.run = run;
    this.out = out;
  }

  static void write(RunProvenance run, Writer out) throws IOException {
    OpenLineageExport export = new OpenLineageExport(run, out);
    export.preparation();
    for (LineageProvenance lineage : run.lineages()) {
      for (int g = 0; g <= lineage.last(); g++) {
        export.generation(lineage, g);
      }
    }
  }

  private void preparation() throws IOException {
    List<ObjectNode> inputs = new ArrayList<>();
    for (PreparedCorpus.Input file : run.corpus().inputs()) {
      ObjectNode input = dataset(FILES, file.name(), file.digest());
      tag(input, run.ofReal());
      facet(input.putObject("inputFacets"), "inputStatistics", "InputStatisticsInputDatasetFacet")
          .put("size", file.size());
      inputs.add(input);
    }
    List<ObjectNode> outputs = new ArrayList<>();
    for (Part part : Part.values()) {
      PreparedCorpus.PartEntry entry = run.corpus().part(part);
      String version =
          Sha256.hex(String.join("\n", entry.files().stream().map(f -> f.sha256()).toList()));
      ObjectNode output = dataset(namespace(), name(part), version);
      tag(output, run.ofReal());
      rows(output, entry.sentences(), entry.files().stream().mapToLong(f -> f.size()).sum());
      outputs.add(output);
    }
    run("prepare", 0, "PREPARATION", inputs, outputs, List.of());
  }

  private static String name(Part part) {
    return part == Part.REAL ? LineageProvenance.REAL : part.label();
  }

  private void generation(LineageProvenance lineage, int g) throws IOException {
    Manifest sealed = lineage.sealed().get(g);
    ObjectNode training =
        dataset(
            namespace(),
            lineage.name(LineageProvenance.training(g)),
            version(sealed.tables().training().files()));
    tag(training, run.of(sealed));
    statistics(training, sealed.tables().training());
    List<ObjectNode> inputs = new ArrayList<>();
    ObjectNode watched = null;
    for (Use use : lineage.sources(g)) {
      ObjectNode input = input(lineage, use);
      watched = use.author() == g && g > 0 ? input : watched;
      inputs.add(input);
    }
    assertions(lineage, g, watched, training);
    List<ObjectNode> outputs = new ArrayList<>(List.of(training, model(lineage, g)));
    if (g < lineage.last()) {
      Manifest next = lineage.sealed().get(g + 1);
      outputs.add(
          synthetic(lineage, LineageProvenance.drawn(g + 1), next.tables().synthetic(), next));
      if (lineage.isGuarded(g + 1)) {
        outputs.add(synthetic(lineage, lineage.passed(g + 1), next.tables().passed(), next));
      }
    }
    boolean isFirst =
        run.lineages().stream()
            .filter(each -> each.cell().equals(lineage.cell()))
            .allMatch(each -> each.replicate() >= lineage.replicate());
    run(
        lineage.name("generation-" + g),
        1 + g,
        "GENERATION",
        inputs,
        outputs,
        isFirst ? run.laws(lineage.cell(), g) : List.of());
  }

  private ObjectNode input(LineageProvenance lineage, Use use) {
    ObjectNode input = JSON.createObjectNode();
    input.put("namespace", namespace()).put("name", lineage.name(use));
    ObjectNode facets = input.putObject("inputFacets");
    facet(facets, "inputStatistics", "InputStatisticsInputDatasetFacet")
        .put("rowCount", use.units());
    return input;
  }

  private ObjectNode model(LineageProvenance lineage, int g) {
    Manifest sealed = lineage.sealed().get(g);
    SealedFile parameters = sealed.tables().model();
    List<SealedFile> files =
        parameters == null ? sealed.tables().training().files() : List.of(parameters);
    ObjectNode model =
        dataset(namespace(), lineage.name(LineageProvenance.model(g)), version(files));
    facet(model.withObject("/facets"), "datasetType", "DatasetTypeDatasetFacet")
        .put("datasetType", "MODEL");
    return model;
  }

  private ObjectNode synthetic(
      LineageProvenance lineage, String name, @Nullable CountTable table, Manifest sealed) {
    ObjectNode output =
        dataset(
            namespace(), lineage.name(name), version(table == null ? List.of() : table.files()));
    tag(output, DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
    rows(
        output,
        table == null ? sealed.record().units() : table.sentences() / table.unit(),
        table == null ? 0 : table.files().stream().mapToLong(SealedFile::bytes).sum());
    return output;
  }

  private void assertions(
      LineageProvenance lineage, int g, @Nullable ObjectNode watched, ObjectNode training) {
    for (AlarmCheck check : run.alarms(lineage, g)) {
      ObjectNode facets =
          watched == null || check.subject().equals("training")
              ? training.withObject("/facets")
              : watched.withObject("/inputFacets");
      String facet = "dataQualityAssertions";
      if (!facets.has(facet)) {
        facet(facets, facet, "DataQualityAssertionsDatasetFacet").putArray("assertions");
      }
      ObjectNode assertion = ((ArrayNode) facets.path(facet).path("assertions")).addObject();
      assertion
          .put("assertion", check.chart())
          .put("success", !check.isFired())
          .put("severity", check.action().equals("stop") ? "error" : "warn")
          .put("name", check.name())
          .put("expected", check.limit())
          .put("actual", check.value());
      assertion
          .putObject("params")
          .put("statistic", check.statistic())
          .put("action", check.action());
    }
  }

  private void run(
      String job,
      int step,
      String type,
      List<ObjectNode> inputs,
      List<ObjectNode> outputs,
      List<LawTest> laws)
      throws IOException {
    for (boolean isStart : new boolean[] {true, false}) {
      ObjectNode event = JSON.createObjectNode();
      event
          .put("eventType", isStart ? "START" : "COMPLETE")
          .put("eventTime", RunProvenance.time(2 * step + (isStart ? 0 : 1)))
          .put("producer", run.producer())
          .put("schemaURL", EVENT);
      ObjectNode facets =
          event.putObject("run").put("runId", run.uuid("run " + job)).putObject("facets");
      if (!isStart && !laws.isEmpty()) {
        tests(facets, laws);
      }
      ObjectNode about = event.putObject("job").put("namespace", namespace()).put("name", job);
      facet(about.putObject("facets"), "jobType", "JobTypeJobFacet")
          .put("processingType", "BATCH")
          .put("integration", "OUROBOROS")
          .put("jobType", type);
      inputs.forEach(event.putArray("inputs")::add);
      outputs.forEach(event.putArray("outputs")::add);
      out.write(JSON.writeValueAsString(event) + "\n");
    }
  }

  private void tests(ObjectNode facets, List<LawTest> laws) {
    ArrayNode tests = facet(facets, "test", "TestRunFacet").putArray("tests");
    for (LawTest law : laws) {
      ObjectNode test = tests.addObject();
      test.put("name", law.name())
          .put("status", law.status())
          .put("severity", "warn")
          .put("type", "law")
          .put("description", "the mean over replicates against the closed form")
          .put("expected", law.expected())
          .put("actual", law.measured());
      test.putObject("params")
          .put("law", law.expected())
          .put("measured", law.measured())
          .put("z", law.z())
          .put("p", law.p())
          .put("level", LawTest.LEVEL);
    }
  }

  private String namespace() {
    return "ouroboros:" + run.name() + ":" + run.id().substring(0, 16);
  }

  private ObjectNode dataset(String namespace, String name, String version) {
    ObjectNode dataset = JSON.createObjectNode();
    dataset.put("namespace", namespace).put("name", name);
    facet(dataset.putObject("facets"), "version", "DatasetVersionDatasetFacet")
        .put("datasetVersion", version);
    return dataset;
  }

  private static String version(List<SealedFile> files) {
    return Sha256.hex(String.join("\n", files.stream().map(SealedFile::sha256).toList()));
  }

  private void statistics(ObjectNode output, CountTable table) {
    rows(
        output,
        table.sentences() / table.unit(),
        table.files().stream().mapToLong(SealedFile::bytes).sum());
  }

  private void rows(ObjectNode output, long rows, long bytes) {
    facet(
            output.withObject("/outputFacets"),
            "outputStatistics",
            "OutputStatisticsOutputDatasetFacet")
        .put("rowCount", rows)
        .put("size", bytes);
  }

  private void tag(ObjectNode dataset, DigitalSourceType type) {
    ArrayNode tags =
        facet(dataset.withObject("/facets"), "tags", "TagsDatasetFacet").putArray("tags");
    tags.addObject().put("key", "origin").put("value", type.origin()).put("source", "OUROBOROS");
    tags.addObject()
        .put("key", "digitalSourceType")
        .put("value", type.uri())
        .put("source", "OUROBOROS");
  }

  private ObjectNode facet(ObjectNode facets, String key, String schema) {
    return facets
        .putObject(key)
        .put("_producer", run.producer())
        .put(
            "_schemaURL",
            SPEC + "facets/" + version(schema) + "/" + schema + ".json#/$defs/" + schema);
  }

  private static String version(String schema) {
    return switch (schema) {
      case "DataQualityAssertionsDatasetFacet" -> "1-1-0";
      case "DatasetTypeDatasetFacet", "DatasetVersionDatasetFacet", "TestRunFacet" -> "1-0-1";
      case "InputStatisticsInputDatasetFacet", "TagsDatasetFacet" -> "1-0-0";
      case "OutputStatisticsOutputDatasetFacet" -> "1-0-2";
      case "JobTypeJobFacet" -> "2-0-4";
      default -> throw new IllegalArgumentException(schema);
    };
  }
}
