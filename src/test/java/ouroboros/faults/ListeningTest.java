package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The addresses on which a run listens: the loopback address, or those that a cluster gives. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ListeningTest {
  private static final String SECRET_OF_EXECUTORS = "_SPARK_AUTH_SECRET=";

  @TempDir static Path folder;
  private static Path spec;

  @BeforeAll
  static void write() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "only Linux says who listens");
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    spec = Workload.spec(folder.resolve("spec.yaml"), text.toString(), Workload.SMALL);
  }

  /** Everything on which a run ever listened, and the secrets that its executors were given. */
  private record Seen(Set<String> addresses, Set<String> secrets) {
    static Seen during(Process run, Path log) throws Exception {
      Seen seen = new Seen(new TreeSet<>(), new HashSet<>());
      while (!run.waitFor(100, TimeUnit.MILLISECONDS)) {
        seen.addresses.addAll(Listeners.of(run));
        for (ProcessHandle each : run.descendants().toList()) {
          seen.secrets.addAll(secrets(each));
        }
        for (String secret : seen.secrets) {
          assertThat(commandLines()).noneMatch(line -> line.contains(secret));
        }
      }
      assertThat(run.exitValue()).as(Files.readString(log)).isZero();
      return seen;
    }

    private static List<String> secrets(ProcessHandle process) {
      List<String> found = new ArrayList<>();
      for (String each : zeroTerminated(process.pid(), "environ")) {
        if (each.startsWith(SECRET_OF_EXECUTORS)) {
          found.add(each.substring(SECRET_OF_EXECUTORS.length()));
        }
      }
      return found;
    }

    private static List<String> commandLines() {
      return ProcessHandle.allProcesses()
          .map(each -> String.join(" ", zeroTerminated(each.pid(), "cmdline")))
          .toList();
    }

    private static List<String> zeroTerminated(long pid, String file) {
      try {
        Path path = Path.of("/proc", String.valueOf(pid), file);
        return List.of(
            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).split("\0"));
      } catch (IOException e) {
        return List.of(); // it has ended, or is not ours
      }
    }
  }

  @Test
  void aLocalRunListensOnTheLoopbackAddressOnly() throws Exception {
    Path log = folder.resolve("local.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("jobs/run").toAbsolutePath().toString(),
            spec.toString(),
            "--out",
            folder.resolve("local").toString(),
            "--",
            "--master",
            "local[2]",
            "--driver-memory",
            "1g",
            // The pages, which are off as shipped, stay on this machine too.
            "--conf",
            "spark.ui.enabled=true");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(Set.of("SPARK_LOCAL_IP", "SPARK_HOME"));
    Process run = builder.start();
    try {
      Seen seen = Seen.during(run, log);
      assertThat(seen.addresses).hasSizeGreaterThanOrEqualTo(3).allMatch(ListeningTest::loopback);
    } finally {
      Distribution.kill(run);
    }
  }

  @Test
  void aLocalClusterListensOnTheLoopbackAddressWithASecretThatIsNowhere() throws Exception {
    Path log = folder.resolve("local-cluster.log");
    Path out = folder.resolve("local-cluster");
    Path events = Files.createDirectories(folder.resolve("events"));
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "spark.master", "local-cluster[2,1,600]",
                "spark.executor.memory", "600m",
                "spark.local.dir", Files.createDirectories(folder.resolve("scratch")).toString(),
                "spark.eventLog.dir", events.toUri().toString(),
                "spark.eventLog.compress", "false"));
    Process run =
        Distribution.installed()
            .submit(
                log,
                Path.of("conf/spark/cluster.conf"),
                settings,
                "run",
                spec.toString(),
                "--out",
                out.toString());
    try {
      Seen seen = Seen.during(run, log);
      assertThat(seen.addresses).hasSizeGreaterThanOrEqualTo(5).allMatch(ListeningTest::loopback);
      assertThat(seen.secrets).hasSize(1).allMatch(secret -> secret.length() >= 32);
      for (String secret : seen.secrets) {
        Canaries.absent(secret, folder, "none");
      }
    } finally {
      Distribution.kill(run);
    }
  }

  @Test
  void aClusterListensOnTheAddressesThatItIsGiven() throws Exception {
    Distribution spark = Distribution.installed();
    try (Cluster cluster = Cluster.start(spark, folder.resolve("cluster"), 0)) {
      Process worker = cluster.worker("127.0.0.2");
      Path log = folder.resolve("cluster.log");
      Process run =
          cluster.submit(
              log,
              Map.of("spark.driver.host", "127.0.0.3"),
              "run",
              spec.toString(),
              "--out",
              folder.resolve("on-cluster").toString());
      Set<String> hosts = new TreeSet<>();
      while (!run.waitFor(100, TimeUnit.MILLISECONDS)) {
        Listeners.of(run).forEach(each -> hosts.add("driver " + host(each)));
        Listeners.of(worker).forEach(each -> hosts.add("worker " + host(each)));
      }
      assertThat(run.exitValue()).as(Files.readString(log)).isZero();
      // The worker's page is at SPARK_LOCAL_IP; its executors listen where it does.
      assertThat(hosts).containsExactly("driver 127.0.0.3", "worker 127.0.0.1", "worker 127.0.0.2");
    }
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static boolean loopback(String address) {
    return address.startsWith("127.0.0.1:");
  }
}
