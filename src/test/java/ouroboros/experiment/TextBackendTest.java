package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.safeguard.SafeguardList;

class TextBackendTest {
  private static final int GENERATIONS = 6;

  static Stream<Policy> everyPolicy() {
    return EveryPolicy.of(new Amount.Share(.1), new Amount.Units(90)).stream();
  }

  private static List<String> problems(Policy policy) {
    return TextBackend.problems(
        new FamilySpec.Ngram(2, new ModifiedKneserNey(), FamilySpec.VocabularyKind.TRAINING),
        policy,
        new Size.Units(100),
        new Sampling(Decoding.NONE, null, Sampling.Backend.POPULATION, Sampling.ModelPlace.AUTO),
        SafeguardList.NONE);
  }

  /**
   * A policy that is not refused takes whole corpora, or parts that are groups of {@link Stays}.
   */
  @ParameterizedTest
  @MethodSource("everyPolicy")
  void everyPolicyButOneIsMadeOfGroups(Policy policy) {
    if (policy.kind().equals("accumulate-subsample")) {
      assertThat(problems(policy)).singleElement().asString().contains("not a bag of n-grams");
      return;
    }
    assertThat(problems(policy)).isEmpty();
    Key key = new Key(5, 2);
    AvailableUnits before = AvailableUnits.ofCorpus(1000, 100_000, 700);
    for (int g = 1; g <= GENERATIONS; g++) {
      AvailableUnits stock = EveryPolicy.drawn(policy, g, before);
      Recipe recipe = policy.recipe(g, stock, key);
      for (RecipeLine line : recipe.parts()) {
        if (line.source() instanceof Source.Synthetic synthetic
            && !line.isWhole(synthetic.units(stock))) {
          int generation = g;
          int j = synthetic.generation();
          assertThat(
                  Stays.of(policy, j, stock, key).stream()
                      .filter(group -> group.isIn(generation, j))
                      .mapToLong(Stays.Group::units)
                      .sum())
              .as("%s", line)
              .isEqualTo(line.units());
        }
      }
    }
  }
}
