package ouroboros.experiment.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.review.ReviewAnswer.Choice;

class AgreementTest {
  private static ReviewAnswer says(String who, boolean accepts) {
    return new ReviewAnswer(accepts ? Choice.ACCEPT : Choice.REJECT, null, who);
  }

  private static void add(List<List<ReviewAnswer>> to, int times, boolean a, boolean b) {
    for (int i = 0; i < times; i++) {
      to.add(List.of(says("a", a), says("b", b)));
    }
  }

  /** The table 20, 5, 10, 15: agreement .7, by chance .5, kappa .4. */
  @Test
  void twoPeopleHaveCohensKappa() {
    List<List<ReviewAnswer>> all = new ArrayList<>();
    add(all, 20, true, true);
    add(all, 5, true, false);
    add(all, 10, false, true);
    add(all, 15, false, false);
    all.add(List.of(says("a", true)));
    Agreement agreement = Objects.requireNonNull(Agreement.of(all));
    assertThat(agreement.kind()).isEqualTo("cohen");
    assertThat(agreement.units()).isEqualTo(50);
    assertThat(agreement.kappa()).isCloseTo(.4, within(1e-12));
  }

  /**
   * Four units with 3, 2, 1, 0 of 3 accepting: pairs agree in 1, 1/3, 1/3, 1, mean 2/3; half of all
   * answers accept, so chance is 1/2 and kappa 1/3.
   */
  @Test
  void severalPeopleHaveFleissKappa() {
    List<List<ReviewAnswer>> all = new ArrayList<>();
    for (int yes = 3; yes >= 0; yes--) {
      all.add(List.of(says("a", yes > 0), says("b", yes > 1), says("c", yes > 2)));
    }
    Agreement agreement = Objects.requireNonNull(Agreement.of(all));
    assertThat(agreement.kind()).isEqualTo("fleiss");
    assertThat(agreement.kappa()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void kappaIsUndefinedWithoutTwoAnswersOrWhereAllAreTheSame() {
    assertThat(Agreement.of(List.of(List.of(says("a", true))))).isNull();
    assertThat(
            Objects.requireNonNull(Agreement.of(List.of(List.of(says("a", true), says("b", true)))))
                .kappa())
        .isNull();
  }
}
