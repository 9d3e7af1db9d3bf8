package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.audit.DigitalSourceType;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.report.OutSource;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.provenance.LineageProvenance.Use;
import ouroboros.text.Part;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * Croissant 1.1 as JSON-LD, with PROV-O.
 *
 * <p>{@code distribution} has the files that are in OUT: the tables, the prepared corpus, the
 * sealed files of each generation. {@code recordSet} has the columns of the tables. What was made
 * from what is said of entities of PROV ({@code prov:hadMember} of the data set): files that people
 * wrote, R, S_g, S'_g, T_g, M_g, each with {@code prov:wasDerivedFrom}. A file is a {@code
 * prov:specializationOf} its entity and has the same derivation.
 */
final class CroissantExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "sc:Text",
          "boolean", "sc:Boolean",
          "int32", "sc:Integer",
          "int64", "sc:Integer",
          "double", "sc:Float");

  private final RunProvenance run;
  private final ArrayNode files = JSON.createArrayNode();
  private final ArrayNode entities = JSON.createArrayNode();
  private final Set<String> known = new HashSet<>();

  private CroissantExport(RunProvenance run) {
    this.run = run;
  }

  static void write(RunProvenance run, Writer out) throws IOException {
    ObjectNode document = new CroissantExport(run).document();
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
  }

  private ObjectNode document() throws IOException {
    ObjectNode document = JSON.createObjectNode();
    CroissantContext.addTo(document);
    document
        .put("@type", "sc:Dataset")
        .put("conformsTo", "http://mlcommons.org/croissant/1.1")
        .put("name", run.name())
        .put(
            "description",
            "Tables and corpora of an experiment in which models are trained on text by models."
                + " SHA-256 of the experiment: "
                + run.id())
        .put("license", "https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion")
        .put("url", run.out().root())
        .put("version", "1.0.0")
        .put("datePublished", "1970-01-01")
        .put("citeAs", run.name() + ", SHA-256 of the experiment " + run.id());
    document
        .putObject("creator")
        .put("@type", "sc:Organization")
        .put("name", "Ouroboros " + run.version());
    List<String> people = people();
    ArrayNode records = tables();
    corpus(people);
    for (LineageProvenance lineage : run.lineages()) {
      for (int g = 0; g <= lineage.last(); g++) {
        generation(lineage, g);
      }
    }
    references(document, "prov:wasDerivedFrom", people);
    document.set("distribution", files);
    document.set("recordSet", records);
    document.set("prov:hadMember", entities);
    return document;
  }

  private List<String> people() {
    for (PreparedCorpus.Input file : run.corpus().inputs()) {
      ObjectNode entity = entity("people/" + file.name(), file.name(), run.ofReal());
      entity.put("contentSize", file.size() + " B");
      if (RunProvenance.isHashOfWhole(file)) {
        entity.put("sha256", file.digest());
      }
    }
    return run.corpus().inputs().stream().map(file -> "people/" + file.name()).toList();
  }

  private ArrayNode tables() throws IOException {
    Map<String, ObjectNode> records = new TreeMap<>();
    ArrayNode all = JSON.createArrayNode();
    try (ReportCsv columns = ReportCsv.open(new OutSource(run.out()), "columns.csv")) {
      for (ReportRow row; columns != null && (row = columns.next()) != null; ) {
        String table = row.text("table");
        ObjectNode set = records.get(table);
        if (set == null && table(table)) {
          set = all.addObject();
          set.put("@type", "cr:RecordSet").put("@id", table).put("name", table).putArray("field");
          records.put(table, set);
        }
        if (set != null) {
          column(set, table, row);
        }
      }
    }
    return all;
  }

  /** Adds the file of a table; false where the run has none. */
  private boolean table(String table) throws IOException {
    String file = table + ".csv";
    String digest = run.out().tables().digest(file);
    if (digest == null) {
      return false;
    }
    files
        .addObject()
        .put("@type", "cr:FileObject")
        .put("@id", file)
        .put("name", file)
        .put("contentUrl", file)
        .put("encodingFormat", "text/csv")
        .put("sha256", digest);
    return true;
  }

  private static void column(ObjectNode set, String table, ReportRow row) {
    String column = row.text("column");
    ObjectNode field = ((ArrayNode) set.path("field")).addObject();
    field
        .put("@type", "cr:Field")
        .put("@id", table + "/" + column)
        .put("name", table + "/" + column)
        .put("description", row.text("meaning"))
        .put("dataType", TYPES.getOrDefault(row.text("type"), "sc:Text"));
    ObjectNode source = field.putObject("source");
    source.putObject("fileObject").put("@id", table + ".csv");
    source.putObject("extract").put("column", column);
  }

  private void corpus(List<String> people) throws IOException {
    for (Part part : Part.values()) {
      String name = part == Part.REAL ? LineageProvenance.REAL : part.label();
      references(entity(name, name, run.ofReal()), "prov:wasDerivedFrom", people);
      for (BlockFile file : run.corpus().part(part).files()) {
        file("corpus/" + file.path(), file.size(), file.sha256(), name, people);
      }
    }
  }

  private void generation(LineageProvenance lineage, int g) throws IOException {
    Manifest sealed = lineage.sealed().get(g);
    if (g > 0) {
      String drawn = id(lineage, LineageProvenance.drawn(g));
      List<String> model = List.of(id(lineage, LineageProvenance.model(g - 1)));
      made(drawn, lineage.name(LineageProvenance.drawn(g)), model, sealed.tables().synthetic());
      if (lineage.isGuarded(g)) {
        made(
            id(lineage, lineage.passed(g)),
            lineage.name(lineage.passed(g)),
            List.of(drawn),
            sealed.tables().guarded());
      }
    }
    List<String> sources =
        lineage.sources(g).stream()
            .map(use -> use.isReal() ? use.name() : id(lineage, use.name()))
            .toList();
    String training = id(lineage, LineageProvenance.training(g));
    ObjectNode entity =
        entity(training, lineage.name(LineageProvenance.training(g)), run.of(sealed));
    ArrayNode shares = entity.putArray("prov:qualifiedDerivation");
    for (Use use : lineage.sources(g)) {
      ObjectNode share = shares.addObject().put("@type", "prov:Derivation");
      share
          .putObject("prov:entity")
          .put("@id", use.isReal() ? use.name() : id(lineage, use.name()));
      share.put("prov:value", use.units());
    }
    references(entity, "prov:wasDerivedFrom", sources);
    files(sealed.tables().training(), training, sources);
    String model = id(lineage, LineageProvenance.model(g));
    ObjectNode fitted = entity(model, lineage.name(LineageProvenance.model(g)), null);
    references(fitted, "prov:wasDerivedFrom", List.of(training));
    SealedFile parameters = sealed.tables().model();
    if (parameters != null) {
      file(parameters.name(), parameters.bytes(), parameters.sha256(), model, List.of(training));
    }
  }

  private void made(String id, String label, List<String> from, @Nullable CountTable table)
      throws IOException {
    references(
        entity(id, label, DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA),
        "prov:wasDerivedFrom",
        from);
    if (table != null) {
      files(table, id, from);
    }
  }

  private void files(CountTable table, String entity, List<String> from) throws IOException {
    for (SealedFile file : table.files()) {
      file(file.name(), file.bytes(), file.sha256(), entity, from);
    }
  }

  /** Adds a file, if it is still there and was not added before. */
  private void file(String name, long bytes, String sha256, String entity, List<String> from)
      throws IOException {
    if (!run.has(name) || !known.add(name)) {
      return;
    }
    ObjectNode file =
        files
            .addObject()
            .put("@type", "cr:FileObject")
            .put("@id", name)
            .put("name", name)
            .put("contentUrl", name)
            .put("contentSize", bytes + " B")
            .put("encodingFormat", "application/octet-stream")
            .put("sha256", sha256);
    references(file, "prov:specializationOf", List.of(entity));
    references(file, "prov:wasDerivedFrom", from);
  }

  private ObjectNode entity(String id, String label, @Nullable DigitalSourceType type) {
    ObjectNode entity = entities.addObject();
    entity.put("@type", "prov:Entity").put("@id", id).put("rdfs:label", label);
    if (type != null) {
      entity.put("origin", type.origin()).put("digitalSourceType", type.uri());
    }
    return entity;
  }

  private static void references(ObjectNode about, String property, List<String> to) {
    ArrayNode list = about.putArray(property);
    to.forEach(id -> list.addObject().put("@id", id));
  }

  private static String id(LineageProvenance lineage, String part) {
    return "cells/" + lineage.folder() + "/" + lineage.replicate() + "/" + part.replace('\'', 'p');
  }
}
