package ouroboros.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code run} in a JVM of its own, which can be killed. */
final class ChildRun {
  private ChildRun() {}

  /** Starts it; all that it says goes to a file. */
  static Process start(Path spec, Path out, Path log) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx1g");
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-") || argument.startsWith("-XX:+Ignore")) {
        line.add(argument);
      }
    }
    line.add("-Dspark.master=local[2]");
    line.add("-Dspark.shuffle.compress=false");
    line.add("-Dspark.sql.shuffle.partitions=2");
    line.add("-cp");
    line.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    line.add("ouroboros.cli.Main");
    line.addAll(List.of("run", spec.toString(), "--out", out.toString()));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
