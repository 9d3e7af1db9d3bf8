package ouroboros.dating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ages of lineages that were simulated without approximation. Seeds are fixed. */
class DatingTest {
  private static final RareRepeats NONE = new RareRepeats();

  private static AgeEstimate estimate(SimulatedLineage lineage, int[] text, double inflation) {
    AgeLikelihood likelihood =
        new AgeLikelihood(PairSpectrum.of(lineage.pairs(text)), NONE, new LineageSizes(1, 1));
    return AgeEstimate.of(likelihood, AgeProfile.mixture(likelihood), inflation);
  }

  private static TextAge dated(SimulatedLineage lineage, int[] text) {
    return Dating.of(lineage.counts(lineage.real(), text));
  }

  @Test
  void generationsOfReplaceAreCounted() {
    SimulatedLineage lineage = new SimulatedLineage(40_000, 1);
    for (int k : new int[] {1, 3, 6, 10}) {
      TextAge age = dated(lineage, lineage.mixture(k, 0));
      assertThat(age.age().orElseThrow().generations()).isBetween(k - 1, k + 1);
      assertThat(age.sentence()).contains("k = 0 is rejected");
    }
  }

  @Test
  void aSettledTextHasAShareAndNoUpperEnd() {
    SimulatedLineage lineage = new SimulatedLineage(80_000, 2);
    AgeEstimate found = Objects.requireNonNull(dated(lineage, lineage.mixture(12, .4)).estimate());
    assertThat(found.interval().isSettled()).isTrue();
    assertThat(found.interval().contains(12, .4)).isTrue();
    assertThat(found.age().realShare()).isCloseTo(.4, within(.06));
    assertThat(found.interval().atLeast()).isGreaterThanOrEqualTo(3);
  }

  /** Two generations under any share have one law, and so has any number with all text real. */
  @Test
  void twoGenerationsSayNothingAboutTheShare() {
    CountSeries two = SpectrumLaw.mixture(0, 2, new LineageSizes(1, 1), 50).get(1);
    CountSeries share = SpectrumLaw.mixture(.6, 2, new LineageSizes(1, 1), 50).get(1);
    CountSeries real = SpectrumLaw.mixture(1, 9, new LineageSizes(1, 1), 50).get(8);
    for (int m = 0; m <= 50; m++) {
      assertThat(share.single()[m]).isCloseTo(two.single()[m], within(1e-15));
      assertThat(real.single()[m]).isCloseTo(two.single()[m], within(1e-15));
    }
    SimulatedLineage lineage = new SimulatedLineage(40_000, 3);
    TextAge age = dated(lineage, lineage.mixture(2, .5));
    assertThat(age.age().orElseThrow().generations()).isEqualTo(2);
    assertThat(age.sentence()).contains("two generations look the same with any share");
  }

  @Test
  void accumulateIsRecognised() {
    SimulatedLineage lineage = new SimulatedLineage(40_000, 4);
    Age age = dated(lineage, lineage.accumulate(4)).age().orElseThrow();
    assertThat(age.policy()).isEqualTo(FeedbackPolicy.ACCUMULATE);
    assertThat(age.generations()).isBetween(3, 5);
  }

  @Test
  void aSampleOfALargerGenerationHasItsAge() {
    SimulatedLineage lineage = new SimulatedLineage(60_000, 5);
    int[] sample = Arrays.copyOf(lineage.mixture(5, 0), 20_000);
    assertThat(dated(lineage, sample).age().orElseThrow().generations()).isBetween(4, 6);
  }

  @Test
  void aHalfOfTheRealTextIsRealTextToTheOtherHalf() {
    SimulatedLineage lineage = new SimulatedLineage(40_000, 6);
    int[] first = Arrays.copyOf(lineage.real(), 20_000);
    int[] second = Arrays.copyOfRange(lineage.real(), 20_000, 40_000);
    TextAge age = Dating.of(lineage.counts(first, second));
    assertThat(age.kind()).isEqualTo(TextAge.Kind.REAL_TEXT);
    assertThat(age.sentence()).contains("k = 0");
    assertThat(age.realText()).isGreaterThan(.05);
  }

  @Test
  void realTextItselfAndAPartOfItAreCopies() {
    SimulatedLineage lineage = new SimulatedLineage(40_000, 7);
    assertThat(dated(lineage, lineage.real()).kind()).isEqualTo(TextAge.Kind.COPY);
    int[] part = Arrays.copyOf(lineage.real(), 15_000);
    assertThat(dated(lineage, part).kind()).isEqualTo(TextAge.Kind.COPY);
  }

  /** A tenth of the tokens goes to frequent types, as at a low temperature. */
  @Test
  void textWhoseRareWordsLostTheirShareHasNoAge() {
    SimulatedLineage lineage = new SimulatedLineage(40_000, 8);
    int[] text = lineage.mixture(3, 0);
    for (int i = 0; i < text.length; i += 10) {
      text[i] = 0;
    }
    TextAge age = dated(lineage, text);
    assertThat(age.age()).isEmpty();
    assertThat(age.sentence()).contains("times their share in REAL");
  }

  @Test
  void aTextWithoutAWordOfRealHasNoAge() {
    SimulatedLineage lineage = new SimulatedLineage(2_000, 9);
    int[] other =
        IntStream.range(0, 8_000)
            .filter(id -> Arrays.stream(lineage.real()).noneMatch(real -> real == id))
            .limit(3)
            .toArray();
    assertThat(dated(lineage, other).sentence()).startsWith("no word of this text occurs in REAL");
  }

  @Test
  void tokensThatWereCutInAnotherWayAreNamed() {
    TokenHabits words = TokenHabits.NONE.with("the", 90).with(",", 10);
    TokenHabits spaces = TokenHabits.NONE.with("the", 90).with("end,", 10);
    assertThat(words.difference(spaces).orElseThrow())
        .isEqualTo("0 % of REAL's tokens end with a punctuation mark, and 10 % of CANDIDATE's");
    assertThat(words.difference(words)).isEmpty();
  }

  /**
   * 200 texts with k = 1 .. 10 and six shares, where types are independent, so without inflation.
   * Intervals of a whole number cover more than 95 %. False alarms: fewer than 90 % of 100 within
   * 1, where each is with probability .97, happens once in 10,000 seeds.
   */
  @Tag("slow")
  @Test
  void twoHundredTexts() {
    double[] shares = {0, .01, .03, .05, .1, .2, .3, .5};
    int near = 0;
    int small = 0;
    int close = 0;
    int large = 0;
    int covered = 0;
    int coveredShares = 0;
    int withShare = 0;
    for (int i = 0; i < 200; i++) {
      int k = 1 + i % 10;
      double share = shares[i / 10 % shares.length];
      SimulatedLineage lineage = new SimulatedLineage(200_000, 100 + i);
      AgeEstimate found = estimate(lineage, lineage.mixture(k, share), 1);
      AgeInterval interval = found.interval();
      covered += k >= interval.atLeast() && k <= interval.atMost() ? 1 : 0;
      if (share <= .05) {
        small++;
        near += Math.abs(found.age().generations() - k) <= 1 ? 1 : 0;
      }
      if (k > 2) {
        withShare++;
        coveredShares += share >= interval.lowShare() && share <= interval.highShare() ? 1 : 0;
        if (share > .05) {
          large++;
          close += Math.abs(found.age().realShare() - share) <= .03 ? 1 : 0;
        }
      }
    }
    assertThat(near).isGreaterThanOrEqualTo(small * 9 / 10);
    assertThat(close).isGreaterThanOrEqualTo(large * 9 / 10);
    assertThat(covered).isGreaterThanOrEqualTo(186);
    assertThat(coveredShares).isGreaterThanOrEqualTo(withShare * 9 / 10);
  }
}
