package ouroboros.safeguard.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/**
 * Shares are compared at five standard deviations, so each such comparison fails for one seed in
 * 1.7 million; the seeds are fixed.
 */
class JudgesTest {
  private static final int CLOSED = 20;
  private static final int UNITS = 20_000;
  private static final List<int[]> TEXT = Smoothings.corpus(3, 200, 8, 9);
  private static final TokenProbabilities MODEL = model(3);

  private final KeyedStream random = new Key(7, 0).stream(1, Purpose.GATE, 0);

  private static TokenProbabilities model(int order) {
    return TokenProbabilities.of(Smoothings.compile(TEXT, order, "modified-kneser-ney"));
  }

  @Test
  void theCriticPassesWhatIsWithinItsLimits() {
    double[] bits = sorted(TEXT);
    QuantileLimits limits = QuantileLimits.of(bits, .1, .9);
    CriticFilter critic = new CriticFilter(new Judge(MODEL, CLOSED), limits, 0);

    int passed = 0;
    for (int[] sentence : TEXT) {
      double plain = plain(sentence) / (sentence.length + 1);
      boolean passes = critic.passes(sentence, 0, sentence.length, random);
      if (Math.abs(plain - limits.lower()) > 1e-9 && Math.abs(plain - limits.upper()) > 1e-9) {
        assertThat(passes).isEqualTo(plain > limits.lower() && plain < limits.upper());
      }
      passed += passes ? 1 : 0;
    }
    assertThat(passed).isBetween(160, 199);
    random.seek(0);
    assertThat(random.nextLong())
        .as("no random number was used")
        .isEqualTo(new Key(7, 0).stream(1, Purpose.GATE, 0).nextLong());
  }

  @Test
  void noiseIsTheShareOfOppositeDecisions() {
    QuantileLimits limits = QuantileLimits.of(sorted(TEXT), .2, .8);
    CriticFilter exact = new CriticFilter(new Judge(MODEL, CLOSED), limits, 0);
    for (double noise : new double[] {.1, .5, 1}) {
      CriticFilter noisy = new CriticFilter(new Judge(MODEL, CLOSED), limits, noise);
      int opposite = 0;
      for (int unit = 0; unit < UNITS; unit++) {
        int[] sentence = TEXT.get(unit % TEXT.size());
        random.seek(unit);
        boolean one = noisy.passes(sentence, 0, sentence.length, random);
        opposite += one != exact.passes(sentence, 0, sentence.length, random) ? 1 : 0;
      }
      assertThat((double) opposite / UNITS).isCloseTo(noise, within(deviations(noise)));
    }
  }

  @Test
  void aPackPassesWithEnoughDistinctTypes() {
    PackJudge judge = new PackJudge(3, .5);

    assertThat(judge.perToken(new int[][] {{3, 4, 3}, {}, {4, 5, 5}})).isEqualTo(.5);
    assertThat(judge.passes(new int[][] {{3, 4, 3}, {}, {4, 5, 5}}, random)).isTrue();
    assertThat(judge.passes(new int[][] {{3, 4, 3}, {4}, {4, 5, 5}}, random)).isFalse();
    assertThat(judge.perToken(new int[][] {{}, {}, {}})).isZero();
    assertThat(judge.pack()).isEqualTo(3);
  }

  @Test
  void onlyTokensOnOneSideOfTheThresholdAreRevised() {
    TokenProbabilities.Walk walk = MODEL.walk();
    for (boolean likely : new boolean[] {true, false}) {
      ModelReviser reviser = new ModelReviser(MODEL, CLOSED, likely, .2, 3);
      int changed = 0;
      for (int unit = 0; unit < TEXT.size(); unit++) {
        int[] sentence = TEXT.get(unit);
        int[] before = sentence.clone();
        random.seek(unit);
        int[] revised = reviser.revise(sentence, random);
        assertThat(sentence).isEqualTo(before);
        assertThat(revised).hasSameSizeAs(sentence);
        walk.start();
        for (int i = 0; i < sentence.length; i++) {
          int context = walk.context();
          double p = walk.step(sentence[i]);
          if (p >= .2 == likely) {
            assertThat(threeBest(context)).contains(revised[i]);
            changed += revised[i] != sentence[i] ? 1 : 0;
          } else {
            assertThat(revised[i]).isEqualTo(sentence[i]);
          }
        }
        assertThat(revised == sentence).isEqualTo(Arrays.equals(revised, sentence));
      }
      assertThat(changed).isGreaterThan(50);
    }
  }

  /** With k = 1 the most probable word replaces every token. */
  @Test
  void revisedTokensAreDrawnInProportion() {
    ModelReviser first = new ModelReviser(MODEL, CLOSED, true, 0, 1);
    int[] sentence = {Vocabulary.FIRST_WORD + 8};
    int start = MODEL.walk().context();
    int[] best = threeBest(start);
    assertThat(first.revise(sentence, random)).containsExactly(best[0]);

    ModelReviser three = new ModelReviser(MODEL, CLOSED, true, 0, 3);
    double sum = Arrays.stream(best).mapToDouble(word -> MODEL.of(start, word)).sum();
    int[] drawn = new int[CLOSED];
    for (int unit = 0; unit < UNITS; unit++) {
      random.seek(unit);
      drawn[three.revise(sentence, random)[0]]++;
    }
    for (int word : best) {
      double share = MODEL.of(start, word) / sum;
      assertThat((double) drawn[word] / UNITS).isCloseTo(share, within(deviations(share)));
    }
  }

  @Test
  void nothingIsRevisedOutsideTheThresholds() {
    for (int[] sentence : TEXT) {
      assertThat(new ModelReviser(MODEL, CLOSED, true, 1.5, 3).revise(sentence, random))
          .isSameAs(sentence);
      assertThat(new ModelReviser(MODEL, CLOSED, false, 0, 3).revise(sentence, random))
          .isSameAs(sentence);
    }
  }

  /** Lengths 1, 2, 0 at scale 1: probabilities e, e^2 and 1 over their sum. */
  @Test
  void candidatesAreChosenInProportionToTheirRewards() {
    int[][] sentences = {{3}, {3, 4}, {}};
    double sum = Math.E + Math.E * Math.E + 1;
    double[] expected = {Math.E / sum, Math.E * Math.E / sum, 1 / sum};

    double[] shares = shares(chooser(Rewards.length(), 1, false), sentences);

    for (int c = 0; c < expected.length; c++) {
      assertThat(shares[c]).isCloseTo(expected[c], within(deviations(expected[c])));
    }
    double[] equal = shares(chooser(Rewards.length(), 0, false), sentences);
    assertThat(equal[0]).isCloseTo(1 / 3.0, within(deviations(1 / 3.0)));
  }

  @Test
  void theBestOfEqualsIsTheFirst() {
    BestOfChooser longest = chooser(Rewards.length(), 1, true);

    assertThat(longest.choose(new int[][] {{3}, {4, 5}, {5, 4}}, random)).isEqualTo(1);
    assertThat(longest.choose(new int[][] {{3}}, random)).isZero();
    assertThat(longest.candidates()).isEqualTo(3);
  }

  @Test
  void rewards() {
    int[] sentence = {3, 4, 3, 3};

    assertThat(Rewards.length().of(sentence)).isEqualTo(4);
    assertThat(Rewards.diversity().of(sentence)).isEqualTo(.5);
    assertThat(Rewards.diversity().of(new int[0])).isZero();
    assertThat(Rewards.critic(new Judge(MODEL, CLOSED)).of(sentence))
        .isCloseTo(-plain(sentence) / 5, within(1e-9));
  }

  /** Two opposite rewards of weights 3 and 1: the longer sentence is chosen by the first. */
  @Test
  void eachUnitIsJudgedByOneRewardDrawnByWeight() {
    BestOfChooser chooser =
        new BestOfChooser(
            2,
            List.of(
                new BestOfChooser.Weighted(Rewards.length(), 3),
                new BestOfChooser.Weighted(sentence -> -sentence.length, 1)),
            1,
            true);

    assertThat(shares(chooser, new int[][] {{3}, {3, 4}})[1])
        .isCloseTo(.75, within(deviations(.75)));
  }

  /** A worst candidate with reward minus infinity is never chosen; if all are, each may be. */
  @Test
  void impossibleSentencesAreWorst() {
    BestOfChooser.Reward reward = s -> s.length == 0 ? Double.NEGATIVE_INFINITY : s.length;

    assertThat(shares(chooser(reward, 1, false), new int[][] {{3}, {}})[1]).isZero();
    assertThat(shares(chooser(reward, 1, false), new int[][] {{}, {}})[1])
        .isCloseTo(.5, within(deviations(.5)));
  }

  private double[] shares(BestOfChooser chooser, int[][] sentences) {
    double[] shares = new double[sentences.length];
    for (int unit = 0; unit < UNITS; unit++) {
      random.seek(unit);
      shares[chooser.choose(sentences, random)] += 1.0 / UNITS;
    }
    return shares;
  }

  private static BestOfChooser chooser(BestOfChooser.Reward reward, double scale, boolean best) {
    return new BestOfChooser(3, List.of(new BestOfChooser.Weighted(reward, 1)), scale, best);
  }

  private static double deviations(double share) {
    return 5 * Math.sqrt(share * (1 - share) / UNITS);
  }

  private static int[] threeBest(int context) {
    return IntStream.range(Vocabulary.FIRST_WORD, CLOSED)
        .boxed()
        .sorted((a, b) -> Double.compare(MODEL.of(context, b), MODEL.of(context, a)))
        .mapToInt(word -> word)
        .limit(3)
        .toArray();
  }

  private static double[] sorted(List<int[]> text) {
    Judge judge = new Judge(MODEL, CLOSED);
    List<Double> bits = new ArrayList<>();
    text.forEach(each -> bits.add(judge.bitsPerToken(each, 0, each.length)));
    return bits.stream().mapToDouble(x -> x).sorted().toArray();
  }

  /** -log2 p by the formula, token by token. */
  private static double plain(int[] sentence) {
    Sampler sampler = Smoothings.compile(TEXT, 3, "modified-kneser-ney");
    var p = new ouroboros.ngram.sampling.Probabilities(sampler);
    int context = p.start();
    double bits = 0;
    for (int i = 0; i <= sentence.length; i++) {
      int word = i == sentence.length ? Vocabulary.EOS : sentence[i];
      bits -= Math.log(p.of(context, word)) / Math.log(2);
      context = p.next(context, word);
    }
    return bits;
  }
}
