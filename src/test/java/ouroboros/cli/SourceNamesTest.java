package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceNamesTest {
  @TempDir Path folder;

  @Test
  void unreadableFilesAreNamedAlsoInFolders() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data.zip/_old"));
    for (String name :
        List.of("_old/a.zip", "part-1.xlsx", "b.txt", "c.orc.gz", "d.csv", "e.tsv.zst")) {
      Files.createFile(folder.resolve("data.zip").resolve(name));
    }
    assertThat(SourceNames.problems(List.of(data.getParent().toString())))
        .satisfiesExactly(
            one -> assertThat(one).contains("c.orc.gz: .orc is not read", "CSV"),
            two -> assertThat(two).contains("part-1.xlsx: .xlsx is not read"));
    assertThat(SourceNames.problems(List.of("*.zip", "s3a://bucket/a.zip", "12:00.txt", "")))
        .singleElement()
        .asString()
        .contains("*.zip: .zip is not read");
  }

  @Test
  void validateRefusesAnUnreadableFile() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            name: x
            corpus: {source: reviews.xlsx}
            family: {kind: ngram}
            policy: {kind: replace}
            generations: 1
            seed: 1
            """);
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new String[] {"validate", spec.toString()},
            Map.of(),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true));
    assertThat(code).isEqualTo(Main.Exit.WRONG_INPUT);
    assertThat(err.toString()).contains("x.yaml: corpus.source: reviews.xlsx: .xlsx is not read");
  }

  private record Said(int code, String out, String err) {}

  private Said validate(String source, String more, String... options) throws IOException {
    return said("validate", source, more, options);
  }

  private Said said(String command, String source, String more, String... options)
      throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("y.yaml"),
            "name: y\nseed: 1\ngenerations: 1\nfamily: {kind: ngram}\npolicy: {kind: replace}\n"
                + "corpus: {source: \""
                + folder.resolve(source)
                + "\""
                + more
                + "}\n");
    List<String> arguments = new ArrayList<>(List.of(command, spec.toString()));
    arguments.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            arguments.toArray(String[]::new),
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void aFileThatIsNotThereIsNamedWithTheNearest() throws IOException {
    Files.createFile(folder.resolve("novels.csv"));
    Said said = validate("novel.csv", "");
    assertThat(said.code()).isEqualTo(Main.Exit.WRONG_INPUT);
    assertThat(said.err())
        .contains("novel.csv does not exist; nearest name in its folder: novels.csv; --offline");
    assertThat(validate("novel.csv", "", "--offline").code()).isZero();
    assertThat(validate("no/such.txt", "").err()).contains("does not exist, nor does its folder");
  }

  @Test
  void fieldsThatFilesDoNotHaveAreNamed() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "id,body,genre\n1,x,y\n");
    Said text = validate("a.csv", "");
    assertThat(text.err()).contains("a.csv has no field \"text\"; nearest first, it has");
    Said stratum = validate("a.csv", ", text: body, stratum: gender");
    assertThat(stratum.err())
        .contains("corpus.stratum: no file that was looked at has a field \"gender\"; nearest");
    Said right = validate("a.csv", ", text: body, stratum: genre");
    assertThat(right.err()).isEmpty();
    assertThat(right.code()).isZero();
    Files.writeString(folder.resolve("b.jsonl"), "{\"text\":\"x\"}\n");
    Said later = validate("b.jsonl", ", period: year");
    assertThat(later.err()).contains("warning: corpus.period: no file that was looked at");
    assertThat(later.code()).isZero();
  }

  @Test
  void plainTextHasNoFields() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "words\n");
    assertThat(validate("a.txt", ", stratum: genre").err())
        .contains(
            "corpus.stratum: \"genre\" names a field, but",
            "plain text",
            "stratum: folder names the folder");
    assertThat(validate("a.txt", ", stratum: folder").err()).isEmpty();
    Files.createDirectories(folder.resolve("all"));
    Files.writeString(folder.resolve("all/readme"), "words\n");
    assertThat(validate("all", ", period: year").err())
        .contains("corpus.period: \"year\" names a field, but", "readme is plain text");
    assertThat(validate("all", "").code()).isZero();
  }

  @Test
  void usualNamesOfFieldsAreRefusedWhereAllFilesArePlainText() throws IOException {
    Path texts = Files.createDirectories(folder.resolve("texts/old"));
    Files.writeString(texts.resolve("a.txt"), "words\n");
    Files.writeString(texts.resolve("b.txt"), "words\n");
    Files.writeString(texts.resolve(".hidden.csv"), "text\nx\n");
    for (String source : List.of("texts", "texts/*", "tex*/o?d/[ab].t*", "texts/old/{a,b}.*")) {
      Said said = validate(source, ", stratum: stratum, id: id");
      assertThat(said.code()).as(source).isEqualTo(Main.Exit.WRONG_INPUT);
      assertThat(said.err())
          .contains(
              "corpus.stratum: \"stratum\" names a field, but ",
              "a.txt and 1 more are plain text, which has none; give JSON lines",
              "corpus.id: \"id\" names a field, but ");
      assertThat(validate(source, ", stratum: stratum", "--offline").code()).isZero();
      assertThat(validate(source, "").err()).as(source).isEmpty();
      assertThat(validate(source, ", stratum: folder").err()).as(source).isEmpty();
    }
    assertThat(validate("texts/old", "", "--set", "corpus.stratum=stratum").err())
        .contains("corpus.stratum: \"stratum\" names a field");
    Said run =
        said("run", "texts", ", stratum: stratum", "--out", folder.resolve("out").toString());
    assertThat(run.code()).isEqualTo(Main.Exit.WRONG_INPUT);
    assertThat(run.err()).contains("corpus.stratum: \"stratum\" names a field, but ");
    assertThat(folder.resolve("out")).doesNotExist();
    Files.writeString(texts.resolve("c.csv"), "text,stratum\nx,y\n");
    assertThat(validate("texts/old/*", ", stratum: stratum").err()).isEmpty();
    assertThat(validate("none/*", ", stratum: stratum").err()).isEmpty();
  }

  @Test
  void keysAndKindsAreExplained() {
    StringWriter out = new StringWriter();
    int code =
        Main.run(
            new String[] {"validate", "--explain", "policy.window"},
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true));
    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("policy window\n").contains("policy(window).last");
  }
}
