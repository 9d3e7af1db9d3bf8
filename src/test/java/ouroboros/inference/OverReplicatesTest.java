package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CellRow;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.Expectation;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class OverReplicatesTest {
  private static final CellRow REPLACE_1 = cell("replace", "1");
  private static final CellRow REPLACE_2 = cell("replace", "2");
  private static final CellRow FROZEN_2 = cell("frozen", "2");

  @Test
  void summarisesEachKeyOnceInOrderWhateverTheOrderOfRows() {
    List<MetricRow> rows = new ArrayList<>();
    for (int replicate = 0; replicate < 12; replicate++) {
      rows.add(row("b", replicate, 10, replicate * .1));
      rows.add(row("b", replicate, 2, 1 / (replicate + 1.0)));
      rows.add(row("a", replicate, 2, replicate));
    }
    List<SummaryRow> sorted = summaries(rows);
    Collections.shuffle(rows, new Random(5));
    assertThat(summaries(rows)).isEqualTo(sorted);
    assertThat(sorted)
        .extracting(r -> r.key().cell() + r.key().generation())
        .containsExactly("a2", "b2", "b10");
    assertThat(sorted.get(0).summary().mean()).hasValue(5.5);
    assertThat(sorted.get(0).summary().expected()).hasValue(5);
    assertThat(sorted.get(1).summary().expected()).isEmpty();
  }

  @Test
  void refusesTwoValuesOfOneReplicate() {
    OverReplicates over = new OverReplicates();
    over.add(row("a", 3, 1, .5));
    assertThatThrownBy(() -> over.add(row("a", 3, 1, .25)))
        .hasMessage("replicate 3 has two values: 0.5 and 0.25");
  }

  @Test
  void baselineIsTheFrozenCellThatDiffersInThePolicyOnly() {
    Baselines b = Baselines.of(List.of(REPLACE_1, REPLACE_2, FROZEN_2));
    assertThat(b.of(REPLACE_2.cell())).hasValue(FROZEN_2.cell());
    assertThat(b.of(FROZEN_2.cell())).isEmpty();
    assertThat(b.of(REPLACE_1.cell())).isEmpty();
    Baselines noFrozen = Baselines.of(List.of(REPLACE_1, REPLACE_2));
    assertThat(noFrozen.of(REPLACE_2.cell())).hasValue(REPLACE_1.cell());
    assertThat(noFrozen.of("unknown")).isEmpty();
  }

  @Test
  void aContrastPairsByReplicate() {
    OverReplicates over = new OverReplicates();
    double[] cell = {.5, .75, .25, Double.POSITIVE_INFINITY, .5};
    double[] baseline = {1, 1, .75, 1, Double.POSITIVE_INFINITY};
    for (int i = 0; i < cell.length; i++) {
      over.add(row(REPLACE_2.cell(), i, 1, cell[i]));
      over.add(row(FROZEN_2.cell(), i, 1, baseline[i]));
    }
    over.add(row(REPLACE_2.cell(), 9, 1, 77)); // no partner
    over.add(row(REPLACE_2.cell(), 0, 2, 77)); // no partner in generation 2

    List<ContrastRow> rows = over.contrasts(Baselines.of(List.of(REPLACE_2, FROZEN_2)));
    assertThat(rows).hasSize(1);
    ContrastRow row = rows.get(0);
    assertThat(row.baseline()).isEqualTo(FROZEN_2.cell());
    assertThat(row.replicates()).isEqualTo(3);
    // scipy.stats.t.interval(.95, 2, loc=mean(d), scale=std(d, ddof=1)/sqrt(3)), d = -.5 -.25 -.5
    assertThat(row.difference()).isCloseTo(-0.4166666666666667, within(1e-15));
    assertThat(row.interval().low().orElseThrow()).isCloseTo(-0.7752210608, within(1e-9));
    assertThat(row.interval().high().orElseThrow()).isCloseTo(-0.0581122725, within(1e-9));
  }

  /** Differences of sd .02 and, by luck, .0001; sqrt((.02^2 + .0001^2)/2) = .014142. */
  @Test
  void theSmallestDifferenceKnowsTheSpreadOfAllGenerations() {
    OverReplicates over = new OverReplicates();
    for (int i = 0; i < 3; i++) {
      for (int g = 1; g <= 3; g++) {
        double spread = g == 1 ? .02 : g == 2 ? .0001 : 0;
        over.add(row(REPLACE_2.cell(), i, g, .5 + spread * (i - 1)));
        over.add(row(FROZEN_2.cell(), i, g, .75));
      }
    }
    List<ContrastRow> rows = over.contrasts(Baselines.of(List.of(REPLACE_2, FROZEN_2)));
    double each = 5.653489266405839 / Math.sqrt(3);
    assertThat(rows.get(0).detectable().orElseThrow()).isCloseTo(each * .02, within(1e-6));
    assertThat(rows.get(1).detectable().orElseThrow()).isCloseTo(each * .0141423, within(1e-6));
    assertThat(rows.get(1).interval().high().orElseThrow() + .25).isLessThan(.0003);
    // Equal differences say nothing of other repetitions.
    assertThat(rows.get(2).detectable()).isEmpty();
  }

  @Test
  void aContrastWithoutFinitePairsHasNoRow() {
    OverReplicates over = new OverReplicates();
    over.add(row(REPLACE_2.cell(), 0, 1, Double.POSITIVE_INFINITY));
    over.add(row(FROZEN_2.cell(), 0, 1, 1));
    assertThat(over.contrasts(Baselines.of(List.of(REPLACE_2, FROZEN_2)))).isEmpty();
  }

  @Test
  void ordersTextByUtf8Bytes() {
    String beyond = "\uD83D\uDE00"; // U+1F600: after U+FF5E in UTF-8, before it in UTF-16
    assertThat(CodePointOrder.INSTANCE.compare("\uFF5E", beyond)).isNegative();
    assertThat(CodePointOrder.INSTANCE.compare("a", "ab")).isNegative();
    assertThat(CodePointOrder.INSTANCE.compare("ab", "ab")).isZero();
    assertThat(CodePointOrder.INSTANCE.compare("b", "ab")).isPositive();
  }

  private static List<SummaryRow> summaries(List<MetricRow> rows) {
    OverReplicates over = new OverReplicates();
    rows.forEach(over::add);
    return over.summaries(
        key -> key.cell().equals("a") ? Optional.of(Expectation.of(5)) : Optional.empty());
  }

  private static MetricRow row(String cell, int replicate, int generation, double value) {
    return new MetricRow(cell, replicate, generation, "tokens", Subject.SYNTHETIC, "all", value);
  }

  private static CellRow cell(String policy, String order) {
    return new CellRow(
        "policy=" + policy + ";family.order=" + order,
        "000-abc",
        Map.of("policy.kind", policy, "family.order", order));
  }
}
