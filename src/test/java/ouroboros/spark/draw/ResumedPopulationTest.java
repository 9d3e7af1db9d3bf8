package ouroboros.spark.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Sampling.ModelPlace;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.text.Vocabulary;

/**
 * A run with populations that goes on with less memory than it began with. {@code partial} keeps
 * sentences of S_1 in T_2, so the resumed run draws them again, and must do so from the same kind
 * of model.
 */
class ResumedPopulationTest {
  private static final Smoothing NONE = Smoothings.of("none");
  private static final long NGRAMS = 1_000;

  /** A model without smoothing takes 56 bytes an n-gram while it is compiled, others take 96. */
  private static final long MUCH = 100 * NGRAMS;

  private static final long LITTLE = 50 * NGRAMS;
  private static final Key KEY = new Key(1, 0);
  private static final Policy PARTIAL = new Policy.Partial(.4);

  private static DrawTask.Corpus corpus(
      Sampling sampling, Smoothing smoothing, long memory, int cores) {
    SealedFile file = new SealedFile("S-0", 1_000, "0".repeat(64));
    CountTable table = new CountTable(List.of(file), NGRAMS, 0, 0, 1);
    String[] words = {"<unk>", "<s>", "</s>", "a", "b", "c"};
    Vocabulary vocabulary = new Vocabulary(words, new long[] {0, 9, 9, 5, 5, 5});
    KeyRanges keys = KeyRanges.of(KeyLayout.of(2, words.length), new long[words.length], NGRAMS);
    FamilySpec.Ngram family =
        new FamilySpec.Ngram(2, smoothing, FamilySpec.VocabularyKind.TRAINING);
    PrintStream console = new PrintStream(OutputStream.nullOutputStream());
    Shards shards =
        new ModelPlaces(console, memory, cores, () -> 1)
            .of(sampling, table, family, vocabulary, keys);
    int limit = sampling.maxLength() == null ? 0 : sampling.maxLength();
    return new DrawTask.Corpus(
        new ModelRef(table, 2, smoothing, 0),
        Decoding.NONE,
        KEY,
        new Source.Synthetic(1),
        limit,
        false,
        shards);
  }

  /** The groups of S_1 that T_2 takes. */
  private static List<PopulationTask> part(
      Sampling sampling, Smoothing smoothing, long memory, int cores) {
    AvailableUnits stock = AvailableUnits.ofCorpus(1000, 0, 1000).after(PARTIAL, 2);
    List<Stays.Group> kept =
        Stays.of(PARTIAL, 1, stock, KEY).stream().filter(group -> group.isIn(2, 1)).toList();
    assertThat(kept).isNotEmpty();
    return PopulationTask.of(corpus(sampling, smoothing, memory, cores), kept, sampling.model());
  }

  private static Sampling sampling(ModelPlace model, @Nullable Integer maxLength) {
    return new Sampling(Decoding.NONE, maxLength, Sampling.Backend.POPULATION, model);
  }

  private static boolean isWhole(List<PopulationTask> tasks) {
    return tasks.stream().allMatch(task -> task.shards() == null);
  }

  private static void refused(Sampling sampling, Smoothing smoothing) {
    assertThat(isWhole(part(sampling, smoothing, MUCH, 2))).isTrue();
    assertThatThrownBy(() -> part(sampling, smoothing, LITTLE, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a population is drawn from a whole model")
        .hasMessageContaining("takes more than a quarter of a worker's memory")
        .hasMessageContaining("a run that goes on needs as much as it began with");
  }

  /** Walkers without a limit of length take other random numbers in shards. */
  @Test
  void whatWasDrawnFromAWholeModelIsNotDrawnAgainFromShards() {
    refused(sampling(ModelPlace.AUTO, null), NONE);
  }

  /** Walkers do not move through shards with smoothing. */
  @Test
  void aModelWithSmoothingIsNotDividedEither() {
    refused(sampling(ModelPlace.AUTO, 18), Smoothings.of("witten-bell"));
  }

  /** With a limit of length the bits are the same, as {@code PopulationRoundsTest} shows. */
  @Test
  void whereTheBitsAreTheSameTheMemoryDecides() {
    Sampling limited = sampling(ModelPlace.AUTO, 18);
    assertThat(isWhole(part(limited, NONE, MUCH, 2))).isTrue();
    assertThat(isWhole(part(limited, NONE, LITTLE, 2))).isFalse();
  }

  /** In more or fewer shards the bits are the same. */
  @Test
  void whatIsAskedForHoldsInAnyMemory() {
    for (long memory : List.of(MUCH, LITTLE)) {
      for (int cores : List.of(1, 7)) {
        assertThat(isWhole(part(sampling(ModelPlace.SHARDED, null), NONE, memory, cores)))
            .isFalse();
        assertThat(isWhole(part(sampling(ModelPlace.BROADCAST, null), NONE, memory, cores)))
            .isTrue();
      }
    }
  }
}
