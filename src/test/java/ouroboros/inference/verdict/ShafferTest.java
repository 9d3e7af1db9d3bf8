package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShafferTest {
  /**
   * Pairs (.01, .99) and (.02, .98) exclude each other, (.03, .5) does not: at most 4 of 6 are
   * true. Once .01 is rejected, .99 may be true: still 4, and after .02 also. Without .03 they are
   * 3.
   */
  @Test
  void onlyOneOfTwoThatExcludeEachOtherCounts() {
    double[] adjusted =
        Shaffer.adjusted(
            new double[] {.01, .99, .98, .02, .03, .5}, new boolean[] {true, true, false});
    assertThat(adjusted).containsExactly(new double[] {.04, 1, 1, .08, .12, 1}, within(1e-15));
  }

  @Test
  void withoutLogicItIsHolm() {
    double[] p = {.01, .04, .03, .005};
    assertThat(Shaffer.adjusted(p, new boolean[2]))
        .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-15));
    assertThat(Shaffer.adjusted(new double[0], new boolean[0])).isEmpty();
  }

  /** Adjusted values never fall as p grows. */
  @Test
  void adjustedValuesKeepTheOrder() {
    assertThat(Shaffer.adjusted(new double[] {.2, .2, .001, .21}, new boolean[] {true, true}))
        .containsExactly(new double[] {.4, .4, .002, .4}, within(1e-15));
  }
}
