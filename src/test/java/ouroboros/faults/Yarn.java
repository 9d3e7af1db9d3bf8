package ouroboros.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.jspecify.annotations.Nullable;

/**
 * YARN in this JVM: a resource manager and two node managers over HDFS. Their containers, which are
 * executors and application masters, are processes.
 */
final class Yarn implements AutoCloseable {
  private static final int NODES = 2;
  private static final int SECONDS = 60;

  private final Distribution spark;
  private final MiniYARNCluster cluster;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private Yarn(Distribution spark, MiniYARNCluster cluster, Path folder) {
    this.spark = spark;
    this.cluster = cluster;
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(new Thread(Yarn::killContainers));
  }

  /**
   * Starts it.
   *
   * @param adapter Spark's jar for YARN
   * @param folder of the settings that a client needs
   */
  static Yarn start(Distribution spark, Path adapter, Path folder, Hdfs hdfs) throws Exception {
    Configuration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", hdfs.files().getUri().toString());
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    conf.setInt(YarnConfiguration.NM_PMEM_MB, 3072);
    conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    // Of the machine's real disk; it says nothing about these tests.
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
    conf.set(YarnConfiguration.NM_ENV_WHITELIST, "PATH,LANG");
    MiniYARNCluster cluster = new MiniYARNCluster("yarn", NODES, 1, 1);
    cluster.init(conf);
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(SECONDS * 1_000L)) {
      throw new IOException("no " + NODES + " node managers within " + SECONDS + " s");
    }
    Path settings = Files.createDirectories(folder.resolve("hadoop"));
    write(settings.resolve("core-site.xml"), conf, "fs.defaultFS");
    // A file that is read after YARN's defaults, which else would win.
    write(
        settings.resolve("yarn-site.xml"),
        listening(cluster.getConfig()),
        YarnConfiguration.RM_ADDRESS,
        YarnConfiguration.RM_SCHEDULER_ADDRESS);
    return new Yarn(spark.with(settings, adapter), cluster, folder);
  }

  /** The settings once they have the port of the resource manager, which are 0 until it listens. */
  private static Configuration listening(Configuration conf) throws IOException {
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (conf.get(YarnConfiguration.RM_ADDRESS).endsWith(":0")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the resource manager has no port after " + SECONDS + " s");
      }
      Cluster.pause();
    }
    return conf;
  }

  private static void write(Path file, Configuration from, String... names) throws IOException {
    Configuration site = new Configuration(false);
    for (String name : names) {
      site.set(name, from.get(name));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      site.writeXml(out);
    }
  }

  /** Spark's jar for YARN, where there is one of the version of the installed Spark. */
  static Optional<Path> adapter(Distribution spark) {
    URL inside = Yarn.class.getResource("/org/apache/spark/deploy/yarn/Client.class");
    if (inside == null) {
      return Optional.empty();
    }
    Path jar = Path.of(URI.create(inside.getPath().substring(0, inside.getPath().indexOf('!'))));
    String core = jar.getFileName().toString().replace("yarn", "core");
    return Optional.of(jar).filter(each -> Files.exists(spark.home().resolve("jars/" + core)));
  }

  /**
   * Runs a command of ours through the shipped profile and returns the process that submits it.
   *
   * @param mode where the driver runs: {@code client} is that process, {@code cluster} the
   *     application master
   */
  Process submit(Path log, String mode, Map<String, String> more, String... command)
      throws IOException {
    String options = String.join(" ", spark.options());
    Map<String, String> all = new TreeMap<>();
    all.put("spark.master", "yarn");
    all.put("spark.submit.deployMode", mode);
    all.put(
        "spark.yarn.jars",
        "local:" + spark.home().resolve("jars") + "/*,local:" + spark.hadoop().get(1));
    all.put("spark.yarn.am.memory", "512m");
    all.put("spark.yarn.scheduler.heartbeat.interval-ms", "200");
    all.put("spark.executor.maxNumFailures", "100");
    all.put("spark.driver.memory", "1g");
    all.put("spark.driver.extraJavaOptions", options);
    all.put("spark.executor.instances", "2");
    all.put("spark.executor.memory", "600m");
    all.put("spark.executor.extraJavaOptions", options);
    // Each container's class path begins as that of the archive of classes.
    all.put("spark.driver.extraClassPath", spark.archived());
    all.put("spark.executor.extraClassPath", spark.archived());
    for (String role : List.of("spark.yarn.appMasterEnv.", "spark.executorEnv.")) {
      all.put(role + "JAVA_HOME", System.getProperty("java.home"));
      all.put(role + "SPARK_LOCAL_IP", "127.0.0.1");
    }
    all.put("spark.eventLog.dir", events().toUri().toString());
    all.put("spark.eventLog.compress", "false");
    all.put("spark.ui.enabled", "false");
    all.put("spark.default.parallelism", "4");
    all.put("spark.sql.shuffle.partitions", "2");
    all.put("spark.shuffle.readHostLocalDisk", "false");
    all.put("spark.shuffle.io.maxRetries", "1");
    all.put("spark.shuffle.io.retryWait", "1s");
    all.put("spark.excludeOnFailure.enabled", "false");
    if (mode.equals("client")) {
      all.put("spark.yarn.am.extraJavaOptions", options);
      all.put("spark.driver.host", "127.0.0.1");
    }
    all.putAll(more);
    Process process = spark.submit(log, Path.of("conf/spark/cluster.conf"), all, command);
    processes.add(process);
    return process;
  }

  /** The folder of all applications' logs of events. */
  Path events() throws IOException {
    return Files.createDirectories(folder.resolve("events"));
  }

  /** The processes of containers whose command line has this word. */
  static List<ProcessHandle> containers(String word) {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .filter(each -> commandLine(each).contains(word))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** What all containers wrote: standard output, or standard error. */
  String logs(String name) throws IOException {
    StringBuilder all = new StringBuilder();
    Files.walkFileTree(
        cluster.getTestWorkDir().toPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              all.append(file.endsWith(name) ? Files.readString(file) : "");
              return FileVisitResult.CONTINUE;
            } catch (NoSuchFileException e) {
              return gone(e);
            }
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            return gone(error);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            return error == null ? FileVisitResult.CONTINUE : gone(error);
          }
        });
    return all.toString();
  }

  /** YARN deletes the files of an application that has ended while the folders are read. */
  private static FileVisitResult gone(IOException error) throws IOException {
    if (error instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw error;
  }

  private static void killContainers() {
    containers("org.apache.spark.").forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    processes.forEach(Distribution::kill);
    killContainers();
    cluster.stop();
  }
}
