package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resumed run believes only what it finds as it was sealed. */
@Tag("spark")
class ResumedRunTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 1, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      replicates: 2
      sweep: {policy: [{kind: frozen}, {kind: replace}]}
      """;
  private static final String SHORTER = "generations=1";

  @TempDir static Path folder;
  private static Runs runs;
  private static Session session;
  private static Path spec;
  private static Path whole;
  private static Map<String, String> atOnce;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    session = Runs.session();
    spec = runs.spec("resumed", LINES);
    Runs.run(session, spec, runs.out("at-once"));
    atOnce = Runs.hashes(runs.out("at-once"));
    whole = runs.out("whole");
    Runs.run(session, spec, whole, SHORTER);
  }

  private static Path copy(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(whole.relativize(file).toString()));
      }
    }
    return to;
  }

  private static List<Path> named(Path out, String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /** T_g of {@code frozen} is R by its content, whatever R's files are called by now. */
  @Test
  void whereRealTextIsCountedAgainTheTablesAreTheSame() throws IOException {
    Path out = copy("counted-again");
    for (Path manifest : named(out.resolve("real"), "manifest-.*")) {
      byte[] bytes = Files.readAllBytes(manifest);
      Files.write(manifest, Arrays.copyOf(bytes, bytes.length / 2));
    }
    Runs.run(session, spec, out);

    assertThat(Runs.hashes(out)).isEqualTo(atOnce);
    assertThat(named(out.resolve("real"), "manifest-.*").size()).isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocabulary.tsv", "real-.*", "reserve-.*", "test-.*"})
  void aDamagedCorpusIsNotUsed(String pattern) throws IOException {
    Path out = copy("damaged-" + pattern.substring(0, 4));
    Path file = named(out.resolve("corpus"), pattern).get(0);
    damage(file);

    assertThatThrownBy(() -> Runs.run(session, spec, out, "sweep.policy=" + WITH_RESERVE))
        .satisfies(
            e ->
                assertThat(TaskFailure.cause(e))
                    .hasMessageContainingAll(
                        file.toString(),
                        "the manifest says",
                        "a sealed file was damaged or deleted: jobs/verify names every such file"));
    assertThat(PreparationRun.damage(out + "/corpus"))
        .singleElement()
        .asString()
        .contains(file.toString());
  }

  private static final String WITH_RESERVE =
      "[{kind: frozen}, {kind: replace}, {kind: fresh, real: 10, total: add}]";

  @Test
  void generationsOfAnotherReplicateAreNotUsed() throws IOException {
    Path out = copy("swapped");
    List<Path> second = named(out.resolve("cells"), "g00001");
    Path aside = out.resolve("aside");
    Files.move(second.get(0), aside);
    Files.move(second.get(1), second.get(0));
    Files.move(aside, second.get(1));

    assertThatThrownBy(() -> Runs.run(session, spec, out))
        .satisfies(
            e ->
                assertThat(TaskFailure.cause(e)).hasMessageContaining("this seal is of replicate"));
  }

  /** What stops a run between its tables: the next one writes all of them. */
  @Test
  void tablesThatWereNotFinishedAreWrittenAgain() throws IOException {
    Path out = copy("tables");
    Path blocked = out.resolve("ranks.csv");
    Files.delete(blocked);
    Files.createDirectories(blocked.resolve("mine"));
    assertThatThrownBy(() -> Runs.run(session, spec, out)).hasMessageContaining("is a folder");
    Answer report = Answer.of("report", out.toString());
    assertThat(report.code()).isEqualTo(1);
    assertThat(report.err()).contains("was stopped while it wrote its tables");

    Files.delete(blocked.resolve("mine"));
    Files.delete(blocked);
    Runs.run(session, spec, out);
    assertThat(Runs.hashes(out)).isEqualTo(atOnce);
    assertThat(Answer.of("report", out.toString()).code()).isZero();
  }
}
