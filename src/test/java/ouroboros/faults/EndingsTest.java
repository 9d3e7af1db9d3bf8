package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How {@code jobs/run} ends where the machine, or whoever stops it, leaves it no other way: with a
 * code of its own and one message, never with a stack trace.
 */
@Tag("faults")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EndingsTest {
  private static final String LONG =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 100000
      """;

  /** At this temperature no sentence of the text below ends. */
  private static final String ENDLESS =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 1
      replicates: 2
      sampling: {temperature: 0.1}
      """;

  @TempDir static Path folder;
  private static Path text;

  private final Map<String, String> environment = new TreeMap<>();

  @BeforeAll
  static void write() throws Exception {
    text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
  }

  /** A run that has ended: its code, and the lines that it printed. */
  private record Ended(int code, List<String> lines) {
    String last() {
      return lines.get(lines.size() - 1);
    }

    Ended withOneMessage(int wanted) {
      assertThat(code).as(String.join("\n", lines)).isEqualTo(wanted);
      assertThat(lines)
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception in thread"));
      assertThat(lines).as("the line of the launcher, warnings, one message").hasSizeLessThan(12);
      return this;
    }
  }

  private Process start(Path project, Path log, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(project.resolve("jobs/run").toString()));
    line.addAll(List.of(command));
    return process(log, line);
  }

  private Process process(Path log, List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(List.of("SPARK_HOME", "LC_ALL", "LC_CTYPE", "LANG"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Distribution.kill(process)));
    return process;
  }

  private static Ended ended(Process process, Path log) throws Exception {
    process.waitFor();
    return new Ended(process.exitValue(), Files.readAllLines(log));
  }

  private Ended run(String name, String lines, String... more) throws Exception {
    Path log = folder.resolve(name + ".log");
    return ended(start(project(), log, arguments(name, lines, more)), log);
  }

  private static Path project() {
    return Path.of("").toAbsolutePath();
  }

  private static String[] arguments(String name, String lines, String... more) throws IOException {
    Path spec = folder.resolve(name + ".yaml");
    if (!Files.exists(spec)) {
      Workload.spec(spec, text.toString(), lines);
    }
    Stream<String> head = Stream.of(spec.toString(), "--out", folder.resolve(name).toString());
    Stream<String> spark = Stream.of("--", "--master", "local[2]", "--driver-memory", "1g");
    return Stream.of(head, spark, Arrays.stream(more)).flatMap(each -> each).toArray(String[]::new);
  }

  /** Starts a run and waits until it has sealed something. */
  private Process started(String name, Path log) throws Exception {
    Process run = start(project(), log, arguments(name, LONG));
    while (run.isAlive() && !sealed(folder.resolve(name))) {
      Thread.sleep(50);
    }
    assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
    return run;
  }

  private static boolean sealed(Path out) throws IOException {
    if (!Files.exists(out.resolve("cells"))) {
      return false;
    }
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("manifest-"));
    }
  }

  private static List<Path> files(Path temporary) throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(file -> !file.equals(temporary)).toList();
    }
  }

  private Path temporary(String name) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve(name + "-tmp"));
    environment.put("TMPDIR", temporary.toString());
    return temporary;
  }

  @Test
  void signalsEndARunSoonWithOneLineAndNothingLeft() throws Exception {
    Path temporary = temporary("signal");
    for (Map.Entry<String, Integer> signal : Map.of("TERM", 143, "INT", 130).entrySet()) {
      Path log = folder.resolve(signal.getKey() + ".log");
      Process run = started("signal" + signal.getKey(), log);
      long sent = System.nanoTime();
      new ProcessBuilder("kill", "-" + signal.getKey(), "" + run.pid()).start().waitFor();
      if (!run.waitFor(10, TimeUnit.SECONDS) && signal.getKey().equals("INT")) {
        Distribution.kill(run); // these tests run in the background of a shell, which ignores it
        continue;
      }
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sent)).isLessThan(6);
      assertThat(ended(run, log).withOneMessage(signal.getValue()).last())
          .isEqualTo(
              "jobs: stopped by SIG"
                  + signal.getKey()
                  + "; nothing that is sealed is lost: the same command goes on from here");
    }
    assertThat(files(temporary)).isEmpty();
  }

  @Test
  void whatAKilledRunLeavesIsForItsOwnerAndGoesWithTheNext() throws Exception {
    Path temporary = temporary("killed");
    Path log = folder.resolve("killed.log");
    Process run = started("killed", log);
    run.destroyForcibly().waitFor();
    try (Stream<Path> left = Files.list(temporary)) {
      List<Path> all = left.toList();
      assertThat(all).hasSize(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))))
          .isEqualTo("rwx------");
    }
    Path again = folder.resolve("again.log");
    Process second = start(project(), again, arguments("killed", LONG));
    while (second.isAlive() && !Files.readString(again).contains("3/3")) {
      Thread.sleep(50);
    }
    second.destroy();
    ended(second, again).withOneMessage(143);
    assertThat(files(temporary)).isEmpty();
  }

  @Test
  void anErrorInATaskIsItsSentence() throws Exception {
    Path loop = folder.resolve("loop.jsonl");
    try (var out = Files.newBufferedWriter(loop)) {
      for (int i = 0; i < 100; i++) {
        out.append("{\"id\": \"d" + i + "\", \"text\": \"w" + i + " a b".repeat(50) + "\"}\n");
      }
    }
    Workload.spec(folder.resolve("endless.yaml"), loop.toString(), ENDLESS);
    assertThat(run("endless", ENDLESS).withOneMessage(1).last())
        .matches(
            "jobs: base replicate [01]: sentence \\d+ of generation 1 passed 1000000 tokens; .*"
                + " set sampling.max-length");
  }

  @Test
  void aScratchFolderThatCannotBeWrittenIsNamed() throws Exception {
    environment.put("SPARK_LOCAL_DIRS", "/proc/no");
    assertThat(run("dirs", LONG).withOneMessage(1).last())
        .contains("/proc/no")
        .contains("SPARK_LOCAL_DIRS");
  }

  @Test
  void aFullScratchDiskIsNamed() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0,
        "a tmpfs cannot be mounted here");
    try {
      environment.put("SPARK_LOCAL_DIRS", disk.toString());
      assertThat(run("full", LONG).withOneMessage(1).last())
          .contains("No space left on device")
          .contains("SPARK_LOCAL_DIRS");
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void aFullHeapIsOneLine() throws Exception {
    // Eight bytes a point: ten generations fit into this heap, and thirty do not.
    Path spec =
        Files.writeString(
            folder.resolve("heap.yaml"),
            """
            name: heap
            seed: 3
            family: {kind: kernel-density, bandwidth: 0.5}
            policy: {kind: accumulate}
            real: 4000000
            size: 4000000
            generations: 30
            replicates: 1
            """);
    Path log = folder.resolve("heap.log");
    Path out = folder.resolve("heap");
    Process run =
        start(
            project(),
            log,
            spec.toString(),
            "--out",
            out.toString(),
            "--",
            "--driver-memory",
            "600m");
    assertThat(ended(run, log).withOneMessage(1).last())
        .matches(
            "jobs: .*the heap of 0[.][56] GiB is full [(]generations of known truths[)];.* --"
                + " --driver-memory 2g");
  }

  @Test
  void aHeapThatIsTooSmallForSparkIsOneLine() throws Exception {
    assertThat(run("tiny", LONG, "--driver-memory", "400m").withOneMessage(1).last())
        .matches("jobs: the heap of 0[.][34] GiB is too small for Spark;.* -- --driver-memory 1g");
  }

  @Test
  void namesAreUtf8UnderThePosixLocale() throws Exception {
    environment.put("LC_ALL", "POSIX");
    Path out = folder.resolve("данные");
    Path log = folder.resolve("posix.log");
    Path spec = Workload.spec(folder.resolve("größe.yaml"), text.toString(), Workload.SMALL);
    Process run = start(project(), log, spec.toString(), "--out", out.toString());
    assertThat(ended(run, log).code()).as(Files.readString(log)).isZero();
    assertThat(out.resolve("metrics.csv")).exists();
  }

  @Test
  void aProjectInAFolderWithSyntaxInItsNameRuns() throws Exception {
    Path copy = folder.resolve("a#b %41, é[x]");
    Files.createDirectories(copy.resolve("src/main"));
    Files.createDirectories(copy.resolve("target"));
    for (String each : List.of("jobs", "conf")) {
      assertThat(new ProcessBuilder("cp", "-R", each, copy.toString()).start().waitFor()).isZero();
    }
    Files.copy(Path.of("pom.xml"), copy.resolve("pom.xml"));
    Path jar = Distribution.packaged();
    Files.createLink(copy.resolve("target").resolve(jar.getFileName()), jar);
    for (String each : List.of("spark.classpath", "spark.options")) {
      Files.copy(jar.resolveSibling(each), copy.resolve("target").resolve(each));
    }
    Path log = folder.resolve("syntax.log");
    Process run = start(copy, log, arguments("syntax", Workload.SMALL));
    assertThat(ended(run, log).code()).as(Files.readString(log)).isZero();
    assertThat(folder.resolve("syntax/report.html")).exists();
  }

  @Test
  void aMachineWithoutANameRuns() throws Exception {
    Path log = folder.resolve("nameless.log");
    List<String> line =
        new ArrayList<>(
            List.of("unshare", "-u", "sh", "-c", "hostname no-such-host-xyz && \"$@\"", "sh"));
    assumeTrue(
        process(log, List.of("unshare", "-u", "hostname", "no-such-host-xyz")).waitFor() == 0,
        "this machine cannot be given another name");
    line.add(project().resolve("jobs/run").toString());
    line.addAll(List.of(arguments("nameless", Workload.SMALL)));
    assertThat(ended(process(log, line), log).code()).as(Files.readString(log)).isZero();
  }
}
