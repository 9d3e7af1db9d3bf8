package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ouroboros.dating.AgeEstimate;
import ouroboros.dating.AgeInterval;
import ouroboros.dating.TextAge;

/** {@code ages.csv}: what the word counts of texts say about their age. */
public final class AgesTable {
  private static final String NO_AGE = "the text has no age";
  private static final String NO_SHARE = "it has no age, or of at most two generations";

  /** Its columns. */
  static final TableDescription DESCRIPTION =
      new TableDescription(
          "ages",
          "a text that `jobs/date --table FILE` dated; CSV only",
          List.of(
              new Column("text", ColumnType.STRING, "", "the text, as it was named", ""),
              new Column(
                  "kind",
                  ColumnType.STRING,
                  "",
                  "`dated`; `real-text`: other real text of R's source; `copy`: R or a part of it;"
                      + " `unknown`",
                  ""),
              column("generations", ColumnType.INT32, "k; 0 for real text", NO_AGE),
              column("generations-low", ColumnType.INT32, "least k that is not rejected", NO_AGE),
              column(
                  "generations-high",
                  ColumnType.INT32,
                  "greatest such k",
                  "it has no age, or no upper end"),
              column("real-share", ColumnType.DOUBLE, "a", NO_SHARE),
              column("real-share-low", ColumnType.DOUBLE, "least a that is not rejected", NO_SHARE),
              column("real-share-high", ColumnType.DOUBLE, "greatest such a", NO_SHARE),
              column("policy", ColumnType.STRING, "the policy that fits best", NO_AGE),
              column("fit-p", ColumnType.DOUBLE, "p of the goodness of fit", "no law was fitted"),
              new Column("says", ColumnType.STRING, "", "everything in one sentence", "")));

  private AgesTable() {}

  private static Column column(String name, ColumnType type, String meaning, String empty) {
    return new Column(name, type, "", meaning, empty);
  }

  /** Writes the table: one line for each text. */
  public static void write(Writer out, List<String> names, List<TextAge> ages) {
    CsvWriter csv = CsvWriter.of(out, DESCRIPTION.columns().stream().map(Column::name).toList());
    for (int i = 0; i < names.size(); i++) {
      TextAge age = ages.get(i);
      csv.text(names.get(i));
      csv.text(age.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      AgeEstimate found = age.estimate();
      if (found == null) {
        csv.number(age.kind() == TextAge.Kind.REAL_TEXT ? OptionalInt.of(0) : OptionalInt.empty());
        csv.text("").text("").text("").text("").text("").text("");
      } else {
        AgeInterval interval = found.interval();
        csv.number(found.age().generations()).number(interval.atLeast());
        csv.number(interval.isSettled() ? OptionalInt.empty() : OptionalInt.of(interval.atMost()));
        for (double share :
            new double[] {found.age().realShare(), interval.lowShare(), interval.highShare()}) {
          csv.number(found.knowsShare() ? OptionalDouble.of(share) : OptionalDouble.empty());
        }
        csv.text(found.age().policy().label());
      }
      csv.number(age.fit() == null ? OptionalDouble.empty() : OptionalDouble.of(age.fit().p()));
      csv.text(age.sentence()).end();
    }
    csv.flush();
  }
}
