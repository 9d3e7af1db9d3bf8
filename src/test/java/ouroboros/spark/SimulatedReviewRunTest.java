package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.audit.TrainingSet;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.Subject;
import ouroboros.safeguard.GateCounts;

/** Reviews of text by simulated reviewers. No claim can fail by chance. */
@Tag("spark")
class SimulatedReviewRunTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: accumulate-subsample, size: {share: 0.5}}
      generations: 3
      metric-order: 2
      evaluation: {order: 2, every: 3}
      metrics: [tokens, types-n, gate-kept, real-units-used, reviewed-units, contamination]
      safeguards:
        - {kind: thin, share: 0.2}
        - {kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.2, 1]}, error: 0.1}, reviewers: 3, rest: pass}
      sweep:
        refill: [redraw, shrink, real]
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static final Map<String, String> FOLDERS = new TreeMap<>();
  private static long real;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("reviewed", LINES);
    Files.writeString(
        spec,
        Files.readString(spec).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
    out = runs.out("two");
    Runs.run(Runs.session(), spec, out);
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      FOLDERS.put(row.get("refill"), row.get("folder"));
    }
    real = manifest("redraw", 0).record().ledger().get(0).units();
  }

  private static Manifest manifest(String refill, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(refill)), 0, g);
  }

  private static double value(Manifest manifest, String metric) {
    return manifest.record().measured().measurements().stream()
        .filter(m -> m.metric().equals(metric) && m.subject() == Subject.GUARDED)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void whatAReviewDropsLeavesAGapOrIsAUnitOfR() {
    long budget = Math.round(.5 * real);
    for (String refill : List.of("redraw", "shrink", "real")) {
      Manifest sealed = manifest(refill, 1);
      var gates = Objects.requireNonNull(sealed.record().gates());
      GateCounts thin = gates.counts().get(0);
      GateCounts review = gates.counts().get(1);
      assertThat(review.kind()).isEqualTo("review");
      assertThat(review.offered()).isEqualTo(thin.kept());
      assertThat(review.dropped()).isPositive().isLessThan(review.reviewed());
      long units = sealed.record().units();
      if (refill.equals("redraw")) {
        assertThat(thin.offered()).isGreaterThan(units);
        assertThat(review.reviewed()).isEqualTo(budget);
      } else {
        assertThat(thin.offered()).isEqualTo(units);
        assertThat(review.reviewed()).isLessThan(budget);
      }
      assertThat(value(sealed, "reviewed-units")).isEqualTo(review.reviewed());
      assertThat(gates.units()).isEqualTo(refill.equals("real") ? units : review.kept());
      assertThat(gates.realUnits()).isEqualTo(refill.equals("real") ? units - review.kept() : 0);
    }
  }

  @Test
  void samplesSayWhatTheReviewDropped() throws IOException {
    assertThat(Files.readString(out.resolve("samples.jsonl"))).contains("\"kind\":\"review\"");
  }

  @Tag("slow")
  @Test
  void aRunThatWasCutAndOtherCoresPartitionsAndShardsGiveTheSameBits() throws IOException {
    Map<String, String> expected = Runs.hashesWithGates(out);
    Path cut = runs.out("cut");
    Runs.run(Runs.session(), spec, cut);
    try (Stream<Path> files = Files.walk(cut.resolve("cells"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*/g0000[23]/man.*")).toList()) {
        Files.delete(file);
      }
    }
    assertThat(Runs.run(Runs.session(), spec, cut).computed()).isEqualTo(6);
    assertThat(Runs.hashesWithGates(cut)).isEqualTo(expected);
    Session seven = Runs.session("local[1]", Map.of("spark.default.parallelism", "7"));
    Runs.run(seven, spec, runs.out("seven"), "sampling.model=sharded");
    assertThat(Runs.hashesWithGates(runs.out("seven"))).isEqualTo(expected);
  }

  /** Only what passed counts, and units of R need no review. */
  @Test
  void anAuditAsksHowMuchOfWhatPassedWasReviewed() throws IOException {
    String dropping = "{kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.2, 1]}}}";
    String rejecting =
        "{kind: review, budget: {share: 0.5}, by: {critic: {keep: [0, 1]}, error: 1}, rest: pass}";
    Path audited = runs.out("audited");
    Runs.run(
        Runs.session(),
        spec,
        audited,
        "policy={kind: replace}",
        "generations=1",
        "sweep={safeguards: [[%s]], refill: [redraw, real]}".formatted(dropping));
    Answer all = Answer.of("audit", audited.toString(), "--require", "reviewed=all");
    assertThat(all.code()).as(all.out()).isZero();
    Path none = runs.out("none");
    Runs.run(
        Runs.session(),
        spec,
        none,
        "policy={kind: replace}",
        "generations=1",
        "safeguards=[%s]".formatted(rejecting),
        "sweep={refill: [redraw]}");
    StoredRun run = StoredRun.open(ExperimentRun.folder(none.toString()));
    List<TrainingSet> sets = TrainingSet.of(run, run.cells().get(0), 0);
    assertThat(sets).extracting(TrainingSet::reviewed).containsExactly(1.0, 0.0);
  }

  /** With the whole rest passed and nobody to review, training sets are those without a gate. */
  @Test
  void strengthZeroLeavesTheBitsOfARunWithoutIt() throws IOException {
    Path zero = runs.out("zero");
    Runs.run(
        Runs.session(),
        spec,
        zero,
        "sweep={safeguards: [[], [{kind: review, budget: 0, by: {critic: {keep: [0.2, 1]}}, rest:"
            + " pass}], [{kind: review, budget: {share: 1}, by: {critic: {keep: [0, 1]}},"
            + " reviewers: 2}]]}");
    List<Map<String, String>> cells = Runs.rows(zero.resolve("cells.csv"));
    assertThat(cells).hasSize(3);
    for (int g = 1; g <= 3; g++) {
      String plain = trained(zero, cells.get(0), g);
      assertThat(trained(zero, cells.get(1), g)).isEqualTo(plain);
      assertThat(trained(zero, cells.get(2), g)).isEqualTo(plain);
    }
  }

  private static String trained(Path run, Map<String, String> cell, int g) {
    Manifest sealed = Runs.manifest(run, Objects.requireNonNull(cell.get("folder")), 0, g);
    return sealed.tables().training().ranges().stream().map(f -> f.sha256()).toList().toString();
  }
}
