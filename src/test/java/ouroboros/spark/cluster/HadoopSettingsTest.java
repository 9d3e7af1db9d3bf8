package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without a session, as in {@code jobs/report}: Hadoop's settings are those of spark-submit. */
class HadoopSettingsTest {
  private static final String NAME = "fs.s3a.endpoint";

  @Test
  void settingsOfSparkSubmitAreHadoopSettings() {
    String before = CorpusFiles.configuration().get(NAME);
    System.setProperty("spark.hadoop." + NAME, "http://127.0.0.1:9");
    try {
      assertThat(CorpusFiles.configuration().get(NAME)).isEqualTo("http://127.0.0.1:9");
    } finally {
      System.clearProperty("spark.hadoop." + NAME);
    }
    assertThat(CorpusFiles.configuration().get(NAME)).isEqualTo(before);
  }
}
