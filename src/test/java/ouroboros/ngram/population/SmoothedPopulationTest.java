package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import ouroboros.random.ChiSquare;
import ouroboros.random.TwoSamples;
import ouroboros.text.Vocabulary;

/**
 * Populations of models with smoothing. Seeds 1 (populations) and 2 (sentences); every test of a
 * law alarms falsely with 1e-6, all of them together with less than 2e-5.
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
    assertThat(law.keySet()).containsAll(population.keySet());
    long[] counts = new long[law.size()];
    double[] probabilities = new double[law.size()];
    int at = 0;
    for (Map.Entry<String, Double> entry : law.entrySet()) {
      counts[at] = population.getOrDefault(entry.getKey(), 0);
      probabilities[at++] = entry.getValue();
    }
    assertThat(ChiSquare.pValue(counts, probabilities, REPLICATES)).isGreaterThan(1e-6);
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
    assertThat(TwoSamples.pValue(population, sentences(fitted, decoding, 2, 3000)))
        .isGreaterThan(1e-6);
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
    CountRun run = SmallModels.population(full, 1, 1_000_000_000_000L, 0).counts();
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
