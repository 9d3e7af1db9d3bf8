package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/** A model in shards moves a population to the same counts as a whole one, bit for bit. */
class ShardWalkTest {
  private static final int TYPES = 40;

  /** Sentences with repeated words, drawn with seed 5; some tokens have no context of their own. */
  private static CountRun table(int order) {
    return table(order, 0);
  }

  /**
   * @param unknown which token is {@code <unk>} wherever it is drawn; 0 for none
   */
  private static CountRun table(int order, int unknown) {
    NgramCounter counter = new NgramCounter(KeyLayout.of(order, TYPES), 1024);
    KeyedStream random = new Key(5, 0).stream(0, Purpose.POPULATION, 0);
    for (int i = 0; i < 300; i++) {
      int[] sentence = new int[(int) random.below(9)];
      for (int at = 0; at < sentence.length; at++) {
        int token = 3 + (int) random.below(1 + random.below(TYPES - 3));
        sentence[at] = token == unknown ? Vocabulary.UNK : token;
      }
      counter.add(sentence, 0, sentence.length);
    }
    return counter.finish();
  }

  /** Some begin with n-grams that the table does not have. */
  private static List<List<Integer>> insideTokens(int order) {
    return order < 3
        ? List.of(List.of(3), List.of(4))
        : order == 3
            ? List.of(List.of(3, 1), List.of(3, 6), List.of(4), List.of(4, 5), List.of(11, 39))
            : List.of(List.of(3, 4), List.of(3, 4, 5), List.of(3, 5, 1), List.of(4, 38, 39));
  }

  /** The counts by shards. */
  private static PopulationCounts inShards(
      CountRun table, Decoding decoding, PopulationDraw draw, Shards shards) {
    int order = table.layout().order();
    List<DecodedModel> models = new ArrayList<>();
    List<ShardWalk> walks = new ArrayList<>();
    List<List<CountRun>> flows = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      models.add(
          DecodedModel.of(
              SamplerCompiler.shard(
                  1, r -> List.of(table), order, new Smoothing.None(), null, shards, shard),
              decoding,
              false));
      walks.add(new ShardWalk(models.get(shard), shard, shards.size(), draw));
      flows.add(new ArrayList<>());
    }
    List<CountRun> here = walks.stream().map(ShardWalk::begin).toList();
    for (int round = 0; here.stream().anyMatch(run -> run.size() > 0); round++) {
      if (draw.maxLength() > 0 && round == draw.maxLength()) {
        break;
      }
      List<List<CountRun>> leaving = new ArrayList<>();
      for (int shard = 0; shard < walks.size(); shard++) {
        ShardWalk.Step step = walks.get(shard).step(round, List.of(here.get(shard)));
        flows.get(shard).add(step.flows());
        leaving.add(step.leaving());
      }
      here =
          IntStream.range(0, walks.size())
              .mapToObj(
                  to ->
                      CountMerge.sum(
                          ShardWalk.NUMBERS, leaving.stream().map(all -> all.get(to)).toList()))
              .toList();
    }
    List<CountRun> counts = new ArrayList<>();
    long truncated = 0;
    for (int shard = 0; shard < walks.size(); shard++) {
      counts.add(
          ShardCounts.of(
              List.of(table).iterator(),
              models.get(shard).sampler(),
              table.layout(),
              shards,
              shard,
              CountMerge.sum(ShardWalk.NUMBERS, flows.get(shard)),
              here.get(shard)));
      for (int i = 0; i < here.get(shard).size(); i++) {
        truncated += here.get(shard).counts()[i];
      }
    }
    return new PopulationCounts(CountMerge.sum(table.layout(), counts), truncated);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 1, 0",
    "2, 1, 0, 1, 0",
    "3, 1, 0, 1, 0",
    "4, 1, 0, 1, 0",
    "1, 1, 0, 1, 5",
    "2, .8, 0, 1, 5",
    "3, 1, 2, 1, 4",
    "3, 1.2, 0, .9, 6",
    "3, 1, 0, .7, 0"
  })
  void anyNumberOfShardsGivesTheBitsOfAWholeModel(
      int order, double temperature, int topK, double topP, int maxLength) {
    sameBits(table(order), new Decoding(1, temperature, topK, topP), maxLength);
  }

  /** A sentence ends where only {@code <unk>} follows, which is not drawn, in a shard too. */
  @ParameterizedTest
  @CsvSource({"3, 1, 5", "4, 1, 0", "3, .8, 4"})
  void unknownWordsEndSentencesInShardsToo(int order, double temperature, int maxLength) {
    CountRun table = table(order, 3);
    Sampler fitted = SamplerCompiler.compile(table, order, new Smoothing.None(), null);
    assertThat(IntStream.range(0, fitted.contexts()))
        .anyMatch(
            c ->
                fitted.offsets[c + 1] - fitted.offsets[c] == 1
                    && fitted.words[fitted.offsets[c]] == Vocabulary.UNK);
    sameBits(table, Decoding.temperature(temperature), maxLength);
  }

  private static void sameBits(CountRun table, Decoding decoding, int maxLength) {
    int order = table.layout().order();
    DecodedModel whole = SmallModels.model(table, decoding);
    for (long sentences : new long[] {0, 1, 1000, 1_000_000_000_000L}) {
      PopulationDraw draw = new PopulationDraw(new Key(1, 2), 3, 1, sentences, maxLength, false);
      Walk walk = Walk.inRounds(whole.sampler(), draw);
      CountRun expected =
          new FlowCounts(whole.sampler(), table.layout()).run(walk.flows(), walk.forced());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(expected.layout().token(expected.keys(), i, 0)).isNotEqualTo(Vocabulary.UNK);
      }
      List<List<List<Integer>>> cuts =
          List.of(
              List.of(),
              List.of(List.of(8)),
              List.of(List.of(5), List.of(12)),
              List.of(List.of(4), List.of(6), List.of(6), List.of(9), List.of(17), List.of(39)),
              insideTokens(order));
      for (List<List<Integer>> bounds : cuts) {
        PopulationCounts counts = inShards(table, decoding, draw, new Shards(bounds, TYPES));
        assertThat(SmallModels.text(counts.counts())).isEqualTo(SmallModels.text(expected));
        assertThat(counts.truncated()).isEqualTo(walk.truncated());
      }
    }
  }

  /** Contexts that have more than 32 bits, and rounds up to the longest sentence. */
  @Test
  void everyContextOfEveryRoundHasItsOwnRandomNumbers() {
    PopulationDraw draw = new PopulationDraw(new Key(1, 2), 3, 1, 1, 0, false);
    assertThat(draw.word(7, 5)).isEqualTo(1L << 63 | 7L << 32 | 5);
    long[] contexts = {0, 5, (1L << 31) - 1, 1L << 31, 1L << 32, (1L << 32) + 5, (1L << 43) - 1};
    Set<Long> words = new HashSet<>();
    for (long round : new long[] {0, 1, 2, SentenceDrawer.LONGEST}) {
      for (long context : contexts) {
        assertThat(words.add(draw.word(round, context))).isTrue();
      }
    }
  }

  @Test
  void arrivalsAreAddedUpInBothWays() {
    for (int step : new int[] {1, 2_000}) {
      Arrivals arrivals = new Arrivals();
      assertThat(arrivals.isEmpty()).isTrue();
      long[] expected = new long[50];
      for (int i = 0; i < 200; i++) {
        int context = i * 7 % 50;
        arrivals.add(step * context, i + 1L);
        expected[context] += i + 1L;
      }
      CountRun run = arrivals.run();
      assertThat(run.size()).isEqualTo(50);
      for (int i = 0; i < 50; i++) {
        assertThat(run.keys()[0][i]).isEqualTo((long) step * i);
        assertThat(run.counts()[i]).isEqualTo(expected[i]);
      }
    }
  }
}
