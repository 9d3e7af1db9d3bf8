package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.random.Key;

class StaysTest {
  private static final int GENERATIONS = 8;

  private static AvailableUnits stock(Policy policy, int g, long size) {
    return AvailableUnits.ofCorpus(1000, 0, size).after(policy, g);
  }

  private static long units(Recipe recipe, int j) {
    return recipe.parts().stream()
        .filter(line -> line.source().equals(new Source.Synthetic(j)))
        .mapToLong(RecipeLine::units)
        .sum();
  }

  /** The groups of every S_j add up to what every recipe takes of it, and to all of S_j. */
  @ParameterizedTest
  @ValueSource(longs = {100, 400, 5000})
  void groupsAddUpToTheRecipes(long size) {
    for (Policy policy :
        List.of(
            new Policy.Partial(.4),
            new Policy.Partial(1),
            new Policy.Mixture(.3),
            new Policy.Replace(),
            new Policy.Anchor(new Amount.Share(.2), new Policy.Choose.Random(), Policy.Total.FIXED),
            new WithoutFeedback(new Policy.Partial(.4)))) {
      Key key = new Key(7, 3);
      for (int j = 1; j <= GENERATIONS; j++) {
        AvailableUnits then = stock(policy, j, size);
        List<Stays.Group> groups = Stays.of(policy, j, then, key);
        assertThat(groups).allMatch(group -> group.units() > 0);
        assertThat(groups).extracting(Stays.Group::number).doesNotHaveDuplicates();
        assertThat(groups.stream().mapToLong(Stays.Group::units).sum())
            .isEqualTo(then.synthetic(j));
        // What is known later does not change them.
        assertThat(Stays.of(policy, j, stock(policy, GENERATIONS, size), key)).isEqualTo(groups);
        for (int g = j; g <= GENERATIONS; g++) {
          int generation = g;
          int of = j;
          long taken =
              groups.stream()
                  .filter(group -> group.isIn(generation, of))
                  .mapToLong(Stays.Group::units)
                  .sum();
          Recipe recipe = policy.recipe(g, stock(policy, g, size), key);
          assertThat(taken).as("%s S_%d in T_%d", policy, j, g).isEqualTo(units(recipe, j));
        }
      }
    }
  }

  /** Of 1,000 units 1 % leaves in each generation: some 76 are left after 256. */
  @Test
  void tooManyGroupsAreRefused() {
    Policy slow = new Policy.Partial(.01);
    AvailableUnits stock = AvailableUnits.ofCorpus(100_000, 0, 1000).after(slow, 1);
    assertThatThrownBy(() -> Stays.of(slow, 1, stock, new Key(7, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("S_1 stays in more than 256 training sets; raise policy.share");
  }
}
