package ouroboros.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Commands in a JVM of their own, which can be killed. */
final class ChildRun {
  private ChildRun() {}

  /** Starts it. Its whole output goes to a file. */
  static Process start(Path spec, Path out, Path log) throws IOException {
    return command("run", spec.toString(), "--out", out.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** A command in a JVM of its own. */
  static ProcessBuilder command(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-") || argument.startsWith("-XX:+Ignore")) {
        line.add(argument);
      }
    }
    line.add("-Dspark.master=local[2]");
    line.add("-Dspark.shuffle.compress=false");
    line.add("-Dspark.sql.shuffle.partitions=2");
    line.add("-cp");
    line.add(classPath());
    line.add("ouroboros.cli.Main");
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line);
  }

  /**
   * The class path of this JVM, whether it was started by Surefire or by a launcher with a class
   * loader of its own.
   */
  private static String classPath() {
    if (ChildRun.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
