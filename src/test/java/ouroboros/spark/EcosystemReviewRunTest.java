package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People who review the pools of the members of an ecosystem: every member asks about its own pool,
 * all members of a generation at once. No claim can fail by chance.
 */
@Tag("spark")
class EcosystemReviewRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      size: 60
      metric-order: 1
      evaluation: {order: 1, every: 3}
      metrics: [types-n, gate-kept, reviewed-units]
      ecosystem: {members: 2, real: disjoint, mixing: {own: 0.7}}
      safeguards: [{kind: review, budget: 4, by: queue, rest: pass}]
      """;

  @TempDir Path folder;

  private static Answer run(Path spec, Path out) {
    return Answer.of("run", spec.toString(), "--out", out.toString());
  }

  private static List<Path> files(Path out) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("reviews"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Path> open(Path out) throws IOException {
    TreeSet<Path> open = new TreeSet<>();
    for (Path file : files(out)) {
      if (Files.readString(file).contains("\"answer\":null")) {
        open.add(file);
      }
    }
    return List.copyOf(open);
  }

  /** Units with an even number are rejected, others accepted. */
  private static void answer(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      long unit = JSON.readTree(line).path("meta").path("unit").asLong();
      String answer = unit % 2 == 0 ? "reject" : "accept";
      text.append(line.replace("\"answer\":null", "\"answer\":\"" + answer + "\"")).append('\n');
    }
    Files.writeString(file, text);
  }

  @Tag("slow")
  @Test
  void everyMemberAsksAboutItsPool() throws IOException {
    Path spec = new Runs(folder).spec("queue", LINES);
    Path out = folder.resolve("out");
    for (int g = 1; g <= 2; g++) {
      Answer waits = run(spec, out);
      assertThat(waits.code()).as(waits.err()).isEqualTo(4);
      List<Path> asked = open(out);
      assertThat(asked).hasSize(2);
      assertThat(asked.get(0).toString()).contains("-m000/r0000-g0000" + g);
      assertThat(asked.get(1).toString()).contains("-m001/r0000-g0000" + g);
      asked.forEach(path -> assertThat(waits.out()).contains(out.relativize(path).toString()));
      assertThat(waits.err()).contains("wait for decisions in 2 files");
      Answer list = Answer.of("review", out.toString());
      assertThat(list.out()).contains("member=0").contains("member=1");
      ofItsOwnPool(asked);

      // The decisions of one member are not enough.
      answer(asked.get(0));
      Answer still = run(spec, out);
      assertThat(still.code()).as(still.err()).isEqualTo(4);
      assertThat(open(out)).containsExactly(asked.get(1));
      answer(asked.get(1));
    }
    Answer ends = run(spec, out);
    assertThat(ends.code()).as(ends.err()).isZero();
    counted(out);
    Answer verify = Answer.of("verify", out.toString());
    assertThat(verify.code()).as(verify.out()).isZero();
    Map<String, String> expected = Runs.hashesWithGates(out);
    goesOnWithAMemberHalfDone(spec, out, expected);
    otherPartitionsAskTheSame(spec, out, expected);
  }

  /** Two pools have no unit in common, so the same number is another sentence. */
  private static void ofItsOwnPool(List<Path> asked) throws IOException {
    JsonNode first = JSON.readTree(Files.readAllLines(asked.get(0)).get(0));
    JsonNode second = JSON.readTree(Files.readAllLines(asked.get(1)).get(0));
    assertThat(first.path("meta").path("unit")).isEqualTo(second.path("meta").path("unit"));
    assertThat(first.path("id")).isNotEqualTo(second.path("id"));
    assertThat(Files.readAllLines(asked.get(0))).hasSize(4);
  }

  /** Of four units of each pool two are dropped. */
  private static void counted(Path out) throws IOException {
    int seen = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("gates.csv"))) {
      assertThat(row.get("offered")).isEqualTo("120");
      assertThat(row.get("dropped")).isEqualTo("4");
      seen++;
    }
    assertThat(seen).isEqualTo(2);
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (row.get("metric").equals("reviewed-units") && row.get("scope").equals("all")) {
        assertThat(row.get("value")).isEqualTo("8.0");
        seen++;
      }
    }
    assertThat(seen).isEqualTo(4);
  }

  private static void goesOnWithAMemberHalfDone(Path spec, Path out, Map<String, String> expected)
      throws IOException {
    int deleted = 0;
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.toList()) {
        String name = file.toString();
        if (name.matches(".*/g00002/manifest-.*") && !name.contains("-m000/")) {
          Files.delete(file);
          deleted++;
        }
      }
    }
    assertThat(deleted).isEqualTo(2);
    assertThat(run(spec, out).code()).isZero();
    assertThat(Runs.hashesWithGates(out)).isEqualTo(expected);
  }

  private void otherPartitionsAskTheSame(Path spec, Path out, Map<String, String> expected)
      throws IOException {
    Path other = folder.resolve("other");
    for (int g = 1; g <= 2; g++) {
      assertThat(run(spec, other).code()).isEqualTo(4);
      for (Path file : open(other)) {
        answer(file);
        assertThat(out.resolve(other.relativize(file).toString())).hasSameBinaryContentAs(file);
      }
    }
    Session seven = Runs.session("local[1]", Map.of("spark.default.parallelism", "7"));
    Runs.run(seven, spec, other);
    assertThat(Runs.hashesWithGates(other)).isEqualTo(expected);
  }
}
