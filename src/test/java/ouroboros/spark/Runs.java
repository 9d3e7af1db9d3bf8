package ouroboros.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.Seals;
import ouroboros.report.table.RunTables;
import ouroboros.text.Sha256;

/** Whole runs on a small corpus, in the one session of this JVM, as the command makes them. */
public final class Runs {
  /** The tables that depend only on the experiment. */
  static final List<String> TABLES =
      List.of(
          "cells.csv",
          "metrics.csv",
          "summary.csv",
          "contrasts.csv",
          "verdicts.csv",
          "onsets.csv",
          "warnings.csv",
          "survival.csv",
          "ranks.csv",
          "ledger.csv",
          "samples.jsonl");

  private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

  private static @Nullable Session started;
  private static Map<String, String> settingsOfStarted = Map.of();

  private final Path folder;
  private final Path corpus;

  public Runs(Path folder) throws IOException {
    this.folder = folder;
    this.corpus = SmallCorpus.write(folder.resolve("small.jsonl"));
  }

  /**
   * A session with these settings: the running one if it was started with the same settings,
   * otherwise a new one in its place. It outlives its {@code close}, for the next test.
   */
  public static Session session(String master, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("spark.master", master);
    all.put("spark.shuffle.compress", "false");
    all.put("spark.sql.shuffle.partitions", "2");
    // Small texts move between the shards of a model both by shuffles and through the driver.
    all.putIfAbsent("spark.ouroboros.sentencesInDriver", "40");
    all.forEach(System::setProperty);
    try {
      if (!all.equals(settingsOfStarted)) {
        if (started != null) {
          started.close();
        }
        started = Session.open("tests");
        settingsOfStarted = all;
      }
      return Session.open("tests");
    } finally {
      all.keySet().forEach(System::clearProperty);
    }
  }

  /** Ends the running session, where the next test class in this JVM starts one of its own. */
  public static void end() {
    if (started != null) {
      started.close();
      started = null;
      settingsOfStarted = Map.of();
    }
  }

  /** The session of most tests: two cores, nothing else. */
  public static Session session() {
    return session("local[2]", Map.of());
  }

  /** An experiment file on the small corpus: the lines that follow {@code corpus}. */
  public Path spec(String name, String lines) throws IOException {
    String head =
        """
        name: %s
        seed: 7
        corpus:
          source: %s
          split: {real: 0.2, reserve: 0.68, guard: 0.02, test: 0.1}
        """;
    return Files.writeString(folder.resolve(name + ".yaml"), head.formatted(name, corpus) + lines);
  }

  public Path out(String name) {
    return folder.resolve(name);
  }

  /** What {@code run SPEC --out OUT --set ..} does. */
  public static RunFacts run(Session session, Path spec, Path out, String... overrides)
      throws IOException {
    OutFolder folder = ExperimentRun.folder(out.toString());
    Experiment experiment =
        folder.claim(SpecFile.read(spec.toString(), List.of(overrides))).experiment();
    RunFacts facts = ExperimentRun.run(experiment, session, folder, QUIET, false);
    RunTables.write(
        experiment, folder, facts, TextLaws.of(experiment, facts.parts(), facts.census()));
    return facts;
  }

  /** The SHA-256 of every table. */
  public static Map<String, String> hashes(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : TABLES) {
      hashes.put(table, sha256(out.resolve(table)));
    }
    return hashes;
  }

  /** The SHA-256 of every table, and of what the gates did. */
  public static Map<String, String> hashesWithGates(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>(hashes(out));
    hashes.put("gates.csv", sha256(out.resolve("gates.csv")));
    return hashes;
  }

  /** How many key ranges of R's counts begin inside a token, over all orders. */
  public static int rangesInsideTokens(Path out) throws IOException {
    int inside = 0;
    try (Stream<Path> files = Files.walk(out.resolve("real"))) {
      for (Path file : files.filter(f -> f.toString().contains("manifest-")).toList()) {
        Matcher list =
            Pattern.compile("\"inside\" ?: ?\\[([0-9, ]+)").matcher(Files.readString(file));
        inside += list.find() ? list.group(1).split(",").length : 0;
      }
    }
    return inside;
  }

  /** Every manifest below a run and the SHA-256 of its bytes. */
  static Map<String, String> manifests(Path out) throws IOException {
    Map<String, String> manifests = new TreeMap<>();
    if (!Files.exists(out.resolve("cells"))) {
      return manifests;
    }
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("manifest-")) {
          manifests.put(out.relativize(file).toString(), sha256(file));
        }
      }
    }
    return manifests;
  }

  /** The manifest of a generation. */
  public static Manifest manifest(Path out, String cellFolder, int replicate, int generation) {
    OutFolder folder = ExperimentRun.folder(out.toString());
    return new Seals(folder.files(), folder.root(), "test")
        .read(Seals.folder(cellFolder, replicate, generation))
        .orElseThrow();
  }

  /** Rows of a table as maps from column to value; fields hold no commas outside quotes. */
  public static List<Map<String, String>> rows(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> columns = fields(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = fields(line);
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  static String sha256(Path file) {
    try {
      return Sha256.hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
