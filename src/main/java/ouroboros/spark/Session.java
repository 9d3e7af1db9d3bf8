package ouroboros.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.Umask;
import ouroboros.spark.cluster.LocalDisk;
import ouroboros.spark.cluster.LocalSpark;

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
    conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // With fewer partitions than this, a shuffle writer opens one file and one serializer per
    // partition;
    // with more, one per task.
    conf.setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "1");
    conf.setIfMissing("spark.redaction.regex", SECRETS);
    conf.setIfMissing("spark.hadoop." + Umask.SETTING, Umask.ofProcess());
    conf.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    conf.set("spark.kryo.registrator", OuroborosRegistrator.class.getName());
    conf.set("spark.kryo.registrationRequired", "true");
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.ansi.enabled", "true");
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
