package ouroboros.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ouroboros.model.ExpectationMaximisation.Fitted;
import ouroboros.model.ExpectationMaximisation.Round;

class ExpectationMaximisationTest {
  /** A model is a number of rounds; its log likelihood is -1/2, -1/4, -1/8 .. */
  private static Round<Integer> halved(int model) {
    return new Round<>(model + 1, -Math.scalb(.5, -model));
  }

  @Test
  void endsWithTheRoundThatAddsTooLittle() {
    Fitted<Integer> fitted =
        ExpectationMaximisation.fit(0, ExpectationMaximisationTest::halved, l -> .1, 200);

    assertThat(fitted).isEqualTo(new Fitted<>(4, -1.0 / 16, 4, true));
  }

  @Test
  void theLeastGrowthMayDependOnTheLikelihood() {
    Fitted<Integer> fitted =
        ExpectationMaximisation.fit(0, ExpectationMaximisationTest::halved, l -> -1.5 * l, 200);

    assertThat(fitted.rounds()).isEqualTo(2);
  }

  @Test
  void endsAfterTheMostRounds() {
    Fitted<Integer> fitted =
        ExpectationMaximisation.fit(0, ExpectationMaximisationTest::halved, l -> 0, 3);

    assertThat(fitted).isEqualTo(new Fitted<>(3, -1.0 / 8, 3, false));
  }
}
