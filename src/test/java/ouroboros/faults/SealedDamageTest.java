package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.TaskFailure;

/** Damage to sealed files is found by verify, and by a resumed run before it uses them. */
@Tag("faults")
class SealedDamageTest {
  @TempDir static Path folder;
  private static LocalRuns runs;
  private static Path spec;
  private static Path whole;

  /** What happens to a file. */
  enum Damage {
    TRUNCATED {
      @Override
      void to(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    BIT_FLIPPED {
      @Override
      void to(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    DELETED {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void to(Path file) throws IOException;
  }

  @BeforeAll
  static void runOnce() throws IOException {
    runs = LocalRuns.open(Map.of());
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    spec =
        Workload.spec(
            folder.resolve("spec.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: accumulate-subsample}
            generations: 3
            """);
    whole = folder.resolve("whole");
    runs.run(spec, whole);
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  /** A copy of the run in which the last generation has to be computed again. */
  private static Path copy(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        if (!file.toString().matches(".*/g00003/manifest-.*")) {
          Files.copy(file, to.resolve(whole.relativize(file).toString()));
        }
      }
    }
    return to;
  }

  private static Path named(Path out, String pattern) throws IOException {
    return Path.of(
        LocalRuns.trial(out).named(pattern).stream()
            .filter(file -> !file.toString().contains("/g00003/"))
            .reduce((first, last) -> last)
            .orElseThrow()
            .toUri()
            .getPath());
  }

  @Test
  void aDamagedTableIsFoundBeforeItIsUsed() throws Exception {
    Map<String, Integer> found = new TreeMap<>();
    for (String kind : new String[] {"R-0.*", "T-0.*"}) {
      for (Damage damage : Damage.values()) {
        Path out = copy("table-" + kind.charAt(0) + damage);
        Path file = named(out, kind);
        damage.to(file);
        // The copy lacks generation 3, which verify names too.
        assertThat(LocalRuns.trial(out).damage())
            .as(kind + damage)
            .filteredOn(line -> !line.contains("/g00003: missing, and run.json says"))
            .singleElement()
            .asString()
            .contains(file.toString());
        Caches.forget();
        assertThatThrownBy(() -> runs.run(spec, out))
            .as(kind + damage)
            .satisfies(
                e ->
                    assertThat(TaskFailure.cause(e))
                        .hasMessageContaining(file.toString())
                        .hasMessageContaining("a sealed file was damaged or deleted"));
        found.merge(damage.toString(), 1, Integer::sum);
      }
    }
    Records.add("a sealed table damaged, found by verify and by the run before use", found);
  }

  @Test
  void aDamagedManifestIsFoundAndItsGenerationMadeAgain() throws Exception {
    Map<String, String> expected = LocalRuns.trial(whole).hashes();
    Map<String, Integer> found = new TreeMap<>();
    for (Damage damage : Damage.values()) {
      Path out = copy("manifest-" + damage);
      Path file = named(out, "manifest-.*"); // of g00002, the last that is sealed
      damage.to(file);
      if (damage != Damage.DELETED) {
        assertThat(LocalRuns.trial(out).damage())
            .as(damage.toString())
            .anyMatch(line -> line.contains("no manifest is whole"));
      }
      Caches.forget();
      runs.run(spec, out);
      assertThat(LocalRuns.trial(out).hashes()).as(damage.toString()).isEqualTo(expected);
      found.merge(damage.toString(), 1, Integer::sum);
    }
    Records.add("a manifest damaged, its generation made again with the same bits", found);
  }

  @Test
  void aDamagedCorpusIsFoundBeforeItIsUsed() throws Exception {
    Map<String, Integer> found = new TreeMap<>();
    for (Damage damage : Damage.values()) {
      Path out = copy("corpus-" + damage);
      Path file = named(out, "real-.*|.*real.*\\.blocks|.*real.*");
      damage.to(file);
      // Counting R again must read it.
      for (var manifest : LocalRuns.trial(out).named("manifest-.*")) {
        Files.delete(Path.of(manifest.toUri().getPath()));
      }
      Map<String, String> expected = LocalRuns.trial(whole).hashes();
      try {
        runs.run(spec, out);
        // Where the size alone shows the damage, the corpus is prepared again.
        assertThat(damage).isNotEqualTo(Damage.BIT_FLIPPED);
        assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
      } catch (Exception e) { // Spark throws checked ones that it does not declare
        assertThat(TaskFailure.cause(e)).hasMessageContaining(file.getFileName().toString());
      }
      found.merge(damage.toString(), 1, Integer::sum);
    }
    Records.add("a block of the prepared corpus damaged, named or prepared anew", found);
  }
}
