package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.text.Vocabulary;

/** How large shards are; with a fixed text, so nothing is by chance. */
class ShardsTest {
  private static final int TYPES = 4_000;
  private static final int ORDER = 4;

  private final long[] counts = new long[TYPES];
  private final CountRun table = table();

  /** 200,000 tokens, one of them 5 %. Words in front are skewed, so pairs are frequent as well. */
  private CountRun table() {
    SplittableRandom random = new SplittableRandom(5);
    NgramCounter counter = new NgramCounter(KeyLayout.of(ORDER, TYPES), 1 << 12);
    int[] sentence = new int[25];
    for (int s = 0; s < 8_000; s++) {
      for (int i = 0; i < sentence.length; i++) {
        double u = random.nextDouble();
        sentence[i] =
            u < 0.05 ? 3 : 4 + (int) (3_900 * random.nextDouble() * u * u * random.nextDouble());
        counts[sentence[i]]++;
      }
      counter.add(sentence, 0, sentence.length);
    }
    return counter.finish();
  }

  /** The ranges of the table, cut inside tokens; the ends of sentences count too. */
  private KeyRanges ranges(long perRange) {
    long[] ended = counts.clone();
    ended[Vocabulary.EOS] = 8_000;
    return KeyRanges.of(table.layout(), ended, perRange).cutInside(ended, perRange, table);
  }

  private Shards shards(KeyRanges ranges, int order, int wanted) {
    long[] bytes = ranges.cut(table).stream().mapToLong(CountRun::size).toArray();
    return Shards.of(ranges, bytes, counts, order, wanted);
  }

  private List<ModelShard> models(Shards shards, int order, String smoothing) {
    List<ModelShard> models = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      models.add(
          SamplerCompiler.shard(
              1, range -> List.of(table), order, Smoothings.of(smoothing), null, shards, shard));
    }
    return models;
  }

  /**
   * 100 shards of whole tokens: the largest has the contexts of the frequent token, five times its
   * share. Cut inside tokens, at ranges of a tenth of a share, none has more than 1.3 times its
   * share, but for the shard where sentences start, whose context is not cut: at most twice its
   * share. With smoothing there are also the unigrams and copies of short contexts.
   */
  @ParameterizedTest
  @ValueSource(strings = {"none", "modified-kneser-ney"})
  void aTokenOfFivePercentLeavesNoShardTooLarge(String smoothing) {
    assertThat(counts[3]).isBetween(9_500L, 10_500L);
    KeyRanges whole = KeyRanges.of(table.layout(), counts, 200);
    Shards ofTokens = shards(whole, ORDER, 100);
    long all = ofTokens.bounds().size();
    assertThat(all).isLessThan(100);
    Shards inside = shards(ranges(200), ORDER, 100);
    assertThat(inside.size()).isEqualTo(100);
    assertThat(inside.bounds()).allMatch(bound -> bound.size() < ORDER);
    assertThat(inside.bounds().stream().filter(bound -> bound.size() > 1)).hasSizeGreaterThan(10);
    List<Integer> before = slots(ofTokens, smoothing);
    List<Integer> now = slots(inside, smoothing);
    Sampler model = SamplerCompiler.compile(table, ORDER, Smoothings.of(smoothing), null);
    int share = model.slots() / 100;
    int unigrams = smoothing.equals("none") ? 0 : model.types(0);
    assertThat(before.get(0)).isGreaterThan(4 * share);
    for (int shard = 0; shard < now.size(); shard++) {
      boolean hasMore = shard == inside.start() || unigrams > 0;
      assertThat(now.get(shard) - unigrams).isLessThan((hasMore ? 20 : 13) * share / 10);
    }
  }

  private List<Integer> slots(Shards shards, String smoothing) {
    return models(shards, ORDER, smoothing).stream().map(shard -> shard.sampler().slots()).toList();
  }

  /** Where contexts have one token, shards begin with tokens. */
  @Test
  void contextsOfOneTokenAreNotCut() {
    Shards shards = shards(ranges(200), 2, 100);
    assertThat(shards.bounds()).allMatch(bound -> bound.size() == 1);
    assertThat(shards.size()).isBetween(50, 99);
  }

  /**
   * Every context belongs to one shard; with it, all its shorter contexts are there. What follows
   * an n-gram is the context that follows it in the whole model, also where another shard has it.
   */
  @Test
  void aShardHasAllShorterContextsAndNamesThoseThatFollow() {
    for (int deep : new int[] {2, 3, ORDER}) {
      Shards shards = shards(ranges(100), deep, 60);
      Sampler model = SamplerCompiler.compile(table, deep, Smoothings.of("kneser-ney"), null);
      List<ModelShard> all = models(shards, deep, "kneser-ney");
      List<int[]> contexts = inWhole(model, all);
      int[] owners = new int[model.contexts()];
      int others = 0;
      for (int s = 0; s < all.size(); s++) {
        Sampler shard = all.get(s).sampler();
        for (int own = 0; own < shard.contexts(); own++) {
          int context = contexts.get(s)[own];
          owners[context]++;
          assertThat(shard.types(own)).isEqualTo(model.types(context));
          assertThat(shard.total(own)).isEqualTo(model.total(context));
          if (own > 0) {
            assertThat(contexts.get(s)[shard.shorter[own]]).isEqualTo(model.shorter[context]);
          }
          for (int k = 0; k < shard.types(own); k++) {
            int next = shard.next[shard.offsets[own] + k];
            others += next < Sampler.END ? 1 : 0;
            assertThat(next == Sampler.END ? next : whole(all, contexts, s, next))
                .isEqualTo(model.next[model.offsets[context] + k]);
          }
        }
        assertThat(shard.start)
            .isEqualTo(s == shards.start() ? indexOf(contexts.get(s), model.start) : -1);
      }
      assertThat(owners).doesNotContain(0);
      int copies = Arrays.stream(owners).skip(1).sum() - (model.contexts() - 1);
      assertThat(copies).isBetween(deep == 2 ? 0 : 10, shards.size() * (deep - 2));
      assertThat(others).isGreaterThan(1000);
    }
  }

  /** The context of the whole model that a slot of a shard names. */
  private static int whole(List<ModelShard> all, List<int[]> contexts, int shard, int next) {
    if (next >= 0) {
      return contexts.get(shard)[next];
    }
    int owner = all.get(shard).shard(next);
    assertThat(owner).isNotEqualTo(shard);
    return contexts.get(owner)[all.get(owner).arriving(all.get(shard).context(next))];
  }

  private static int indexOf(int[] contexts, int context) {
    return Arrays.stream(contexts).boxed().toList().indexOf(context);
  }

  /** Of each shard, for each of its contexts, the number in the whole model: they are intervals. */
  private static List<int[]> inWhole(Sampler model, List<ModelShard> all) {
    List<int[]> contexts = new ArrayList<>();
    int[] ended = new int[model.order()];
    for (ModelShard shard : all) {
      int[] levels = shard.sampler().levels;
      int[] own = new int[shard.sampler().contexts()];
      for (int length = 1; length < model.order(); length++) {
        int first = model.levels[length] + ended[length] - shard.copies(length);
        for (int i = levels[length]; i < levels[length + 1]; i++) {
          own[i] = first + i - levels[length];
        }
        ended[length] += levels[length + 1] - levels[length] - shard.copies(length);
      }
      contexts.add(own);
    }
    return contexts;
  }

  /** Without files, as in a shard of nothing: one shard has all. */
  @Test
  void nothingIsOneShard() {
    KeyRanges ranges = KeyRanges.of(table.layout(), new long[TYPES], 10);
    assertThat(Shards.of(ranges, new long[1], new long[TYPES], 3, 7).size()).isEqualTo(1);
  }
}
