package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportCsvTest {
  private static List<List<String>> rows(String text) throws IOException {
    ReportSource source = ReportSource.of("run", Map.of("t.csv", text));
    List<List<String>> rows = new ArrayList<>();
    try (ReportCsv table = ReportCsv.open(source, "t.csv", "a")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        rows.add(row.fields());
      }
    }
    return rows;
  }

  @Test
  void readsQuotedFieldsWithCommasQuotesAndLineEnds() throws IOException {
    assertThat(rows("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\r\n1,\n"))
        .containsExactly(List.of("x,\"y\"", "two\nlines"), List.of("1", ""));
  }

  @Test
  void readsALastLineWithoutLineEnd() throws IOException {
    assertThat(rows("a,b\n1,2")).containsExactly(List.of("1", "2"));
  }

  @Test
  void aTableThatIsNotThereIsNull() throws IOException {
    assertThat(ReportCsv.open(ReportSource.of("run", Map.of()), "t.csv")).isNull();
  }

  @Test
  void saysWhereARowIsCutOff() {
    assertThatThrownBy(() -> rows("a,b\n1,2\n3\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("run/t.csv:3: 1 fields; the header names 2 columns; is the table cut off?");
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(() -> rows("b,c\n1,2\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("run/t.csv:1: column `a` is missing; found [b, c]");
  }

  @Test
  void saysThatATableIsEmptyOrAQuoteNeverCloses() {
    assertThatThrownBy(() -> rows(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run/t.csv: empty");
    assertThatThrownBy(() -> rows("a,b\n\"1,2\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a quoted field is never closed");
  }

  @Test
  void numbersKnowInfinityAndNothing() throws IOException {
    ReportRow row = new ReportRow("t.csv:2", Map.of("a", 0, "b", 1), List.of("Infinity", ""));
    assertThat(row.number("a")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(row.number("b")).isNaN();
    assertThat(row.text("none")).isEmpty();
    assertThatThrownBy(() -> row.index("a"))
        .isInstanceOf(IOException.class)
        .hasMessage("t.csv:2: a is `Infinity`; it must be a whole number below 2^31");
  }
}
