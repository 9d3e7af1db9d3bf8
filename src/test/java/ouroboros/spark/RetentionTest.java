package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.SealedFile;
import ouroboros.policy.Policy;
import ouroboros.policy.Stock;

class RetentionTest {
  private static final String OWN = "cells/001-a/r0000/";
  private static final CountTable REAL = table("real/order-2/R-00000-a");

  private static CountTable table(String name) {
    return new CountTable(List.of(new SealedFile(name, 1, "0")), 1, 1, 1, 1);
  }

  private static CountTable table(int g, String prefix) {
    return table(OWN + "g%05d/%s-00000-a".formatted(g, prefix));
  }

  /** S_1 .. S_4; the training sets are given, with the models between people and their units. */
  private static List<LineageState> states(List<CountTable> trainings, int... depths) {
    List<LineageState> states = new ArrayList<>();
    states.add(new LineageState(0, null, REAL, null, 0, 0, List.of()));
    for (int g = 1; g <= trainings.size(); g++) {
      CountTable training = trainings.get(g - 1);
      states.add(new LineageState(9, table(g, "S"), training, null, g, depths[g - 1], List.of()));
    }
    return states;
  }

  private static List<String> superfluous(Policy policy, List<LineageState> states) {
    Stock stock = Stock.ofCorpus(9, 9, 9);
    for (int g = 1; g < states.size(); g++) {
      stock = stock.and(9);
    }
    return new Retention(OWN, policy).superfluous(states.size() - 1, states, stock);
  }

  @Test
  void theFirstSyntheticGenerationMayBeThatOfOtherCells() {
    List<CountTable> itself = List.of(table(1, "S"), table(2, "S"), table(3, "S"), table(4, "S"));

    assertThat(superfluous(new Policy.Replace(), states(itself, 1, 2, 3, 4)))
        .containsExactly(OWN + "g00002/S-00000-a", OWN + "g00003/S-00000-a");
  }

  @Test
  void trainingSetsOfRealTextAloneMayBeThoseOfOtherLineages() {
    List<CountTable> real =
        List.of(table(1, "part-real"), table(2, "part-real"), table(3, "part-real"));

    assertThat(superfluous(new Policy.Bootstrap(), states(real, 0, 0, 0)))
        .containsExactly(OWN + "g00002/S-00000-a");
  }

  @Test
  void whatLiesElsewhereIsNeverGivenUp() {
    List<CountTable> elsewhere =
        List.of(table("cells/000-b/r0000/g00001/T-00000-a"), table(2, "T"), table(3, "T"));

    assertThat(superfluous(new Policy.Accumulate(), states(elsewhere, 1, 2, 3)))
        .containsExactly(OWN + "g00002/S-00000-a", OWN + "g00002/T-00000-a");
  }
}
