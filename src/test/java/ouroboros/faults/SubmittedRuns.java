package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Commands in processes of their own, through {@code SparkSubmit} on two cores, about one
 * experiment.
 *
 * @param folder of the corpus, the experiment file and the logs
 * @param spec the experiment file
 */
record SubmittedRuns(Distribution spark, Path folder, Path spec) {

  /** An experiment on a small corpus: the lines that follow {@code corpus}. */
  static SubmittedRuns of(Path folder, String lines) throws IOException {
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    Path spec = Workload.spec(folder.resolve("spec.yaml"), text.toString(), lines);
    return new SubmittedRuns(Distribution.installed(), folder, spec);
  }

  /** Starts a command; its output goes to a file. */
  Process start(Path log, String... command) throws IOException {
    return spark.submit(
        log,
        Path.of("conf/spark/local.conf"),
        Map.of("spark.master", "local[2]", "spark.driver.memory", "1g"),
        command);
  }

  /** Starts the run, or goes on with it. */
  Process run(Path out, Path log) throws IOException {
    return start(log, "run", spec.toString(), "--out", out.toString());
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
