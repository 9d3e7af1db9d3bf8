package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commands in processes of their own, through {@code SparkSubmit}, about one experiment: on two
 * cores where nothing else is said.
 *
 * @param folder of the corpus, the experiment file and the logs
 * @param spec the experiment file
 */
record SubmittedRuns(Distribution spark, Path folder, Path spec) {
  private static final String EVENTS = "-events";

  /** An experiment on a small corpus: the lines that follow {@code corpus}. */
  static SubmittedRuns of(Path folder, String lines) throws IOException {
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    Path spec = Workload.spec(folder.resolve("spec.yaml"), text.toString(), lines);
    return new SubmittedRuns(Distribution.installed(), folder, spec);
  }

  /** Starts a command; its output goes to a file. */
  Process start(Path log, String... command) throws IOException {
    return start(log, Map.of(), command);
  }

  private Process start(Path log, Map<String, String> settings, String... command)
      throws IOException {
    Map<String, String> all = new TreeMap<>(settings);
    all.putIfAbsent("spark.master", "local[2]");
    all.put("spark.driver.memory", "1g");
    return spark.submit(log, Path.of("conf/spark/local.conf"), all, command);
  }

  /** Starts the run, or goes on with it. */
  Process run(Path out, Path log) throws IOException {
    return run(out, log, Map.of());
  }

  /** The same with further settings of Spark. */
  Process run(Path out, Path log, Map<String, String> settings) throws IOException {
    return start(log, settings, "run", spec.toString(), "--out", out.toString());
  }

  /** Starts the run on one core. */
  Process alone(Path out, Path log) throws IOException {
    return run(out, log, Map.of("spark.master", "local[1]"));
  }

  /**
   * Starts the run on a cluster, or goes on with it. Its output goes to the file {@code NAME.log},
   * its events are {@link #events}.
   */
  Process on(Cluster cluster, String name, Map<String, String> settings, String out)
      throws IOException {
    Path events = Files.createDirectories(folder.resolve(name + EVENTS));
    Map<String, String> all = new TreeMap<>(settings);
    all.put("spark.eventLog.dir", events.toUri().toString());
    return cluster.submit(folder.resolve(name + ".log"), all, "run", spec.toString(), "--out", out);
  }

  /** The events so far of a run on a cluster. */
  Events events(String name) throws IOException {
    return Events.below(folder.resolve(name + EVENTS));
  }

  /** Waits until a run on a cluster succeeds. */
  Events finished(Process run, String name) throws IOException, InterruptedException {
    int code = run.waitFor();
    assertThat(code).as(Files.readString(folder.resolve(name + ".log"))).isZero();
    return events(name);
  }

  /** Runs to the end and expects success; returns the hashes of the tables. */
  Map<String, String> hashes(Path out, String log) throws IOException, InterruptedException {
    expect(0, out, log);
    return LocalRuns.trial(out).hashes();
  }

  /** Runs to the end and expects an exit code. */
  void expect(int code, Path out, String log) throws IOException, InterruptedException {
    Path file = folder.resolve(log);
    assertThat(run(out, file).waitFor()).as(Files.readString(file)).isEqualTo(code);
  }
}
