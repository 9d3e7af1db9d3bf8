package ouroboros.spark.draw;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.cluster.Storage;

/** A model that is too large for the memory of a process is refused before it is read. */
class PopulationTaskTest {
  @Test
  void aModelThatDoesNotFitIsRefusedWithTheFigure() {
    long ngrams = Runtime.getRuntime().maxMemory() / 100;
    ModelRef large =
        new ModelRef(new CountTable(List.of(), ngrams, 0, 0, 1), 3, Smoothings.of("none"), 0);
    DrawTask.Corpus corpus =
        new DrawTask.Corpus(
            large, Decoding.NONE, new Key(1, 0), new Source.Synthetic(1), 0, true, null);
    PopulationTask task = new PopulationTask(corpus, 0, 1_000_000);
    assertThatThrownBy(() -> task.draw(new Storage("nowhere"), KeyLayout.of(3, 100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            String.format(Locale.ROOT, "a model with %,d n-grams of order 3 takes", ngrams))
        .hasMessageContaining("--driver-memory");
  }

  /** 120 bytes for each of 50 million n-grams are three quarters of 8 GB. */
  @Test
  void threeQuartersOfTheMemoryMayBeTaken() {
    assertThatCode(() -> TextPopulation.checkMemory(3, 50_000_000, 8_000_000_000L))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> TextPopulation.checkMemory(3, 50_000_001, 8_000_000_000L))
        .hasMessageContaining("takes up to 6.00 GB while walkers move")
        .hasMessageContaining("at most 6.00 of the 8.00 GB of this process")
        .hasMessageContaining("start with at least 9 GB");
  }
}
