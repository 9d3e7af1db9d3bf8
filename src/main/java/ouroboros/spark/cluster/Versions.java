package ouroboros.spark.cluster;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** The software and the machine of a run, for its record. */
public final class Versions {
  private Versions() {}

  /** Of Java, Spark, Hadoop and this program; architecture, cores, heap. */
  public static SortedMap<String, String> of(SparkSession spark) {
    TreeMap<String, String> versions = new TreeMap<>();
    versions.put("java", System.getProperty("java.vm.version"));
    versions.put("spark", spark.version());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("master", spark.sparkContext().master());
    versions.put("architecture", System.getProperty("os.arch"));
    versions.put("cores", String.valueOf(spark.sparkContext().defaultParallelism()));
    versions.put("heap", String.valueOf(Runtime.getRuntime().maxMemory()));
    String own = Versions.class.getPackage().getImplementationVersion();
    versions.put("ouroboros", own == null ? "development" : own);
    return versions;
  }
}
