package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with people in the loop, from the first question to the last seal. */
@Tag("spark")
class ReviewRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUDGET = 12;

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: accumulate-subsample, size: {share: 0.5}}
      generations: 2
      metric-order: 2
      evaluation: {order: 2, every: 3}
      metrics: [tokens, types-n, gate-kept, real-units-used, reviewed-units, contamination]
      sweep:
        safeguards:
          - []
          - [{kind: thin, share: 0.2}, {kind: review, budget: 12, by: queue, reviewers: 2, rest: pass}]
      """;

  @TempDir static Path folder;
  private static Path spec;
  private static Path out;
  private static Answer first;
  private static Path asked;

  @BeforeAll
  static void run() throws IOException {
    spec = new Runs(folder).spec("reviewed", LINES);
    out = folder.resolve("out");
    first = run(spec, out);
    asked = files().get(0);
    Files.copy(asked, folder.resolve("asked"));
  }

  private static Answer run(Path of, Path to) {
    return Answer.of("run", of.toString(), "--out", to.toString());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("reviews"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<ObjectNode> lines(Path file) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add((ObjectNode) JSON.readTree(line));
    }
    return lines;
  }

  /**
   * What two people say: unit 0 is rejected by both, unit 1 ignored, 2 edited, on 3 they differ.
   */
  private static Path decided(Path from, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (ObjectNode line : lines(from)) {
      for (String who : List.of("ann", "bob")) {
        long unit = line.path("meta").path("unit").asLong();
        boolean no = unit == 0 || (unit == 3 && who.equals("bob"));
        ObjectNode said = line.deepCopy();
        said.put("answer", unit == 1 ? "ignore" : no ? "reject" : "accept");
        said.put("_annotator_id", who).put("_task_hash", unit);
        if (unit == 2) {
          said.put("edited", lines(from).get(5).path("text").asText() + " again");
        }
        text.append(said).append('\n');
      }
    }
    return Files.writeString(folder.resolve(name), text);
  }

  /** One test, because each step begins where the last one ended. */
  @Test
  void theLoopWithPeople() throws IOException {
    assertThat(first.code()).as(first.err()).isEqualTo(4);
    assertThat(first.out()).endsWith(asked + "\n");
    assertThat(first.err()).contains("wait for decisions in 1 file");
    List<ObjectNode> units = lines(folder.resolve("asked"));
    assertThat(units).hasSize(BUDGET);
    assertThat(units.get(7).path("meta").path("unit").asLong()).isEqualTo(7);
    assertThat(units.get(7).path("answer").isNull()).isTrue();
    assertThat(units.get(7).path("score").isNumber()).isTrue();
    // The cell without a review has gone on to its end.
    try (Stream<Path> all = Files.walk(out.resolve("cells"))) {
      assertThat(all.filter(f -> f.toString().matches(".*/g00002/manifest-.*"))).hasSize(1);
    }
    whatIsSealedIsInTheTables();

    // Asked again without an answer: nothing changes.
    assertThat(run(spec, out).code()).isEqualTo(4);
    assertThat(asked).hasSameBinaryContentAs(folder.resolve("asked"));

    badAnswersAreSaidAndNothingIsLost();

    Path decided = decided(asked, "one.jsonl");
    Answer taken = Answer.of("review", out.toString(), "--import", decided.toString());
    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(taken.out()).contains("24 new answers").contains("0 units wait");
    assertThat(run(spec, out).code()).isEqualTo(4);
    assertThat(files()).hasSize(2);
    Path second = files().get(1);
    Answer again =
        Answer.of("review", out.toString(), "--import", decided(second, "two.jsonl").toString());
    assertThat(again.code()).as(again.err()).isZero();
    Answer last = run(spec, out);
    assertThat(last.code()).as(last.err()).isZero();

    tables();
    assertThat(Files.readString(out.resolve("run.json"))).doesNotContain("waitsForReview");
    Answer verify = Answer.of("verify", out.toString());
    assertThat(verify.code()).as(verify.out()).isZero();
    assertThat(Answer.of("review", out.toString()).out()).contains("nothing waits");
    // A tool exports all answers of a project, also those of sealed generations.
    Answer twice = Answer.of("review", out.toString(), "--import", decided.toString());
    assertThat(twice.code()).as(twice.err()).isZero();
    assertThat(twice.out()).contains("0 new answers");
    Files.writeString(decided, Files.readString(decided).replaceFirst("reject", "accept"));
    assertThat(Answer.of("review", out.toString(), "--import", decided.toString()))
        .returns(2, Answer::code)
        .extracting(Answer::err)
        .asString()
        .contains("one.jsonl:1: is of cell ")
        .contains("which is sealed; its decisions stay as they are");
    Answer audit = Answer.of("audit", out.toString(), "--require", "reviewed=all");
    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.out()).contains("breaks reviewed=all").doesNotContain("does not add up");

    sameBitsWhereDecisionsAreThereBefore(second);

    Files.writeString(asked, Files.readString(asked).replace("\"reject\"", "\"accept\""));
    Answer damaged = Answer.of("verify", out.toString());
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.out()).contains(asked + ": ");
  }

  /** The cell without a review is there to its end, the other one as far as it came. */
  private static void whatIsSealedIsInTheTables() throws IOException {
    String waiting = asked.getParent().getFileName().toString();
    Map<String, Long> last = new TreeMap<>();
    Map<String, String> folders = new TreeMap<>();
    Runs.rows(out.resolve("cells.csv"))
        .forEach(row -> folders.put(row.get("cell"), row.get("folder")));
    assertThat(folders).hasSize(2);
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      last.merge(
          Objects.requireNonNull(folders.get(row.get("cell"))),
          Long.parseLong(row.get("generation")),
          Math::max);
    }
    assertThat(last).containsEntry(waiting, 0L).containsValue(2L);
    JsonNode run = JSON.readTree(Files.readString(out.resolve("run.json")));
    assertThat(run.path("waitsForReview").path("cells/" + waiting + "/r0000").asInt(-1)).isZero();
    assertThat(first.out()).contains("vocabulary-retention", "report.html");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("1 lineage waits for decisions of people");
    Answer verify = Answer.of("verify", out.toString());
    assertThat(verify.code()).as(verify.out()).isZero();
    assertThat(Answer.of("audit", out.toString()).code()).isZero();
  }

  private static void badAnswersAreSaidAndNothingIsLost() throws IOException {
    String before = Files.readString(asked);
    Files.writeString(asked, before.replaceFirst("\"answer\":null", "\"answer\":\"acept\""));
    Answer wrong = run(spec, out);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains(asked + ":1: answer \"acept\" is unknown");
    Files.writeString(asked, before);
    Path foreign = folder.resolve("foreign.jsonl");
    ObjectNode line = lines(asked).get(3);
    line.put("answer", "accept");
    ((ObjectNode) line.path("meta")).put("unit", 99);
    Files.writeString(foreign, decidedText(line) + "{\"half");
    Answer refused = Answer.of("review", out.toString(), "--import", foreign.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("foreign.jsonl:1: unit 99 was not asked here")
        .contains("foreign.jsonl:2: is no JSON object, or half of one");
    assertThat(Files.readString(asked)).isEqualTo(before);
  }

  private static String decidedText(JsonNode line) {
    return line + "\n";
  }

  private static void tables() throws IOException {
    List<Map<String, String>> gates =
        Runs.rows(out.resolve("gates.csv")).stream()
            .filter(row -> row.get("kind").equals("review"))
            .toList();
    assertThat(gates).hasSize(2);
    for (Map<String, String> row : gates) {
      assertThat(row).containsEntry("dropped", "2").containsEntry("changed", "1");
    }
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      boolean reviewed = Objects.requireNonNull(row.get("metric")).equals("reviewed-units");
      if (reviewed) {
        assertThat(Double.parseDouble(row.get("value"))).isEqualTo(BUDGET - 1.0);
      }
    }
    String cell = asked.getParent().getFileName().toString();
    for (int g = 1; g <= 2; g++) {
      var sealed = Objects.requireNonNull(Runs.manifest(out, cell, 0, g).record().gates());
      assertThat(sealed.realUnits()).isEqualTo(1);
      assertThat(sealed.realTokens()).isPositive();
    }
    JsonNode run = JSON.readTree(Files.readString(out.resolve("run.json")));
    assertThat(run.path("reviews")).hasSize(2);
    for (JsonNode review : run.path("reviews")) {
      assertThat(review.path("agreement").asText()).isEqualTo("cohen");
      // 10 of 11 agree; by chance (10 x 9 + 1 x 2) / 121.
      double chance = 92.0 / 121;
      assertThat(review.path("kappa").asDouble())
          .isCloseTo(
              (10.0 / 11 - chance) / (1 - chance), org.assertj.core.api.Assertions.within(1e-12));
      assertThat(review.path("edited").asInt()).isEqualTo(1);
    }
  }

  /** The same files in a new folder: one pass, other cores and partitions, the same bits. */
  private static void sameBitsWhereDecisionsAreThereBefore(Path second) throws IOException {
    Path other = folder.resolve("other");
    assertThat(run(spec, other).code()).isEqualTo(4);
    for (Path file : List.of(asked, second)) {
      Files.copy(
          file,
          other.resolve(out.relativize(file).toString()),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Runs.run(Runs.session("local[1]", Map.of("spark.default.parallelism", "7")), spec, other);
    assertThat(Runs.hashesWithGates(other)).isEqualTo(Runs.hashesWithGates(out));
  }
}
