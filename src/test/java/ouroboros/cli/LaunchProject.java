package ouroboros.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of {@code jobs/} in a project of its own. Programs in place of Java, Maven and Spark write
 * down their arguments, one per line.
 */
final class LaunchProject {
  static final String JAR = "ouroboros-0.1.0.jar";
  private static final List<String> TOOLS =
      List.of("bash", "env", "dirname", "readlink", "sed", "find", "mkdir", "flock", "sleep");

  private final Path root;
  private final Path programs;
  private final Map<String, String> settings = new TreeMap<>();
  private String version = "17.0.15";

  private LaunchProject(Path root) {
    this.root = root;
    this.programs = root.resolveSibling("bin");
  }

  /** How a program ended: its exit code, standard output, standard error. */
  record Ended(int code, String out, String said) {}

  static LaunchProject in(Path root) throws IOException {
    LaunchProject project = new LaunchProject(root);
    Files.createDirectories(root.resolve("jobs"));
    Files.createDirectories(root.resolve("src/main/java"));
    Files.createDirectories(project.programs);
    for (String job : List.of("launch", "init", "run", "score", "train", "validate")) {
      Path copy = root.resolve("jobs").resolve(job);
      Files.copy(Path.of("jobs", job), copy);
      executable(copy);
    }
    Files.copy(Path.of("pom.xml"), root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("conf/spark"));
    for (String conf : List.of("local", "cluster", "kubernetes")) {
      String file = "conf/spark/" + conf + ".conf";
      Files.copy(Path.of(file), root.resolve(file));
    }
    Files.writeString(project.source(), "class A {}");
    for (String tool : TOOLS) {
      Path real = onPath(tool);
      if (real != null) {
        project.program(tool, real);
      }
    }
    project.program("java", "");
    project.program(
        "mvn",
        "mkdir -p target; : > target/"
            + JAR
            + "; : > target/spark.classpath; : > target/spark.options");
    return project;
  }

  private static @Nullable Path onPath(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** The same project with the files that Maven builds. */
  LaunchProject built() throws IOException {
    Path target = Files.createDirectories(root.resolve("target"));
    Files.writeString(target.resolve(JAR), "");
    Files.writeString(target.resolve("spark.classpath"), "/jars/a.jar:/jars/b.jar");
    Files.writeString(target.resolve("spark.options"), "-XX:+A\n      --add-opens=a/b=c");
    return this;
  }

  /** The same project as the unpacked release. */
  void released() throws IOException {
    Path lib = Files.createDirectories(root.resolve("lib"));
    for (String file : List.of(JAR, "spark.options")) {
      Files.move(root.resolve("target").resolve(file), lib.resolve(file));
    }
    Files.delete(root.resolve("pom.xml"));
  }

  void unbuilt() throws IOException {
    for (String file : List.of(JAR, "spark.classpath", "spark.options")) {
      Files.deleteIfExists(root.resolve("target").resolve(file));
    }
  }

  void withoutOptions() throws IOException {
    Files.delete(root.resolve("target/spark.options"));
  }

  Path file(String name) {
    return root.resolve(name);
  }

  Path source() {
    return root.resolve("src/main/java/A.java");
  }

  String jar() {
    return root.resolve("target").resolve(JAR).toString();
  }

  String conf(String name) {
    return root.resolve("conf/spark/" + name + ".conf").toString();
  }

  void version(String other) throws IOException {
    version = other;
    program("java", "");
  }

  /** The file in which the JDK says its version. */
  void release(String said) throws IOException {
    Files.writeString(
        programs.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + said + "\"\n");
  }

  void unset(String name) {
    settings.remove(name);
  }

  /** Puts a program of this machine on the path, if there is one. */
  void withReal(String tool) throws IOException {
    Path real = onPath(tool);
    if (real != null) {
      program(tool, real);
    }
  }

  /** Puts a program on the path that fails whatever it is asked. */
  void broken(String name) throws IOException {
    executable(Files.writeString(programs.resolve(name), "#!/bin/sh\nexit 127\n"));
  }

  void setting(String name, String value) {
    settings.put(name, value);
  }

  /** Puts a program on the path that writes down its arguments and then runs these commands. */
  void program(String name, String commands) throws IOException {
    write(programs.resolve(name), name, commands);
  }

  /** Puts the Java of this test on the path, with the classes of ours that it needs. */
  void realJava(String classPath) throws IOException {
    program("java", Path.of(System.getProperty("java.home"), "bin", "java"));
    Files.writeString(root.resolve("target/spark.classpath"), classPath);
  }

  /** Puts a program of this machine on the path. */
  private void program(String name, Path real) throws IOException {
    Path program =
        Files.writeString(programs.resolve(name), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
    executable(program);
  }

  void without(String name) throws IOException {
    Files.delete(programs.resolve(name));
  }

  void installSpark(String core) throws IOException {
    Path home = root.resolveSibling("a spark");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("jars").resolve(core), "");
    write(home.resolve("bin/spark-submit"), "spark-submit", "");
    setting("SPARK_HOME", home.toString());
  }

  private void write(Path program, String name, String commands) throws IOException {
    Files.writeString(
        program,
        """
        #!/bin/bash
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit 0; fi
        printf '%%s\\n' "$@" > '%s'
        %s
        """
            .formatted(version, record(name), commands));
    executable(program);
  }

  private static void executable(Path file) throws IOException {
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  private Path record(String name) {
    return root.resolveSibling(name + ".calls");
  }

  /** The arguments of a program's last call; empty if it was not called. */
  List<String> calls(String name) throws IOException {
    Path record = record(name);
    if (!Files.exists(record)) {
      return List.of();
    }
    String lines = Files.readString(record, StandardCharsets.UTF_8);
    return List.of(lines.substring(0, lines.length() - 1).split("\n", -1));
  }

  Ended job(String name, String... arguments) throws IOException, InterruptedException {
    return runs(command(name, arguments));
  }

  /** Runs a command in a folder that is not the project's, with no other programs on the path. */
  Ended runs(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(root.getParent(), "out", ".txt");
    Path said = Files.createTempFile(root.getParent(), "said", ".txt");
    Process process =
        builder(command).redirectOutput(out.toFile()).redirectError(said.toFile()).start();
    return new Ended(process.waitFor(), Files.readString(out), Files.readString(said));
  }

  /** Starts a job; its standard error is dropped. */
  Process start(String name, String... arguments) throws IOException {
    return builder(command(name, arguments)).redirectError(Redirect.DISCARD).start();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(programs.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", programs.toString());
    builder.environment().putAll(settings);
    return builder;
  }

  private List<String> command(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("jobs").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
