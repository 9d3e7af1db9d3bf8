package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * The program's random numbers, broken on purpose: a task that is repeated gets other numbers.
 * Compiled from the current source, with one line added.
 */
final class BrokenGenerator {
  private static final Path SOURCE = Path.of("src/main/java/ouroboros/random/Philox.java");
  private static final String FIRST = "    for (int round = 0; round < ROUNDS; round++) {\n";

  private BrokenGenerator() {}

  /** A folder of classes that comes before the jar on the class path. */
  static Path compiled(Path folder) throws IOException {
    String source = Files.readString(SOURCE);
    assertThat(source).containsOnlyOnce(FIRST);
    String broken =
        source.replace(
            FIRST,
            """
                org.apache.spark.TaskContext task = org.apache.spark.TaskContext.get();
                k0 += task == null ? 0 : task.attemptNumber() + task.stageAttemptNumber();
            """
                + FIRST);
    Path file = Files.createDirectories(folder).resolve("Philox.java");
    Files.writeString(file, broken);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                Distribution.classPath(),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(status).isZero();
    return folder;
  }
}
