package ouroboros.spark.draw;

import static org.assertj.core.api.Assertions.assertThat;

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
