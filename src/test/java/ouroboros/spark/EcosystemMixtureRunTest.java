package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of an ecosystem that are mixtures of n-gram models, in whole runs on one core. */
@Tag("spark")
class EcosystemMixtureRunTest {
  private static final String LINES =
      """
      family: {kind: ngram-mixture, order: 2, smoothing: {kind: none}, by: stratum}
      policy: {kind: replace}
      generations: 2
      size: 150
      metric-order: 1
      evaluation: {order: 2}
      metrics: [types-n, retention-n, perplexity, stratum-share, component-entropy, truncated]
      """;

  @TempDir static Path folder;
  private static Runs runs;

  @BeforeAll
  static void begin() throws IOException {
    runs = new Runs(folder);
  }

  private static Path run(String name, String lines) throws IOException {
    Path out = runs.out(name);
    Runs.run(Runs.session("local[1]", Map.of()), runs.spec(name, lines), out);
    return out;
  }

  /** The number of members, and what each reads, change nothing where it reads only itself. */
  @Test
  void aMixtureThatReadsItselfHasTheBitsOfOneModel() throws IOException {
    String more =
        """
        sweep:
          ecosystem:
            - {members: 1, real: disjoint, mixing: recut}
            - {members: 2, mixing: {own: 1}}
        """;
    Path out = run("apart", LINES + more);
    assertThat(EcosystemSafeguardRunTest.compare(out)).isEqualTo(1);
    Path plain = run("plain", LINES);
    Map<String, String> one = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (!String.valueOf(row.get("cell")).contains("members=2")) {
        one.put(place(row), String.valueOf(row.get("value")));
      }
    }
    Map<String, String> alone = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(plain.resolve("metrics.csv"))) {
      alone.put(place(row), String.valueOf(row.get("value")));
    }
    assertThat(one).hasSizeGreaterThan(20).isEqualTo(alone);
  }

  private static String place(Map<String, String> row) {
    return String.join(
        " ", row.get("generation"), row.get("metric"), row.get("subject"), row.get("scope"));
  }

  private static final String POOLS =
      LINES
          + "ecosystem: {members: [{real: {stratum: kjv}}, {real: {stratum: sotu}, sampling:"
          + " {max-length: 9}}], real: stratum, mixing: [[0.3, 0.7], [0.5, 0.5]]}\n";

  /**
   * Each member starts from one stratum, so all that it writes in generation 1 is of one component:
   * the share of this component in a training set is the member's share of its units.
   */
  @Test
  void aSentenceOfAPoolBelongsToTheComponentThatDrewIt() throws IOException {
    Path out = run("pools", POOLS);
    Map<String, Double> written = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("writers.csv"))) {
      if (row.get("generation").equals("1")) {
        written.put(row.get("reader") + "<" + row.get("writer"), Double.valueOf(row.get("units")));
      }
    }
    assertThat(written).hasSize(4);
    int compared = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("components.csv"))) {
      int reader = String.valueOf(row.get("cell")).endsWith("member=0") ? 0 : 1;
      int writer = row.get("scope").equals("stratum=kjv") ? 0 : 1;
      if (row.get("generation").equals("1") && row.get("scope").matches("stratum=(kjv|sotu)")) {
        assertThat(Double.parseDouble(row.get("weight")))
            .as(row.toString())
            .isEqualTo(written.get(reader + "<" + writer) / 150);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(4);
  }

  /**
   * Units of R that take the place of others, and further real candidates of a pool, are of the
   * member's own stratum: a member that reads only itself never has another component.
   */
  @Test
  void aMemberIsRefilledFromItsStratum() throws IOException {
    String lines =
        LINES
            .replace("policy: {kind: replace}\n", "")
            .replace("truncated]", "real-units-used]")
            .replace("size: 150", "size: 60");
    String more =
        """
        safeguards: [{kind: detector, recall: 0.6, false-alarm: 0.3}, {kind: critic, order: 1, keep: [0, 0.9], applies-to: WHERE}]
        ecosystem: {members: [{real: {stratum: kjv}}, {real: {stratum: sotu}}], real: stratum, mixing: {own: 1}}
        sweep:
          refill: [redraw, real]
        """;
    int compared = 0;
    for (String policy : List.of("{kind: replace}", "{kind: mixture, real-share: 0.4}")) {
      boolean isPool = policy.contains("mixture");
      Path out =
          run(
              isPool ? "pool" : "gaps",
              lines
                  + "policy: "
                  + policy
                  + "\n"
                  + more.replace("WHERE", isPool ? "pool" : "synthetic"));
      for (Map<String, String> row : Runs.rows(out.resolve("components.csv"))) {
        boolean isFirst = String.valueOf(row.get("cell")).endsWith("member=0");
        assertThat(row.get("weight"))
            .as(row.toString())
            .isEqualTo(
                row.get("scope").equals(isFirst ? "stratum=kjv" : "stratum=sotu") ? "1.0" : "0.0");
        compared++;
      }
      assertThat(Runs.rows(out.resolve("metrics.csv")))
          .anyMatch(
              row ->
                  row.get("metric").equals("real-units-used")
                      && Double.parseDouble(row.get("value")) > 10);
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void coresPartitionsAndAMemberHalfDoneChangeNoBit() throws IOException {
    Path first = run("first", POOLS);
    Map<String, String> expected = Runs.hashes(first);
    Path seven = runs.out("seven");
    Runs.run(
        Runs.session("local[2]", Map.of("spark.default.parallelism", "7")),
        runs.spec("first", POOLS),
        seven);
    assertThat(Runs.hashes(seven)).isEqualTo(expected);
    for (String member : List.of("-m000", "-m001")) {
      int deleted = 0;
      try (Stream<Path> files = Files.walk(first.resolve("cells"))) {
        for (Path file : files.filter(f -> f.toString().contains("/g00002/manifest-")).toList()) {
          if (file.toString().contains(member) || !file.toString().contains("-m00")) {
            Files.delete(file);
            deleted++;
          }
        }
      }
      assertThat(deleted).isEqualTo(2);
      Runs.run(Runs.session("local[1]", Map.of()), runs.spec("first", POOLS), first);
      assertThat(Runs.hashes(first)).isEqualTo(expected);
    }
  }
}
