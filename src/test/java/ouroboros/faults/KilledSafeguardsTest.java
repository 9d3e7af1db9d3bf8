package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.ChecksummedFile;
import ouroboros.text.Sha256;

/**
 * Every kind of safeguard, each in a cell of its own: SIGKILL inside the generation after one whose
 * safeguards are sealed, followed by the same command. All tables have the same bytes as those of a
 * run that nothing has disturbed.
 *
 * <p>Generation 1 of all cells is made before. So all lineages, which run at the same time, begin
 * with generation 2, and a kill strikes those that have not sealed it. Which they are is read from
 * the folders that the kill leaves, so no claim depends on luck; only the number of kills does. The
 * kills come a random time (seed {@value #SEED}) after the first file of generation 2.
 */
@Tag("faults")
class KilledSafeguardsTest {
  private static final long SEED = 20261130;
  private static final int MOST_KILLS = 20;
  private static final int LAST = 2;
  private static final Pattern GENERATION =
      Pattern.compile("cells/(?<cell>\\d{3})-\\w+/r0000/g0000(?<g>\\d)/");

  private static final String PLAIN = "{kind: ngram, order: 2, smoothing: {kind: none}}";

  /** A likelihood ratio needs a model that gives every sentence a probability above 0. */
  private static final String SMOOTHED = "{kind: ngram, order: 2, smoothing: {kind: witten-bell}}";

  private static final String BAGS = "{kind: multinomial-mixture, components: 2}";
  private static final List<String> FAMILIES = List.of(PLAIN, SMOOTHED, BAGS);
  private static final String REPLACE = "{kind: replace}";
  private static final String POOL = "{kind: mixture, real-share: 0.5}";

  /** Chooses again among the sentences of all generations: it needs what passed of each. */
  private static final String SUBSAMPLE = "{kind: accumulate-subsample, size: {share: 0.8}}";

  private static final List<String> POLICIES = List.of(REPLACE, POOL, SUBSAMPLE);
  private static final List<String> REFILLS = List.of("redraw", "shrink", "real");
  private static final String FIRES =
      "{kind: alarm, metric: tokens, chart: {threshold: {above: 0}}, action: %s}";
  private static final String WARNS =
      "{kind: alarm, metric: %s, chart: {%s}, reference: {kind: frozen, calibrate: 2}, action:"
          + " warn}";

  /** A cell: its safeguards, and what else they need. */
  private record Row(String family, String policy, String refill, String safeguards) {}

  private static Row row(String... safeguards) {
    return new Row(PLAIN, REPLACE, "redraw", String.join(", ", safeguards));
  }

  private static final List<Row> TEXT =
      List.of(
          row("{kind: thin, share: 0.3}"),
          new Row(PLAIN, SUBSAMPLE, "shrink", "{kind: thin, share: 0.25}"),
          new Row(PLAIN, SUBSAMPLE, "shrink", "{kind: critic, keep: [0.25, 0.8]}"),
          new Row(PLAIN, POOL, "redraw", "{kind: detector, recall: 0.4, false-alarm: 0.1}"),
          new Row(PLAIN, REPLACE, "real", "{kind: detector, train: logistic, false-alarm: 0.05}"),
          new Row(
              SMOOTHED,
              REPLACE,
              "shrink",
              "{kind: detector, train: likelihood-ratio, action: weight, power: 0.1, at-most: 2}"),
          new Row(
              PLAIN,
              REPLACE,
              "shrink",
              "{kind: detector, train: logistic, action: resample, power: 2}"),
          new Row(PLAIN, REPLACE, "shrink", "{kind: critic, keep: [0.2, 0.8]}"),
          new Row(
              PLAIN,
              REPLACE,
              "real",
              "{kind: critic, order: 2, keep: [0.2, 0.8], limits: moving, noise: 0.1}"),
          new Row(BAGS, REPLACE, "shrink", "{kind: critic, preset: gopher}"),
          new Row(BAGS, REPLACE, "shrink", "{kind: critic, preset: fineweb}"),
          new Row(BAGS, REPLACE, "shrink", "{kind: critic, preset: ccnet}"),
          row(
              "{kind: revise, when: unlikely, threshold: 0.05, top-k: 4}",
              "{kind: revise, when: likely, threshold: 0.5, top-k: 4}"),
          row(
              "{kind: best-of, candidates: 2, reward: [{reward: critic, weight: 1}, {reward:"
                  + " length, weight: 1}, {reward: diversity, weight: 1}]}"),
          row("{kind: best-of, candidates: 2, reward: length, choose: max}"),
          row("{kind: packed-critic, pack: 3, margin: 0.95}"),
          row(
              "{kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.2, 1]}, error: 0.1},"
                  + " rest: pass}"),
          row("{kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.2, 1]}}, rest: drop}"),
          row("{kind: retrieval, rate: 0.6, store: guard}"),
          row("{kind: retrieval, rate: 0.6, store: R}"),
          row("{kind: retrieval, rate: 0.6, store: pool}"),
          row("{kind: ensemble, combine: mixture, members: [{order: 1}, {order: 2}]}"),
          row("{kind: ensemble, combine: average, members: [{order: 1}, {order: 2}]}"),
          row("{kind: ensemble, combine: vote, shards: 3}"),
          row("{kind: diversity, repetition-penalty: 3}"),
          row("{kind: diversity, entropy-floor: 1}"),
          row(
              WARNS.formatted("tokens", "shewhart: {sd: 3}"),
              WARNS.formatted("tokens", "cusum: {k: 0.5, h: 5}"),
              WARNS.formatted("tokens", "ewma: {lambda: 0.1, limit: 2.8}"),
              WARNS.formatted("psi", "psi: {above: 0.2}")),
          row(FIRES.formatted("stop")),
          row(FIRES.formatted("{refresh: {real: 5}}")),
          row(FIRES.formatted("{rollback: 1}")),
          row(FIRES.formatted("{set: {sampling: {temperature: 0.5}}}")),
          row(FIRES.formatted("{switch: {family: {kind: ngram, order: 1, smoothing: none}}}")));

  /** An alarm with action {@code stop} ends the run with this code. */
  private static final int STOPPED = 3;

  private static final List<String> TRUTH =
      List.of(
          "",
          "{kind: critic, keep-rates: [1, 0.9, 0.8, 0.7]}",
          "{kind: best-of, candidates: 3, reward: {values: [1, 0, 2, 1]}}",
          "{kind: alarm, metric: heterozygosity-ratio, chart: {cusum: {k: 0.5, h: 5}}, reference:"
              + " {kind: first, first: 3}, action: warn}");

  /**
   * Made while a run draws; no spec has it. People who decide are in {@link KilledReviewRunTest}.
   */
  private static final Set<String> ELSEWHERE = Set.of("Safeguard.ByWord", "Safeguard.Queue");

  @TempDir static Path folder;

  /** The experiment on text, without its corpus. */
  private static String text() {
    List<String> lists = TEXT.stream().map(row -> "[" + row.safeguards + "]").toList();
    List<String> exclude = new ArrayList<>();
    for (Row row : TEXT) {
      others(row, "family", row.family, FAMILIES, exclude);
      others(row, "policy", row.policy, POLICIES, exclude);
      others(row, "refill", row.refill, REFILLS, exclude);
    }
    return """
    generations: %d
    metrics: [tokens, vocabulary-retention]
    sweep:
      safeguards: [%s]
      family: [%s]
      policy: [%s]
      refill: [%s]
    exclude: [%s]
    """
        .formatted(
            LAST,
            String.join(", ", lists),
            String.join(", ", FAMILIES),
            String.join(", ", POLICIES),
            String.join(", ", REFILLS),
            String.join(", ", exclude));
  }

  /** The spec of a text with more of guard: a preset learns what documents are like from it. */
  private static void guarded(Path spec) throws IOException {
    String split = "reserve: 0.2, guard: 0.1, test: 0.2";
    String text = Files.readString(spec);
    assertThat(text).contains(split);
    Files.writeString(spec, text.replace(split, "reserve: 0.1, guard: 0.3, test: 0.1"));
  }

  /** Leaves out the points with all other values of a key. */
  private static void others(
      Row row, String key, String own, List<String> all, List<String> exclude) {
    all.stream()
        .filter(value -> !value.equals(own))
        .map(value -> "{safeguards: [" + row.safeguards + "], " + key + ": " + value + "}")
        .forEach(exclude::add);
  }

  private static Path truth(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        name: fault
        seed: 11
        family: {kind: categorical, types: 4}
        policy: {kind: replace}
        size: 200
        generations: 20
        replicates: 200
        sweep: {safeguards: [[%s]]}
        """
            .formatted(String.join("], [", TRUTH)));
  }

  private static List<Cell> cells(Path spec) {
    return SpecFile.read(spec.toString(), List.of()).cells();
  }

  @Test
  void everyKindIsInACell() throws IOException {
    Set<String> found = new TreeSet<>(ELSEWHERE);
    List<Cell> ofText = cells(Workload.spec(folder.resolve("kinds.yaml"), "corpus.jsonl", text()));
    assertThat(ofText).hasSameSizeAs(TEXT);
    ofText.forEach(cell -> SafeguardKinds.of(cell.safeguards(), found));
    cells(truth(folder.resolve("truths.yaml")))
        .forEach(cell -> SafeguardKinds.of(cell.safeguards(), found));
    assertThat(found).isEqualTo(SafeguardKinds.all());
  }

  @Test
  void killedInsideAGenerationOfEveryKindOnTextItGoesOnToTheSameTables() throws Exception {
    SubmittedRuns runs = SubmittedRuns.of(Files.createDirectories(folder.resolve("text")), text());
    guarded(runs.spec());
    Path begun = folder.resolve("begun");
    Path log = folder.resolve("begun.log");
    String[] first = {"run", runs.spec().toString(), "--out", begun.toString()};
    String[] one = {"--set", "generations=1"};
    Process begins =
        runs.start(log, Stream.of(first, one).flatMap(Stream::of).toArray(String[]::new));
    assertThat(begins.waitFor()).as(Files.readString(log)).isEqualTo(STOPPED);
    Path undisturbed = folder.resolve("undisturbed"); // both generations in one process
    long started = System.nanoTime();
    runs.expect(STOPPED, undisturbed, "undisturbed.log");
    int longest = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) / 4;
    Map<String, String> expected = tables(undisturbed);
    Random moments = new Random(SEED);
    Set<Integer> left = new TreeSet<>();
    IntStream.range(0, TEXT.size()).filter(cell -> !stops(cell)).forEach(left::add);
    int kills = 0;
    while (!left.isEmpty()) {
      assertThat(kills).as("kills, and these cells are left: %s", left).isLessThan(MOST_KILLS);
      Path out = copy(begun, "killed-" + kills);
      Process process =
          runs.run(
              out,
              folder.resolve("log-" + kills),
              Map.of("spark.ouroboros.concurrentLineages", "" + TEXT.size()));
      while (process.isAlive() && !hasBegun(out)) {
        Thread.sleep(10); // leave the cores to the run
      }
      process.waitFor(moments.nextInt(1 + longest / (1 + kills)), TimeUnit.MILLISECONDS);
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        left.removeAll(inside(out, left));
      }
      kills++;
      runs.expect(STOPPED, out, "resumed-" + kills + ".log");
      assertThat(tables(out)).as("seed " + SEED + ", kill " + kills).isEqualTo(expected);
      assertThat(LocalRuns.trial(out).damage()).isEmpty();
    }
    Records.line("driver killed inside generations of every safeguard on text", kills);
  }

  /** An alarm that stops its lineage leaves it no generation after the one with the alarm. */
  private static boolean stops(int cell) {
    return TEXT.get(cell).safeguards.contains("action: stop");
  }

  private static Path copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  /** Whether a cell has a file of the last generation. */
  private static boolean hasBegun(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      return files.anyMatch(file -> file.toString().contains("/g0000" + LAST + "/"));
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false; // a folder was deleted meanwhile
    }
  }

  /** Cells whose last generation is not sealed. */
  private static Set<Integer> inside(Path out, Set<Integer> cells) throws IOException {
    Set<Integer> inside = new TreeSet<>(cells);
    for (org.apache.hadoop.fs.Path file : LocalRuns.trial(out).named("manifest-.*")) {
      Matcher generation = GENERATION.matcher(file.toString());
      if (generation.find() && Integer.parseInt(generation.group("g")) == LAST) {
        inside.remove(Integer.valueOf(generation.group("cell")));
      }
    }
    return inside;
  }

  /** A lineage of a known truth is one task, and its cell is sealed as a whole. */
  @Test
  void killedInsideTheLineagesOfAKnownTruthItGoesOnToTheSameTables() throws Exception {
    Path home = Files.createDirectories(folder.resolve("truth"));
    SubmittedRuns runs =
        new SubmittedRuns(Distribution.installed(), home, truth(home.resolve("spec.yaml")));
    Path undisturbed = folder.resolve("undisturbed-truth");
    runs.expect(0, undisturbed, "undisturbed-truth.log");
    Path out = folder.resolve("killed-truth");
    for (int cell = 1; cell < TRUTH.size(); cell++) {
      Process process = runs.run(out, folder.resolve("log-truth-" + cell));
      while (process.isAlive() && sealed(out) < cell) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      assertThat(sealed(out)).as("cells sealed; cell %d was struck", cell).isEqualTo(cell);
    }
    runs.expect(0, out, "log-truth-last");
    assertThat(tables(out)).isEqualTo(tables(undisturbed));
    assertThat(LocalRuns.trial(out).damage()).isEmpty();
    Records.line("driver killed inside lineages of known truths", TRUTH.size() - 1L);
  }

  /** Cells with whole results; a kill may cut a file while it is written. */
  private static int sealed(Path out) throws IOException {
    Trial trial = LocalRuns.trial(out);
    Set<org.apache.hadoop.fs.Path> cells = new TreeSet<>();
    for (org.apache.hadoop.fs.Path file : trial.named("replicates-.*")) {
      if (ChecksummedFile.read(trial.files(), file).isPresent()) {
        cells.add(file.getParent());
      }
    }
    return cells.size();
  }

  /** The SHA-256 of every table. */
  private static Map<String, String> tables(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(csv|jsonl)")).toList()) {
        hashes.put(file.getFileName().toString(), Sha256.hex(Files.readAllBytes(file)));
      }
    }
    assertThat(hashes).containsKeys("metrics.csv", "gates.csv", "alarms.csv");
    return hashes;
  }
}
