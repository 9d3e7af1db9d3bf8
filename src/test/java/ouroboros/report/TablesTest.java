package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Moments;
import ouroboros.inference.Summary;
import ouroboros.inference.SummaryRow;
import ouroboros.metric.CellRow;
import ouroboros.metric.Expectation;
import ouroboros.metric.LedgerRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.RankRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.metric.SurvivalRow;
import ouroboros.report.table.CellsTable;
import ouroboros.report.table.ContrastsTable;
import ouroboros.report.table.GateRow;
import ouroboros.report.table.GatesTable;
import ouroboros.report.table.LedgerTable;
import ouroboros.report.table.MetricsTable;
import ouroboros.report.table.RanksTable;
import ouroboros.report.table.SummaryTable;
import ouroboros.report.table.SurvivalTable;
import ouroboros.safeguard.GateCounts;

class TablesTest {
  private static final SeriesKey KEY = new SeriesKey("base", 1, "js-2", Subject.SYNTHETIC, "all");
  private static final Moments ONE = Moments.EMPTY.plus(.5);

  private final StringWriter out = new StringWriter();

  @Test
  void metrics() {
    MetricsTable.write(
        out,
        List.of(
            new MetricRow("base", 0, 2, "tokens", Subject.SYNTHETIC, "all", 12),
            new MetricRow("base", 0, 10, "tokens", Subject.SYNTHETIC, "all", 1.0 / 3),
            new MetricRow("base", 1, 2, "perplexity", Subject.MODEL, "stratum=a,b", 1 / 0.0)));
    assertThat(out)
        .hasToString(
            """
            cell,replicate,generation,metric,subject,scope,value
            base,0,2,tokens,synthetic,all,12.0
            base,0,10,tokens,synthetic,all,0.3333333333333333
            base,1,2,perplexity,model,"stratum=a,b",1.0E309
            """);
  }

  @Test
  void summary() {
    Moments two = ONE.plus(.5);
    SummaryTable.write(
        out,
        List.of(
            new SummaryRow(KEY, Summary.of(ONE, Optional.empty())),
            new SummaryRow(KEY.in("other"), Summary.of(two, Optional.of(Expectation.of(.25, 1))))));
    assertThat(out)
        .hasToString(
            """
            cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z,degrees,p
            base,1,js-2,synthetic,all,0.5,,1,,,,,,
            other,1,js-2,synthetic,all,0.5,0.0,2,0.5,0.5,0.25,0.3535533905932738,,0.7236736098317631
            """);
  }

  @Test
  void contrasts() {
    ContrastsTable.write(out, List.of(new ContrastRow(KEY, "frozen", Moments.EMPTY.plus(-.5))));
    assertThat(out)
        .hasToString(
            """
            cell,baseline,generation,metric,subject,scope,difference,low,high,replicates,mde
            base,frozen,1,js-2,synthetic,all,-0.5,,,1,
            """);
  }

  @Test
  void survivalRanksAndLedger() {
    SurvivalTable.write(
        out,
        List.of(
            new SurvivalRow("base", 0, 1, 1, 16, 3, 3, OptionalDouble.empty()),
            new SurvivalRow("base", 0, 1, 1, 17, 20, 19, OptionalDouble.of(18.5)),
            new SurvivalRow("base", 0, 1, 1, 32, 2, 2, OptionalDouble.empty())));
    RanksTable.write(out, List.of(new RankRow("base", 0, 1, 1, 13, 99)));
    LedgerTable.write(out, List.of(new LedgerRow("base", 0, 3, 2, 2, 100, 1234, .5)));
    assertThat(out)
        .hasToString(
            """
            cell,replicate,generation,n,initial-count,count-to,types,alive,expected
            base,0,1,1,16,16,3,3,
            base,0,1,1,17,31,20,19,18.5
            base,0,1,1,32,63,2,2,
            cell,replicate,generation,n,rank,count
            base,0,1,1,13,99
            cell,replicate,generation,author-generation,depth,units,tokens,share
            base,0,3,2,2,100,1234,0.5
            """);
  }

  @Test
  void gates() {
    GateRow first = GateRow.of("base", 0, 2, new GateCounts(1, "thin", 250, 125, 0, 0));
    GateRow second = GateRow.of("base", 0, 2, new GateCounts(2, "thin", 125, 100, 5, 10));
    GateRow late = GateRow.of("base", 0, 10, new GateCounts(1, "thin", 1, 0, 0, 0));
    GateRow other = GateRow.of("base", 1, 1, new GateCounts(1, "thin", 1, 1, 0, 0));
    GatesTable.write(out, Stream.of(other, late, second, first).sorted().toList());
    assertThat(out)
        .hasToString(
            """
            cell,replicate,generation,gate,kind,offered,kept,dropped,changed,real-dropped,synthetic-dropped
            base,0,2,1,thin,250,125,125,0,0,125
            base,0,2,2,thin,125,100,25,5,10,15
            base,0,10,1,thin,1,0,1,0,0,1
            base,1,1,1,thin,1,1,0,0,0,0
            """);
    assertThatThrownBy(() -> GatesTable.write(out, List.of(first, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two rows have one key: ");
  }

  @Test
  void cellsHaveAColumnForEverySweptLeaf() {
    CellsTable.write(
        out,
        List.of("policy.kind", "policy.real.share"),
        List.of(
            new CellRow(
                "policy=anchor(real.share=0.1)",
                "001-9a",
                Map.of("policy.kind", "anchor", "policy.real.share", "0.1")),
            new CellRow("policy=replace", "000-1b", Map.of("policy.kind", "replace"))));
    assertThat(out)
        .hasToString(
            """
            cell,policy.kind,policy.real.share,folder
            policy=anchor(real.share=0.1),anchor,0.1,001-9a
            policy=replace,replace,,000-1b
            """);
  }

  @Test
  void rowsOutOfOrderAndTwiceAreRefused() {
    MetricRow late = new MetricRow("base", 0, 10, "tokens", Subject.SYNTHETIC, "all", 12);
    MetricRow early = new MetricRow("base", 0, 2, "tokens", Subject.SYNTHETIC, "all", 12);
    assertThatThrownBy(() -> MetricsTable.write(out, List.of(late, early)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rows are not sorted: ");
    assertThatThrownBy(() -> MetricsTable.write(out, List.of(early, early)))
        .hasMessageStartingWith("two rows have one key: ");
  }
}
