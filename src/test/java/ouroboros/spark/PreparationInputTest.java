package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec.Documents;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.Notice;
import ouroboros.text.SpecFixtures;
import ouroboros.text.prepared.PreparedCorpus;

/** How preparation treats bad input. */
@Tag("spark")
class PreparationInputTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = PreparationSession.session();
  }

  private List<String> problems(SpecFixtures spec) {
    String out = folder.resolve("out").toString();
    CorpusException thrown =
        catchThrowableOfType(
            CorpusException.class, () -> Preparation.prepare(spark, spec.spec(), 42, out));
    assertThat(thrown).isNotNull();
    return thrown.problems();
  }

  private String write(String name, String text) throws IOException {
    return PreparationSession.write(folder.resolve(name), text);
  }

  @Test
  void aMissingFileNamesTheNearestAndAllProblemsComeTogether() throws IOException {
    write("novels.txt", "a");
    String missing = folder.resolve("novel.txt").toString();
    String nowhere = folder.resolve("no/where/*.txt").toString();
    assertThat(problems(SpecFixtures.of(missing, nowhere, "bundled:stata")))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .contains("novel.txt does not exist; nearest name in its folder: novels.txt"),
            second -> assertThat(second).contains("does not exist, nor does the folder"),
            third -> assertThat(third).contains("no bundled corpus \"stata\"; bundled are strata"));
  }

  @Test
  void aStorageThatSparkDoesNotKnowNamesThePackage() {
    assertThat(problems(SpecFixtures.of("s3a://bucket/a.txt", "nowhere://a/b.txt")))
        .satisfiesExactly(
            first -> assertThat(first).contains("s3a://bucket/a.txt", "hadoop-aws"),
            second -> assertThat(second).contains("No FileSystem for scheme \"nowhere\""));
  }

  @Test
  void emptinessIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("empty/deep"));
    write("hidden/_SUCCESS", "");
    String zero = write("zero.txt", "");
    String blank = write("blank.txt", " \n\n");
    String nothing = write("dots.jsonl", "{\"text\":\"  \"}\n{\"text\":\"\"}\n");
    assertThat(problems(SpecFixtures.of(folder.resolve("empty").toString())).get(0))
        .contains("is a folder without a file");
    assertThat(problems(SpecFixtures.of(folder.resolve("hidden").toString())).get(0))
        .contains("is a folder without a file");
    assertThat(problems(SpecFixtures.of(zero)).get(0)).contains("the corpus is empty");
    assertThat(problems(SpecFixtures.of(blank)).get(0)).contains("the corpus is empty");
    assertThat(problems(SpecFixtures.of(nothing)).get(0))
        .contains("the corpus is empty: 2 documents without a sentence");
    assertThat(problems(SpecFixtures.of()).get(0)).contains("corpus.source is empty");
  }

  @Test
  void aCorpusTooSmallForItsSplitIsAnError() throws IOException {
    SpecFixtures one = SpecFixtures.of(write("one.txt", "One sentence only."));
    assertThat(problems(one))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("corpus.split", "has no sentence", "1 documents and 1 sentences"));
    SpecFixtures all = one.withSplit(new Split(1, 0, 0, 0));
    PreparedCorpus corpus =
        Preparation.prepare(spark, all.spec(), 42, folder.resolve("whole").toString());
    assertThat(corpus.parts().get(0).sentences()).isEqualTo(1);
  }

  @Test
  void everyBadLineIsNamed() throws IOException {
    write("in/a.jsonl", "{\"text\":\"ok\"}\n{\"text\":\n{\"txt\":\"b\"}\n");
    write("in/b.jsonl", "{\"text\":\"ok\"}\n[]\n");
    assertThat(problems(SpecFixtures.of(folder.resolve("in").toString())))
        .satisfiesExactly(
            first -> assertThat(first).contains("in/a.jsonl:2: no valid JSON"),
            second -> assertThat(second).contains("in/a.jsonl:3: no field \"text\"", "has txt"),
            third -> assertThat(third).contains("in/b.jsonl:2: no JSON object"));
  }

  @Test
  void damagedFilesAreNamedNeverShortened() throws IOException {
    String lines = PreparationSession.lines(0, 2_000);
    for (String name : new String[] {"in/cut.jsonl.gz", "in/cut.jsonl.bz2"}) {
      Path file = Path.of(write(name, lines));
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }
    Files.writeString(folder.resolve("in/plain.txt.gz"), "plain words");
    assertThat(problems(SpecFixtures.of(folder.resolve("in").toString())))
        .hasSizeGreaterThanOrEqualTo(3)
        .anySatisfy(p -> assertThat(p).contains("cut.jsonl.gz: damaged or cut off"))
        .anySatisfy(p -> assertThat(p).contains("cut.jsonl.bz2: damaged or cut off"))
        .anySatisfy(p -> assertThat(p).contains("plain.txt.gz: damaged or cut off"));
  }

  @Test
  void damagedParquetIsNamed() throws IOException {
    Path file = Path.of(write("bad.parquet", "PAR1 this is none"));
    assertThat(problems(SpecFixtures.of(file.toString())).get(0))
        .contains("cannot be read as Parquet", "bad.parquet");
  }

  @Test
  void parquetWithoutTheTextNamesItsColumns() throws IOException {
    String json = write("in.jsonl", "{\"txt\":\"a\",\"url\":\"b\"}\n");
    String parquet = folder.resolve("pq").toString();
    spark.read().json(json).write().parquet(parquet);
    assertThat(problems(SpecFixtures.of(parquet)).get(0))
        .contains("no column \"text\"; nearest first, the file has txt, url");
  }

  @Test
  void everyBadParquetIsNamed() throws IOException {
    String whole = folder.resolve("whole").toString();
    spark.read().json(write("in.jsonl", PreparationSession.lines(0, 200))).write().parquet(whole);
    byte[] bytes = Files.readAllBytes(part(whole));
    for (int length : new int[] {bytes.length - 6, bytes.length / 2, 4, 3}) {
      Path cut = folder.resolve("cut-" + length + ".parquet");
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThat(problems(SpecFixtures.of(cut.toString())).get(0))
          .contains("cannot be read as Parquet", cut.getFileName().toString());
    }
    Path empty = Files.createFile(folder.resolve("empty.parquet"));
    assertThat(problems(SpecFixtures.of(empty.toString())).get(0)).contains("the corpus is empty");
    String none = folder.resolve("none").toString();
    spark.read().parquet(whole).limit(0).write().parquet(none);
    assertThat(problems(SpecFixtures.of(none)).get(0)).contains("the corpus is empty");
  }

  @Test
  void aParquetColumnThatIsNoTextIsNamed() throws IOException {
    String number = folder.resolve("number").toString();
    spark.read().json(write("n.jsonl", "{\"text\":1}\n")).write().parquet(number);
    assertThat(problems(SpecFixtures.of(number)).get(0))
        .contains("column \"text\" holds", "not strings");
    String holes = folder.resolve("holes").toString();
    String lines = "{\"text\":\"a\"}\n{\"text\":null}\n";
    spark.read().json(write("h.jsonl", lines)).coalesce(1).write().parquet(holes);
    assertThat(problems(SpecFixtures.of(holes)).get(0)).contains(":2: the column \"text\" is null");
  }

  private static Path part(String parquet) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(parquet))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    write("real/a.jsonl", PreparationSession.lines(0, 40));
    Files.createDirectories(folder.resolve("in/deep"));
    Files.createSymbolicLink(folder.resolve("in/a.jsonl"), folder.resolve("real/a.jsonl"));
    SpecFixtures spec = SpecFixtures.of(folder.resolve("in").toString());
    PreparedCorpus corpus =
        Preparation.prepare(spark, spec.spec(), 42, folder.resolve("out").toString());
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(40);

    Files.createSymbolicLink(folder.resolve("in/deep/again"), folder.resolve("in"));
    assertThat(problems(spec))
        .singleElement(STRING)
        .contains("in/deep/again is a link to a folder that holds it: a circle");
    Path nowhere = folder.resolve("nowhere.jsonl");
    Files.createSymbolicLink(nowhere, folder.resolve("gone.jsonl"));
    assertThat(problems(SpecFixtures.of(nowhere.toString())).get(0)).contains("does not exist");
    Path itself = folder.resolve("itself.jsonl");
    Files.createSymbolicLink(itself, itself);
    assertThat(problems(SpecFixtures.of(itself.toString())).get(0)).contains("itself.jsonl");
  }

  @Test
  void aFileIsReadOnceHoweverOftenItIsNamedOrLinked() throws IOException {
    String real = write("real/b.jsonl", PreparationSession.lines(0, 40));
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("c.jsonl"), Path.of(real));
    Files.createSymbolicLink(in.resolve("a.jsonl"), in.resolve("c.jsonl"));
    Files.createSymbolicLink(folder.resolve("also"), in);
    String again = folder.resolve("also").toString();
    SpecFixtures spec = SpecFixtures.of(real, in.toString(), real, again);
    PreparedCorpus corpus =
        Preparation.prepare(spark, spec.spec(), 42, folder.resolve("out").toString());
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(40);
    assertThat(corpus.count(Notice.REPEATED_IDS)).isZero();
    assertThat(corpus.count(Notice.REPEATED_FILES)).isEqualTo(5);
    assertThat(corpus.inputs()).singleElement().asString().contains("a.jsonl");
  }

  @Test
  void whatIsNoTextIsAnError() throws IOException {
    Path utf16 = folder.resolve("utf16.txt");
    Files.write(utf16, "one two\nthree".getBytes(StandardCharsets.UTF_16LE));
    assertThat(problems(SpecFixtures.of(utf16.toString())).get(0))
        .contains("utf16.txt:1: a byte 0", "UTF-16");
    Path latin = folder.resolve("latin.txt");
    Files.write(latin, "Größe über Bäume\n".repeat(9).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(SpecFixtures.of(latin.toString())).get(0))
        .contains("latin.txt: not UTF-8", "iconv");
    assertThat(problems(SpecFixtures.of(write("a.zip", "x"), write("b.jsonl.xz", "x"))))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("is not read; convert it"));
  }

  /** Each file is below the limit for one file; as one file they would be far above it. */
  @Test
  void manySmallFilesOfAnotherEncodingAreAnError() throws IOException {
    for (int i = 0; i < 300; i++) {
      Path file = folder.resolve("latin/" + i + ".txt");
      Files.createDirectories(file.getParent());
      Files.write(file, ("Größe " + i + " über Bäume").getBytes(StandardCharsets.ISO_8859_1));
    }
    String latin = folder.resolve("latin").toString();
    for (Documents unit : Documents.values()) {
      assertThat(problems(SpecFixtures.of(latin).withDocuments(unit)))
          .singleElement(STRING)
          .contains(
              "the corpus is not UTF-8: 1,200 byte sequences",
              "in 300 of 300 files, such as ",
              "latin/0.txt",
              "is it windows-1252?",
              "iconv");
    }
    write("sound.jsonl", PreparationSession.lines(0, 60_000));
    SpecFixtures few =
        SpecFixtures.of(
            latin + "/1.txt", latin + "/2.txt", folder.resolve("sound.jsonl").toString());
    PreparedCorpus corpus =
        Preparation.prepare(spark, few.spec(), 42, folder.resolve("few").toString());
    assertThat(corpus.count(Notice.REPLACED_BYTES)).isEqualTo(8);
  }

  @Test
  void badBytesAreReplacedAndStandInTheRecord() throws IOException {
    Path file = folder.resolve("a.txt");
    byte[] bytes = "A line of text.\n".repeat(40).getBytes(StandardCharsets.UTF_8);
    bytes[16 * 7 + 3] = (byte) 0xFF;
    bytes[16 * 9 + 3] = (byte) 0xFF;
    Files.write(file, bytes);
    PreparedCorpus corpus =
        Preparation.prepare(
            spark, SpecFixtures.of(file.toString()).spec(), 42, folder.resolve("out").toString());
    assertThat(corpus.count(Notice.REPLACED_BYTES)).isEqualTo(2);
    assertThat(corpus.notices())
        .anySatisfy(
            entry -> {
              assertThat(entry.notice()).isEqualTo(Notice.REPLACED_BYTES);
              assertThat(entry.first()).endsWith("a.txt:8");
            });
  }

  @Test
  void aLineOf64MiBIsOneDocument() throws IOException {
    StringBuilder lines = new StringBuilder(PreparationSession.lines(0, 40));
    lines
        .append("{\"id\":\"long\",\"text\":\"")
        .append("word word word word\\n".repeat(64 << 20 >> 4))
        .append("\"}\n");
    assertThat(lines.length()).isGreaterThan(64 << 20);
    String file = write("long.jsonl", lines.toString());
    PreparedCorpus corpus =
        Preparation.prepare(
            spark, SpecFixtures.of(file).spec(), 42, folder.resolve("out").toString());
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(41);
    assertThat(corpus.parts().stream().mapToLong(PreparedCorpus.PartEntry::tokens).sum())
        .isGreaterThan(64 << 20 >> 2);
    assertThat(CorpusReader.open(folder.resolve("out").toString()).damage()).isEmpty();
  }

  @Test
  void fieldsThatNoDocumentHasAreErrorsUnlessTheyAreTheDefaults() throws IOException {
    String file = write("a.jsonl", "{\"text\":\"a b c.\"}\n".repeat(30));
    assertThat(problems(SpecFixtures.of(file).withId("key").withPeriod("date")))
        .satisfiesExactly(
            first -> assertThat(first).contains("corpus.id: none of 30 documents", "\"key\""),
            second -> assertThat(second).contains("corpus.period: none of 30 documents"));
    PreparedCorpus corpus =
        Preparation.prepare(
            spark, SpecFixtures.of(file).spec(), 42, folder.resolve("whole").toString());
    assertThat(corpus.count(Notice.MISSING_ID)).isEqualTo(30);
    assertThat(corpus.strata()).containsExactly("all");
  }

  @Test
  void aFileWhereTheFolderShouldBeIsAnError() throws IOException {
    write("out", "x");
    String file = write("a.jsonl", PreparationSession.lines(0, 5));
    assertThat(problems(SpecFixtures.of(file)).get(0)).contains("which is a file; name a folder");
  }

  @Test
  void thousandsOfFilesAreDocuments() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      write("many/" + i % 10 + "/" + i + ".txt", "File " + i + " says hello.\nAnd bye.");
    }
    SpecFixtures spec =
        SpecFixtures.of(folder.resolve("many").toString()).withDocuments(Documents.FILE);
    PreparedCorpus corpus =
        Preparation.prepare(spark, spec.spec(), 42, folder.resolve("out").toString());
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(2_000);
    assertThat(corpus.count(Notice.REPEATED_IDS)).isZero();
    assertThat(corpus.parts().stream().mapToLong(PreparedCorpus.PartEntry::sentences).sum())
        .isEqualTo(4_000);
  }
}
