package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.text.Vocabulary;

/** Sentences that travel from shard to shard are those of the whole model; nothing is by chance. */
class ModelShardTest {
  private static final int TYPES = 12;
  private static final int SENTENCES = 150;

  private static final List<Decoding> CONTROLS =
      List.of(
          Decoding.NONE,
          Decoding.temperature(0.6),
          new Decoding(1, 1, 3, 0.9),
          new Decoding(1.8, 1.2, 0, 1));

  static List<String> names() {
    return Smoothings.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void travellersSayWhatTheWholeModelSays(String name) {
    List<int[]> text = Smoothings.corpus(5, 60, 8, 9);
    for (int order : new int[] {1, 2, 3, 5}) {
      CountRun table = Texts.count(KeyLayout.of(order, 64), text);
      List<CountRun> ranges = cut(table, 6);
      Sampler whole = SamplerCompiler.compile(ranges, order, Smoothings.of(name), null);
      for (Decoding decoding : CONTROLS) {
        Map<Long, String> expected = new TreeMap<>();
        DecodedModel.of(whole, decoding, false)
            .drawer(42, 0, 1, 30)
            .draw(0, SENTENCES, (unit, t, a, b) -> expected.put(unit, text(t, b - a)));
        for (int shards : new int[] {1, 2, 7}) {
          assertThat(travel(ranges, order, name, decoding, shards))
              .as("order %d, %s, %d shards", order, decoding, shards)
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Contexts are shortened inside their shard: the empty context is in all of them. */
  @Test
  void aFloorForTheEntropyIsTheSameInShards() {
    List<int[]> text = Smoothings.corpus(5, 60, 8, 9);
    Decoding floor = new Decoding(1, 1, 0, 1, 2.5);
    for (int order : new int[] {1, 2, 3}) {
      List<CountRun> ranges = cut(Texts.count(KeyLayout.of(order, 64), text), 6);
      // A floor looks only at the counts of a model that has contexts of all lengths.
      String name = "jelinek-mercer";
      Sampler whole = SamplerCompiler.compile(ranges, order, Smoothings.of(name), null);
      Map<Long, String> expected = new TreeMap<>();
      DecodedModel.of(whole, floor, false)
          .drawer(42, 0, 1, 30)
          .draw(0, SENTENCES, (unit, t, a, b) -> expected.put(unit, text(t, b - a)));
      for (int shards : new int[] {2, 7}) {
        assertThat(travel(ranges, order, name, floor, shards)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aWordThatAShardDoesNotHaveMayHaveBeenSaid() {
    List<int[]> text = List.of(new int[] {11, 3, 4}, new int[] {11, 3, 5}, new int[] {11, 3, 3});
    CountRun table = Texts.count(KeyLayout.of(2, 64), text);
    Decoding decoding = new Decoding(3, 1, 0, 1);
    Map<Long, String> expected = new TreeMap<>();
    DecodedModel.of(SamplerCompiler.compile(table, 2, Smoothings.of("none"), null), decoding, false)
        .drawer(42, 0, 1, 30)
        .draw(0, SENTENCES, (unit, t, a, b) -> expected.put(unit, text(t, b - a)));
    assertThat(travel(List.of(table), 2, "none", decoding, 7)).isEqualTo(expected);
  }

  private static Map<Long, String> travel(
      List<CountRun> ranges, int order, String name, Decoding decoding, int shards) {
    // Words are 3 .. 11; the marks belong to the first shard.
    int[] shardOf = new int[TYPES];
    Arrays.setAll(shardOf, id -> Math.max(0, id - Vocabulary.FIRST_WORD) * shards / 9);
    List<DecodedModel> models = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      models.add(
          DecodedModel.of(
              SamplerCompiler.shard(
                  ranges.size(),
                  range -> List.of(ranges.get(range)),
                  order,
                  Smoothings.of(name),
                  null,
                  shardOf,
                  shard),
              decoding,
              false));
    }
    UnfinishedSentences[] at = empty(shards);
    for (long unit = 0; unit < SENTENCES; unit++) {
      at[0].begin(unit);
    }
    Map<Long, String> ended = new TreeMap<>();
    while (Arrays.stream(at).anyMatch(walkers -> walkers.size() > 0)) {
      UnfinishedSentences[] next = empty(shards);
      for (int shard = 0; shard < shards; shard++) {
        DecodedModel model = models.get(shard);
        UnfinishedSentences packed =
            UnfinishedSentences.of(at[shard].units(), at[shard].facts(), at[shard].tokens());
        model
            .drawer(42, 0, 1, 30)
            .walk(
                packed,
                new UnfinishedSentences.Sink() {
                  @Override
                  public void ended(long unit, int[] tokens, int length) {
                    ended.put(unit, text(tokens, length));
                  }

                  @Override
                  public void left(int context, long unit, int numbers, int[] t, int length) {
                    next[model.owner(context)].add(context, unit, numbers, t, length);
                  }
                });
      }
      at = next;
    }
    return ended;
  }

  private static UnfinishedSentences[] empty(int shards) {
    UnfinishedSentences[] empty = new UnfinishedSentences[shards];
    Arrays.setAll(empty, i -> new UnfinishedSentences());
    return empty;
  }

  private static String text(int[] tokens, int length) {
    return Arrays.toString(Arrays.copyOf(tokens, length));
  }

  /** Cuts a table behind every second token. */
  private static List<CountRun> cut(CountRun table, int ranges) {
    List<CountRun> cut = new ArrayList<>();
    int from = 0;
    for (int range = 1; range <= ranges; range++) {
      long[][] bound = new long[table.layout().words()][1];
      bound[0][0] = 2L * range << table.layout().shift(0);
      int to = range == ranges ? table.size() : table.lowerBound(bound, 0);
      cut.add(table.slice(from, to));
      from = to;
    }
    return cut;
  }
}
