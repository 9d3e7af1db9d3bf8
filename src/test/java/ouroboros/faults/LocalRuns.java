package ouroboros.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.store.OutFolder;
import ouroboros.report.table.RunTables;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Session;

/** Whole runs in one session of this JVM, one lineage after the other on one core. */
final class LocalRuns implements AutoCloseable {
  private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

  private final Session session;

  private LocalRuns(Session session) {
    this.session = session;
  }

  static LocalRuns open(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("spark.master", "local[1]");
    settings.put("spark.sql.shuffle.partitions", "1");
    settings.put("spark.ouroboros.concurrentLineages", "1");
    settings.forEach(System::setProperty);
    try {
      return new LocalRuns(Session.open("faults"));
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  /** What {@code run SPEC --out OUT --set ..} does. */
  RunFacts run(Path spec, Path out, String... overrides) throws IOException {
    OutFolder to = ExperimentRun.folder(out.toString());
    Experiment experiment =
        to.claim(SpecFile.read(spec.toString(), List.of(overrides))).experiment();
    RunFacts facts = ExperimentRun.run(experiment, session, to, QUIET, false);
    RunTables.write(experiment, to, facts, TextLaws.of(experiment, facts.parts(), facts.census()));
    return facts;
  }

  /** A folder on this machine. */
  static Trial trial(Path out) throws IOException {
    return new Trial(
        FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path(out.toString()));
  }

  @Override
  public void close() {
    session.close();
  }
}
