package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.random.Key;
import ouroboros.random.TwoSamples;

/** However bad a plan is, the law of the counts is that of sentences. A false alarm: 1e-6. */
class StacksTest {
  private static final int REPLICATES = 4000;

  /**
   * Too many moves at first. Then plans that depend on what came out: two steps, and a step back,
   * or two, and forth again, where that changed how many walkers there are.
   */
  private static void badPlan(Stacks stacks, int passes) {
    int contexts = stacks.model.contexts();
    long[] two = new long[contexts];
    for (int pass = 0; pass < passes; pass++) {
      long[] moves = new long[contexts];
      for (int c = 0; c < contexts; c++) {
        long excess = stacks.excess.get(c);
        moves[c] =
            switch (pass % 5) {
              case 0, 1 -> 1 + pass / 5 * ((c + pass) % 3);
              case 2 -> excess <= 0 ? -1 : 0;
              case 3 -> excess <= 1 ? -1 : 0;
              default -> -two[c] - (c % 2);
            };
        two[c] = pass % 5 == 2 ? moves[c] : two[c] + moves[c];
      }
      stacks.pass(moves);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 5", "1, 2, 14", "2, 2, 14", "3, 2, 10"})
  void badPlansDoNotChangeTheLaw(int order, long sentences, int passes) {
    DecodedModel decoded = SmallModels.model(SmallModels.LOOPS, order, Decoding.NONE);
    Branches model = Branches.of(decoded.sampler(), false);
    Map<String, Integer> planned = new HashMap<>();
    Map<String, Integer> drawn = new HashMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      PopulationDraw draw = new PopulationDraw(new Key(1, r), 1, 0, sentences, 0, false);
      Stacks stacks = new Stacks(model, draw);
      badPlan(stacks, passes);
      long[] flows = model.flows(new Settling(stacks).flows());
      String table =
          SmallModels.text(
              new FlowCounts(decoded.sampler(), SmallModels.layout(order)).run(flows, new long[0]));
      planned.merge(table, 1, Integer::sum);
      drawn.merge(
          SmallModels.text(SmallModels.oneByOne(decoded, r, sentences, 0)), 1, Integer::sum);
    }
    assertThat(planned.size()).isGreaterThan(5);
    assertThat(TwoSamples.pValue(planned, drawn)).isGreaterThan(1e-6);
  }
}
