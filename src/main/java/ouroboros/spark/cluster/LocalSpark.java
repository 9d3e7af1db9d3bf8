package ouroboros.spark.cluster;

import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/**
 * What a Spark that uses this machine alone gets: it listens on the loopback address only, and
 * whoever connects must know a secret that this process makes up and writes nowhere.
 */
public final class LocalSpark {
  private static final String LOOPBACK = "127.0.0.1";

  private LocalSpark() {}

  /** Whether a master uses this machine alone: {@code local}, {@code local-cluster}. */
  public static boolean is(String master) {
    return master.startsWith("local");
  }

  /**
   * Gives Spark the name of this machine, so that it asks nobody for it. To be called before the
   * first setting is read.
   */
  public static void nameThisMachine() {
    Utils.setCustomHostname(LOOPBACK);
  }

  /** Completes the settings. What the caller has set stays. */
  public static void secure(SparkConf conf) {
    conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    conf.setIfMissing("spark.driver.host", LOOPBACK);
    conf.setIfMissing("spark.authenticate", "true");
    if (conf.get("spark.master").startsWith("local-cluster")
        && conf.getBoolean("spark.authenticate", true)) {
      // Spark makes a secret itself for other local masters. Executors get it by their environment.
      conf.setIfMissing("spark.authenticate.secret", UUID.randomUUID() + "-" + UUID.randomUUID());
    }
    // A task whose heap is full fails, and its job with it. Spark would end the process.
    if (!conf.get("spark.master").startsWith("local-cluster")) {
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
  }
}
