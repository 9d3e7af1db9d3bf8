package ouroboros.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone master and its workers, processes on 127.0.0.1 with one core each, set up by the
 * profile {@code conf/spark/cluster.conf} as it ships: everybody authenticates, all is encrypted,
 * and nothing is submitted over REST. The files of a dead executor are not read by its neighbours.
 */
final class Cluster implements AutoCloseable {
  static final String SECRET = "canary-of-the-cluster-8d1f";
  private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final int SECONDS = 300;

  private final Distribution spark;
  private final Path folder;
  private final Path properties;
  private final List<Process> processes = new ArrayList<>();
  private final String master;
  private int workers;

  private Cluster(Distribution spark, Path folder) throws IOException {
    this.spark = spark;
    this.folder = Files.createDirectories(folder);
    this.properties = properties();
    Path log = folder.resolve("master.log");
    processes.add(spark.start(log, List.of(), daemon("master.Master", "127.0.0.1", "--port", "0")));
    this.master = await(processes.get(0), log, MASTER);
  }

  /** Starts a master and workers of one core. */
  static Cluster start(Distribution spark, Path folder, int workers) throws IOException {
    Cluster cluster = new Cluster(spark, folder);
    for (int i = 0; i < workers; i++) {
      cluster.worker("127.0.0.1");
    }
    return cluster;
  }

  /** Starts one more worker; executors of one address are neighbours to Spark. */
  Process worker(String address) throws IOException {
    Path work = folder.resolve("worker-" + workers++);
    Path log = folder.resolve(work.getFileName() + ".log");
    Process worker =
        spark.start(
            log,
            List.of(),
            daemon(
                "worker.Worker",
                address,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                work.toString(),
                master));
    processes.add(worker);
    await(worker, log, Pattern.compile("Successfully registered with master"));
    return worker;
  }

  /**
   * Runs a command of ours on all workers and returns its process. Its whole output goes to a file.
   */
  Process submit(Path log, Map<String, String> settings, String... command) throws IOException {
    Map<String, String> all = new TreeMap<>(Map.of("spark.master", master));
    all.putAll(settings);
    Process process = spark.submit(log, properties, all, command);
    processes.add(process);
    return process;
  }

  /** Where master, workers and executors write, and the drivers' logs of events. */
  Path folder() {
    return folder;
  }

  /** The jar of these tests, which executors need on their class path. */
  Path tests() {
    return spark.tests();
  }

  /** The events of those applications that were given no other log folder. */
  Events events() throws IOException {
    return Events.below(folder.resolve("events"));
  }

  private List<String> daemon(String name, String address, String... more) {
    List<String> call = new ArrayList<>(List.of("org.apache.spark.deploy." + name));
    call.addAll(List.of("--host", address, "--webui-port", "0"));
    call.addAll(List.of("--properties-file", properties.toString()));
    call.addAll(List.of(more));
    return call;
  }

  private Path properties() throws IOException {
    Path events = Files.createDirectories(folder.resolve("events"));
    return Distribution.secret(
        folder.resolve("cluster.conf"),
        Files.readString(Path.of("conf/spark/cluster.conf"))
            + """

            spark.driver.memory                    1g
            spark.driver.host                      127.0.0.1
            spark.executor.memory                  700m
            spark.executor.extraClassPath          %s
            spark.executor.extraJavaOptions        %s
            spark.authenticate.secret              %s
            spark.eventLog.dir                     %s
            spark.eventLog.compress                false
            spark.deploy.maxExecutorRetries        -1
            spark.worker.timeout                   60
            spark.ui.enabled                       false
            spark.default.parallelism              4
            spark.sql.shuffle.partitions           2
            spark.shuffle.readHostLocalDisk        false
            spark.shuffle.io.maxRetries            1
            spark.shuffle.io.retryWait             1s
            spark.network.timeout                  120s
            spark.network.timeoutInterval          10s
            spark.executor.heartbeatInterval       2s
            spark.excludeOnFailure.enabled         false
            """
                .formatted(
                    spark.tests(), String.join(" ", spark.options()), SECRET, events.toUri()));
  }

  private static String await(Process process, Path log, Pattern wanted) throws IOException {
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher found = wanted.matcher(Files.exists(log) ? Files.readString(log) : "");
      if (found.find()) {
        return found.group();
      }
      pause();
    }
    throw new IOException("no " + wanted + " within " + SECONDS + " s: " + Files.readString(log));
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Distribution::kill);
  }
}
