package ouroboros.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.policy.Policy;
import ouroboros.safeguard.GateCounts;
import ouroboros.spark.Runs;

/** Runs with detectors that are trained. No claim can fail by chance. */
@Tag("spark")
class TrainedDetectorRunTest {
  private static final int LAST = 2;
  private static final String LOGISTIC = "{kind: detector, train: logistic, false-alarm: 0.02}";
  private static final String RESAMPLE =
      "{kind: detector, train: logistic, action: resample, power: 2}";
  private static final String RATIO =
      "{kind: detector, train: likelihood-ratio, false-alarm: 0.1, action: resample, power: 0.1}";
  private static final String BEHIND = "{kind: thin, share: 0.3}, " + RESAMPLE;
  private static final List<String> GATES = List.of(LOGISTIC, RESAMPLE, RATIO, BEHIND);
  private static final List<String> OFF =
      List.of(
          "{kind: detector, train: logistic, false-alarm: 0}",
          "{kind: detector, train: logistic, action: resample, power: 0}",
          "{kind: detector, train: likelihood-ratio, action: resample, power: 0}");
  private static final List<String> POLICIES =
      List.of(
          "{kind: replace}",
          "{kind: accumulate-subsample, size: {units: 100}}",
          "{kind: mixture, real-share: 0.5}");

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static final Map<String, String> FOLDERS = new HashMap<>();

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    List<String> lists = new ArrayList<>(List.of("[]"));
    GATES.forEach(gate -> lists.add("[" + gate + "]"));
    OFF.forEach(gate -> lists.add("[" + gate + "]"));
    spec =
        runs.spec(
            "trained",
            """
            family: {kind: ngram, order: 3, smoothing: {kind: absolute-discounting}}
            policy: {kind: replace}
            generations: 2
            refill: shrink
            metric-order: 2
            evaluation: {order: 2, every: 2}
            metrics: [tokens, types-n, gate-kept, detector-auc, detector-recall, detector-false-alarm]
            sweep:
              policy: [%s]
              safeguards: [%s]
            """
                .formatted(String.join(", ", POLICIES), String.join(", ", lists)));
    Files.writeString(
        spec,
        Files.readString(spec).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
    out = runs.out("trained");
    Runs.run(Runs.session(), spec, out);
    Map<String, String> folders = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(row.get("cell"), row.get("folder"));
    }
    Map<String, Integer> next = new HashMap<>();
    for (Cell cell : SpecFile.read(spec.toString(), List.of()).cells()) {
      String policy =
          POLICIES.get(
              cell.policy() instanceof Policy.Mixture
                  ? 2
                  : cell.policy() instanceof Policy.Replace ? 0 : 1);
      int list = next.merge(policy, 0, (n, one) -> n + 1);
      FOLDERS.put(policy + lists.get(list), folders.get(cell.name()));
    }
    assertThat(FOLDERS).hasSize(24).doesNotContainValue(null);
  }

  private static Manifest manifest(String policy, String gates, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(policy + gates)), 0, g);
  }

  private static double value(Manifest sealed, String metric) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(each -> each.value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyDetectorDropsSentencesAndSaysHowGoodItIs() {
    for (String policy : POLICIES) {
      for (String gate : GATES) {
        for (int g = 1; g <= LAST; g++) {
          Manifest sealed = manifest(policy, "[" + gate + "]", g);
          List<GateCounts> counts = Objects.requireNonNull(sealed.record().gates()).counts();
          GateCounts last = counts.get(counts.size() - 1);
          assertThat(last.dropped()).as(policy + gate).isPositive();
          assertThat(last.kept()).as(policy + gate).isPositive();
          assertThat(value(sealed, "detector-auc")).isBetween(0.0, 1.0);
          assertThat(value(sealed, "detector-recall")).isBetween(0.0, 1.0);
          assertThat(value(sealed, "detector-false-alarm")).isBetween(0.0, .1);
        }
      }
    }
  }

  /** S'_g has each unit so often as the gate takes it: more or fewer units than S_g. */
  @Test
  void resamplingChangesHowManyUnitsThereAre() {
    for (String gate : List.of(RESAMPLE, RATIO, BEHIND)) {
      Manifest sealed = manifest(POLICIES.get(0), "[" + gate + "]", 1);
      long units = sealed.tables().training().sentences();
      assertThat(Objects.requireNonNull(sealed.record().gates()).units()).isEqualTo(units);
      assertThat(units).as(gate).isNotEqualTo(sealed.record().units()).isPositive();
      assertThat(sealed.record().ledger().get(0).units()).isEqualTo(units);
      Manifest some = manifest(POLICIES.get(1), "[" + gate + "]", 2);
      assertThat(some.tables().training().sentences()).isEqualTo(100);
    }
    // Expected copies are w/w' with mean 1, cut at 3: their sum is near the units of S_g.
    Manifest sealed = manifest(POLICIES.get(0), "[" + RESAMPLE + "]", 1);
    assertThat((double) sealed.tables().training().sentences() / sealed.record().units())
        .isCloseTo(1, within(.5));
  }

  @Test
  void atStrengthZeroTheTrainingSetsAreThoseOfTheRunWithoutIt() {
    for (String policy : POLICIES) {
      for (String gate : OFF) {
        for (int g = 0; g <= LAST; g++) {
          assertThat(contents(manifest(policy, "[" + gate + "]", g).tables().training()))
              .as("%s %s %d", policy, gate, g)
              .isEqualTo(contents(manifest(policy, "[]", g).tables().training()));
        }
      }
    }
  }

  private static List<String> contents(CountTable table) {
    return table.ranges().stream().map(SealedFile::sha256).toList();
  }

  @Tag("slow")
  @Test
  void oneCoreAndSevenPartitionsGiveTheSameBits() throws IOException {
    Map<String, String> expected = Runs.hashesWithGates(out);
    Runs.run(
        Runs.session("local[1]", Map.of("spark.default.parallelism", "7")),
        spec,
        runs.out("other"));
    assertThat(Runs.hashesWithGates(runs.out("other"))).isEqualTo(expected);
  }
}
