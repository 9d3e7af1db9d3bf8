package ouroboros.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a command: what is not set by conf/spark or spark-submit, and must hold. */
public final class Session {
  private Session() {}

  /** Starts or joins the session of this JVM. */
  public static SparkSession open(String name) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    conf.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    conf.set("spark.kryo.registrator", OuroborosRegistrator.class.getName());
    conf.set("spark.kryo.registrationRequired", "true");
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.ansi.enabled", "true");
    conf.set("spark.files.ignoreCorruptFiles", "false");
    conf.set("spark.files.ignoreMissingFiles", "false");
    return SparkSession.builder().appName(name).config(conf).getOrCreate();
  }
}
