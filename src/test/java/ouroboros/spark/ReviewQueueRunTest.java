package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.review.AwaitsReview;

/**
 * Lineages of several replicates that wait for people: what the tables have meanwhile, more
 * replicates, files that are no longer needed, a model in shards. No claim can fail by chance.
 */
@Tag("spark")
class ReviewQueueRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metric-order: 1
      evaluation: {order: 1, every: 3}
      metrics: [tokens, vocabulary-retention, gate-kept, reviewed-units]
      safeguards: [{kind: review, budget: 4, by: queue, rest: pass}]
      """;

  @TempDir Path folder;

  private static Answer run(Path spec, Path out, String... settings) {
    List<String> line =
        Stream.concat(
                Stream.of("run", spec.toString(), "--out", out.toString()),
                Stream.of(settings).flatMap(each -> Stream.of("--set", each)))
            .toList();
    return Answer.of(line.toArray(String[]::new));
  }

  private static List<Path> files(Path out) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("reviews"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Answers everything that nobody has answered: units with an even number are rejected. */
  private static void answer(Path out) throws IOException {
    for (Path file : files(out)) {
      StringBuilder text = new StringBuilder();
      for (String line : Files.readAllLines(file)) {
        boolean no = JSON.readTree(line).path("meta").path("unit").asLong() % 2 == 0;
        text.append(
            line.replace(
                "\"answer\":null", no ? "\"answer\":\"reject\"" : "\"answer\":\"accept\""));
        text.append('\n');
      }
      Files.writeString(file, text);
    }
  }

  /** The last generation in the tables, of each replicate. */
  private static Map<String, Integer> last(Path out) throws IOException {
    Map<String, Integer> last = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      last.merge(row.get("replicate"), Integer.parseInt(row.get("generation")), Math::max);
    }
    return last;
  }

  private static JsonNode record(Path out) throws IOException {
    return JSON.readTree(Files.readString(out.resolve("run.json")));
  }

  private static void assertUndamaged(Path out) {
    Answer verify = Answer.of("verify", out.toString());
    assertThat(verify.code()).as(verify.out()).isZero();
  }

  @Tag("slow")
  @Test
  void moreReplicatesWaitWhileTheOthersAreInTheTables() throws IOException {
    Path spec = new Runs(folder).spec("queue", LINES);
    Path out = folder.resolve("out");
    for (int g = 1; g <= 2; g++) {
      Answer waits = run(spec, out, "keep=needed");
      assertThat(waits.code()).as(waits.err()).isEqualTo(4);
      assertThat(last(out)).containsExactly(Map.entry("0", g - 1));
      assertUndamaged(out);
      answer(out);
    }
    assertThat(run(spec, out, "keep=needed").code()).isZero();
    String complete = Files.readString(out.resolve("metrics.csv"));

    // Four more replicates: the first one stays as it is, the others are asked about.
    Answer more = run(spec, out, "keep=needed", "replicates=5");
    assertThat(more.code()).as(more.err()).isEqualTo(4);
    assertThat(more.err()).contains("wait for decisions in 4 files");
    assertThat(last(out)).isEqualTo(Map.of("0", 2, "1", 0, "2", 0, "3", 0, "4", 0));
    assertThat(Files.readString(out.resolve("metrics.csv")).lines())
        .containsAll(complete.lines().toList());
    assertThat(record(out).path("waitsForReview")).hasSize(4);
    assertUndamaged(out);

    // Some answer is missing: only that lineage waits. Nothing is decided before all are there.
    answer(out);
    Path third = files(out).stream().filter(f -> f.endsWith("r0003-g00001.jsonl")).toList().get(0);
    String answered = Files.readString(third);
    Files.writeString(third, answered.replaceFirst("\"accept\"", "null"));
    assertThat(run(spec, out, "keep=needed", "replicates=5").code()).isEqualTo(4);
    assertThat(last(out)).isEqualTo(Map.of("0", 2, "1", 1, "2", 1, "3", 0, "4", 1));
    Files.writeString(third, answered);
    for (int step = 0; step < 2; step++) {
      assertThat(Runs.rows(out.resolve("verdicts.csv"))).isEmpty();
      assertThat(record(out).path("look").asInt()).isZero();
      answer(out);
      run(spec, out, "keep=needed", "replicates=5");
    }
    assertThat(last(out)).hasSize(5).containsValue(2).doesNotContainValue(1);
    assertThat(Runs.rows(out.resolve("verdicts.csv"))).isNotEmpty();
    assertThat(record(out).path("look").asInt()).isEqualTo(1);
    assertUndamaged(out);

    anotherWayOfDrawingAsksTheSameAndEndsInTheSameBits(spec, out);
  }

  /** In shards, with other partitions, with all files kept, all replicates at once. */
  private void anotherWayOfDrawingAsksTheSameAndEndsInTheSameBits(Path spec, Path out)
      throws IOException {
    Path other = folder.resolve("other");
    String[] settings = {"sampling.model=sharded", "replicates=5"};
    Session seven = Runs.session("local[1]", Map.of("spark.default.parallelism", "7"));
    assertThatThrownBy(() -> Runs.run(seven, spec, other, settings))
        .isInstanceOf(AwaitsReview.class);
    assertThat(files(other)).hasSize(5);
    answer(other);
    for (Path file : files(other)) {
      assertThat(out.resolve(other.relativize(file).toString())).hasSameBinaryContentAs(file);
    }
    for (Path file : files(out)) {
      Path copy = other.resolve(out.relativize(file).toString());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Runs.run(
        Runs.session("local[1]", Map.of("spark.default.parallelism", "7")), spec, other, settings);
    assertThat(Runs.hashesWithGates(other)).isEqualTo(Runs.hashesWithGates(out));
  }
}
