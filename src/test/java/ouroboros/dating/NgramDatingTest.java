package ouroboros.dating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ages that are read from n-grams, of lineages of an order-2 model. Seeds are fixed. */
class NgramDatingTest {
  private static final NgramKeys ALL = new NgramKeys(0);

  /** Sentences of words with a Zipf law, each of which depends on the one before. */
  private static List<int[]> written(int sentences, SplittableRandom random) {
    List<int[]> text = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      int[] sentence = new int[12];
      int before = 0;
      for (int at = 0; at < sentence.length; at++) {
        int free = (int) Math.pow(4_000, random.nextDouble());
        before = random.nextInt(3) == 0 ? (before * 7 + free % 5) % 4_000 : free;
        sentence[at] = before;
      }
      text.add(sentence);
    }
    return text;
  }

  /** As many sentences, each word drawn from those that follow the word before it. */
  private static List<int[]> drawn(List<int[]> training, SplittableRandom random) {
    Map<Integer, List<Integer>> next = new HashMap<>();
    for (int[] sentence : training) {
      int before = -1;
      for (int word : sentence) {
        next.computeIfAbsent(before, key -> new ArrayList<>()).add(word);
        before = word;
      }
      next.computeIfAbsent(before, key -> new ArrayList<>()).add(-1);
    }
    List<int[]> text = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      List<Integer> sentence = new ArrayList<>();
      int word = -1;
      do {
        List<Integer> successors = Objects.requireNonNull(next.get(word));
        word = successors.get(random.nextInt(successors.size()));
        sentence.add(word);
      } while (word >= 0);
      text.add(sentence.stream().mapToInt(id -> id).filter(id -> id >= 0).toArray());
    }
    return text;
  }

  private static List<int[]> mixture(
      List<int[]> real, int generations, double share, SplittableRandom random) {
    List<int[]> text = drawn(real, random);
    for (int g = 2; g <= generations; g++) {
      List<int[]> training = new ArrayList<>();
      for (int[] sentence : text) {
        training.add(
            random.nextDouble() < share ? real.get(random.nextInt(real.size())) : sentence);
      }
      text = drawn(training, random);
    }
    return text;
  }

  private static NgramTokens ngrams(List<int[]> text, int n) {
    List<Long> keys = new ArrayList<>();
    List<Integer> many = new ArrayList<>();
    for (int[] sentence : text) {
      for (int first = 0; first + n <= sentence.length; first++) {
        long key = 0;
        for (int at = first; at < first + n; at++) {
          key = NgramKeys.longer(key, NgramKeys.word("w" + sentence[at]));
        }
        keys.add(key);
      }
      many.add(Math.max(0, sentence.length - n + 1));
    }
    return new NgramTokens(
        keys.stream().mapToLong(key -> key).toArray(), many.stream().mapToInt(k -> k).toArray());
  }

  private static List<NgramTokens> both(List<int[]> text) {
    return List.of(ngrams(text, 2), ngrams(text, 3));
  }

  private static final double SHARE = .3;
  private static final SplittableRandom RANDOM = new SplittableRandom(20);
  private static final List<int[]> REAL = written(6_000, RANDOM);
  private static final List<RareNgrams> NGRAMS = RareNgrams.of(both(REAL));
  private static final List<NgramCounts> COUNTS =
      NgramCounts.of(NGRAMS, both(mixture(REAL, 6, SHARE, RANDOM)));

  /** The longest n-grams that a model of order 2 draws are bigrams. */
  @Test
  void theOrderOfTheModelIsSeenFromNewNgrams() {
    assertThat(COUNTS).hasSize(2);
    assertThat(COUNTS.get(0).areDrawn()).as("trigrams").isFalse();
    assertThat(COUNTS.get(1).areDrawn()).as("bigrams").isTrue();
    assertThat(COUNTS.get(1).evidence().order()).isEqualTo(2);
  }

  @Test
  void bigramsGiveTheShareOfRealText() {
    Evidence evidence = COUNTS.get(1).evidence();
    double ratio = evidence.ratio();
    AgeFit fit = new AgeFit(evidence, new LineageSizes(1, ratio));
    TextAge age = fit.age(1, new FitTest(0, 1, 1), 0);
    AgeEstimate found = Objects.requireNonNull(age.estimate());
    assertThat(found.age().realShare()).isCloseTo(SHARE, within(.03));
    assertThat(found.interval().contains(6, SHARE)).isTrue();
    ReadFrom from = Objects.requireNonNull(age.readFrom());
    assertThat(from.inflation()).isGreaterThanOrEqualTo(AgeFit.INFLATION);
    assertThat(from.sentence()).contains("rare 2-grams of REAL");
  }

  /** Values of n-grams of one sentence that agree add up; independent ones have 1. */
  @Test
  void ngramsOfASentenceAreNotIndependent() {
    NgramTokens text = new NgramTokens(new long[] {11, 12, 13, 14}, new int[] {2, 2});
    RareNgrams real = RareNgrams.of(List.of(text)).get(0);
    double[][] values = new double[PairSpectrum.RAREST + 1][2];
    values[1] = new double[] {-1, 1};
    assertThat(real.clustering(values, new int[] {0, 0, 1, 1})).isEqualTo(2);
    assertThat(real.clustering(values, new int[] {0, 1, 1, 0})).isZero();
  }

  @Test
  void repeatsInASentenceAreCounted() {
    NgramTokens text = new NgramTokens(new long[] {5, 6, 5, 6, 7}, new int[] {3, 2});
    RareRepeats repeats = RareNgrams.of(List.of(text)).get(0).repeats();
    // 5 occurs twice in one sentence, 6 in two sentences: (2 * 2 + 1 + 1) / 4 - 1
    assertThat(repeats.pairs(2)).isEqualTo(.5);
  }

  /** A sample has the law of the whole, and about its part of the types. */
  @Test
  void aSampleIsAPartOfAllTypes() {
    NgramKeys eighth = new NgramKeys(3);
    long in =
        IntStream.range(0, 80_000)
            .mapToLong(i -> NgramKeys.longer(NgramKeys.word("w" + i), NgramKeys.word("of")))
            .filter(eighth::contains)
            .count();
    // binomial with mean 10,000 and standard deviation 94; fails by chance with p < 1e-6
    assertThat(in).isBetween(9_530L, 10_470L);
    assertThat(NgramKeys.of(1 << 20).halvings()).isZero();
    assertThat(NgramKeys.of(10_000_000).halvings()).isEqualTo(4);
    assertThat(ALL.contains(-1)).isTrue();
  }

  @Test
  void countsOfATextWithNewNgramsAreNotUsed() {
    RareNgrams real = RareNgrams.of(List.of(new NgramTokens(new long[] {1}, new int[] {1}))).get(0);
    assertThat(NgramCounts.of(real, new long[] {1, 2}, new long[] {1, 1}).areDrawn()).isFalse();
    assertThat(NgramCounts.of(real, new long[] {1, 1}, new long[] {2, 1}).areDrawn()).isTrue();
    assertThat(NgramCounts.of(real, new long[0], new long[0]).areDrawn()).isFalse();
  }
}
