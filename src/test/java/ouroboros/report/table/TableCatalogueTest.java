package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ouroboros.ancestry.FamilyTree;

class TableCatalogueTest {
  private static final Map<String, Consumer<Writer>> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("cells", out -> CellsTable.write(out, List.of(), List.of()));
    TABLES.put("metrics", out -> MetricsTable.write(out, List.of()));
    TABLES.put("summary", out -> SummaryTable.write(out, List.of()));
    TABLES.put("contrasts", out -> ContrastsTable.write(out, List.of()));
    TABLES.put("survival", out -> SurvivalTable.write(out, List.of()));
    TABLES.put("ranks", out -> RanksTable.write(out, List.of()));
    TABLES.put("ledger", out -> LedgerTable.write(out, List.of()));
    TABLES.put("verdicts", out -> VerdictsTable.write(out, List.of()));
    TABLES.put("onsets", out -> OnsetsTable.write(out, List.of()));
    TABLES.put("warnings", out -> WarningsTable.write(out, List.of()));
    TABLES.put("baselines", out -> BaselinesTable.write(out, List.of()));
    TABLES.put("strata", out -> StrataTable.write(out, List.of(), Map.of()));
    TABLES.put("components", out -> ComponentsTable.write(out, List.of()));
    TABLES.put("component-words", out -> ComponentWords.write(out, List.of()));
    TABLES.put("gates", out -> GatesTable.write(out, List.of()));
    TABLES.put("writers", out -> WritersTable.write(out, List.of()));
    TABLES.put("alarms", out -> AlarmsTable.write(out, List.of()));
    TABLES.put("forecast", out -> ForecastTable.write(out, List.of()));
    TABLES.put(
        "trace", out -> TraceTable.write(out, new FamilyTree(1, List.of()), Map.of(), id -> ""));
    TABLES.put("ages", out -> AgesTable.write(out, List.of(), List.of()));
    TABLES.put("race", out -> RaceTable.write(out, List.of()));
  }

  @Test
  void isTheDocumentation() throws Exception {
    assertThat(Files.readString(Path.of("src/site/markdown/tables.md")))
        .as("run ouroboros.report.table.TableCataloguePage src/site/markdown/tables.md")
        .isEqualTo(TableCataloguePage.markdown());
  }

  @Test
  void hasTheColumnsOfEveryTableInTheirOrder() {
    assertThat(TableCatalogue.all())
        .extracting(TableDescription::name)
        .containsExactlyElementsOf(TABLES.keySet());
    for (TableDescription table : TableCatalogue.all()) {
      StringWriter header = new StringWriter();
      TABLES.get(table.name()).accept(header);
      assertThat(header)
          .as(table.name())
          .hasToString(
              String.join(",", table.columns().stream().map(Column::name).toList()) + "\n");
    }
  }

  @Test
  void saysOfEveryColumnWhatItMeans() {
    assertThat(TableCatalogue.all())
        .flatExtracting(TableDescription::columns)
        .allSatisfy(
            column -> {
              assertThat(column.meaning()).isNotBlank();
              assertThat(column.meaning() + column.empty()).doesNotContain("|", "\n");
            });
  }
}
