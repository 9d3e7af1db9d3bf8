package ouroboros.spark.corpus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusException;
import ouroboros.text.SpecFixtures;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;
import ouroboros.text.token.TextPipeline;

/** What is said of a folder that holds another corpus: why it is another, and the way out. */
class OtherCorpusTest {
  private static PreparedCorpus prepared(String icu) {
    return new PreparedCorpus(
        PreparedCorpus.VERSION,
        "0123456789abcdef",
        7,
        icu,
        SpecFixtures.of("/data/*.jsonl").spec(),
        List.of(),
        new VocabularyEntry("a/v", 5, "ef", 10, 7),
        List.of("all"),
        List.of(),
        List.of());
  }

  @Test
  void aRunThatAnotherSparkBeganNamesBothVersionsOfIcu() {
    assertThatThrownBy(() -> CorpusFolder.sameContent("/out", prepared("77.0"), "fedcba9876543210"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("ICU 77.0, and this Spark has ICU " + TextPipeline.icuVersion())
        .hasMessageContaining("go on with the Spark that it began with (SPARK_HOME")
        .hasMessageNotContaining("have changed");
  }

  @Test
  void otherwiseTheTextOrTheKeysHaveChanged() {
    assertThatThrownBy(
            () ->
                CorpusFolder.sameContent(
                    "/out", prepared(TextPipeline.icuVersion()), "fedcba9876543210"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("the text, the corpus keys or the seed have changed")
        .hasMessageNotContaining("ICU");
  }
}
