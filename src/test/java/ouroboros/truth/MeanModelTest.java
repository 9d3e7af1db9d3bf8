package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.policy.RecipeLine;

/** Expected values were computed with Python from the formulas of the catalogue. */
class MeanModelTest {
  private static TypeDistribution of(long... counts) {
    TypeDistribution model = new TypeDistribution(new double[] {1, 1, 1, 1}, 4, 1);
    for (int type = 0; type < counts.length; type++) {
      model.counts().add(type, counts[type], RecipeLine.ONE);
    }
    return model;
  }

  private static double value(MeanModel mean, String metric) {
    return mean.value(new Measure(metric, "all"));
  }

  @Gold({"f-st", "between-js-n"})
  @Test
  void threeMembers() {
    MeanModel mean = new MeanModel.OfTypes(List.of(of(5, 3, 2), of(1, 3, 2, 4), of(7, 7, 7, 7)));
    assertThat(value(mean, "between-js-1")).isCloseTo(.16816116548714635, within(1e-14));
    assertThat(value(mean, "f-st")).isCloseTo(.0745156482861401, within(1e-14));
    assertThat(value(mean, "heterozygosity-ratio"))
        .isCloseTo(.7455555555555555 / .75, within(1e-14));
    assertThat(value(mean, "support")).isEqualTo(4);
  }

  @Test
  void membersThatAreAlikeAreNotApart() {
    MeanModel mean = new MeanModel.OfTypes(List.of(of(1, 2, 3), of(10, 20, 30)));
    assertThat(value(mean, "between-js-1")).isZero();
    assertThat(value(mean, "f-st")).isCloseTo(0, within(1e-15));
  }

  @Test
  void membersWithoutACommonType() {
    MeanModel mean = new MeanModel.OfTypes(List.of(of(4), of(0, 4)));
    assertThat(value(mean, "between-js-1")).isCloseTo(1, within(1e-15));
    assertThat(value(mean, "f-st")).isEqualTo(1);
    assertThat(value(new MeanModel.OfTypes(List.of(of(4), of(2))), "f-st")).isNaN();
  }
}
