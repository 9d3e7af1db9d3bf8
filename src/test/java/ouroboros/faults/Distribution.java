package ouroboros.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An installed Spark made of the jars that Maven fetched: {@code jars/} holds links, and none to
 * what our own jar ships. All its processes have one class path, so that they can share an archive
 * of loaded classes, which halves the time of a start.
 *
 * @param home the folder that {@code SPARK_HOME} would name
 * @param jar our packaged jar
 * @param hadoop what processes that submit have at the end of their class path, the folder of
 *     Hadoop's settings first; empty without such settings
 */
record Distribution(Path home, Path jar, List<Path> hadoop) {
  private static final List<String> SHIPPED =
      List.of("jackson-dataformat-yaml", "snakeyaml", "commons-rng", "picocli", "d3", "jspecify");

  /** The folder into which Maven put the jar and the class path of an embedded Spark. */
  private static final Path TARGET = Path.of(System.getProperty("ouroboros.target", "target"));

  /**
   * The installed Spark next to the jar; it is made once, whichever JVM of tests needs it first.
   */
  static Distribution installed() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            TARGET.resolve("spark.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.lock(); // until the file is closed
      return made();
    }
  }

  private static Distribution made() throws IOException {
    Path home = TARGET.resolve("spark").toAbsolutePath();
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String each : classPath().split(":")) {
      Path from = Path.of(each);
      Path link = jars.resolve(from.getFileName());
      if (SHIPPED.stream().noneMatch(from.getFileName().toString()::startsWith)
          && !Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, from);
      }
    }
    Files.write(home.resolve("RELEASE"), new byte[0]);
    Files.writeString(
        home.resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
        """);
    // The archive of classes wants folders on the class path to be empty.
    Files.createDirectories(home.resolve("conf"));
    Distribution spark = new Distribution(home, packaged(), List.of());
    if (spark.writeTests() || !Files.exists(spark.archive())) {
      spark.writeArchive();
    }
    return spark;
  }

  /** The same with settings of Hadoop, and a jar that an installed Spark has in addition. */
  Distribution with(Path settings, Path added) {
    return new Distribution(home, jar, List.of(settings, added));
  }

  private Path archive() {
    return home.resolve("classes.jsa");
  }

  /** How the class path of a process begins that can use the archive. */
  String archived() {
    return tests() + ":" + home.resolve("conf") + ":" + home + "/jars/*";
  }

  /** The jar of the classes of these tests, which are also loaded into other processes. */
  Path tests() {
    return home.resolve("tests.jar");
  }

  /** False where the jar that is there holds the classes of today. */
  private boolean writeTests() throws IOException {
    Path classes = Path.of(testClasses());
    List<Path> files;
    try (Stream<Path> all =
        Files.list(classes.resolve(Distribution.class.getPackageName().replace('.', '/')))) {
      files = all.sorted().toList();
    }
    FileTime written =
        Files.exists(tests()) ? Files.getLastModifiedTime(tests()) : FileTime.fromMillis(0);
    boolean isNew = false;
    for (Path file : files) {
      isNew = isNew || Files.getLastModifiedTime(file).compareTo(written) > 0;
    }
    if (!isNew) {
      return false;
    }
    Files.deleteIfExists(archive());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(tests()))) {
      for (Path file : files) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return true;
  }

  /**
   * Made at the end of a process that loads what a run needs. Half of an archive crashes a JVM, so
   * it has its name only when it is whole; without one, starts take longer.
   */
  private void writeArchive() throws IOException {
    Path scratch = Files.createDirectories(home.resolve("archive"));
    Path text = Files.write(scratch.resolve("corpus.jsonl"), Workload.corpus(scratch));
    Path spec = Workload.spec(scratch.resolve("spec.yaml"), text.toString(), Workload.SMALL);
    List<String> call = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    call.addAll(List.of("--class", "ouroboros.cli.Main", "--conf", "spark.master=local[2]"));
    call.addAll(List.of(jar.toString(), "run", spec.toString(), "--out", scratch + "/out"));
    Path part = home.resolve("classes.jsa.part");
    try {
      int code =
          start(scratch.resolve("log"), List.of("-XX:ArchiveClassesAtExit=" + part), call)
              .waitFor();
      if (code == 0 && Files.exists(part)) {
        Files.move(part, archive());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The class path of the libraries that Maven fetched. */
  static String classPath() throws IOException {
    return Files.readString(TARGET.resolve("spark.classpath")).strip();
  }

  static Path packaged() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().matches("ouroboros-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar in " + TARGET + "; mvn package makes it"))
          .toAbsolutePath();
    }
  }

  private static String testClasses() {
    return Path.of(
            URI.create(
                Distribution.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /** What gives a short life a start that takes half the time, and writes to the log. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    if (Files.exists(archive())) {
      options.addAll(List.of("-XX:SharedArchiveFile=" + archive(), "-Xlog:cds*=off"));
    }
    options.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties"));
    return options;
  }

  /** Starts a class of Spark in a JVM of its own. Its whole output goes to a file. */
  Process start(Path log, List<String> options, List<String> call) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx1g");
    line.addAll(options());
    line.addAll(List.of(Files.readString(TARGET.resolve("spark.options")).strip().split("\\s+")));
    line.addAll(options);
    line.add("-cp");
    line.add(
        Stream.concat(Stream.of(archived()), hadoop.stream().map(Path::toString))
            .collect(Collectors.joining(":")));
    line.addAll(call);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    if (!hadoop.isEmpty()) {
      builder.environment().put("HADOOP_CONF_DIR", hadoop.get(0).toString());
    }
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
    return process;
  }

  /** Ends a process and what it started. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** A command of ours through {@code SparkSubmit}. */
  Process submit(Path log, Path properties, Map<String, String> settings, String... command)
      throws IOException {
    List<String> call = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    call.addAll(List.of("--class", "ouroboros.cli.Main"));
    call.addAll(List.of("--properties-file", properties.toString()));
    new TreeMap<>(settings)
        .forEach((key, value) -> call.addAll(List.of("--conf", key + "=" + value)));
    call.add(jar.toString());
    call.addAll(List.of(command));
    return start(
        log,
        List.of("-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath()),
        call);
  }

  /** A file that only its owner can read. */
  static Path secret(Path file, String text) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
