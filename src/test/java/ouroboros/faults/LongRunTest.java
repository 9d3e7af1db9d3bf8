package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred generations in one application: the last costs as much as the twentieth. */
@Tag("faults")
class LongRunTest {
  private static final long MIB = 1 << 20;

  @TempDir static Path folder;

  /**
   * The resources that a run holds.
   *
   * @param heap bytes in use after a collection
   * @param tables bytes of sealed tables
   * @param blocks files of broadcasts and shuffles
   */
  private record Held(long heap, int threads, long tables, long blocks) {}

  @Test
  void twoHundredGenerationsAreFlat() throws Exception {
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    Path spec =
        Workload.spec(
            folder.resolve("spec.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 20
            metric-order: 2
            evaluation: {order: 2, every: 10}
            keep: last
            """);
    Path local = Files.createDirectories(folder.resolve("blocks"));
    Path out = folder.resolve("out");
    try (LocalRuns runs = LocalRuns.open(Map.of("spark.local.dir", local.toString()))) {
      runs.run(spec, out);
      assertThat(local).as("where Spark has its blocks").isNotEmptyDirectory();
      Held early = held(out, local);
      runs.run(spec, out, "generations=40");
      double before = seconds(() -> runs.run(spec, out, "generations=80"));
      runs.run(spec, out, "generations=160");
      double after = seconds(() -> runs.run(spec, out, "generations=200"));
      Held late = held(out, local);
      assertThat(late.heap()).as("heap").isLessThan(early.heap() + 48 * MIB);
      assertThat(late.threads()).as("threads").isLessThan(early.threads() + 16);
      assertThat(late.tables()).as("tables").isLessThan(2 * early.tables());
      assertThat(late.blocks()).as("blocks").isLessThan(early.blocks() + 64);
      assertThat(after).as("CPU seconds of 40 generations").isLessThan(2 * before);
      Records.line(
          "200 generations: %s at 20, %s at 200; CPU seconds of 41-80 %.1f, of 161-200 %.1f"
              .formatted(early, late, before, after));
    }
  }

  private interface Run {
    void all() throws Exception;
  }

  /** The CPU time of this process, so that other processes on the machine do not count. */
  private static double seconds(Run run) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long began = system.getProcessCpuTime();
    run.all();
    return (system.getProcessCpuTime() - began) / 1e9;
  }

  private static Held held(Path out, Path local) throws Exception {
    for (int i = 0; i < 5; i++) {
      System.gc(); // Spark forgets broadcasts and shuffles once nobody refers to them
      Thread.sleep(400);
    }
    return new Held(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        threads(),
        bytes(out.resolve("cells"), "[ST]-.*"),
        files(local));
  }

  /**
   * Threads without those of two pools in which Spark removes blocks: each grows to 100 threads,
   * one a block, before it uses a thread again.
   */
  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("block-manager-"))
            .count();
  }

  private static long bytes(Path folder, String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
