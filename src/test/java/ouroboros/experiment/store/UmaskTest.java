package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.text.Vocabulary;

/** Files of a run have the permissions that the user's umask gives. */
class UmaskTest {
  @TempDir Path folder;

  /** What a process writes: every way in which the program makes a file below OUT. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      OutFolder out = ExperimentRun.folder(arguments[0]);
      out.files().mkdirs(new org.apache.hadoop.fs.Path(out.root()));
      out.replace("report.html", "page");
      out.seals().release("cells/a", List.of("cells/a/none"));
      out.seals()
          .seal(
              "real/order-1",
              SealedInput.of(new CountTable(List.of(), 0, 0, 0, 1), new TreeMap<>()));
      ParquetTable.write(
          out,
          "metrics.parquet",
          MessageTypeParser.parseMessageType("message metrics { required double value; }"),
          empty -> null);
      CorpusFolder corpus = new CorpusFolder(out.root() + "/corpus");
      corpus.create();
      corpus.write(
          new Vocabulary(new String[] {"<unk>", "<s>", "</s>"}, new long[3]), corpus.newAttempt());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "077, rw-------, rwx------",
    "022, rw-r--r--, rwxr-xr-x",
    "007, rw-rw----, rwxrwx---"
  })
  void decidesWhoCanReadARun(String umask, String ofFiles, String ofFolders) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();

    Map<Boolean, TreeSet<String>> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path each : all.toList()) {
        found
            .computeIfAbsent(Files.isDirectory(each), folders -> new TreeSet<>())
            .add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
      }
    }
    assertThat(found)
        .containsEntry(false, new TreeSet<>(List.of(ofFiles)))
        .containsEntry(true, new TreeSet<>(List.of(ofFolders)));
  }

  @Test
  void isReadAsOctalDigits() {
    assertThat(Umask.ofProcess()).matches("[0-7]{3,4}");
  }
}
