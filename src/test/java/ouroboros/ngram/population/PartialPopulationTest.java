package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.random.TwoSamples;

/** Seeds 1 (populations) and 2 (sentences); the test of a law alarms falsely with 1e-6. */
class PartialPopulationTest {
  private static final int REPLICATES = 10_000;
  private static final int SIZE = 4;
  private static final Policy PARTIAL = new Policy.Partial(.5);

  private final DecodedModel model = SmallModels.model(SmallModels.FINITE, 2, Decoding.NONE);
  private final AvailableUnits stock = AvailableUnits.ofCorpus(6, 0, SIZE).after(PARTIAL, 3);

  /** S_1, and what T_1, T_2 and T_3 have of it: one category of their joint law. */
  @Test
  void trainingSetsShareTheSameSentences() {
    Map<String, Integer> population = new HashMap<>();
    Map<String, Integer> drawn = new HashMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      population.merge(asPopulation(new Key(1, r)), 1, Integer::sum);
      drawn.merge(oneByOne(new Key(2, r)), 1, Integer::sum);
    }
    assertThat(population.size()).isGreaterThan(50);
    assertThat(TwoSamples.pValue(population, drawn)).isGreaterThan(1e-6);
  }

  private String asPopulation(Key key) {
    List<Stays.Group> groups = Stays.of(PARTIAL, 1, stock, key);
    StringBuilder text = new StringBuilder();
    for (int g = 0; g <= 3; g++) {
      List<CountRun> runs = new ArrayList<>();
      for (Stays.Group group : groups) {
        if (g == 0 || group.isIn(g, 1)) {
          PopulationDraw draw =
              PopulationDraw.ofGroup(key, 1, group.number(), group.units(), 0, false);
          runs.add(TextPopulation.draw(model.sampler(), layout(), draw).counts());
        }
      }
      text.append(SmallModels.text(CountMerge.sum(layout(), runs))).append('|');
    }
    return text.toString();
  }

  private static KeyLayout layout() {
    return SmallModels.layout(2);
  }

  private String oneByOne(Key key) {
    StringBuilder text = new StringBuilder();
    for (int g = 0; g <= 3; g++) {
      int[] times = new int[SIZE];
      java.util.Arrays.fill(times, g == 0 ? 1 : 0);
      if (g > 0) {
        for (RecipeLine line : PARTIAL.recipe(g, stock, key).parts()) {
          if (line.source().equals(new Source.Synthetic(1))) {
            line.selection(key, SIZE).multiplicities(0, SIZE, times);
          }
        }
      }
      NgramCounter counter = new NgramCounter(layout(), 1024);
      var drawer = model.drawer(key.seed(), key.replicate(), 1, 0);
      for (int unit = 0; unit < SIZE; unit++) {
        if (times[unit] > 0) {
          drawer.draw(unit, unit + 1, counter);
        }
      }
      text.append(SmallModels.text(counter.finish())).append('|');
    }
    return text.toString();
  }
}
