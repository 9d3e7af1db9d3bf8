package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.safeguard.GateCounts;

/**
 * A detector on the pool of {@code mixture} and {@code contaminated}, on text. Shares are compared
 * with the law of detectors within five standard deviations: a right program fails one comparison
 * with probability 5.7e-7 under another seed. Seed 7.
 */
@Tag("spark")
class PoolRunTest {
  private static final int LAST = 3;
  private static final double RECALL = .8;
  private static final double FALSE_ALARM = .1;
  private static final double SYNTHETIC = .6;

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: mixture, real-share: 0.4}
      generations: 3
      sampling: {max-length: 9}
      metric-order: 2
      evaluation: {order: 2, every: 3}
      metrics: [tokens, sentences, types-n, truncated, perplexity, self-bleu-4, gate-kept, candidates, real-units-used, contamination]
      safeguards: [{kind: detector, recall: 0.8, false-alarm: 0.1}]
      sweep:
        policy:
          - {kind: mixture, real-share: 0.4}
          - {kind: contaminated, schedule: [0.6]}
        safeguards:
          - [{kind: detector, recall: 0.8, false-alarm: 0.1}]
          - [{kind: thin, share: 0.3}, {kind: detector, recall: 0.8, false-alarm: 0.1}]
          - [{kind: detector, recall: 0, false-alarm: 0}]
          - []
        refill: [redraw, shrink, real]
        exclude:
          - {safeguards: [], refill: shrink}
          - {safeguards: [], refill: real}
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static long real;
  private static final Map<String, String> FOLDERS = new TreeMap<>();

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("pool", LINES);
    out = runs.out("pool");
    RunFacts facts = Runs.run(Runs.session(), spec, out);
    real = Objects.requireNonNull(facts.parts().all().get(FamilySpec.Unit.SENTENCE)).real();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      FOLDERS.put(
          row.get("policy.kind") + " " + row.get("safeguards") + " " + row.get("refill"),
          row.get("folder"));
    }
    assertThat(FOLDERS).hasSize(20);
  }

  private static Manifest manifest(String cell, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(cell), FOLDERS::toString), 0, g);
  }

  private static List<String> cells(String which) {
    return FOLDERS.keySet().stream().filter(cell -> cell.contains(which)).toList();
  }

  private static GateRecord gates(Manifest sealed) {
    return Objects.requireNonNull(sealed.record().gates());
  }

  private static double value(Manifest sealed, String metric) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(each -> each.value())
        .findFirst()
        .orElseThrow();
  }

  private static void isShare(double some, double of, double expected) {
    assertThat(some / of)
        .isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / of)));
  }

  @Test
  void keptAndContaminationFollowTheLawOfDetectors() {
    double kept = SYNTHETIC * (1 - RECALL) + (1 - SYNTHETIC) * (1 - FALSE_ALARM);
    double contamination = SYNTHETIC * (1 - RECALL) / kept;
    for (String cell : cells(" [detector(recall=0.8")) {
      for (int g = 1; g <= LAST; g++) {
        Manifest sealed = manifest(cell, g);
        GateCounts gate = gates(sealed).counts().get(0);
        long units = sealed.tables().training().sentences();
        isShare(gate.kept(), gate.offered(), kept);
        if (cell.endsWith("redraw")) {
          assertThat(units).isEqualTo(real);
        } else {
          assertThat(gate.offered()).isEqualTo(real);
          assertThat(units).isEqualTo(cell.endsWith("real") ? real : gate.kept());
        }
        if (!cell.endsWith("real")) {
          isShare(value(sealed, "contamination") * units, units, contamination);
        }
        assertThat(gate.realDropped() + gate.syntheticDropped()).isEqualTo(gate.dropped());
      }
    }
  }

  /** Whose units T_g has, by ledger, metrics and tables; guarded is T_g. */
  @Test
  void ledgerMetricsAndTablesAgree() {
    for (String cell : cells("recall=0.8")) {
      for (int g = 1; g <= LAST; g++) {
        Manifest sealed = manifest(cell, g);
        List<Manifest.Share> ledger = sealed.record().ledger();
        long units = sealed.tables().training().sentences();
        assertThat(ledger).as(cell).hasSize(2);
        assertThat(ledger.get(0).author()).isZero();
        assertThat(ledger.get(1).author()).isEqualTo(g);
        assertThat(ledger.get(0).units() + ledger.get(1).units()).isEqualTo(units);
        assertThat(ledger.get(0).tokens() + ledger.get(1).tokens())
            .isEqualTo(sealed.tables().training().tokens());
        assertThat(value(sealed, "real-units-used")).isEqualTo(ledger.get(0).units());
        assertThat(value(sealed, "contamination"))
            .isEqualTo((double) ledger.get(1).units() / units);
        assertThat(Objects.requireNonNull(sealed.tables().guarded()))
            .isEqualTo(sealed.tables().training());
        assertThat(sealed.record().units()).isEqualTo(real);
        assertThat(gates(sealed).counts()).hasSize(cell.contains("thin") ? 2 : 1);
      }
    }
  }

  /** An oracle that drops nothing changes no row but its own. */
  @Test
  void strengthZeroLeavesTheRowsOfARunWithoutIt() throws IOException {
    int compared = 0;
    for (String cell : cells("recall=0;")) {
      compared++;
      zero(cell);
    }
    for (String cell : cells("recall=0,")) {
      compared++;
      zero(cell);
    }
    assertThat(compared).isEqualTo(6);
  }

  private static void zero(String cell) throws IOException {
    String plain = cell.substring(0, cell.indexOf(' ')) + " [] redraw";
    for (int g = 1; g <= LAST; g++) {
      Manifest guarded = manifest(cell, g);
      Manifest without = manifest(plain, g);
      assertThat(guarded.record().ledger()).as(cell).isEqualTo(without.record().ledger());
      assertThat(guarded.record().recipe()).isEqualTo(without.record().recipe());
      assertThat(guarded.record().samples()).isEqualTo(without.record().samples());
      assertThat(sha(guarded)).isEqualTo(sha(without));
      assertThat(
              guarded.record().measured().measurements().stream()
                  .filter(each -> !each.subject().toString().equalsIgnoreCase("guarded"))
                  .toList())
          .isEqualTo(without.record().measured().measurements());
    }
  }

  private static List<String> sha(Manifest sealed) {
    return sealed.tables().training().ranges().stream().map(file -> file.sha256()).toList();
  }

  @Tag("slow")
  @Test
  void cutsShardsAndPartitionsGiveTheSameBits() throws IOException {
    Map<String, String> expected = Runs.hashesWithGates(out);
    Session seven = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"));
    Path other = runs.out("seven");
    Runs.run(seven, spec, other, "sampling.model=sharded", "generations=1");
    Runs.run(seven, spec, other, "sampling.model=sharded");
    assertThat(Runs.hashesWithGates(other)).isEqualTo(expected);
    try (var files = Files.walk(other.resolve("cells"))) {
      for (Path file : files.toList()) {
        if (file.toString().matches(".*/g0000[23]/manifest-.*")) {
          Files.delete(file);
        }
      }
    }
    Runs.run(Runs.session(), spec, other, "sampling.model=sharded");
    assertThat(Runs.hashesWithGates(other)).isEqualTo(expected);
  }
}
