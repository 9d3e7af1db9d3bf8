package ouroboros.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.Umask;

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

  private Session(SparkSession spark, boolean joined) {
    this.spark = spark;
    this.joined = joined;
  }

  /** Starts or joins the session of this JVM. */
  public static Session open(String name) {
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
    boolean joined =
        SparkSession.getDefaultSession().exists(there -> !there.sparkContext().isStopped());
    return new Session(SparkSession.builder().appName(name).config(conf).getOrCreate(), joined);
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
    }
  }
}
