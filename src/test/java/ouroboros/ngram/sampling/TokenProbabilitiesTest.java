package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.ReferenceModel;
import ouroboros.ngram.Smoothings;
import ouroboros.text.Vocabulary;

/** Over random small corpora; none of these claims can fail by chance. */
class TokenProbabilitiesTest {
  private static final int OUTSIDE = 40;

  @Provide
  Arbitrary<String> smoothings() {
    return Arbitraries.of(Smoothings.names());
  }

  @Property(tries = 160)
  void sentencesAreScoredAsByThePlainFormula(
      @ForAll("smoothings") String name,
      @ForAll @IntRange(min = 1, max = 5) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 30) int sentences,
      @ForAll @IntRange(min = 1, max = 9) int types) {
    List<int[]> text = Smoothings.corpus(seed, sentences, 8, types);
    Set<Integer> vocabulary = Smoothings.types(text);
    Sampler sampler = Smoothings.compile(text, order, name);
    Probabilities plain = new Probabilities(sampler);
    TokenProbabilities.Walk walk = TokenProbabilities.of(sampler).walk();
    List<int[]> judged = new ArrayList<>(text);
    judged.addAll(Smoothings.corpus(seed + 1, 10, 60, types));

    for (int[] sentence : judged) {
      double bits = 0;
      int context = plain.start();
      for (int i = 0; i <= sentence.length; i++) {
        int token = i == sentence.length ? Vocabulary.EOS : sentence[i];
        int word = vocabulary.contains(token) ? token : Vocabulary.UNK;
        double p = plain.of(context, word);
        bits -= Math.log(p) / Math.log(2);
        context = p == 0 ? 0 : plain.next(context, word);
      }
      double scored = walk.bits(sentence, 0, sentence.length, OUTSIDE);
      if (Double.isInfinite(bits)) {
        assertThat(scored).isInfinite();
      } else {
        assertThat(scored).isCloseTo(bits, within(1e-9 * (1 + bits)));
      }
    }
  }

  /** Sentences in any company; some have words that the model does not know, some are empty. */
  @Property(tries = 160)
  void manySentencesHaveTheBitsOfEachAlone(
      @ForAll("smoothings") String name,
      @ForAll @IntRange(min = 1, max = 5) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 30) int sentences,
      @ForAll @IntRange(min = 0, max = 100) int many) {
    TokenProbabilities table =
        TokenProbabilities.of(
            Smoothings.compile(Smoothings.corpus(seed, sentences, 8, 9), order, name));
    List<int[]> judged = new ArrayList<>(Smoothings.corpus(seed + 1, many, 60, 12));
    judged.add(new int[0]);
    judged.add(new int[] {OUTSIDE, OUTSIDE + 1});
    judged.add(new int[900]);
    java.util.Arrays.fill(judged.get(judged.size() - 1), Vocabulary.FIRST_WORD);
    TokenProbabilities.Walk walk = table.walk();
    ManySentences together = table.manySentences();

    for (int closed : new int[] {OUTSIDE, Vocabulary.FIRST_WORD + 2}) {
      double[] bits = new double[judged.size()];
      together.bits(judged.toArray(int[][]::new), judged.size(), closed, bits);
      for (int i = 0; i < bits.length; i++) {
        int[] sentence = judged.get(i);
        assertThat(bits[i]).isEqualTo(walk.bits(sentence, 0, sentence.length, closed));
      }
    }
  }

  @Property(tries = 100)
  void everyProbabilityIsThatOfThePaper(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 4) int order) {
    List<int[]> text = Smoothings.corpus(seed, 20, 8, 9);
    Set<Integer> vocabulary = Smoothings.types(text);
    ReferenceModel reference =
        new ReferenceModel(
            text, order, "modified-kneser-ney", vocabulary, Smoothings.K, Smoothings.WEIGHTS);
    Sampler sampler = Smoothings.compile(text, order, "modified-kneser-ney");
    Probabilities plain = new Probabilities(sampler);
    TokenProbabilities model = TokenProbabilities.of(sampler);

    for (List<Integer> history : reference.contexts()) {
      int context = Smoothings.context(plain, history);
      for (int word : vocabulary) {
        assertThat(model.of(context, word))
            .isCloseTo(reference.probability(history, word), within(1e-12));
      }
      assertThat(model.of(context, OUTSIDE)).isZero();
    }
  }

  /** A sentence of 2,000 tokens has a probability far below the smallest double. */
  @Test
  void longSentencesDoNotUnderflow() {
    Sampler sampler = Smoothings.compile(Smoothings.corpus(1, 50, 8, 9), 1, "modified-kneser-ney");
    TokenProbabilities model = TokenProbabilities.of(sampler);
    int[] sentence = new int[2_000];
    java.util.Arrays.fill(sentence, Vocabulary.FIRST_WORD);
    double one = -Math.log(model.of(0, Vocabulary.FIRST_WORD)) / Math.log(2);
    double end = -Math.log(model.of(0, Vocabulary.EOS)) / Math.log(2);

    assertThat(model.walk().bits(sentence, 0, sentence.length, OUTSIDE))
        .isCloseTo(2_000 * one + end, within(1e-6));
    assertThat(model.walk().bits(sentence, 5, 7, OUTSIDE)).isCloseTo(2 * one + end, within(1e-9));
  }

  @Test
  void tokensOutsideTheClosedVocabularyAreUnknown() {
    Sampler sampler = Smoothings.compile(Smoothings.corpus(1, 50, 8, 9), 2, "modified-kneser-ney");
    TokenProbabilities.Walk walk = TokenProbabilities.of(sampler).walk();

    double unknown = walk.bits(new int[] {3, Vocabulary.UNK, 4}, 0, 3, OUTSIDE);
    assertThat(unknown).isFinite();
    assertThat(walk.bits(new int[] {3, 50, 4}, 0, 3, OUTSIDE)).isEqualTo(unknown);
    assertThat(walk.bits(new int[] {3, 50, 4}, 0, 3, 60)).isEqualTo(unknown);
    assertThat(walk.bits(new int[] {3, 4, 3}, 0, 3, 4))
        .isEqualTo(walk.bits(new int[] {3, Vocabulary.UNK, 3}, 0, 3, OUTSIDE));
  }

  @Property(tries = 100)
  void likelyWordsAreTheMostProbableOnes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    List<int[]> text = Smoothings.corpus(seed, 20, 8, 9);
    Sampler sampler = Smoothings.compile(text, order, "modified-kneser-ney");
    TokenProbabilities model = TokenProbabilities.of(sampler);
    LikelyWords likely = new LikelyWords(model, most);
    List<Integer> words =
        Smoothings.types(text).stream().filter(id -> id >= Vocabulary.FIRST_WORD).toList();

    for (int context = 0; context < sampler.contexts(); context++) {
      int c = context;
      double[] expected =
          words.stream()
              .map(word -> model.of(c, word))
              .sorted(Comparator.reverseOrder())
              .limit(most)
              .mapToDouble(p -> p)
              .toArray();
      LikelyWords.Words found = likely.after(context);
      assertThat(found.probabilities()).containsExactly(expected, within(1e-15));
      for (int i = 0; i < expected.length; i++) {
        assertThat(model.of(context, found.words()[i]))
            .isCloseTo(found.probabilities()[i], within(1e-15));
        assertThat(found.words()[i]).isGreaterThanOrEqualTo(Vocabulary.FIRST_WORD);
      }
      assertThat(found.words()).doesNotHaveDuplicates();
    }
  }

  @Test
  void likelyWordsNeedAModelThatInterpolates() {
    for (String name : List.of("none", "katz")) {
      TokenProbabilities model =
          TokenProbabilities.of(Smoothings.compile(Smoothings.corpus(1, 9, 8, 9), 2, name));
      assertThatThrownBy(() -> new LikelyWords(model, 3)).hasMessageContaining("interpolate");
    }
  }

  @Test
  void aPlaceFindsTheWordWhoseShareItFallsInto() {
    LikelyWords.Words words = new LikelyWords.Words(new int[] {7, 3, 9}, new double[] {.2, .1, .1});

    assertThat(words.at(0)).isEqualTo(7);
    assertThat(words.at(.49)).isEqualTo(7);
    assertThat(words.at(.51)).isEqualTo(3);
    assertThat(words.at(.74)).isEqualTo(3);
    assertThat(words.at(.76)).isEqualTo(9);
    assertThat(words.at(Math.nextDown(1.0))).isEqualTo(9);
  }
}
