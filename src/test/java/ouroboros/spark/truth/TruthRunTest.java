package ouroboros.spark.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.truth.NamedCell;
import ouroboros.experiment.truth.TruthResult;
import ouroboros.inference.Baselines;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.OverReplicates;
import ouroboros.metric.CellRow;
import ouroboros.policy.Policy;
import ouroboros.spark.PreparationSession;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

@Tag("spark")
class TruthRunTest {
  private static JavaSparkContext spark;

  private static final List<NamedCell> CELLS =
      List.of(
          cell("policy=frozen", new Policy.Frozen()),
          cell("policy=replace", new Policy.Replace()),
          cell("policy=accumulate", new Policy.Accumulate()));

  private static NamedCell cell(String name, Policy policy) {
    TruthSpec family = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
    return new NamedCell(name, TruthCell.of(family, policy, 10, 10, 3), 0);
  }

  @BeforeAll
  static void open() {
    spark = JavaSparkContext.fromSparkContext(PreparationSession.session().sparkContext());
  }

  @Test
  void sendingValuesOrMomentsGivesTheSameBits() {
    TruthResult kept = TruthRun.run(spark, CELLS, 42, 2500, 2500);
    TruthResult summed = TruthRun.run(spark, many(), 42, 2500, 0);

    assertThat(kept.metrics()).hasSize(3 * 2500 * 4 * 6);
    assertThat(summed.metrics()).isEmpty();
    assertThat(summed.summaries()).containsAll(kept.summaries());
    assertThat(said(summed.contrasts())).containsAll(said(kept.contrasts()));
  }

  /** The cells, and others that make the values too many to send. */
  private static List<NamedCell> many() {
    List<NamedCell> cells = new java.util.ArrayList<>(CELLS);
    TruthSpec family = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
    cells.add(new NamedCell("long", TruthCell.of(family, new Policy.Frozen(), 10, 10, 1400), 3));
    return cells;
  }

  @Test
  void rowsEqualThoseOfTheMetricRoom() {
    TruthResult result = TruthRun.run(spark, CELLS, 42, 1500, 1500);
    OverReplicates over = new OverReplicates();
    result.metrics().forEach(over::add);
    List<CellRow> rows =
        CELLS.stream()
            .map(
                cell ->
                    new CellRow(
                        cell.name(),
                        "",
                        new java.util.TreeMap<>(
                            java.util.Map.of("policy.kind", cell.name().substring(7)))))
            .toList();

    assertThat(said(over.contrasts(Baselines.of(rows)))).isEqualTo(said(result.contrasts()));
    assertThat(over.summaries(key -> java.util.Optional.empty()))
        .extracting(row -> row.summary().mean())
        .isEqualTo(result.summaries().stream().map(row -> row.summary().mean()).toList());
  }

  private static List<List<Object>> said(List<ContrastRow> rows) {
    return rows.stream()
        .map(
            row ->
                List.<Object>of(
                    row.key(), row.baseline(), row.difference(), row.interval(), row.replicates()))
        .toList();
  }
}
