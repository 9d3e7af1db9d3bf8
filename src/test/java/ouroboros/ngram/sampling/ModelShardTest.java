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
          assertThat(travel(ranges, order, name, decoding, ofTokens(shards)))
              .as("order %d, %s, %d shards", order, decoding, shards)
              .isEqualTo(expected);
        }
        Shards inside = insideTokens(ranges, order);
        assertThat(travel(ranges, order, name, decoding, inside))
            .as("order %d, %s, %s", order, decoding, inside)
            .isEqualTo(expected);
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
        assertThat(travel(ranges, order, name, floor, ofTokens(shards))).isEqualTo(expected);
      }
      assertThat(travel(ranges, order, name, floor, insideTokens(ranges, order)))
          .isEqualTo(expected);
    }
  }

  /** Then sentences do not start in the first shard. */
  @Test
  void shardsThatBeginInsideTheUnknownWord() {
    List<int[]> text = Smoothings.corpus(5, 60, 8, 9);
    text.forEach(said -> Arrays.setAll(said, i -> said[i] == 4 ? Vocabulary.UNK : said[i]));
    List<List<Integer>> bounds =
        List.of(List.of(Vocabulary.UNK, 5), List.of(Vocabulary.UNK, 7), List.of(6));
    Shards shards = new Shards(bounds, TYPES);
    assertThat(shards.start()).isEqualTo(2);
    for (String name : names()) {
      CountRun table = Texts.count(KeyLayout.of(3, 64), text);
      Map<Long, String> expected = new TreeMap<>();
      DecodedModel.of(
              SamplerCompiler.compile(table, 3, Smoothings.of(name), null), Decoding.NONE, false)
          .drawer(42, 0, 1, 30)
          .draw(0, SENTENCES, (unit, t, a, b) -> expected.put(unit, text(t, b - a)));
      assertThat(travel(List.of(table), 3, name, Decoding.NONE, shards)).isEqualTo(expected);
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
    assertThat(travel(List.of(table), 2, "none", decoding, ofTokens(7))).isEqualTo(expected);
  }

  /** Shards of whole tokens. Words are 3 .. 11; the marks belong to the first shard. */
  private static Shards ofTokens(int shards) {
    List<List<Integer>> bounds = new ArrayList<>();
    for (int id = Vocabulary.FIRST_WORD + 1; id < TYPES; id++) {
      int first = Vocabulary.FIRST_WORD;
      for (int more = (id - 1 - first) * shards / 9; more < (id - first) * shards / 9; more++) {
        bounds.add(List.of(id));
      }
    }
    return new Shards(bounds, TYPES);
  }

  /**
   * Shards that begin with every third context, as deep as needed: inside {@code <unk>}, with
   * contexts that begin sentences, and several inside one token. Some begin with n-grams that the
   * text does not have.
   */
  private static Shards insideTokens(List<CountRun> ranges, int order) {
    List<List<Integer>> bounds = new ArrayList<>();
    int met = 0;
    for (CountRun range : ranges) {
      KeyLayout layout = range.layout();
      for (int i = 0; i < range.size(); i++) {
        List<Integer> context = new ArrayList<>();
        for (int p = 0; p < Math.max(1, order - 1 - met % 2); p++) {
          context.add(layout.token(range.keys(), i, p));
        }
        boolean isMark = context.get(0) == Vocabulary.BOS || context.get(0) == Vocabulary.EOS;
        if (!isMark && !context.equals(List.of(Vocabulary.UNK)) && met++ % 3 == 1) {
          int last = context.size() - 1;
          context.set(last, context.get(last) + (met % 4 == 0 ? 1 : 0));
          if (bounds.isEmpty() || isAfter(context, bounds.get(bounds.size() - 1))) {
            bounds.add(List.copyOf(context));
          }
        }
      }
    }
    return new Shards(bounds, TYPES);
  }

  private static boolean isAfter(List<Integer> context, List<Integer> before) {
    for (int p = 0; p < Math.min(context.size(), before.size()); p++) {
      if (!context.get(p).equals(before.get(p))) {
        return context.get(p) > before.get(p);
      }
    }
    return context.size() > before.size();
  }

  private static Map<Long, String> travel(
      List<CountRun> ranges, int order, String name, Decoding decoding, Shards shards) {
    List<DecodedModel> models = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      models.add(
          DecodedModel.of(
              SamplerCompiler.shard(
                  ranges.size(),
                  range -> List.of(ranges.get(range)),
                  order,
                  Smoothings.of(name),
                  null,
                  shards,
                  shard),
              decoding,
              false));
    }
    UnfinishedSentences[] at = empty(shards.size());
    for (long unit = 0; unit < SENTENCES; unit++) {
      at[shards.start()].begin(unit);
    }
    Map<Long, String> ended = new TreeMap<>();
    while (Arrays.stream(at).anyMatch(walkers -> walkers.size() > 0)) {
      UnfinishedSentences[] next = empty(shards.size());
      for (int shard = 0; shard < shards.size(); shard++) {
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
                    ModelShard here = model.shard();
                    int owner = here.shard(context);
                    int number = here.context(context);
                    // So no number grows with the whole model.
                    assertThat(number).isBetween(0, models.get(owner).sampler().contexts() - 1);
                    next[owner].add(number, unit, numbers, t, length);
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
