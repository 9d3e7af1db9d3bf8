package ouroboros.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * YARN in this JVM: a resource manager and two node managers over HDFS. Their containers, which are
 * executors and application masters, are processes.
 */
final class Yarn implements AutoCloseable {
  private static final int NODES = 2;
  private static final int MEGABYTES = 2560;

  private final Distribution spark;
  private final MiniYARNCluster cluster;
  private final Path folder;
  private final Path settings;

  private Yarn(Distribution spark, MiniYARNCluster cluster, Path folder, Path settings) {
    this.spark = spark;
    this.cluster = cluster;
    this.folder = folder;
    this.settings = settings;
  }

  static Yarn start(Distribution spark, Path folder, Hdfs hdfs) throws Exception {
    Configuration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", hdfs.files().getUri().toString());
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.setInt(YarnConfiguration.NM_PMEM_MB, MEGABYTES);
    conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    conf.setInt(YarnConfiguration.DEBUG_NM_DELETE_DELAY_SEC, 3600);
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
    MiniYARNCluster cluster = new MiniYARNCluster("ouroboros", NODES, 1, 1);
    cluster.init(conf);
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(60_000)) {
      throw new IOException("no " + NODES + " node managers within 60 s");
    }
    Path settings = Files.createDirectories(folder.resolve("hadoop"));
    try (OutputStream out = Files.newOutputStream(settings.resolve("core-site.xml"))) {
      cluster.getConfig().writeXml(out);
    }
    Path jars = spark.home().resolve("jars");
    Path adapter =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().startsWith("spark-yarn_"))
            .findFirst()
            .orElseThrow();
    if (!Files.exists(jars.resolve(adapter.getFileName()))) {
      Files.createSymbolicLink(jars.resolve(adapter.getFileName()), adapter);
    }
    return new Yarn(spark, cluster, folder, settings);
  }

  /** Submits a command of ours, in deploy mode {@code client} or {@code cluster}. */
  Process submit(Path log, String mode, Map<String, String> more, String... command)
      throws IOException {
    String java = Path.of(System.getProperty("java.home")).toString();
    String flags = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    Path events = Files.createDirectories(folder.resolve("events"));
    Map<String, String> all = new TreeMap<>();
    all.put("spark.master", "yarn");
    all.put("spark.submit.deployMode", mode);
    all.put("spark.driver.memory", "1g");
    all.put("spark.driver.host", "127.0.0.1");
    all.put("spark.executor.instances", "2");
    all.put("spark.executor.memory", "600m");
    all.put("spark.executor.extraJavaOptions", flags);
    all.put("spark.driver.extraJavaOptions", flags);
    all.put("spark.yarn.am.extraJavaOptions", flags);
    all.put("spark.yarn.jars", "local:" + spark.home().resolve("jars") + "/*");
    all.put("spark.yarn.appMasterEnv.JAVA_HOME", java);
    all.put("spark.executorEnv.JAVA_HOME", java);
    all.put("spark.executorEnv.SPARK_LOCAL_IP", "127.0.0.1");
    all.put("spark.yarn.appMasterEnv.SPARK_LOCAL_IP", "127.0.0.1");
    all.put("spark.eventLog.dir", events.toUri().toString());
    all.put("spark.ui.enabled", "false");
    all.put("spark.default.parallelism", "4");
    all.put("spark.sql.shuffle.partitions", "2");
    all.put("spark.shuffle.readHostLocalDisk", "false");
    all.put("spark.shuffle.io.maxRetries", "1");
    all.put("spark.shuffle.io.retryWait", "1s");
    all.put("spark.excludeOnFailure.enabled", "false");
    all.putAll(more);
    if (mode.equals("cluster")) {
      all.remove("spark.driver.host");
    }
    return spark.submit(log, Path.of("conf/spark/cluster.conf"), all, settings, command);
  }

  /** The processes of containers whose command line has this class. */
  static List<ProcessHandle> containers(String name) {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .filter(each -> commandLine(each).contains(name))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** What the containers wrote to standard output and standard error. */
  static String logs(String name) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("target", "ouroboros"))) {
      files
          .filter(file -> file.getFileName().toString().equals(name))
          .forEach(
              file -> {
                try {
                  all.append(Files.readString(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return all.toString();
  }

  @Override
  public void close() {
    containers("org.apache.spark").forEach(ProcessHandle::destroyForcibly);
    cluster.stop();
  }
}
