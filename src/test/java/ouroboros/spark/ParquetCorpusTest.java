package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parquet files as other programs write them (pyarrow 23, pandas 3): each is read as JSON lines
 * with the same fields, or refused with the names of file and column.
 */
@Tag("spark")
class ParquetCorpusTest {
  private static final Path FILES = Path.of("src/test/resources/ouroboros/parquet");

  @TempDir Path folder;

  private Answer prepare(Path input, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("prepare", input.toString()));
    arguments.addAll(List.of("--out", folder.resolve("out" + input.hashCode()).toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Answer.of(arguments.toArray(String[]::new));
  }

  private void reads(int documents, Path input, String... settings) {
    Answer answer = prepare(input, settings);
    assertThat(answer.err()).as(input.toString()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(String.format(Locale.ROOT, "%ndocuments: %,d%n", documents));
  }

  @Test
  void columnsThatNobodyAsksForMayHaveAnyType() throws IOException {
    try (var files = Files.list(FILES.resolve("types"))) {
      assertThat(files.toList()).hasSize(25);
    }
    reads(25 * 40, FILES.resolve("types"));
  }

  @ParameterizedTest
  @CsvSource({"plain-first, rich-first", "rich-first, rich-first-jsonl"})
  void theOrderOfNamesChangesNothing(String one, String other) {
    Answer first = prepare(FILES.resolve("order").resolve(one));
    Answer second = prepare(FILES.resolve("order").resolve(other));
    assertThat(first.err() + second.err()).isEmpty();
    for (Answer each : List.of(first, second)) {
      assertThat(each.out()).contains("documents: 120", "missing-id: 60", "missing-stratum: 60");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "case, 60, corpus.id=ID, 0, 60",
    "codec-gzip.parquet, 30, 'corpus.split={real: 0.5, reserve: 0, guard: 0, test: 0.5}', 0, 30",
    "codec-lz4.parquet, 30, 'corpus.split={real: 0.5, reserve: 0, guard: 0, test: 0.5}', 0, 30",
    "codec-none.parquet, 30, 'corpus.split={real: 0.5, reserve: 0, guard: 0, test: 0.5}', 0, 30",
    "codec-snappy.parquet, 30, 'corpus.split={real: 0.5, reserve: 0, guard: 0, test: 0.5}', 0, 30",
    "codec-zstd.parquet, 30, 'corpus.split={real: 0.5, reserve: 0, guard: 0, test: 0.5}', 0, 30",
    "col-first, 120, corpus.stratum=lang, 0, 60",
    "col-second, 120, corpus.stratum=lang, 0, 60",
    "float-id, 60, corpus.id=id, 12, 60",
    "id-types, 120, corpus.id=id, 0, 120",
    "id-widths, 120, corpus.id=id, 0, 120",
    "metadata, 60, corpus.stratum=_metadata, 0, 0",
    "null-typed, 120, corpus.stratum=lang, 0, 60",
    "pandas-index.parquet, 60, corpus.stratum=lang, 0, 0",
    "stamp, 60, corpus.stratum=day, 0, 0",
    "string-kinds, 180, corpus.id=id, 0, 180",
    "zero-rows, 60, corpus.id=id, 0, 60",
  })
  void schemasDifferFromFileToFile(
      String name, int documents, String setting, int withoutId, int withoutStratum) {
    Answer answer = prepare(FILES.resolve("schema").resolve(name), setting);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).contains("\ndocuments: " + documents + "\n");
    assertThat(answer.out().contains("missing-id: " + withoutId + "\n")).isEqualTo(withoutId > 0);
    assertThat(answer.out().contains("missing-stratum: " + withoutStratum + "\n"))
        .isEqualTo(withoutStratum > 0);
  }

  @Test
  void namesMayHaveDotsAndBackticks() {
    reads(
        60,
        FILES.resolve("schema/dots"),
        "corpus.text=text.raw",
        "corpus.id=meta.id",
        "corpus.stratum=we`ird");
  }

  /** Large strings, dictionaries, structs in structs, as Hugging Face's data sets have them. */
  @Test
  void fieldsOfStructsAreNamedByTheirPath() {
    Answer nested =
        prepare(
            FILES.resolve("hugging-face/hf-nested.parquet"),
            "corpus.text=text.content",
            "corpus.id=meta.source.url",
            "corpus.period=meta.year",
            "corpus.stratum=genre");
    assertThat(nested.err()).isEmpty();
    assertThat(nested.out()).contains("\ndocuments: 60\n").doesNotContain("missing");
    Answer large = prepare(FILES.resolve("hugging-face/hf-large.parquet"), "corpus.stratum=genre");
    assertThat(large.err()).isEmpty();
    assertThat(large.out()).contains("\ndocuments: 60\n").doesNotContain("missing");
    Answer wrong = prepare(FILES.resolve("hugging-face"));
    assertThat(wrong.err())
        .contains("the column \"text\" holds struct, not strings; its fields are text.content,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "codec-brotli.parquet | codec-brotli.parquet: the column \"text\" is compressed with"
            + " brotli, which is not read",
        "list | a.parquet: the column \"text\" holds list, not strings",
        "struct | a.parquet: no column \"text\"; nearest first, the file has meta, id",
      })
  void whatCannotBeReadIsRefusedByName(String name, String message) {
    Answer answer = prepare(FILES.resolve("schema").resolve(name));
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(message).doesNotContain("damaged", "Exception");
  }
}
