package ouroboros.spark.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.Shards;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.cluster.Storage;
import ouroboros.text.Vocabulary;

/**
 * A sealed table whose model is drawn from in shards that begin inside tokens; nothing by chance.
 */
class ModelPlacesTest {
  private static final int TYPES = 12;

  @TempDir Path folder;

  @Test
  void shardsOfATableWhoseRangesBeginInsideTokens() {
    List<int[]> text = Smoothings.corpus(5, 400, 8, 9);
    CountRun counted = Texts.count(KeyLayout.of(3, TYPES), text);
    long[] counts = new long[TYPES];
    counts[Vocabulary.EOS] = text.size();
    text.forEach(sentence -> Arrays.stream(sentence).forEach(word -> counts[word]++));
    String[] words = IntStream.range(0, TYPES).mapToObj(id -> "w" + id).toArray(String[]::new);
    Vocabulary vocabulary = new Vocabulary(words, counts);
    KeyRanges keys = KeyRanges.of(counted.layout(), counts, 20).cutInside(counts, 20, counted);
    Storage storage = new Storage(folder.toString());
    List<CountRun> ranges = keys.cut(counted);
    List<SealedFile> files = new ArrayList<>();
    for (int range = 0; range < ranges.size(); range++) {
      files.add(storage.write("S-" + range, ranges.get(range)));
    }
    CountTable table =
        new CountTable(files, counted.size(), 0, text.size(), 1).startingInside(keys.inside());
    Shards shards = ModelPlaces.here(storage, table, vocabulary, 3, 9);
    assertThat(shards.size()).isEqualTo(9);
    assertThat(shards.bounds()).anyMatch(bound -> bound.size() == 2);
    for (String smoothing : Smoothings.names()) {
      ModelRef model = new ModelRef(table, 3, Smoothings.of(smoothing), 0);
      assertThat(drawn(storage, model, shards)).isEqualTo(drawn(storage, model, null));
    }
  }

  /** A worker keeps four shards; a fifth would be compiled again and again. */
  @Test
  void moreShardsThanTheWorkersKeepAreWarnedOfOnce() {
    assertThat(warning(1000, 1)).isEmpty();
    assertThat(warning(40, 2)).isEmpty();
    assertThat(warning(40, 1))
        .containsExactly(
            "warning: a model in 5 shards is more than 1 worker can keep in memory, so shards are"
                + " compiled again in every round, which takes long; give the workers more memory,"
                + " or take more of them");
  }

  /** Warnings for a model of 3,100 n-grams, without smoothing, of 56 bytes each. */
  private static List<String> warning(int budgetInKilobytes, int workers) {
    SealedFile file = new SealedFile("S-0", 1_000, "0".repeat(64));
    String[] words = IntStream.range(0, TYPES).mapToObj(id -> "w" + id).toArray(String[]::new);
    long[] counts = new long[TYPES];
    Arrays.fill(counts, 100);
    Vocabulary vocabulary = new Vocabulary(words, counts);
    KeyRanges keys = KeyRanges.of(KeyLayout.of(2, TYPES), counts, 100);
    CountTable table =
        new CountTable(
            IntStream.range(0, keys.size()).mapToObj(i -> file).toList(), 3_100, 0, 0, 1);
    FamilySpec.Ngram family =
        new FamilySpec.Ngram(2, Smoothings.of("none"), FamilySpec.VocabularyKind.TRAINING);
    Sampling sampling =
        new Sampling(Decoding.NONE, null, Sampling.Backend.SENTENCES, Sampling.ModelPlace.SHARDED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream console = new PrintStream(out, false, StandardCharsets.UTF_8)) {
      ModelPlaces places = new ModelPlaces(console, 1_000L * budgetInKilobytes, 2, () -> workers);
      for (int i = 0; i < 2; i++) {
        assertThat(places.of(sampling, table, family, vocabulary, keys)).isNotNull();
      }
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("warning"))
        .toList();
  }

  private static Map<Long, String> drawn(Storage storage, ModelRef model, @Nullable Shards shards) {
    Map<Long, String> drawn = new TreeMap<>();
    new DrawTask.Corpus(
            model, Decoding.NONE, new Key(1, 0), new Source.Synthetic(1), 30, true, shards)
        .drawer(storage)
        .draw(
            0,
            200,
            (unit, tokens, from, to) ->
                drawn.put(unit, Arrays.toString(Arrays.copyOfRange(tokens, from, to))));
    return drawn;
  }
}
