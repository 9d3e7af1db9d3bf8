package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same command again after a kill, and after damage to what was sealed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("spark")
class KilledRunTest {
  private static final long SEED = 20260;
  private static final int KILLS = 3;

  @TempDir static Path folder;
  private static Path spec;
  private static Path undisturbed;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    Runs runs = new Runs(folder);
    spec =
        runs.spec(
            "killed",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 4
            replicates: 2
            sweep: {policy: [{kind: accumulate}, {kind: accumulate-subsample}, {kind: bootstrap}]}
            """);
    undisturbed = runs.out("undisturbed");
    Runs.run(Runs.session(), spec, undisturbed);
  }

  @Test
  void aKilledRunGoesOnToTheSameTables() throws Exception {
    Path out = folder.resolve("killed");
    Random moments = new Random(SEED);
    Map<String, String> sealed = new TreeMap<>();
    int all = Runs.manifests(undisturbed).size();
    for (int kill = 0; kill < KILLS; kill++) {
      // The first kill may strike before anything is sealed.
      int wanted = all * kill / KILLS + moments.nextInt(all / KILLS);
      Process process = ChildRun.start(spec, out, folder.resolve("kill-" + kill + ".log"));
      while (process.isAlive() && Runs.manifests(out).size() < wanted) {
        Thread.sleep(5);
      }
      Thread.sleep(moments.nextInt(60));
      process.destroyForcibly().waitFor();
      assertThat(Runs.manifests(out)).containsAllEntriesOf(sealed);
      sealed = Runs.manifests(out);
    }
    long whole = wholeManifests(out);
    assertThat(whole).isPositive().isLessThan(all);

    Path log = folder.resolve("last.log");
    assertThat(ChildRun.start(spec, out, log).waitFor()).as(log.toString()).isZero();
    assertThat(Runs.hashes(out)).isEqualTo(Runs.hashes(undisturbed));
    assertThat(Runs.manifests(out)).containsAllEntriesOf(sealed);
    JsonNode record = JsonMapper.builder().build().readTree(out.resolve("run.json").toFile());
    assertThat(record.path("generationsResumed").asLong()).isEqualTo(whole);
    assertThat(record.path("generationsComputed").asLong()).isEqualTo(all - whole);
  }

  /** A manifest that a kill has cut in the middle does not count; the next run seals its folder. */
  private static long wholeManifests(Path out) throws IOException {
    long whole = 0;
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.filter(each -> each.toString().contains("manifest-")).toList()) {
        String text = Files.readString(file);
        whole += !file.getFileName().toString().startsWith(".") && text.endsWith("}") ? 1 : 0;
      }
    }
    return whole;
  }

  @Test
  void damageOfWhatWasSealedIsSaidBeforeItIsUsed() throws Exception {
    Path out = copy(undisturbed, folder.resolve("damaged"));
    List<Path> tables = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().contains("/g00004/")) {
          Files.delete(file); // the last generation is to be made again
        } else if (file.toString().matches(".*/g00003/T-[^/]*")) {
          tables.add(file);
        }
      }
    }
    for (Path table : tables) {
      byte[] bytes = Files.readAllBytes(table);
      bytes[bytes.length / 2] ^= 1;
      Files.write(table, bytes);
    }
    Path log = folder.resolve("damaged.log");
    assertThat(ChildRun.start(spec, out, log).waitFor()).isEqualTo(1);
    String said = Files.readString(log);
    assertThat(said)
        .containsPattern("ouroboros: cannot read file:.*/g00003/T-.*: SHA-256 is ")
        .contains("a sealed file was damaged or deleted: jobs/verify names every such file")
        .doesNotContain("\tat ");
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
