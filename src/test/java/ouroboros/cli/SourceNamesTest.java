package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceNamesTest {
  @TempDir Path folder;

  @Test
  void tablesAreNamedAlsoInFolders() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data.csv/_old"));
    for (String name : List.of("_old/a.csv", "part-1.csv", "b.txt", "c.tsv.gz")) {
      Files.createFile(folder.resolve("data.csv").resolve(name));
    }
    assertThat(SourceNames.problems(List.of(data.getParent().toString())))
        .satisfiesExactly(
            one -> assertThat(one).contains("c.tsv.gz: .tsv is not read", "pandas"),
            two -> assertThat(two).contains("part-1.csv: .csv is not read"));
    assertThat(SourceNames.problems(List.of("*.csv", "s3a://bucket/a.csv", "12:00.txt", "")))
        .singleElement()
        .asString()
        .contains("*.csv: .csv is not read");
  }

  @Test
  void validateRefusesATable() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            name: x
            corpus: {source: reviews.csv}
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
    assertThat(err.toString()).contains("x.yaml: corpus.source: reviews.csv: .csv is not read");
  }
}
