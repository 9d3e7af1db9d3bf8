package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FieldGuessTest {
  private final Map<String, ColumnSample> columns = new LinkedHashMap<>();

  private void column(String name, IntFunction<String> value) {
    ColumnSample seen = new ColumnSample();
    for (int i = 0; i < 100; i++) {
      seen.add(value.apply(i));
    }
    columns.put(name, seen);
  }

  private static String column(FieldGuess.Choice choice) {
    return choice == null ? "-" : choice.column();
  }

  @Test
  void columnsAreFoundByNameAndValues() {
    column("row", i -> "" + i);
    column("stars", i -> "" + i % 5);
    column("doc.genre", i -> i % 3 == 0 ? "news" : "novel");
    column("title", i -> "The book " + i);
    column("body", i -> "Many words are in the text number " + i + ".");
    column("published", i -> "2001-0" + (1 + i % 9) + "-11");
    column("split", i -> i % 2 == 0 ? "train" : "test");
    column("review_id", i -> "r" + i);
    assertThat(column(FieldGuess.text(columns))).isEqualTo("body");
    columns.remove("body");
    assertThat(column(FieldGuess.id(columns))).isEqualTo("review_id");
    assertThat(column(FieldGuess.stratum(columns))).isEqualTo("doc.genre");
    assertThat(column(FieldGuess.period(columns))).isEqualTo("published");
  }

  @Test
  void nothingIsGuessedWhereNothingFits() {
    column("a", i -> "" + i);
    column("b", i -> i % 2 == 0 ? "" : "x");
    column("c", i -> "y");
    assertThat(column(FieldGuess.id(columns))).isEqualTo("-");
    assertThat(column(FieldGuess.stratum(columns))).isEqualTo("-");
    assertThat(column(FieldGuess.period(columns))).isEqualTo("-");
    columns.remove("b");
    columns.remove("c");
    assertThat(column(FieldGuess.text(columns))).isEqualTo("-");
  }

  /** Addresses are longer than these texts, but a few of them return in all rows. */
  @Test
  void longValuesThatReturnAreNoText() {
    column("Package", i -> "package-" + i);
    column("Maintainer", i -> "The maintainers of this group <group-" + i % 9 + "@example.org>");
    column("Notes", i -> "reads files of kind " + i);
    column("pos", i -> i % 4 == 0 ? "" : "n" + i % 3);
    assertThat(column(FieldGuess.text(columns))).isEqualTo("Notes");
    columns.remove("Notes");
    assertThat(column(FieldGuess.id(columns))).isEqualTo("Package");
    FieldGuess.Choice stratum = FieldGuess.stratum(columns);
    assertThat(column(stratum)).isEqualTo("pos");
    assertThat(stratum.reason()).contains("25 % have none");
  }

  @Test
  void itIsSaidWhichFieldHasTooManyValuesForStrata() {
    column("Package", i -> "package-" + i);
    column("Section", i -> "section " + i % 60);
    assertThat(FieldGuess.noStratum(columns)).contains("2 to 50 values", "(Section has 60)");
  }

  @Test
  void namesOfFieldsAreReadWithoutKnowingThem() throws IOException {
    assertThat(names("a.csv", "\uFEFFid;\"my text\";x\n1;2;3\n"))
        .containsExactly("id", "my text", "x");
    assertThat(names("a.tsv", "id\ttext\n")).containsExactly("id", "text");
    assertThat(
            names(
                "a.jsonl",
                "{\"a\":{\"b\":{\"c\":1},\"d\":[1]},\"t\":\"x\"}\nno json\n{\"z\":null}\n"))
        .containsExactly("a.b.c", "t", "z");
  }

  private static List<String> names(String name, String text) throws IOException {
    return ColumnNames.of(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
