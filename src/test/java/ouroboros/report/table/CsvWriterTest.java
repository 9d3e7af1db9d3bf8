package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvWriterTest {
  @Test
  void quotesWhatRfc4180AsksForAndWhatBeginsLikeAFormula() {
    StringWriter out = new StringWriter();
    CsvWriter csv = CsvWriter.of(out, List.of("a", "b", "c", "d"));
    csv.text("plain").text("with,comma").text("a \"quote\"").text("line\nbreak").end();
    csv.text("=1+1").text("-x").text("@x").text("+x").end();
    csv.text("").text(" x").text("x ").text("stratum=Émile").end();
    csv.flush();
    assertThat(out)
        .hasToString(
            """
            a,b,c,d
            plain,"with,comma","a ""quote""\","line
            break"
            "=1+1","-x","@x","+x"
            ," x","x ",stratum=Émile
            """);
  }

  @Test
  void writesNumbersInFullAndNothingForNone() {
    StringWriter out = new StringWriter();
    CsvWriter csv = CsvWriter.of(out, List.of("a", "b", "c", "d"));
    csv.number(Long.MIN_VALUE).number(.1 + .2).number(OptionalDouble.empty());
    csv.number(OptionalDouble.of(Double.POSITIVE_INFINITY)).end();
    csv.number(1L).number(Double.NEGATIVE_INFINITY).text("").text("").end();
    csv.flush();
    assertThat(out)
        .hasToString("a,b,c,d\n-9223372036854775808,0.30000000000000004,,1.0E309\n1,-1.0E309,,\n");
    assertThat(Double.parseDouble("-1.0E309")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void refusesNaNAndLinesOfAnotherLength() {
    CsvWriter csv = CsvWriter.of(new StringWriter(), List.of("a", "b"));
    assertThatThrownBy(() -> csv.number(Double.NaN))
        .hasMessage("NaN in a table; what is undefined has no row");
    csv.text("x");
    assertThatThrownBy(csv::end).hasMessage("a line has 1 fields, the header 2");
  }

  /** Python's repr gives the shortest digits: repr(2.0**-44), repr(2e23), .. */
  @ParameterizedTest
  @CsvSource({
    "5.684341886080802E-14, 5.684341886080802E-14",
    "2.0E23, 2.0E23",
    "1.1E23, 1.1E23",
    "8.41E21, 8.41E21",
    "2.2E-322, 2.2E-322",
    "4.9E-324, 5.0E-324",
    "9.999999999999999E22, 1.0E23",
    "0.001, 0.001",
    "9.999999999999998E-4, 9.999999999999998E-4",
    "9999999.999999998, 9999999.999999998",
    "1234567.8912345678, 1234567.8912345679",
    "-1.2345678912345678E7, -1.2345678912345678E7",
    "0.0, 0.0",
    "-0.0, -0.0",
    "-Infinity, -Infinity",
    "1.0E7, 1.0E7",
    "123456.0, 123456.0"
  })
  void writesTheShortestDecimal(String number, String text) {
    assertThat(DoubleText.of(Double.parseDouble(number))).isEqualTo(text);
  }
}
