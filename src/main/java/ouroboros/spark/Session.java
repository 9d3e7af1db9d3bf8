package ouroboros.spark;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.Umask;
import ouroboros.spark.cluster.LocalDisk;
import ouroboros.spark.cluster.LocalSpark;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.corpus.CorpusFolder;
import scala.Tuple2;

/**
 * The Spark session of a command. Sets defaults for what conf/spark and spark-submit leave open,
 * and the settings that every run must have.
 */
public final class Session implements AutoCloseable {
  /**
   * Names of settings whose values Spark must not show on pages or in logs and events. Spark's own
   * pattern lacks the last four.
   */
  private static final String SECRETS =
      "(?i)secret|password|token|access[.]?key|credential|api[._-]?key|passphrase|private[._-]?key";

  /** What it can have, where nothing else is set. */
  private static final Map<String, String> ADVISED =
      Map.of(
          "spark.kryoserializer.buffer.max", "1g",
          "spark.driver.maxResultSize", "0",
          // With fewer partitions than this, a shuffle writer opens one file and one serializer per
          // partition; with more, one per task.
          "spark.shuffle.sort.bypassMergeThreshold", "1",
          // Spark keeps a kilobyte and more of each task, 100,000 tasks of each of 1,000 stages,
          // also
          // where nobody can look at them.
          "spark.ui.retainedTasks", "1000",
          "spark.ui.retainedStages", "200",
          "spark.ui.retainedJobs", "200",
          // Nor 2.7 kB for each task of a stage that runs.
          "spark.scheduler.dropTaskInfoAccumulablesOnTaskCompletion.enabled", "true");

  /** What a session can still be told after it started. */
  private static final Map<String, String> OF_QUERIES =
      Map.of("spark.sql.session.timeZone", "UTC", "spark.sql.ansi.enabled", "true");

  private final SparkSession spark;
  private final boolean joined;
  private final LocalDisk disk;

  private Session(SparkSession spark, boolean joined, LocalDisk disk) {
    this.spark = spark;
    this.joined = joined;
    this.disk = disk;
  }

  /**
   * Says that this process runs one command, and that all its temporary files are of that command.
   */
  public static void alone() {
    LocalDisk.alone();
  }

  /** Starts or joins the session of this JVM. */
  public static Session open(String name) {
    boolean joined =
        SparkSession.getDefaultSession().exists(there -> !there.sparkContext().isStopped());
    if (!joined && LocalSpark.is(System.getProperty("spark.master", "local"))) {
      LocalSpark.nameThisMachine();
    }
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.ui.enabled", "false");
    ADVISED.forEach(conf::setIfMissing);
    conf.setIfMissing("spark.redaction.regex", SECRETS);
    conf.setIfMissing("spark.hadoop." + Umask.SETTING, Umask.ofProcess());
    required().forEach(conf::set);
    conf.set("spark.kryo.registrationRequired", "true");
    OF_QUERIES.forEach(conf::set);
    conf.set("spark.files.ignoreCorruptFiles", "false");
    conf.set("spark.files.ignoreMissingFiles", "false");
    if (joined) {
      return new Session(start(name, conf), true, LocalDisk.none());
    }
    if (LocalSpark.is(conf.get("spark.master"))) {
      LocalSpark.secure(conf);
    }
    LocalDisk disk = LocalDisk.of(conf);
    try {
      Session session = new Session(start(name, conf), false, disk);
      LocalDisk.protect(session.spark);
      return session;
    } catch (RuntimeException | Error e) {
      disk.close();
      throw e;
    }
  }

  /**
   * What a session must have before it starts, whoever starts it. A method, because commands that
   * start no Spark load this class without the registrator's.
   */
  private static Map<String, String> required() {
    return Map.of(
        "spark.serializer",
        "org.apache.spark.serializer.KryoSerializer",
        "spark.kryo.registrator",
        OuroborosRegistrator.class.getName());
  }

  /**
   * The settings with which a program starts the session that it gives to {@link #of}: the first
   * two are required, the others let large models pass.
   */
  public static SortedMap<String, String> settings() {
    SortedMap<String, String> all = new TreeMap<>(ADVISED);
    all.putAll(required());
    return all;
  }

  /**
   * Works in the Spark that a program started. Settings of the program's own queries stay as they
   * are.
   *
   * @throws IllegalStateException if it was started without a required setting
   */
  public static Session of(SparkSession program) {
    Map<String, String> set = new TreeMap<>();
    for (Tuple2<String, String> each : program.sparkContext().getConf().getAll()) {
      set.put(each._1(), each._2());
    }
    check(set);
    SparkSession own = program.newSession();
    OF_QUERIES.forEach(own.conf()::set);
    return new Session(own, true, LocalDisk.none());
  }

  /**
   * Refuses the settings of a Spark that lack a required one.
   *
   * @throws IllegalStateException with the missing settings
   */
  public static void check(Map<String, String> set) {
    List<String> missing =
        new TreeMap<>(required())
            .entrySet().stream()
                .filter(each -> !each.getValue().equals(set.get(each.getKey())))
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "this Spark was started without "
              + String.join(" and ", missing)
              + "; set them before it starts: Session.settings() has them, and in spark-shell each"
              + " is a --conf");
    }
  }

  /**
   * A folder that nothing else uses and that every machine of the cluster can read.
   *
   * @param path where it is; closing removes it
   */
  public record Folder(String path) implements AutoCloseable {
    @Override
    public void close() {
      new CorpusFolder(path).remove();
    }
  }

  /** Makes such a folder. */
  public Folder folder(String kind) {
    return new Folder(Scratch.folder(spark, kind));
  }

  private static SparkSession start(String name, SparkConf conf) {
    return SparkSession.builder().appName(name).config(conf).getOrCreate();
  }

  /** The session itself. */
  SparkSession spark() {
    return spark;
  }

  /** Ends the session if {@link #open} started it; a session that it joined stays open. */
  @Override
  public void close() {
    if (!joined) {
      spark.stop();
      disk.close();
    }
  }
}
