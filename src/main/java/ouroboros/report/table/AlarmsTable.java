package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;
import ouroboros.safeguard.AlarmSeen;
import ouroboros.safeguard.watch.ChartPoint;

/** {@code alarms.csv}: what each alarm saw in each generation. */
public final class AlarmsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "alarm",
          "metric",
          "value",
          "center",
          "limit",
          "statistic",
          "level",
          "fired",
          "action",
          "arl0");

  private AlarmsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<AlarmSeen> rows) {
    SortedRows.write(out, HEADER, rows, AlarmsTable::fields);
  }

  private static void fields(CsvWriter csv, AlarmSeen row) {
    ChartPoint point = row.event().point();
    csv.text(row.cell()).number(row.replicate()).number(row.event().generation());
    csv.number(row.event().alarm()).text(row.alarm().metric()).number(row.event().value());
    csv.number(known(row.event().center().mean())).number(known(point.limit()));
    csv.number(known(point.statistic())).number(known(point.level()));
    csv.text(String.valueOf(point.fired())).text(row.alarm().action().kind());
    Double runLength = row.alarm().chart().meanRunLength();
    csv.number(runLength == null ? OptionalDouble.empty() : OptionalDouble.of(runLength));
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
