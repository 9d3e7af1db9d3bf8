package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.random.ChiSquare;
import ouroboros.random.Key;
import ouroboros.random.TwoSamples;
import ouroboros.text.Vocabulary;

/** Seeds 1 (populations) and 2 (sentences); every test of a law alarms falsely with 1e-6. */
class TextPopulationTest {
  private static final int REPLICATES = 10_000;

  private static Map<String, Integer> tables(
      DecodedModel model, long sentences, int maxLength, boolean isPopulation) {
    Map<String, Integer> tables = new HashMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      CountRun run =
          isPopulation
              ? SmallModels.population(model, r, sentences, maxLength).counts()
              : SmallModels.oneByOne(model, r, sentences, maxLength);
      tables.merge(SmallModels.text(run), 1, Integer::sum);
    }
    return tables;
  }

  private static void haveOneLaw(DecodedModel model, long sentences, int maxLength) {
    Map<String, Integer> population = tables(model, sentences, maxLength, true);
    Map<String, Integer> drawn = tables(model, sentences, maxLength, false);
    assertThat(population.size()).isGreaterThan(5);
    assertThat(TwoSamples.pValue(population, drawn)).isGreaterThan(1e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 2", "2, 4", "3, 2", "3, 4"})
  void wholeTablesHaveTheLawOfSentences(int order, long sentences) {
    haveOneLaw(SmallModels.model(SmallModels.LOOPS, order, Decoding.NONE), sentences, 0);
  }

  @ParameterizedTest
  @CsvSource({"1, .7, 0, 1", "2, 1.5, 0, 1", "2, 1, 2, 1", "3, 1, 0, .7", "3, .8, 0, .8"})
  void decodingChangesBothAlike(int order, double temperature, int topK, double topP) {
    Decoding decoding = new Decoding(1, temperature, topK, topP);
    haveOneLaw(SmallModels.model(SmallModels.LOOPS, order, decoding), 3, 50);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void theLimitOfLengthKeepsItsMeaning(int maxLength) {
    for (int order = 1; order <= 3; order++) {
      haveOneLaw(SmallModels.model(SmallModels.LOOPS, order, Decoding.NONE), 3, maxLength);
    }
    DecodedModel model = SmallModels.model(SmallModels.LOOPS, 2, Decoding.NONE);
    PopulationCounts counts = SmallModels.population(model, 0, 1000, maxLength);
    assertThat(counts.truncated()).isPositive();
    assertThat(ends(counts.counts())).isEqualTo(1000);
  }

  /** Chi-square against all tables of three sentences, each with its exact probability. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void wholeTablesHaveTheExactLaw(int order) {
    DecodedModel model = SmallModels.model(SmallModels.FINITE, order, Decoding.NONE);
    Map<String, Double> law = new HashMap<>();
    Map<List<Integer>, Double> sentences = new HashMap<>();
    spell(model, model.sampler().start, List.of(), 1, sentences);
    assertThat(sentences.values().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-12));
    sentences.forEach(
        (a, p) ->
            sentences.forEach(
                (b, q) ->
                    sentences.forEach(
                        (c, r) -> {
                          List<int[]> three =
                              List.of(a, b, c).stream()
                                  .map(s -> s.stream().mapToInt(w -> w).toArray())
                                  .toList();
                          String table = SmallModels.text(SmallModels.count(three, order));
                          law.merge(table, p * q * r, Double::sum);
                        })));
    Map<String, Integer> drawn = tables(model, 3, 0, true);
    assertThat(law.keySet()).containsAll(drawn.keySet());
    long[] counts = new long[law.size()];
    double[] probabilities = new double[law.size()];
    int at = 0;
    for (Map.Entry<String, Double> entry : law.entrySet()) {
      counts[at] = drawn.getOrDefault(entry.getKey(), 0);
      probabilities[at++] = entry.getValue();
    }
    assertThat(ChiSquare.pValue(counts, probabilities, REPLICATES)).isGreaterThan(1e-6);
  }

  private static void spell(
      DecodedModel model,
      int context,
      List<Integer> words,
      double p,
      Map<List<Integer>, Double> into) {
    int from = model.sampler().offsets[context];
    int end = model.sampler().offsets[context + 1];
    double all = model.sampler().cumulative[end - 1];
    long before = 0;
    for (int slot = from; slot < end; slot++) {
      double share = (model.sampler().cumulative[slot] - before) / all;
      before = model.sampler().cumulative[slot];
      if (model.sampler().words[slot] == Vocabulary.EOS) {
        into.merge(words, p * share, Double::sum);
      } else {
        List<Integer> more = new java.util.ArrayList<>(words);
        more.add(model.sampler().words[slot]);
        spell(model, model.sampler().next[slot], more, p * share, into);
      }
    }
  }

  /**
   * Many walkers move before they have arrived, unless there is a limit of length, here one that no
   * sentence reaches. Counts are compared in cells of half a standard deviation.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void movesAtOnceDoNotChangeTheLaw(int order) {
    DecodedModel model = SmallModels.model(SmallModels.LOOPS, order, Decoding.NONE);
    long sentences = 20_000;
    CountRun first = SmallModels.population(model, 0, sentences, 100_000).counts();
    Map<Integer, Integer> atOnce = new HashMap<>();
    Map<Integer, Integer> inRounds = new HashMap<>();
    int replicates = 3000;
    for (int r = 0; r < replicates; r++) {
      cells(first, SmallModels.population(model, r, sentences, 0).counts(), r, atOnce);
      cells(first, SmallModels.population(model, r, sentences, 100_000).counts(), r, inRounds);
    }
    assertThat(atOnce).isNotEqualTo(inRounds);
    assertThat(TwoSamples.pValue(atOnce, inRounds)).isGreaterThan(1e-6);
  }

  /** One n-gram of each replicate, so that the cells are independent of each other. */
  private static void cells(CountRun first, CountRun run, int replicate, Map<Integer, Integer> in) {
    assertThat(run.size()).isEqualTo(first.size());
    int i = replicate % run.size();
    double sd = Math.sqrt(first.counts()[i]);
    int cell = (int) Math.floor((run.counts()[i] - first.counts()[i]) / sd * 2);
    in.merge(1000 * i + cell, 1, Integer::sum);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1_000_000_000_000L, PopulationDraw.MOST})
  void whoEntersAContextLeavesIt(long sentences) {
    for (int order = 1; order <= 3; order++) {
      DecodedModel model = SmallModels.model(SmallModels.LOOPS, order, Decoding.NONE);
      CountRun run = SmallModels.population(model, 7, sentences, 0).counts();
      assertThat(ends(run)).isEqualTo(sentences);
      Map<String, Long> balance = new HashMap<>();
      KeyLayout layout = run.layout();
      for (int i = 0; i < run.size(); i++) {
        StringBuilder context = new StringBuilder();
        StringBuilder next = new StringBuilder();
        for (int p = order - 1; p >= 1; p--) {
          context.append(layout.token(run.keys(), i, p)).append(' ');
          next.append(layout.token(run.keys(), i, p - 1)).append(' ');
        }
        balance.merge(context.toString(), -run.counts()[i], Long::sum);
        if (layout.token(run.keys(), i, 0) != Vocabulary.EOS) {
          balance.merge(next.toString(), run.counts()[i], Long::sum);
        }
      }
      String start = "1 ".repeat(order - 1);
      balance.merge(start, sentences, Long::sum);
      assertThat(balance.values()).containsOnly(0L);
    }
  }

  private static long ends(CountRun run) {
    long ends = 0;
    for (int i = 0; i < run.size(); i++) {
      ends += run.layout().token(run.keys(), i, 0) == Vocabulary.EOS ? run.counts()[i] : 0;
    }
    return ends;
  }

  /** Of order 1, R has 21 words and 6 ends: a word has mean 21/6 a sentence. 6 sd: 2e-9. */
  @Test
  void aTrillionSentencesHaveTheirMean() {
    DecodedModel model = SmallModels.model(SmallModels.LOOPS, 1, Decoding.NONE);
    double sentences = 1e12;
    CountRun run = SmallModels.population(model, 3, 1_000_000_000_000L, 0).counts();
    double words = run.total() - sentences;
    double sd = Math.sqrt(sentences * 3.5 * 4.5);
    assertThat(words).isCloseTo(3.5 * sentences, within(6 * sd));
  }

  /** Infinitely many sentences: the rows of M_g are those of M_{g-1} to the power 1 / T. */
  @Test
  void threeGenerationsAtATemperatureAreOneAtItsCube() {
    long sentences = 1_000_000_000_000L;
    CountRun table = SmallModels.count(SmallModels.LOOPS, 2);
    for (int g = 1; g <= 3; g++) {
      DecodedModel model = SmallModels.model(table, Decoding.temperature(.9));
      table = SmallModels.population(model, g, sentences, 0).counts();
    }
    DecodedModel once =
        SmallModels.model(
            SmallModels.count(SmallModels.LOOPS, 2), Decoding.temperature(.9 * .9 * .9));
    CountRun direct = SmallModels.population(once, 4, sentences, 0).counts();
    assertThat(table.size()).isEqualTo(direct.size());
    for (int i = 0; i < table.size(); i++) {
      assertThat((double) table.counts()[i] / direct.counts()[i]).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void bitsDoNotDependOnCores() throws Exception {
    DecodedModel model = SmallModels.model(SmallModels.LOOPS, 3, Decoding.NONE);
    String expected = SmallModels.text(SmallModels.population(model, 5, 1_000_000, 0).counts());
    for (int cores : new int[] {1, 2, 7}) {
      ForkJoinPool pool = new ForkJoinPool(cores);
      String here =
          pool.submit(
                  () -> SmallModels.text(SmallModels.population(model, 5, 1_000_000, 0).counts()))
              .get();
      pool.shutdown();
      assertThat(here).isEqualTo(expected);
    }
  }

  @Test
  void countsBeyond64BitsAreRefused() {
    // The most probable word of every context never ends a sentence.
    List<int[]> endless = List.of(new int[] {3, 3, 3, 3, 3, 3});
    DecodedModel model = SmallModels.model(endless, 2, new Decoding(1, 1, 1, 1));
    assertThatThrownBy(() -> SmallModels.population(model, 0, PopulationDraw.MOST, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hardly ends a sentence");
    assertThatThrownBy(() -> SmallModels.population(model, 0, 1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("set sampling.max-length");
    assertThatThrownBy(() -> SmallModels.population(model, 0, PopulationDraw.MOST + 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Nothing is drawn where every context has one successor. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSingleSentenceIsDrawnByAll(int order) {
    int[] sentence = {3, 4, 5, 6, 7};
    DecodedModel model = SmallModels.model(List.of(sentence), order, Decoding.NONE);
    CountRun run = SmallModels.population(model, 0, PopulationDraw.MOST, 0).counts();
    if (order == 1) {
      assertThat(ends(run)).isEqualTo(PopulationDraw.MOST);
      return;
    }
    assertThat(run.size()).isEqualTo(sentence.length + 1);
    assertThat(run.counts()).startsWith(PopulationDraw.MOST).containsOnly(PopulationDraw.MOST);
  }

  /** 10^15 sentences of 10,001 tokens each, all of them certain: 10^19 tokens. */
  @Test
  void certainStepsBeyond64BitsAreRefused() {
    int[] sentence = IntStream.range(3, 10_003).toArray();
    NgramCounter counter = new NgramCounter(KeyLayout.of(2, 10_003), 1 << 15);
    counter.add(sentence, 0, sentence.length);
    DecodedModel model = SmallModels.model(counter.finish(), Decoding.NONE);
    PopulationDraw draw = new PopulationDraw(new Key(1, 0), 1, 0, PopulationDraw.MOST, 0, false);
    assertThatThrownBy(() -> TextPopulation.draw(model.sampler(), KeyLayout.of(2, 10_003), draw))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2^63 - 1 tokens");
  }

  @Test
  void keysOfSeveralLongsAreTheSame() {
    KeyLayout wide = KeyLayout.ofBits(3, 31);
    assertThat(wide.words()).isEqualTo(2);
    DecodedModel model = SmallModels.model(SmallModels.LOOPS, 3, Decoding.NONE);
    PopulationDraw draw = new PopulationDraw(new Key(1, 5), 1, 0, 1000, 20, false);
    CountRun narrow = TextPopulation.draw(model.sampler(), SmallModels.layout(3), draw).counts();
    CountRun run = TextPopulation.draw(model.sampler(), wide, draw).counts();
    assertThat(SmallModels.text(run)).isEqualTo(SmallModels.text(narrow));
  }
}
