package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.SentenceHashes;

class SentenceMetricTest {
  private static final MetricSelection ALL = MetricSelection.of(List.of("all"), 3);

  /**
   * nltk 3.10.4: the mean of sentence_bleu(others, s, (.25,)*4,
   * smoothing_function=SmoothingFunction().method1) over the seven sentences, and over those of 4
   * to 7 tokens among themselves.
   */
  @Test
  @Gold("self-bleu-4")
  void selfBleuIsThatOfNltk() {
    Map<String, Double> values =
        measured(
            NO_SENTENCES,
            "a b c d e f",
            "a b c d x y",
            "a b c",
            "b c d e f g h a b",
            "z",
            "a a a a b c d",
            "c d e f");
    close(values, "self-bleu-4 all", 0.5451628293564449);
    close(values, "self-bleu-4 length=4", 0.6073497570944032);
    assertThat(values).doesNotContainKeys("self-bleu-4 length=8", "self-bleu-4 length=1");
  }

  /** nltk.util.ngrams(s, 4): 14 in all, 7 of them repeat one of their sentence. */
  @Test
  @Gold("repetition")
  void repetitionIsThatOfFourGramsInsideASentence() {
    Map<String, Double> values =
        measured(NO_SENTENCES, "a b c d a b c d a b c d", "a b c", "x x x x x x", "p q r s t");
    close(values, "repetition all", .5);
    close(values, "duplicate-sentences all", 0);
    assertThat(measured(NO_SENTENCES, "a b c")).doesNotContainKey("repetition all");
  }

  /** Against a set of all 4-grams; seed 7, words of few types so that repeats abound. */
  @Test
  void repetitionIsWhatASetOfFourGramsFinds() {
    java.util.Random random = new java.util.Random(7);
    Repetition found = new Repetition();
    long grams = 0;
    long repeats = 0;
    for (int unit = 0; unit < 3000; unit++) {
      int[] tokens = random.ints(random.nextInt(40) * (unit % 97 == 0 ? 40 : 1), 3, 6).toArray();
      found.accept(unit, tokens, 0, tokens.length);
      java.util.Set<List<Integer>> seen = new java.util.HashSet<>();
      for (int i = 0; i + 4 <= tokens.length; i++) {
        grams++;
        repeats +=
            seen.add(List.of(tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3])) ? 0 : 1;
      }
    }
    assertThat(found.grams()).isEqualTo(grams);
    assertThat(found.repeats()).isEqualTo(repeats);
  }

  /**
   * Of 15 sentences, 12 are distinct. The ten most frequent ones make up 13, and 3 + 1 occur in R.
   */
  @Test
  void copiesAreCounted() {
    Map<String, Double> values =
        measured(
            List.of("a b", "c", "nobody says this"),
            Stream.of("a b;a b;a b;c;d d;d d;e;f;g;h;i;j;k;l;b a".split(";"))
                .toArray(String[]::new));
    close(values, "duplicate-sentences all", 3 / 15.0);
    close(values, "top-10-sentence-share all", 13 / 15.0);
    close(values, "verbatim-sentences all", 4 / 15.0);
  }

  @Test
  void oneSentenceAgainAndAgainIsAllThereIs() {
    String[] same = new String[300];
    Arrays.fill(same, "the end is the end is the end");
    Map<String, Double> values = measured(List.of("the end"), same);
    close(values, "duplicate-sentences all", 299 / 300.0);
    close(values, "top-10-sentence-share all", 1);
    close(values, "verbatim-sentences all", 0);
    close(values, "self-bleu-4 all", 1);
    close(values, "heaps-exponent all", 0);
  }

  @Test
  void noSentencesHaveNoMetrics() {
    assertThat(measured(List.of("a b"))).isEmpty();
  }

  /** Words 1 .. k of a text of k tokens that never repeats a word: V = N, slope 1. */
  @Test
  void aTextThatNeverRepeatsAWordGrowsByOne() {
    VocabularyGrowth growth = new VocabularyGrowth(42);
    for (int unit = 0; unit < 1000; unit++) {
      growth.accept(unit, new int[] {3 + 2 * unit, 4 + 2 * unit}, 0, 2);
    }
    assertThat(growth.heapsExponent()).isCloseTo(1, within(1e-12));
  }

  /**
   * 20,000 sentences of one word each of Zipf's law with exponent 2: types ~ N^(1/2). Seed 42; the
   * slope's standard deviation over seeds is .02, so the false-alarm rate is below 1e-6.
   */
  @Test
  void theExponentOfHeapsIsTheInverseOfZipfs() {
    VocabularyGrowth growth = new VocabularyGrowth(42);
    java.util.SplittableRandom random = new java.util.SplittableRandom(42);
    for (int unit = 0; unit < 200_000; unit++) {
      int rank = (int) Math.min(1e6, 1 / random.nextDouble());
      growth.accept(unit, new int[] {2 + rank}, 0, 1);
    }
    assertThat(growth.heapsExponent()).isCloseTo(.5, within(.1));
  }

  @Test
  void asksNothingWhereNoMetricDoes() {
    MetricSelection counts = MetricSelection.of(List.of("types-n", "truncated"), 2);
    assertThat(new SentencePlan(counts, 1, 10).asks()).isFalse();
    assertThat(new SentencePlan(ALL, 1, 10).asks()).isTrue();
  }

  private static final List<String> NO_SENTENCES = List.of();

  private static Map<String, Double> measured(List<String> real, String... sentences) {
    SentencePlan plan = new SentencePlan(ALL, 1, Math.max(1, sentences.length));
    SentencePlan.Collector collector = plan.collector(null, new long[0]);
    for (int i = 0; i < sentences.length; i++) {
      int[] tokens = tokens(sentences[i]);
      collector.accept(i, tokens, 0, tokens.length);
    }
    SentenceHashes ofReal = new SentenceHashes();
    for (String sentence : real) {
      int[] tokens = tokens(sentence);
      ofReal.accept(0, tokens, 0, tokens.length);
    }
    CountRun hashes = collector.hashes();
    Measurements into = new Measurements();
    SentenceCounts counts = SentenceCounts.of(ofReal.finish(), hashes, collector.totals());
    SentenceMetric.measure(counts, List.of(), null, Subject.SYNTHETIC, ALL, into);
    Map<String, Double> values = new TreeMap<>();
    into.rows().forEach(m -> values.put(m.metric() + " " + m.scope(), m.value()));
    return values;
  }

  private static int[] tokens(String sentence) {
    return Stream.of(sentence.split(" "))
        .mapToInt(word -> 3 + Math.floorMod(word.hashCode(), 997))
        .toArray();
  }

  private static void close(Map<String, Double> values, String name, double expected) {
    assertThat(values)
        .hasEntrySatisfying(name, v -> assertThat(v).isCloseTo(expected, within(1e-12)));
  }
}
