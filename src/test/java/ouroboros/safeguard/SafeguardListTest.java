package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.policy.Amount;

/** How many units the first gate judged candidates of: 1,000 in every case. */
class SafeguardListTest {
  private static final Safeguard.Gate DETECTOR = new Safeguard.Detector(.5, .1);
  private static final Safeguard.Gate TWO =
      new Safeguard.BestOf(
          2,
          List.of(new Safeguard.WeightedReward(Safeguard.OfText.LENGTH, 1)),
          1,
          Safeguard.Pick.MAX);
  private static final Safeguard.Gate REVIEW =
      new Safeguard.Review(
          new Amount.Units(500),
          new Safeguard.Critic(3, .1, .9, Safeguard.Limits.FIXED, 0),
          0,
          0,
          1,
          Safeguard.Rest.PASS);
  private static final Safeguard.Gate RESAMPLE =
      new Safeguard.DetectorByTraining(
          Safeguard.Train.LOGISTIC, .05, Safeguard.Action.RESAMPLE, 1, 4);

  /**
   * @param offeredAndKept of each gate
   */
  private static long units(Refill refill, List<Safeguard.Gate> gates, long... offeredAndKept) {
    List<GateCounts> counts = new ArrayList<>();
    for (int k = 0; k < gates.size(); k++) {
      counts.add(
          new GateCounts(
              k + 1,
              gates.get(k).kind(),
              offeredAndKept[2 * k],
              offeredAndKept[2 * k + 1],
              0,
              0,
              0));
    }
    return new SafeguardList(gates, refill).judgedUnits(counts, 777);
  }

  private static List<Safeguard.Gate> onPool(Safeguard.Gate... gates) {
    return Arrays.stream(gates).<Safeguard.Gate>map(Safeguard.OnPool::new).toList();
  }

  @Test
  void aGateOnSyntheticUnitsJudgesThoseOfSynthetic() {
    assertThat(units(Refill.REDRAW, List.of(DETECTOR), 1500, 777)).isEqualTo(777);
  }

  @Test
  void aPoolIsRefilled() {
    assertThat(units(Refill.REDRAW, onPool(DETECTOR), 1600, 1000)).isEqualTo(1000);
    assertThat(units(Refill.REDRAW, onPool(DETECTOR, TWO), 3200, 2000, 2000, 1000)).isEqualTo(1000);
    assertThat(units(Refill.REDRAW, onPool(DETECTOR, RESAMPLE), 1600, 1000, 1000, 400))
        .isEqualTo(1000);
    assertThat(units(Refill.REDRAW, onPool(DETECTOR, REVIEW), 1600, 1000, 1000, 900))
        .isEqualTo(1000);
  }

  @Test
  void aPoolIsNotRefilled() {
    for (Refill refill : List.of(Refill.SHRINK, Refill.REAL)) {
      assertThat(units(refill, onPool(DETECTOR), 1000, 700)).isEqualTo(1000);
      assertThat(units(refill, onPool(DETECTOR, TWO), 2000, 1300, 1300, 900)).isEqualTo(1000);
      assertThat(units(refill, onPool(TWO, TWO), 4000, 2000, 2000, 1000)).isEqualTo(1000);
    }
  }
}
