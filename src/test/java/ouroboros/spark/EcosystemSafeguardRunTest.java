package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Safeguards of the members of an ecosystem, in whole runs on one core. */
@Tag("spark")
class EcosystemSafeguardRunTest {
  /** One model, and two models of which each reads only itself. */
  private static final String APART =
      """
        ecosystem:
          - {members: 1}
          - {members: 2, mixing: {own: 1}}
      """;

  private static final String HEAD =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: modified-kneser-ney}}
      generations: 2
      size: 150
      metric-order: 2
      evaluation: {order: 2}
      metrics: [tokens, types-n, retention-n, self-bleu-4, perplexity, gate-kept, candidates, real-units-used, contamination, detector-auc, pool-retention-n]
      """;

  /** Each old S_j is drawn and judged again. */
  private static final String AGAIN =
      HEAD
          + """
          policy: {kind: accumulate-subsample, size: {units: 200}}
          refill: real
          sweep:
            safeguards:
              - - {kind: thin, share: 0.3}
                - {kind: critic, order: 2, keep: [0.1, 0.9], limits: moving}
                - {kind: alarm, metric: types-1, chart: {kind: threshold, below: 1000000}, action: {set: {sampling: {temperature: 0.7}}}}
              - - {kind: ensemble, shards: 2, combine: vote}
                - {kind: best-of, candidates: 2, reward: length}
                - {kind: alarm, metric: types-1, subject: training, chart: {kind: shewhart, sd: 0.001}, calibrate: 2, action: {rollback: 1}}
          """;

  /** Gates that judge real and synthetic sentences. */
  private static final String POOLS =
      HEAD
          + """
          policy: {kind: mixture, real-share: 0.3}
          sweep:
            safeguards:
              - - {kind: thin, share: 0.3}
                - {kind: critic, order: 2, keep: [0.1, 0.9], applies-to: pool}
              - - {kind: retrieval, rate: 0.5, store: pool, match: 2}
                - {kind: detector, recall: 0.5, false-alarm: 0.1}
          """;

  @TempDir static Path folder;
  private static Runs runs;

  @BeforeAll
  static void begin() throws IOException {
    runs = new Runs(folder);
  }

  /** metric, subject, generation and scope to value, of one cell. */
  private static Map<String, Map<String, String>> cells(Path out) throws IOException {
    Map<String, Map<String, String>> cells = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      String key =
          String.join(
              " ", row.get("generation"), row.get("metric"), row.get("subject"), row.get("scope"));
      cells
          .computeIfAbsent(Objects.requireNonNull(row.get("cell")), c -> new TreeMap<>())
          .put(key, Objects.requireNonNull(row.get("value")));
    }
    return cells;
  }

  /** What one model has in scope {@code all}, and a member in its own. */
  private static Map<String, String> of(Map<String, String> cell, String scope) {
    Map<String, String> own = new TreeMap<>();
    cell.forEach(
        (key, value) -> {
          if (key.endsWith(" " + scope) && !key.contains("pool-retention")) {
            own.put(key.substring(0, key.length() - scope.length()), value);
          }
        });
    return own;
  }

  /** A member that reads only itself has the bits of a run with one model. */
  static int compare(Path out) throws IOException {
    Map<String, Map<String, String>> cells = cells(out);
    int compared = 0;
    for (String name : cells.keySet()) {
      if (name.contains("members=2")) {
        String alone =
            cells.keySet().stream()
                .filter(other -> !other.contains("members=2"))
                .filter(other -> rest(other).equals(rest(name)))
                .findFirst()
                .orElseThrow();
        Map<String, String> one = of(Objects.requireNonNull(cells.get(alone)), "all");
        assertThat(of(Objects.requireNonNull(cells.get(name)), "member=0"))
            .as(name)
            .isNotEmpty()
            .isEqualTo(one);
        compared++;
      }
    }
    return compared;
  }

  private static String rest(String cell) {
    return cell.replaceAll("ecosystem[^ ]*", "").trim();
  }

  @Tag("slow")
  @Test
  void aMemberThatReadsItselfHasTheSafeguardsOfOneModel() throws IOException {
    for (Map.Entry<String, String> each : Map.of("again", AGAIN, "pools", POOLS).entrySet()) {
      Path out = runs.out(each.getKey());
      Session session = Runs.session("local[1]", Map.of());
      Runs.run(session, runs.spec(each.getKey(), each.getValue() + APART), out);
      assertThat(compare(out)).isEqualTo(2);
    }
    alarms(runs.out("again"));
  }

  /** The alarms of both members, in their order, with what one model has for the first. */
  private static void alarms(Path out) throws IOException {
    Map<String, List<String>> seen = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("alarms.csv"))) {
      String cell = Objects.requireNonNull(row.get("cell"));
      row.remove("cell");
      seen.computeIfAbsent(cell, c -> new ArrayList<>()).add(row.toString());
    }
    assertThat(seen).hasSize(6);
    seen.forEach(
        (cell, rows) -> {
          if (cell.endsWith(" member=0")) {
            String alone =
                cell.replace(" member=0", "").replace("members=2,mixing.own=1", "members=1");
            assertThat(rows).as(cell).hasSize(2).isEqualTo(seen.get(alone));
            assertThat(seen).containsKey(cell.replace("member=0", "member=1"));
          }
        });
  }

  private static final String PARTS =
      """
      family: {kind: ngram, order: 1, smoothing: {kind: none}}
      generations: 2
      policy: {kind: anchor, real: {share: 0.5}}
      metrics: [types-n, retention-n, candidates]
      metric-order: 1
      refill: real
      safeguards:
        - {kind: thin, share: 0.3}
        - {kind: alarm, metric: types-1, subject: training, chart: {kind: shewhart, sd: 3}, calibrate: 2, action: {refresh: {real: {units: 5}}}}
      ecosystem: {members: 2, real: disjoint, mixing: {own: 0.7}}
      """;

  /** Every alarm of every member is an assertion, at the start and at the end of a generation. */
  private static void exported(Path out) throws IOException {
    Path file = out.resolveSibling("lineage.json");
    Answer export = Answer.of("audit", out.toString(), "--export", "openlineage", file.toString());
    assertThat(export.code()).as(export.err()).isZero();
    String text = Files.readString(file);
    for (int k = 0; k < 2; k++) {
      assertThat(text.split("alarm 1 of member=" + k + ": types-1/training", -1)).hasSize(5);
    }
    assertThat(text.split("\"assertion\":", -1)).hasSize(9);
  }

  /** The reference of an alarm draws from the members' parts of R too; its files are deleted. */
  @Test
  void aRunWithAlarmsGoesOnWithAMemberHalfDone() throws IOException {
    Path spec = runs.spec("parts", PARTS);
    Path out = runs.out("parts");
    Session session = Runs.session("local[1]", Map.of());
    Runs.run(session, spec, out);
    Map<String, String> expected = Runs.hashesWithGates(out);
    String alarms = Files.readString(out.resolve("alarms.csv"));
    assertThat(alarms.lines()).hasSize(5);
    try (Stream<Path> cells = Files.list(out.resolve("cells"))) {
      assertThat(cells).noneMatch(cell -> cell.toString().contains("calibration-"));
    }
    int deleted = 0;
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.toList()) {
        String name = file.toString();
        boolean isOfMemberZero = name.contains("-m000/");
        if (name.matches(".*/g00002/manifest-.*") && !isOfMemberZero) {
          Files.delete(file);
          deleted++;
        }
      }
    }
    assertThat(deleted).isEqualTo(2);
    Runs.run(session, spec, out);
    assertThat(Runs.hashesWithGates(out)).isEqualTo(expected);
    assertThat(out.resolve("alarms.csv")).hasContent(alarms);
    exported(out);
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      // Units of R take the place of what is dropped, so no candidate is drawn again.
      if (row.get("metric").equals("candidates")) {
        assertThat(row.get("value")).isEqualTo("1.0");
      }
    }
  }
}
