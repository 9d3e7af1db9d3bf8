package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.text.Sha256;

/**
 * Corpus and OUT in a bucket, through {@code s3a://}: the bits of a local disk, and no key
 * anywhere.
 */
@Tag("faults")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class S3Test {
  @TempDir static Path folder;
  private static S3Server server;
  private static Distribution spark;
  private static Path properties;
  private static Path spec;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(folder);
    SubmittedRuns local = SubmittedRuns.of(folder, Workload.SMALL);
    spark = local.spark();
    server.put("in/corpus.jsonl", Files.readAllBytes(folder.resolve("corpus.jsonl")));
    spec =
        Workload.spec(folder.resolve("s3.yaml"), S3Server.path("in/corpus.jsonl"), Workload.SMALL);
    properties =
        Distribution.secret(
            folder.resolve("s3.conf"),
            Files.readString(Path.of("conf/spark/local.conf"))
                + server.settings()
                + "spark.eventLog.enabled true\nspark.eventLog.compress false\n"
                + "spark.eventLog.dir "
                + Files.createDirectories(folder.resolve("events")).toUri());
    expected = local.hashes(folder.resolve("undisturbed"), "undisturbed.log");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Process submit(String log, String... command) throws IOException {
    return spark.submit(
        folder.resolve(log),
        properties,
        Map.of("spark.master", "local[2]", "spark.driver.memory", "1g"),
        command);
  }

  private static Process run(String out, String log) throws IOException {
    return submit(log, "run", spec.toString(), "--out", S3Server.path(out));
  }

  private static void succeeds(Process process, String log) throws Exception {
    assertThat(process.waitFor()).as(Files.readString(folder.resolve(log))).isZero();
  }

  private static Map<String, String> hashes(String out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : expected.keySet()) {
      hashes.put(table, Sha256.hex(server.get(out + "/" + table)));
    }
    return hashes;
  }

  /** Neither key is in a log, an event log, or an object. */
  private static void keysAreNowhere(String out) throws IOException {
    for (String key : List.of(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)) {
      Canaries.absent(key, folder, "s3.conf");
      for (String object : server.keys(out)) {
        assertThat(new String(server.get(object), StandardCharsets.ISO_8859_1))
            .as(object)
            .doesNotContain(key);
      }
    }
  }

  @Test
  void aKilledRunGoesOnInItsBucket() throws Exception {
    Process killed = run("killed", "killed.log");
    server.awaitSealed("killed", 4, killed);
    assertThat(killed.isAlive()).as(Files.readString(folder.resolve("killed.log"))).isTrue();
    killed.destroyForcibly().waitFor();
    succeeds(run("killed", "resumed.log"), "resumed.log");
    assertThat(hashes("killed")).isEqualTo(expected);
    assertThat(server.keys("killed")).contains("killed/report.html", "killed/run.json");
    assertThat(folder.resolve("events")).isNotEmptyDirectory();
    succeeds(submit("verify.log", "verify", S3Server.path("killed")), "verify.log");
    keysAreNowhere("killed");
    Records.line("driver killed over s3a://", 1);
  }

  @Test
  void twoDriversInOneBucketGiveOneRun() throws Exception {
    Process one = run("two", "first.log");
    Process two = run("two", "second.log");
    succeeds(one, "first.log");
    succeeds(two, "second.log");
    assertThat(hashes("two")).isEqualTo(expected);
    keysAreNowhere("two");
    Records.line("two drivers on one OUT over s3a://", 1);
  }
}
