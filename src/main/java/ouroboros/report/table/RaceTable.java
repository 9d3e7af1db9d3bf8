package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** {@code race.csv}: which rule for alarms rings first, at equal rates of false alarms. */
public final class RaceTable {
  private static final String NO_LEAD = "without --before, or too few lineages";
  private static final String NO_INTERVAL = "fewer than two lineages";

  /** Its columns. */
  static final TableDescription DESCRIPTION =
      new TableDescription(
          "race",
          "a rule for alarms with one limit on one number of one cell, by `jobs/alarms`; CSV only",
          List.of(
              column("cell", ColumnType.STRING, "", "the cell that was watched"),
              column("control", ColumnType.STRING, "", "the cell without feedback"),
              column("metric", ColumnType.STRING, "", "name of the metric (metrics.md)"),
              column("subject", ColumnType.STRING, "", "what it describes"),
              column("scope", ColumnType.STRING, "", "which part of it"),
              column("rule", ColumnType.STRING, "", "the rule (alarms.md)"),
              column(
                  "setting",
                  ColumnType.STRING,
                  "",
                  "`equal`: the limit has the wanted share of false alarms; `published`: a limit in"
                      + " use"),
              column("limit", ColumnType.DOUBLE, "", "the rule rings above it"),
              column(
                  "false-alarms",
                  ColumnType.DOUBLE,
                  "share",
                  "share of lineages without change, made of the control's draws, that ring"),
              new Column(
                  "held-out",
                  ColumnType.INT32,
                  "lineages",
                  "of the control's lineages, those that ring where the others set the limit",
                  "the limit is published, or there are too few draws"),
              column("lineages", ColumnType.INT32, "lineages", "lineages that were watched"),
              column("rung", ColumnType.INT32, "lineages", "those in which the rule rang"),
              column(
                  "delay",
                  ColumnType.DOUBLE,
                  "generations",
                  "mean generation of the first alarm; the one after the last where none rang"),
              new Column("low", ColumnType.DOUBLE, "generations", "95 % interval", NO_INTERVAL),
              new Column("high", ColumnType.DOUBLE, "generations", "95 % interval", NO_INTERVAL),
              new Column(
                  "lead",
                  ColumnType.DOUBLE,
                  "generations",
                  "mean over lineages of the first alarm of the number of --before minus this one",
                  NO_LEAD),
              new Column("lead-low", ColumnType.DOUBLE, "generations", "95 % interval", NO_LEAD),
              new Column("lead-high", ColumnType.DOUBLE, "generations", "95 % interval", NO_LEAD)));

  private RaceTable() {}

  private static Column column(String name, ColumnType type, String unit, String meaning) {
    return new Column(name, type, unit, meaning, "");
  }

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<RaceRow> rows) {
    SortedRows.write(
        out, DESCRIPTION.columns().stream().map(Column::name).toList(), rows, RaceTable::fields);
  }

  private static void fields(CsvWriter csv, RaceRow row) {
    csv.text(row.cell()).text(row.control()).text(row.quantity().metric());
    csv.text(row.quantity().subject().word()).text(row.quantity().scope());
    csv.text(row.rule().word()).text(row.limit().setting().name().toLowerCase(Locale.ROOT));
    csv.number(row.limit().value()).number(row.limit().falseAlarms()).number(row.limit().heldOut());
    csv.number(row.delays().lineages()).number(row.delays().rung());
    mean(csv, row.delays().mean());
    mean(csv, row.lead());
  }

  private static void mean(CsvWriter csv, RaceRow.Mean mean) {
    csv.number(mean.value()).number(mean.interval().low()).number(mean.interval().high());
  }
}
