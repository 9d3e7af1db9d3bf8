package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import ouroboros.experiment.audit.TrainingSet;
import ouroboros.experiment.store.Manifest;
import ouroboros.report.provenance.LineageProvenance.Use;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * Data Provenance Standards 1.0.0 of the Data & Trust Alliance: one JSON object about the run.
 *
 * <p>{@code provenance.sub-provenance} has one entry per lineage: its last training set. Below it
 * are the sources of that set, and below S_j the training set of M_{j-1}, and so on down to R and
 * the files that people wrote. Each entry says in {@code origin} who wrote it, in {@code source}
 * which data it is, and in {@code generation-method} how it was made. A training set that was
 * described before in its lineage is named and not described again, so the text does not grow
 * faster than the ledger; nor is one below 50 others, which is an entry of its own at the top.
 *
 * <p>Where text comes from and what it may be used for is not known to a run: the country is the
 * code XX of ISO 3166 for "unknown", and the purpose is the experiment.
 */
final class DataProvenanceExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SYSTEM = "https://dataandtrustalliance.org/DPS/CodeSystem/";
  private static final String DATE = "1970-01-01";
  private static final String PEOPLE = "people; see the source of the corpus";
  private static final String MIME = "text/plain";

  /** Training sets below each other; readers of JSON limit how deep it is nested. */
  private static final int DEEPEST = 50;

  private static final Comparator<Use> LATEST_FIRST =
      Comparator.comparingInt(Use::author).reversed();

  private final RunProvenance run;

  /** Which training sets of the current lineage were described. */
  private boolean[] told = {};

  /** Training sets of the current lineage that are too deep, to be described one by one. */
  private Deque<Integer> open = new ArrayDeque<>();

  private DataProvenanceExport(RunProvenance run) {
    this.run = run;
  }

  static void write(RunProvenance run, Writer out) throws IOException {
    DataProvenanceExport export = new DataProvenanceExport(run);
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(export.document()) + "\n");
  }

  private ObjectNode document() {
    ObjectNode document = JSON.createObjectNode();
    ObjectNode source = document.putObject("source");
    source
        .put("version", "1.0.0")
        .put("title", run.name())
        .put("id", "urn:uuid:" + run.uuid("document"));
    source.putArray("issuer").addObject().put("name", program());
    source.put(
        "description",
        String.format(
            Locale.ROOT,
            "Training sets of %d lineages of the experiment %s (SHA-256 %s). A lineage is a chain of"
                + " models, each fitted to text of which the models before it wrote a part. No time"
                + " of day is recorded: every date is %s.",
            run.lineages().size(),
            run.name(),
            run.id(),
            DATE));
    ObjectNode provenance =
        entry("urn:uuid:" + run.uuid("run"), program(), "simulations-na", "an experiment");
    ArrayNode parts = provenance.putArray("sub-provenance");
    for (LineageProvenance lineage : run.lineages()) {
      told = new boolean[lineage.sealed().size()];
      open = new ArrayDeque<>(List.of(lineage.last()));
      while (!open.isEmpty()) {
        int g = open.remove();
        if (!told[g]) {
          parts.add(training(lineage, g, 0));
        }
      }
    }
    document.set("provenance", provenance);
    ObjectNode use = document.putObject("use");
    ObjectNode purpose = use.putArray("intended-purpose").addObject();
    purpose
        .put("code", "ai-evaluation")
        .put("system", SYSTEM + "Use")
        .put("description", "Measures what is lost when models are trained on text by models.");
    return document;
  }

  private String program() {
    return "Ouroboros " + run.version();
  }

  private ObjectNode training(LineageProvenance lineage, int g, int level) {
    Manifest sealed = lineage.sealed().get(g);
    String name = lineage.name(LineageProvenance.training(g));
    int depth = sealed.record().ledger().stream().mapToInt(Manifest.Share::depth).max().orElse(0);
    double contamination =
        new TrainingSet(lineage.cell(), lineage.replicate(), g, sealed.record().ledger(), 0)
            .contamination();
    ObjectNode entry =
        entry(
            urn(name),
            program(),
            "other-na",
            String.format(
                Locale.ROOT,
                "%s: training set by the policy of the cell; contamination %.6f, depth %d",
                name,
                contamination,
                depth));
    if (level >= DEEPEST) {
      open.add(g);
    }
    if (told[g] || level >= DEEPEST) {
      return entry;
    }
    told[g] = true;
    ArrayNode parts = entry.putArray("sub-provenance");
    // The latest source first: the longest chain is then described without a gap.
    for (Use use : lineage.sources(g).stream().sorted(LATEST_FIRST).toList()) {
      parts.add(use.isReal() ? real(use) : synthetic(lineage, use, level));
    }
    return entry;
  }

  private ObjectNode synthetic(LineageProvenance lineage, Use use, int level) {
    int model = use.author() - 1;
    ObjectNode entry =
        entry(
            urn(lineage.name(use)),
            lineage.name(LineageProvenance.model(model)),
            "machine-generated-mlops-generative",
            String.format(
                Locale.ROOT,
                "%s: drawn from %s, %d units in the training set",
                lineage.name(use),
                LineageProvenance.model(model),
                use.units()));
    entry.putArray("sub-provenance").add(training(lineage, model, level + 1));
    return entry;
  }

  private ObjectNode real(Use use) {
    ObjectNode entry =
        entry(
            urn(use.name()),
            PEOPLE,
            "other-na",
            String.format(
                Locale.ROOT,
                "%s: text by people, %d units in the training set",
                use.name(),
                use.units()));
    ArrayNode files = entry.putArray("sub-provenance");
    for (PreparedCorpus.Input file : run.corpus().inputs()) {
      files.add(
          entry(
              "urn:sha256:" + file.digest(),
              PEOPLE,
              "other-na",
              file.name() + ", " + file.size() + " bytes, sha256 " + file.digest()));
    }
    return entry;
  }

  private String urn(String name) {
    return "urn:uuid:" + run.uuid(name);
  }

  private static ObjectNode entry(String source, String origin, String method, String description) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("source", source);
    entry.putArray("origin").addObject().put("name", origin);
    entry.putArray("origin-geography").addObject().put("country", "XX");
    entry.put("date", DATE);
    entry
        .putArray("generation-method")
        .addObject()
        .put("code", method)
        .put("system", SYSTEM + "Method")
        .put("description", description);
    entry.set("format", JSON.valueToTree(List.of(MIME)));
    return entry;
  }
}
