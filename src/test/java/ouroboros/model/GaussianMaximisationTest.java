package ouroboros.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;

class GaussianMaximisationTest {
  private static final List<GaussianComponent> OLD =
      List.of(
          GaussianComponent.of(.5, new double[] {0}, LowerMatrix.identity(1), 0),
          GaussianComponent.of(.5, new double[] {7}, LowerMatrix.identity(1), 0));

  private static GaussianSums sums(double one, double other) {
    GaussianSums sums = new GaussianSums(2, 1);
    sums.weight[0] = one;
    sums.weight[1] = other;
    sums.second[0][0] = one;
    sums.second[1][0] = other;
    sums.total = one + other;
    return sums;
  }

  private static List<GaussianComponent> next(ComponentDeath death, GaussianSums sums) {
    return new GaussianMaximisation(death, Covariance.FULL, 0).next(OLD, sums);
  }

  @Test
  void meansAndVariancesAreThoseOfThePointsAboutTheOldMean() {
    GaussianSums sums = sums(4, 4);
    sums.first[1][0] = 8;
    sums.second[1][0] = 20;

    GaussianComponent moved = next(ComponentDeath.BELOW_ONE_UNIT, sums).get(1);

    assertThat(moved.mean()).containsExactly(9);
    assertThat(moved.covariance()).containsExactly(1);
    assertThat(moved.weight()).isEqualTo(.5);
  }

  @Test
  void lessThanOneUnitIsDeathByOneRuleAndLifeByTheOther() {
    GaussianSums sums = sums(9.5, .5);

    assertThat(next(ComponentDeath.BELOW_ONE_UNIT, sums))
        .extracting(GaussianComponent::weight)
        .containsExactly(1.0, 0.0);
    assertThat(next(ComponentDeath.BELOW_A_BILLIONTH, sums))
        .extracting(GaussianComponent::weight)
        .containsExactly(.95, .05);
  }

  @Test
  void theDeadKeepTheirPlaceAndAShareOfAllTheWeightIsNotMadeUp() {
    GaussianSums sums = sums(1000, 1e-7);
    List<GaussianComponent> next = next(ComponentDeath.BELOW_A_BILLIONTH, sums);

    assertThat(next.get(1).weight()).isZero();
    assertThat(next.get(1).mean()).containsExactly(7);
    assertThat(next.get(0).weight()).isEqualTo(1000 / (1000 + 1e-7)).isLessThan(1);
  }
}
