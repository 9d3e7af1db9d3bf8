package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.ngram.sampling.Probabilities;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.TokenSplit;
import ouroboros.random.ChiSquare;
import ouroboros.random.Key;
import ouroboros.random.TwoSamples;
import ouroboros.text.Vocabulary;

/**
 * Populations of models with smoothing. Seeds 1 (populations) and 2 (sentences); every test of a
 * law alarms falsely with 1e-6, all of them together with less than 4e-5.
 */
class SmoothedPopulationTest {
  private static final int REPLICATES = 10_000;

  /** Two words, so that few tables are possible; some bigrams and trigrams are never seen. */
  private static final List<int[]> TINY =
      List.of(
          new int[] {3, 3, 4},
          new int[] {3, 4},
          new int[] {4},
          new int[] {3, 3, 3, 4},
          new int[] {3, 4},
          new int[] {3});

  private static Sampler fitted(List<int[]> text, int order, String smoothing) {
    CountRun table = SmallModels.count(text, order);
    return SamplerCompiler.compile(table, order, Smoothings.of(smoothing), null);
  }

  private static Map<String, Integer> populations(
      Sampler fitted, Decoding decoding, int maxLength, int replicates) {
    DecodedModel full = DecodedModel.of(FullContexts.of(fitted, decoding, false));
    Map<String, Integer> tables = new HashMap<>();
    for (int r = 0; r < replicates; r++) {
      CountRun run = SmallModels.population(full, r, 2, maxLength).counts();
      tables.merge(SmallModels.text(run), 1, Integer::sum);
    }
    return tables;
  }

  private static PopulationCounts sparse(
      Sampler fitted, Decoding decoding, long replicate, long sentences, int maxLength, int words) {
    return SparseWalk.draw(
        random -> new TokenSplit(fitted, decoding, false, random),
        KeyLayout.of(fitted.order(), words),
        new PopulationDraw(new Key(1, replicate), 1, 0, sentences, maxLength, false),
        1e9);
  }

  private static Map<String, Integer> sparse(
      Sampler fitted, Decoding decoding, int maxLength, int replicates) {
    Map<String, Integer> tables = new HashMap<>();
    for (int r = 0; r < replicates; r++) {
      CountRun run = sparse(fitted, decoding, r, 2, maxLength, SmallModels.WORDS).counts();
      tables.merge(SmallModels.text(run), 1, Integer::sum);
    }
    return tables;
  }

  private static Map<String, Integer> sentences(
      Sampler fitted, Decoding decoding, int maxLength, int replicates) {
    DecodedModel model = DecodedModel.of(fitted, decoding, false);
    Map<String, Integer> tables = new HashMap<>();
    for (int r = 0; r < replicates; r++) {
      CountRun run = SmallModels.oneByOne(model, r, 2, maxLength);
      tables.merge(SmallModels.text(run), 1, Integer::sum);
    }
    return tables;
  }

  /** Two samples of tables of two sentences, and one of them against the exact law. */
  @ParameterizedTest
  @CsvSource({
    "1, additive",
    "2, additive",
    "3, additive",
    "1, modified-kneser-ney",
    "2, modified-kneser-ney",
    "3, modified-kneser-ney"
  })
  void wholeTablesHaveTheLawOfSentencesAndTheExactOne(int order, String smoothing) {
    int maxLength = 3;
    Sampler fitted = fitted(TINY, order, smoothing);
    Map<String, Integer> population = populations(fitted, Decoding.NONE, maxLength, REPLICATES);
    Map<String, Integer> drawn = sentences(fitted, Decoding.NONE, maxLength, REPLICATES);
    assertThat(TwoSamples.pValue(population, drawn)).isGreaterThan(1e-6);
    Map<String, Integer> sparse = sparse(fitted, Decoding.NONE, maxLength, REPLICATES);
    assertThat(TwoSamples.pValue(sparse, drawn)).isGreaterThan(1e-6);

    Map<List<Integer>, Double> all = new HashMap<>();
    Probabilities model = new Probabilities(fitted);
    spell(model, model.start(), List.of(), 1, maxLength, all);
    assertThat(all).hasSize(1 + 2 + 4 + 8);
    Map<String, Double> law = new HashMap<>();
    all.forEach(
        (a, p) ->
            all.forEach(
                (b, q) -> {
                  CountRun table = SmallModels.count(List.of(ints(a), ints(b)), order);
                  law.merge(SmallModels.text(table), p * q, Double::sum);
                }));
    hasLaw(population, law);
    hasLaw(sparse, law);
  }

  private static void hasLaw(Map<String, Integer> tables, Map<String, Double> law) {
    assertThat(law.keySet()).containsAll(tables.keySet());
    long[] counts = new long[law.size()];
    double[] probabilities = new double[law.size()];
    int at = 0;
    for (Map.Entry<String, Double> entry : law.entrySet()) {
      counts[at] = tables.getOrDefault(entry.getKey(), 0);
      probabilities[at++] = entry.getValue();
    }
    assertThat(ChiSquare.pValue(counts, probabilities, REPLICATES)).isGreaterThan(1e-6);
  }

  /** Twelve words: two walkers are fewer than a quarter of the tokens, so they draw alone. */
  @ParameterizedTest
  @CsvSource({"additive, 1, 1", "modified-kneser-ney, 1, 1", "katz, 1, 1", "katz, 1.5, .9"})
  void fewWalkersDrawAlone(String smoothing, double temperature, double topP) {
    NgramCounter counter = new NgramCounter(KeyLayout.of(2, 15), 1024);
    for (int i = 0; i < 40; i++) {
      counter.add(new int[] {3 + i * i % 12, 3 + i % 7 * (i % 2)}, 0, 1 + i % 2);
    }
    Sampler fitted = SamplerCompiler.compile(counter.finish(), 2, Smoothings.of(smoothing), null);
    Decoding decoding = new Decoding(1, temperature, 0, topP);
    DecodedModel model = DecodedModel.of(fitted, decoding, false);
    Map<String, Integer> walkers = new HashMap<>();
    Map<String, Integer> drawn = new HashMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      CountRun run = sparse(fitted, decoding, r, 2, 1, 15).counts();
      walkers.merge(SmallModels.text(run), 1, Integer::sum);
      NgramCounter one = new NgramCounter(KeyLayout.of(2, 15), 1024);
      model.drawer(2, r, 1, 1).draw(0, 2, one);
      drawn.merge(SmallModels.text(one.finish()), 1, Integer::sum);
    }
    assertThat(walkers.size()).isGreaterThan(10);
    assertThat(TwoSamples.pValue(walkers, drawn)).isGreaterThan(1e-6);
  }

  /**
   * 5000 sentences over 200 words, where both few and many walkers are in a history: the number of
   * distinct trigrams and of tokens is that of sentences. Means of 40 replicates each differ by
   * less than 6 standard errors; a false alarm has a probability of less than 1e-6 (t, 78 degrees
   * of freedom).
   */
  @ParameterizedTest
  @ValueSource(strings = {"additive", "modified-kneser-ney"})
  void manyWordsHaveAsManyTrigramsAsSentences(String smoothing) {
    KeyLayout layout = KeyLayout.of(3, 203);
    NgramCounter counter = new NgramCounter(layout, 1024);
    for (int i = 0; i < 2000; i++) {
      counter.add(new int[] {3 + i % 7, 3 + i * i % 200, 3 + i % 50}, 0, 1 + i % 3);
    }
    Sampler fitted = SamplerCompiler.compile(counter.finish(), 3, Smoothings.of(smoothing), null);
    DecodedModel model = DecodedModel.of(fitted, Decoding.NONE, false);
    SummaryStatistics[] all = new SummaryStatistics[4];
    java.util.Arrays.setAll(all, i -> new SummaryStatistics());
    for (int r = 0; r < 40; r++) {
      CountRun walkers = sparse(fitted, Decoding.NONE, r, 5000, 0, 203).counts();
      NgramCounter one = new NgramCounter(layout, 1 << 16);
      model.drawer(2, r, 1, 0).draw(0, 5000, one);
      CountRun drawn = one.finish();
      all[0].addValue(walkers.size());
      all[1].addValue(drawn.size());
      all[2].addValue(SmallModels.total(walkers));
      all[3].addValue(SmallModels.total(drawn));
    }
    for (int i = 0; i < 4; i += 2) {
      double error = Math.sqrt((all[i].getVariance() + all[i + 1].getVariance()) / 40);
      assertThat(all[i].getMean()).isCloseTo(all[i + 1].getMean(), within(6 * error));
    }
    // The estimate is above what comes, but not by far.
    PopulationDraw draw = new PopulationDraw(new Key(1, 0), 1, 0, 200_000, 0, false);
    double estimate = SparseWalk.support(model, layout, draw);
    double size = sparse(fitted, Decoding.NONE, 0, 200_000, 0, 203).counts().size();
    assertThat(estimate).isBetween(size, 3 * size);
  }

  @Test
  void listsThatOutgrowTheMemoryAreRefusedWithTheFigure() {
    Sampler fitted = fitted(TINY, 3, "additive");
    PopulationDraw draw = new PopulationDraw(new Key(1, 0), 1, 0, 1_000_000, 0, false);
    assertThatThrownBy(
            () ->
                SparseWalk.draw(
                    random -> new TokenSplit(fitted, Decoding.NONE, false, random),
                    SmallModels.layout(3),
                    draw,
                    1000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1,000,000 sentences have about")
        .hasMessageContaining("choose sampling.backend sentences");
  }

  @ParameterizedTest
  @CsvSource({
    "katz, 1, 0, 1",
    "jelinek-mercer, 1, 0, 1",
    "modified-kneser-ney, .7, 0, 1",
    "modified-kneser-ney, 1, 2, 1",
    "modified-kneser-ney, 1, 0, .8",
    "additive, 1.4, 2, .9"
  })
  void otherSmoothingsAndDecodingsToo(String smoothing, double temperature, int topK, double topP) {
    Decoding decoding = new Decoding(1, temperature, topK, topP);
    Sampler fitted = fitted(TINY, 3, smoothing);
    Map<String, Integer> population = populations(fitted, decoding, 2, 3000);
    assertThat(population.size()).isGreaterThan(5);
    Map<String, Integer> drawn = sentences(fitted, decoding, 2, 3000);
    assertThat(TwoSamples.pValue(population, drawn)).isGreaterThan(1e-6);
    assertThat(TwoSamples.pValue(sparse(fitted, decoding, 2, 3000), drawn)).isGreaterThan(1e-6);
  }

  private static int[] ints(List<Integer> sentence) {
    return sentence.stream().mapToInt(word -> word).toArray();
  }

  /**
   * All sentences with their probabilities, without {@code <unk>}, ended at the limit of length.
   */
  private static void spell(
      Probabilities model,
      int context,
      List<Integer> words,
      double p,
      int maxLength,
      Map<List<Integer>, Double> into) {
    if (words.size() == maxLength) {
      into.merge(words, p, Double::sum);
      return;
    }
    double all = 1 - model.of(context, Vocabulary.UNK);
    into.merge(words, p * model.of(context, Vocabulary.EOS) / all, Double::sum);
    for (int word = 3; word <= 4; word++) {
      List<Integer> more = new ArrayList<>(words);
      more.add(word);
      double q = model.of(context, word) / all;
      spell(model, model.next(context, word), more, p * q, maxLength, into);
    }
  }

  /**
   * Every bigram of a trillion sentences has the share of its first word that the model gives it.
   * Shares of at least 1e-3 of 1e11 walkers have a relative error below 1e-4: 6 sd allow 6e-4.
   */
  @ParameterizedTest
  @ValueSource(strings = {"additive", "modified-kneser-ney", "witten-bell", "absolute-discounting"})
  void aTrillionSentencesHaveTheProbabilitiesOfTheModel(String smoothing) {
    Sampler fitted = fitted(SmallModels.LOOPS, 2, smoothing);
    DecodedModel full = DecodedModel.of(FullContexts.of(fitted, Decoding.NONE, false));
    hasProbabilities(fitted, SmallModels.population(full, 1, 1_000_000_000_000L, 0).counts());
    hasProbabilities(
        fitted,
        sparse(fitted, Decoding.NONE, 1, 1_000_000_000_000L, 0, SmallModels.WORDS).counts());
  }

  private static void hasProbabilities(Sampler fitted, CountRun run) {
    Map<Integer, Long> contexts = new HashMap<>();
    for (int i = 0; i < run.size(); i++) {
      contexts.merge(run.layout().token(run.keys(), i, 1), run.counts()[i], Long::sum);
    }
    Probabilities model = new Probabilities(fitted);
    // <s>, three words; each is followed by three words and </s>.
    assertThat(run.size()).isEqualTo(4 * 4);
    for (int i = 0; i < run.size(); i++) {
      int before = run.layout().token(run.keys(), i, 1);
      int context = before == Vocabulary.BOS ? model.start() : model.next(0, before);
      double p =
          model.of(context, run.layout().token(run.keys(), i, 0))
              / (1 - model.of(context, Vocabulary.UNK));
      assertThat((double) run.counts()[i] / contexts.get(before)).isCloseTo(p, within(6e-4 * p));
    }
  }

  @Test
  void moreThanFitsIntoMemoryIsRefusedWithTheFigure() {
    NgramCounter counter = new NgramCounter(KeyLayout.of(3, 500), 1024);
    for (int word = 3; word < 500; word++) {
      counter.add(new int[] {word}, 0, 1);
    }
    Sampler fitted = SamplerCompiler.compile(counter.finish(), 3, Smoothings.of("additive"), null);
    assertThatThrownBy(() -> FullContexts.of(fitted, Decoding.NONE, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("498 types make 1.24e+08 n-grams of order 3, 2.96 GB")
        .hasMessageContaining("at most 67,108,864 n-grams");
  }
}
