package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.audit.DigitalSourceType;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.report.provenance.LineageProvenance.Use;
import ouroboros.text.Part;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * SPDX 3.0.1 as JSON-LD, with the profiles AI and Dataset.
 *
 * <p>M_g is an AI package, and R, the reserve, S_g, S'_g and T_g are data set packages. M_g is
 * {@code trainedOn} T_g and {@code generates} S_{g+1}. T_g and S'_g are {@code descendantOf} what
 * their units come from. A package {@code contains} its files, which have their SHA-256; R and the
 * reserve have the files that people wrote as {@code hasDataFile}.
 */
final class SpdxExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
  private static final String CREATION = "_:creation";

  private final RunProvenance run;
  private final ArrayNode graph;
  private final String agent;
  private final Map<String, String> files = new TreeMap<>();

  private SpdxExport(RunProvenance run, ArrayNode graph) {
    this.run = run;
    this.graph = graph;
    this.agent = id("agent");
  }

  static void write(RunProvenance run, Writer out) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("@context", CONTEXT);
    SpdxExport export = new SpdxExport(run, document.putArray("@graph"));
    export.document();
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
  }

  private void document() {
    graph
        .addObject()
        .put("type", "CreationInfo")
        .put("@id", CREATION)
        .put("specVersion", "3.0.1")
        .put("created", RunProvenance.EPOCH)
        .putArray("createdBy")
        .add(agent);
    ObjectNode document = element("SpdxDocument", id("document"), run.name());
    document.put(
        "comment",
        "Experiment with SHA-256 "
            + run.id()
            + ". No time of day is recorded: every time is 1970.");
    document.set(
        "profileConformance", JSON.valueToTree(List.of("core", "software", "ai", "dataset")));
    element("SoftwareAgent", agent, "Ouroboros " + run.version());
    people();
    run.lineages().forEach(this::lineage);
    ArrayNode roots = document.putArray("rootElement");
    for (LineageProvenance lineage : run.lineages()) {
      roots.add(id(lineage.name(LineageProvenance.model(lineage.last()))));
    }
  }

  private void people() {
    List<String> origin = new ArrayList<>();
    for (PreparedCorpus.Input file : run.corpus().inputs()) {
      origin.add(file(file.name(), RunProvenance.isHashOfWhole(file) ? file.digest() : null));
    }
    for (Part part : List.of(Part.REAL, Part.RESERVE)) {
      PreparedCorpus.PartEntry entry = run.corpus().part(part);
      String name = part == Part.REAL ? LineageProvenance.REAL : LineageProvenance.RESERVE;
      String from = dataset(name, entry.sentences(), run.ofReal());
      relation(from, "hasDataFile", origin);
      List<String> blocks = new ArrayList<>();
      for (BlockFile file : entry.files()) {
        blocks.add(file("corpus/" + file.path(), file.sha256()));
      }
      relation(from, "contains", blocks);
    }
  }

  private void lineage(LineageProvenance lineage) {
    for (int g = 0; g <= lineage.last(); g++) {
      Manifest sealed = lineage.sealed().get(g);
      if (g > 0) {
        synthetic(lineage, g, sealed);
      }
      CountTable table = sealed.tables().training();
      String training =
          dataset(
              lineage.name(LineageProvenance.training(g)),
              table.sentences() / table.unit(),
              run.of(sealed));
      List<String> sources = new ArrayList<>();
      for (Use use : lineage.sources(g)) {
        sources.add(id(lineage.name(use)));
      }
      relation(training, "descendantOf", sources);
      contains(training, table.files());
      String model = model(lineage, g);
      relation(model, "trainedOn", List.of(training));
      SealedFile parameters = sealed.tables().model();
      contains(model, parameters == null ? List.of() : List.of(parameters));
      if (g < lineage.last()) {
        relation(model, "generates", List.of(id(lineage.name(LineageProvenance.drawn(g + 1)))));
      }
    }
  }

  private void synthetic(LineageProvenance lineage, int g, Manifest sealed) {
    long units = sealed.record().units();
    String drawn =
        dataset(
            lineage.name(LineageProvenance.drawn(g)),
            units,
            DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
    contains(drawn, files(sealed.tables().synthetic()));
    if (lineage.isGuarded(g)) {
      String passed =
          dataset(
              lineage.name(lineage.passed(g)),
              sealed.record().passed(),
              DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
      relation(passed, "descendantOf", List.of(drawn));
      contains(passed, files(sealed.tables().passed()));
    }
  }

  private static List<SealedFile> files(@Nullable CountTable table) {
    return table == null ? List.of() : table.files();
  }

  private String model(LineageProvenance lineage, int g) {
    String name = lineage.name(LineageProvenance.model(g));
    ObjectNode model = element("ai_AIPackage", id(name), name);
    artifact(model, "model");
    model.put("suppliedBy", agent);
    model.putArray("ai_typeOfModel").add("language model");
    model.put(
        "ai_informationAboutTraining",
        "fitted to " + lineage.name(LineageProvenance.training(g)) + " of this document");
    return id(name);
  }

  private String dataset(String name, long units, DigitalSourceType type) {
    ObjectNode dataset = element("dataset_DatasetPackage", id(name), name);
    artifact(dataset, "data");
    dataset.put("builtTime", RunProvenance.EPOCH);
    dataset.putArray("originatedBy").add(agent);
    dataset.putArray("dataset_datasetType").add("text");
    dataset.put("dataset_datasetSize", units);
    dataset.put("dataset_dataCollectionProcess", "origin: " + type.origin() + "; " + type.uri());
    return id(name);
  }

  /** What the profiles ask of a package. */
  private void artifact(ObjectNode element, String purpose) {
    element
        .put("software_primaryPurpose", purpose)
        .put("software_packageVersion", run.id().substring(0, 16))
        .put("software_downloadLocation", run.out().root())
        .put("releaseTime", RunProvenance.EPOCH);
  }

  private void contains(String from, List<SealedFile> sealed) {
    List<String> to = new ArrayList<>();
    for (SealedFile file : sealed) {
      to.add(file(file.name(), file.sha256()));
    }
    relation(from, "contains", to);
  }

  /** The element of a file, which is made when it is first asked for. */
  private String file(String name, @Nullable String sha256) {
    String known = files.get(name);
    if (known != null) {
      return known;
    }
    String id = id("file " + name);
    files.put(name, id);
    ObjectNode file = element("software_File", id, name);
    if (sha256 != null) {
      file.putArray("verifiedUsing")
          .addObject()
          .put("type", "Hash")
          .put("algorithm", "sha256")
          .put("hashValue", sha256);
    }
    return id;
  }

  private void relation(String from, String type, List<String> to) {
    if (to.isEmpty()) {
      return;
    }
    ObjectNode relation = element("Relationship", id(from + " " + type), null);
    relation.put("from", from).put("relationshipType", type).put("completeness", "complete");
    relation.set("to", JSON.valueToTree(to));
  }

  private ObjectNode element(String type, String id, @Nullable String name) {
    ObjectNode element = graph.addObject();
    element.put("type", type).put("spdxId", id).put("creationInfo", CREATION);
    if (name != null) {
      element.put("name", name);
    }
    return element;
  }

  private String id(String name) {
    return "urn:uuid:" + run.uuid(name);
  }
}
