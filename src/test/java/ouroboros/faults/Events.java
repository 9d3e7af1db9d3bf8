package ouroboros.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events of applications, from Spark's event logs.
 *
 * @param lines one event per line, as JSON
 */
record Events(List<String> lines) {
  private static final Pattern EXECUTOR = Pattern.compile("\"Executor ID\":\"(\\d+)\"");

  /** All events of the applications that logged to a folder. */
  static Events below(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return new Events(List.copyOf(lines));
  }

  /** The steps of all stages that were begun. */
  Set<String> steps() {
    return of("SparkListenerStageSubmitted").map(ExecutorFault::step).collect(Collectors.toSet());
  }

  /** Executors that ended tasks. */
  Set<String> executors() {
    return found("SparkListenerTaskEnd", EXECUTOR);
  }

  long lostExecutors() {
    return found("SparkListenerExecutorRemoved", EXECUTOR).size();
  }

  long stagesMadeAgain() {
    return count("SparkListenerStageSubmitted", line -> !line.contains("\"Stage Attempt ID\":0"));
  }

  /** Attempts of stages that were completed. */
  long stagesDone() {
    return of("SparkListenerStageCompleted").count();
  }

  /** The number of attempts that were started in parallel to a slower one. */
  long tasksRunTwice() {
    return count("SparkListenerTaskEnd", line -> line.contains("\"Speculative\":true"));
  }

  private Stream<String> of(String event) {
    return lines.stream().filter(line -> line.startsWith("{\"Event\":\"" + event + "\""));
  }

  private long count(String event, Predicate<String> wanted) {
    return of(event).filter(wanted).count();
  }

  private Set<String> found(String event, Pattern pattern) {
    return of(event)
        .flatMap(line -> pattern.matcher(line).results().map(each -> each.group(1)))
        .collect(Collectors.toSet());
  }
}
