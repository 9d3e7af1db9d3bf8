package ouroboros.law.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ouroboros.law.ecosystem.MemberRecursion.Estimate;
import ouroboros.policy.Ecosystem;

/** The numbers are those of the contract, computed there with another program. */
class MemberRecursionTest {
  private static Estimate[] likelihood(int members) {
    Estimate[] all = new Estimate[members];
    Arrays.fill(all, Estimate.LIKELIHOOD);
    return all;
  }

  private static long[] units(int members, long each) {
    long[] units = new long[members];
    Arrays.fill(units, each);
    return units;
  }

  private static double[][] matrix(Ecosystem.Matrix mixing) {
    return mixing.rows().stream()
        .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void fourMembersThatKeepNineTenths() {
    MemberRecursion h = MemberRecursion.disjoint(likelihood(4), units(4, 100));
    for (int fit = 2; fit <= 50; fit++) {
      h.mix(matrix(Ecosystem.own(4, .9)), units(4, 100));
    }
    assertThat(h.within()).isCloseTo(.858317, within(5e-7));
    assertThat(h.all()).isCloseTo(.884637, within(5e-7));
  }

  /** n/(n - 1) x heterozygosity of the union of S_50, which is h_ij of the fit to its pools. */
  @Test
  void recutOfOneAndOfFour() {
    for (int k : new int[] {1, 4}) {
      MemberRecursion h = MemberRecursion.disjoint(likelihood(k), units(k, 100 / k));
      for (int t = 1; t <= 50; t++) {
        h.recut(units(k, 100 / k), units(k, 100 / k));
      }
      double union = h.within() / (1 - (double) k / 100);
      assertThat(union).isCloseTo(k == 1 ? .605006 : .614335, within(5e-7));
      assertThat(union).isCloseTo(Math.pow(1 - (100.0 - k) / (100 * 99), 50), within(1e-12));
    }
  }

  /** 80,000 tokens in all: 10 and 50 rounds cost the same, whether 1 or 16 models share them. */
  @Test
  void neutralDrawingDoesNotDependOnHowManyModelsThereAre() {
    for (int k : new int[] {1, 2, 4, 16}) {
      MemberRecursion h = MemberRecursion.disjoint(likelihood(k), units(k, 80_000 / k));
      for (int round = 1; round <= 50; round++) {
        h.recut(units(k, 80_000 / k), units(k, 80_000 / k));
        if (round == 10 || round == 50) {
          double union = h.within() / (1 - (double) k / 80_000);
          assertThat(union).isCloseTo(round == 10 ? .999875 : .999375, within(5e-7));
        }
      }
    }
  }

  @Test
  void oneMemberLosesOneNthAFit() {
    MemberRecursion h = MemberRecursion.shared(likelihood(1), 20);
    h.mix(new double[][] {{1}}, new long[] {30});
    assertThat(h.all()).isCloseTo((1 - 1 / 20.0) * (1 - 1 / 30.0), within(1e-15));
  }

  /** Strobeck's theorem: the mean over members is K n, whatever the matrix. */
  @Test
  void commonAncestor() {
    double[][] ring = {{.5, .5, 0}, {0, .5, .5}, {.5, 0, .5}};
    double[][] skew = {{.7, .2, .1}, {.1, .6, .3}, {.2, .2, .6}};
    for (double[][] mixing : new double[][][] {ring, skew}) {
      double[] times = CommonAncestor.times(mixing, units(3, 40));
      assertThat(Arrays.stream(times).average().orElseThrow()).isCloseTo(120, within(1e-8));
    }
    assertThat(CommonAncestor.times(new double[][] {{1}}, new long[] {40})[0])
        .isCloseTo(40, within(1e-9));
  }

  /** Without migration each model has its own ancestors; a model that reads two that never meet. */
  @Test
  void commonAncestorWhereModelsNeverMeet() {
    double[][] apart = {{1, 0, 0}, {0, 1, 0}, {.5, .5, 0}};
    double[] times = CommonAncestor.times(apart, units(3, 10));
    assertThat(times[0]).isCloseTo(10, within(1e-9));
    assertThat(times[1]).isCloseTo(10, within(1e-9));
    assertThat(times[2]).isInfinite();
  }

  /** Columns that do not add up to 1: member 0 is read by all, so ancestors are nearer. */
  @Test
  void commonAncestorWhereOneIsReadMost() {
    double[][] star = {{1, 0}, {.5, .5}};
    double[] times = CommonAncestor.times(star, units(2, 10));
    assertThat(times[0]).isCloseTo(10, within(1e-9));
    // t11 = 1 + .9 (t00/4 + t01/2 + t11/4), t01 = 1 + t00/2 + t01/2
    double t01 = 2 + 10;
    double t11 = (1 + .9 * (10 / 4.0 + t01 / 2)) / (1 - .9 / 4);
    assertThat(times[1]).isCloseTo(10 / 4.0 + t01 / 2 + t11 / 4, within(1e-9));
  }
}
