package ouroboros.spark.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.FamilySpec;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.MultinomialMixture;
import ouroboros.mixture.WordTable;

class MultinomialFamilyTest {
  /**
   * Three words; component 0 of weight 1/4 has 1/2, 1/2, 0, component 1 of weight 3/4 has 0, 1/5,
   * 4/5. Of every component .001 goes to the words alike: 0 becomes 1/3000, 1/2 becomes .4995 +
   * 1/3000 = 1499.5/3000, 1/5 becomes 600.4/3000, 4/5 becomes 2398.6/3000 (a sum of 3000 each).
   *
   * <p>The document 0 1 1 has (1/4) 1499.5^3 / 3000^3 + (3/4) 600.4^2 / 3000^3 = .0312287..; the
   * document 2 has (1/4) / 3000 + (3/4) 2398.6 / 3000 = .59973333..; the one without a word is not
   * counted. The mean of ln .0312287.. = -3.46641.. and ln .59973333.. = -.51127.. is -1.98884..;
   * every document's is rounded to a multiple of 2^-20.
   */
  @Test
  void logLikelihoodIsThatOfTheLevelledMixture() {
    WordTable words = new WordTable(3, new double[] {0.5, 0.5, 0, 0, 0.2, 0.8});
    MultinomialMixture model = new MultinomialMixture(new double[] {0.25, 0.75}, words, 2);
    BagBlock documents =
        new BagBlock(
            new int[] {2, 2, 3}, new int[] {0, 1, 2}, new int[] {1, 2, 1}, new double[] {1, 1, 1});
    MultinomialFamily family = new MultinomialFamily(new FamilySpec.MultinomialMixture(2), 3, 2);
    double first = (0.25 * Math.pow(1499.5, 3) + 0.75 * Math.pow(600.4, 2)) / Math.pow(3000, 3);
    double third = (0.25 + 0.75 * 2398.6) / 3000;
    assertThat(family.logLikelihood(Blocks.here(List.of(documents)), model))
        .isCloseTo((Math.log(first) + Math.log(third)) / 2, within(Math.pow(2, -21)))
        .isCloseTo(-1.98884, within(1e-5));
  }
}
