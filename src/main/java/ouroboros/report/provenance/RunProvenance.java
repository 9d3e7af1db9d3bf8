package ouroboros.report.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import ouroboros.experiment.Cell;
import ouroboros.experiment.audit.DigitalSourceType;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.policy.Ecosystem;
import ouroboros.report.OutSource;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.text.Notice;
import ouroboros.text.Sha256;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The provenance of a run: files that people wrote, lineages, laws and alarms.
 *
 * <p>A run records no time of day, because its results must not depend on one. Where a format needs
 * times, {@link #time} gives the order of the generations in seconds from 1970-01-01.
 */
public final class RunProvenance {
  /** The time of everything that has no place in a lineage. */
  static final String EPOCH = "1970-01-01T00:00:00Z";

  private final OutFolder out;
  private final StoredRun run;
  private final String name;
  private final String id;
  private final String version;
  private final PreparedCorpus corpus;
  private final List<LineageProvenance> lineages = new ArrayList<>();
  private final Map<String, List<LawTest>> laws = new TreeMap<>();
  private final Map<String, List<AlarmCheck>> alarms = new TreeMap<>();

  private RunProvenance(OutFolder out, StoredRun run, PreparedCorpus corpus, String version) {
    this.run = run;
    JsonNode spec = out.open().tree();
    this.out = out;
    this.name = spec.path("name").asText();
    this.id = Sha256.hex(out.open().json());
    this.version = version;
    this.corpus = corpus;
  }

  /**
   * Reads the manifests and tables of a run.
   *
   * @param version of this program
   * @throws IOException if a table is damaged
   */
  public static RunProvenance read(
      OutFolder out, StoredRun run, PreparedCorpus corpus, String version) throws IOException {
    RunProvenance read = new RunProvenance(out, run, corpus, version);
    for (String cell : run.cells()) {
      for (int replicate = 0; replicate < run.replicates(); replicate++) {
        List<Manifest> sealed = new ArrayList<>();
        for (int g = 0; g <= run.generations(); g++) {
          Optional<Manifest> manifest = run.manifest(cell, replicate, g);
          if (manifest.isEmpty()) {
            break;
          }
          sealed.add(manifest.get());
        }
        if (!sealed.isEmpty()) {
          read.lineages.add(new LineageProvenance(cell, run.folder(cell), replicate, sealed));
        }
      }
    }
    read.readLaws();
    read.readAlarms(out.open().tree());
    return read;
  }

  private void readLaws() throws IOException {
    try (ReportCsv table = ReportCsv.open(new OutSource(out), "summary.csv")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        if (!row.text("expected").isEmpty()) {
          laws.computeIfAbsent(
                  row.text("cell") + "/" + row.text("generation"), key -> new ArrayList<>())
              .add(
                  new LawTest(
                      row.text("metric"),
                      row.text("subject"),
                      row.text("scope"),
                      row.text("expected"),
                      row.text("mean"),
                      row.text("z"),
                      row.text("p")));
        }
      }
    }
  }

  /**
   * By the name of a model in {@code alarms.csv}: the cell that it belongs to. A member of an
   * ecosystem has its name behind that of the cell.
   */
  private Map<String, String> models() {
    Map<String, String> models = new TreeMap<>();
    for (String name : run.cells()) {
      models.put(name, name);
      Cell cell = run.experiment(name).cells().get(0);
      for (int k = 0; k < cell.models() && cell.ecosystem() != null; k++) {
        models.put(name + " " + Ecosystem.scope(k), name);
      }
    }
    return models;
  }

  private void readAlarms(JsonNode spec) throws IOException {
    Map<String, String> models = models();
    try (ReportCsv table = ReportCsv.open(new OutSource(out), "alarms.csv")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        int alarm = row.index("alarm");
        String model = row.text("cell");
        String cell = models.getOrDefault(model, model);
        JsonNode kind = alarm(spec, cell, alarm);
        alarms
            .computeIfAbsent(
                cell + "/" + row.text("replicate") + "/" + row.text("generation"),
                key -> new ArrayList<>())
            .add(
                new AlarmCheck(
                    alarm,
                    model.substring(cell.length()).trim(),
                    kind.path("chart").path("kind").asText("chart"),
                    kind.path("subject").asText("synthetic"),
                    row));
      }
    }
  }

  private static JsonNode alarm(JsonNode spec, String cell, int number) {
    int found = 0;
    for (JsonNode content : spec.path("cells")) {
      if (content.path("cell").asText().equals(cell)) {
        for (JsonNode safeguard : content.path("safeguards")) {
          found += safeguard.path("kind").asText().equals("alarm") ? 1 : 0;
          if (found == number) {
            return safeguard;
          }
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** The name of the experiment. */
  String name() {
    return name;
  }

  /** SHA-256 of the resolved experiment. */
  String id() {
    return id;
  }

  /** The version of this program. */
  String version() {
    return version;
  }

  /** This program as a URI. */
  String producer() {
    return "urn:ouroboros:" + version.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  /** The folder of the run. */
  OutFolder out() {
    return out;
  }

  /** Whether the folder of the run still has a file. */
  boolean has(String file) throws IOException {
    return run.has(file);
  }

  /** The prepared corpus. */
  PreparedCorpus corpus() {
    return corpus;
  }

  /** Who wrote the real text: people, as far as its marks do not say that models did. */
  DigitalSourceType ofReal() {
    return corpus.count(Notice.CREDENTIALS_OF_MODELS) == 0
        ? DigitalSourceType.DIGITAL_CREATION
        : DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA;
  }

  /** Who wrote a training set. */
  DigitalSourceType of(Manifest sealed) {
    DigitalSourceType type = DigitalSourceType.of(sealed);
    return type == DigitalSourceType.DIGITAL_CREATION ? ofReal() : type;
  }

  /** Whether the hash of an input is the SHA-256 of its bytes, not of the hashes of its pieces. */
  static boolean isHashOfWhole(PreparedCorpus.Input file) {
    return file.size() <= 64L << 20;
  }

  /** The lineages, cells in the order of the sweep. */
  List<LineageProvenance> lineages() {
    return List.copyOf(lineages);
  }

  /** The laws that a cell was compared with at a generation; the means are over its replicates. */
  List<LawTest> laws(String cell, int generation) {
    return laws.getOrDefault(cell + "/" + generation, List.of());
  }

  /** What the alarms of a lineage saw at a generation. */
  List<AlarmCheck> alarms(LineageProvenance lineage, int generation) {
    return alarms.getOrDefault(
        lineage.cell() + "/" + lineage.replicate() + "/" + generation, List.of());
  }

  /** The time of a step of a lineage: an order, no time of day. */
  static String time(int step) {
    return Instant.ofEpochSecond(step).toString();
  }

  /** A UUID of version 8: the first 122 bits of the SHA-256 of this run's id and a name. */
  String uuid(String what) {
    byte[] hash = Sha256.bytes((id + "\n" + what).getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x80);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    ByteBuffer bits = ByteBuffer.wrap(hash);
    return new UUID(bits.getLong(), bits.getLong()).toString();
  }
}
