package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of gate with several policies: one member has the bits of a run without an ecosystem,
 * and a member that reads only itself has them too, whatever the other member draws and its gates
 * do. One session on one core; everything follows from the seed.
 */
@Tag("spark")
class EcosystemGatesRunTest {
  private static final String HEAD =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: modified-kneser-ney}}
      generations: 2
      size: 48
      metric-order: 1
      evaluation: {order: 1, every: 100}
      metrics: [tokens, types-n, retention-n, gate-kept, candidates, contamination, detector-auc, reviewed-units]
      """;

  /** One member, and two of which each reads only itself; the second draws differently. */
  private static final String ECOSYSTEMS =
      """
        ecosystem:
          - {members: 1}
          - {members: [{}, {sampling: {temperature: 0.6}}], mixing: {own: 1}}
      """;

  private static final Map<String, List<String>> GATES =
      Map.of(
          "chance",
          List.of(
              "[{kind: thin, share: 0.3}, {kind: thin, share: 0.2}]",
              "[{kind: review, budget: 20, by: {critic: {order: 2, keep: [0.1, 0.9]}, error: 0.2},"
                  + " rest: pass}]"),
          "text",
          List.of(
              "[{kind: critic, order: 2, keep: [0.2, 0.8]}]",
              "[{kind: critic, order: 2, keep: [0.1, 0.9], limits: moving, noise: 0.1}]",
              "[{kind: revise, order: 2, when: unlikely, threshold: 0.01, top-k: 3}]",
              "[{kind: detector, train: likelihood-ratio, false-alarm: 0.2, action: resample}]"),
          "choice",
          List.of(
              "[{kind: best-of, candidates: 3, reward: diversity, choose: max}]",
              "[{kind: detector, train: logistic, false-alarm: 0.2, action: resample}]",
              "[{kind: thin, share: 0.2}, {kind: packed-critic, pack: 4, margin: 0.1}]"),
          "pool",
          List.of(
              "[{kind: detector, recall: 0.6, false-alarm: 0.1}]",
              "[{kind: detector, train: likelihood-ratio, false-alarm: 0.2, action: resample}]",
              "[{kind: critic, order: 2, keep: [0.1, 0.9], applies-to: pool}]"));

  /** Guard must have more than the few sentences of other tests. */
  private static final String[] SPLIT = {"corpus.split.reserve=0.5", "corpus.split.guard=0.2"};

  @TempDir static Path folder;

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chance | {kind: replace} | redraw",
        "chance | {kind: accumulate} | shrink",
        "text | {kind: replace} | redraw",
        "text | {kind: window, last: 2} | shrink",
        "choice | {kind: anchor, real: {share: 0.2}} | redraw",
        "pool | {kind: mixture, real-share: 0.3} | redraw",
        "pool | {kind: mixture, real-share: 0.3} | shrink"
      })
  void aMemberThatReadsOnlyItselfHasTheGatesOfOneModel(String gates, String policy, String refill)
      throws IOException {
    List<String> kinds = Objects.requireNonNull(GATES.get(gates));
    Runs runs = new Runs(folder);
    StringBuilder text = new StringBuilder(HEAD);
    text.append("policy: ").append(policy).append("\nrefill: ").append(refill);
    text.append("\nsweep:\n  safeguards:\n");
    kinds.forEach(each -> text.append("    - ").append(each).append('\n'));
    String name = gates + "-" + refill + "-" + Math.floorMod(policy.hashCode(), 10_000);
    Map<String, Map<String, String>> alone = rows(runs, name + "-alone", text.toString());
    Map<String, Map<String, String>> members = rows(runs, name, text + ECOSYSTEMS);
    assertThat(alone).hasSize(kinds.size());
    assertThat(members).hasSize(2 * kinds.size());
    members.forEach(
        (cell, rows) -> {
          boolean isOne = cell.endsWith("(members=1)");
          Map<String, String> expected =
              Objects.requireNonNull(alone.get(cell.replaceFirst(";ecosystem.*", "")), cell);
          if (isOne) {
            assertThat(rows.entrySet()).as(cell).containsExactlyElementsOf(expected.entrySet());
          } else {
            Map<String, String> own = new TreeMap<>();
            rows.forEach(
                (key, value) -> {
                  if (key.endsWith(" member=0")) {
                    own.put(key.replace(" member=0", " all"), value);
                  }
                });
            assertThat(own).as(cell).containsKey("2 tokens guarded all");
            assertThat(expected).as(cell).containsAllEntriesOf(own);
          }
        });
  }

  /** Cell to metric, generation, subject and scope to value. */
  private static Map<String, Map<String, String>> rows(Runs runs, String name, String text)
      throws IOException {
    Path out = runs.out(name);
    Runs.run(Runs.session("local[1]", Map.of()), runs.spec(name, text), out, SPLIT);
    Map<String, Map<String, String>> cells = new TreeMap<>();
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
}
