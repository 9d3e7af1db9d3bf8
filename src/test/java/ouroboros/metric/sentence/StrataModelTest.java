package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class StrataModelTest {
  private static final long[][] COUNTS = {
    {0, 0, 0, 10, 5, 0, 1, 0}, {0, 0, 0, 2, 0, 9, 3, 0}, {0, 0, 0, 0, 4, 4, 0, 0}
  };

  /**
   * P = (C + 2000*C.sum(0)/C.sum())/(C.sum(1)[:, None] + 2000); the mean over the sentences of
   * scipy.special.softmax(log(pri) + sum(log(P[:, w]) for w in s if C[:, w].sum() > 0)).
   */
  @Test
  @Gold("stratum-share")
  void sharesAreTheMeanPosterior() {
    StratumShares shares = new StratumShares(StrataModel.of(COUNTS, new long[] {6, 5, 2}));
    int[][] sentences = {{3, 3, 4, 3}, {5, 5}, {4, 5, 7, 4}, {3}};
    for (int[] sentence : sentences) {
      shares.accept(0, sentence, 0, sentence.length);
    }
    List<Double> expected = List.of(0.4631963267576158, 0.3828677209961585, 0.15393595224622564);
    for (int s = 0; s < 3; s++) {
      assertThat(StratumShares.share(shares.sums(), s))
          .isCloseTo(expected.get(s), within(1e-5)); // logarithms are integers of 2^-20 bits
    }
  }

  @Test
  void aStratumWithoutSentencesHasNoShareAndUnknownWordsSayNothing() {
    StratumShares shares = new StratumShares(StrataModel.of(COUNTS, new long[] {3, 0, 1}));
    shares.accept(0, new int[] {7, 900_000}, 0, 2);
    shares.accept(1, new int[0], 0, 0);
    assertThat(StratumShares.share(shares.sums(), 0)).isCloseTo(.75, within(1e-6));
    assertThat(StratumShares.share(shares.sums(), 1)).isEqualTo(0);
    assertThat(StratumShares.share(new long[4], 1)).isNaN();
  }
}
