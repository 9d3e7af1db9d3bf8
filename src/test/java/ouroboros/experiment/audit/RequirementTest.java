package ouroboros.experiment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.Manifest;

class RequirementTest {
  /** 6 real units of 10 tokens, 4 synthetic ones of 20 with weight 1/2. */
  private static final TrainingSet MIXED =
      new TrainingSet(
          "base",
          1,
          3,
          List.of(new Manifest.Share(0, 0, 6, 60, .6), new Manifest.Share(3, 2, 4, 80, .4)),
          .25);

  private static final TrainingSet HUMAN =
      new TrainingSet("base", 0, 0, List.of(new Manifest.Share(0, 0, 9, 90, 1)), 1);

  @Test
  void contaminationIsAShareOfUnitsWithTheirWeights() {
    assertThat(MIXED.contamination()).isCloseTo(2 / 8.0, within(1e-15));
    assertThat(HUMAN.contamination()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "contamination<=0.25, true",
    "contamination<0.25, false",
    "contamination > .2, true",
    "depth<=2, true",
    "depth<2, false",
    "depth=2, true",
    "depth>=3, false",
    "reviewed=all, false",
    "reviewed=0.25, true",
    "reviewed>none, true"
  })
  void aRuleComparesOneQuantity(String rule, boolean holds) {
    assertThat(Requirement.parse(rule).get(0).holds(MIXED)).isEqualTo(holds);
  }

  @Test
  void textByPeopleNeedsNoReview() {
    assertThat(Requirement.parse("contamination<=0; reviewed=all; depth<=0"))
        .hasSize(3)
        .allMatch(rule -> rule.holds(HUMAN));
  }

  @Test
  void aBrokenRuleNamesTheGenerationAndTheValue() {
    assertThat(Requirement.parse(" depth<=1 ;").get(0).broken(MIXED))
        .isEqualTo("base replicate 1 generation 3 breaks depth<=1: depth is 2");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                Requirement.parse(
                    "contamination<=1.5; age<3; depth; reviewed=some; depth<=-1; depth<=NaN"))
        .isInstanceOfSatisfying(SpecException.class, e -> assertThat(e.problems()).hasSize(6))
        .hasMessageContaining("\"contamination<=1.5\": \"1.5\" is not a share in [0, 1]")
        .hasMessageContaining(
            "\"age<3\": nothing is called \"age\"; a rule can limit contamination")
        .hasMessageContaining("\"depth\" is no rule")
        .hasMessageContaining("\"some\" is not a share in [0, 1], all or none")
        .hasMessageContaining("\"-1\" is not a number of models, 0 or more");
    assertThatThrownBy(() -> Requirement.parse(" ; ")).hasMessageContaining("no rule is given");
  }
}
