package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodValueTest {
  @ParameterizedTest
  @CsvSource({
    "1999, 1999",
    "-44, -44",
    "+7, 7",
    " 1999 , 1999",
    "1999.0, 1999",
    "2.0200101E7, 20200101",
    "1e3, 1000",
    "1700000000000, 1700000000000",
    "999999999999999999, 999999999999999999"
  })
  void aWholeNumberIsItself(String text, long value) {
    assertThat(PeriodValue.of(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "May 1999",
        "1999.5",
        "1999-13",
        "1999-02-30",
        "1999-5-1",
        "1999-05-01T25:00",
        "1999-05-01 10:00:00 UTC",
        "1e999",
        "NaN",
        "1999-05-01T10:00+99:00"
      })
  void everythingElseIsUnknown(String text) {
    assertThat(PeriodValue.of(text)).isEqualTo(PeriodValue.UNKNOWN);
  }

  @Test
  void datesAndYearsHaveOneOrder() {
    List<String> ordered =
        List.of(
            "-1700000000000",
            "-10000-01-01",
            "-45",
            "-0044-03-15",
            "-0044-12-31",
            "-43",
            "0",
            "0000-01-01",
            "1",
            "1998-12-31T23:59:59",
            "1999",
            "1999-05",
            "1999-05-01",
            "1999-05-01T00:00:00",
            "1999-05-01 00:00:01.5",
            "1999-05-01T10:00:00+02:00",
            "1999-05-01T08:00:01Z",
            "1999-05-01T09:30",
            "1999-05-02",
            "1999-10",
            "1999-12-31T23:00:00-05:00",
            "2000-01-02",
            "2001",
            "+12345-01-01",
            "20200101",
            "1700000000000");
    List<Long> places =
        ordered.stream().map(text -> PeriodValue.place(PeriodValue.of(text))).toList();
    assertThat(places).isSorted().doesNotHaveDuplicates();
    assertThat(places.get(places.size() - 1)).isLessThan(PeriodValue.place(PeriodValue.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999",
        "-44",
        "0",
        "1000000000",
        "-1000000001",
        "999999999999999999",
        "-1700000000000",
        "1999-05",
        "1999-12",
        "1999-05-01",
        "-0044-03-15",
        "+12345-01-01",
        "1999-05-01T00:00:00Z",
        "1999-12-31T23:59:59Z"
      })
  void aTextIsReadAsThePeriodThatItSays(String text) {
    assertThat(PeriodValue.text(PeriodValue.of(text))).isEqualTo(text);
  }

  @Test
  void aZoneChangesTheNameNotTheTime() {
    assertThat(PeriodValue.of("1999-12-31T23:00:00-05:00"))
        .isEqualTo(PeriodValue.of("2000-01-01 04:00:00"));
  }
}
