package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and pages: a link is followed, a folder refused, a pipe written to. */
class WritePlaceTest {
  @TempDir Path folder;
  private OutFolder out;

  @BeforeEach
  void open() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    out = new OutFolder(files, folder.toString());
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    Path target = Files.writeString(far.resolve("page"), "old");
    Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("far/page"));
    Path link = Files.createSymbolicLink(folder.resolve("report.html"), middle);
    out.replace("report.html", "new");
    assertThat(link).isSymbolicLink();
    assertThat(target).isRegularFile().hasContent("new");
  }

  /** Whoever gave the folder away could otherwise have any file replaced by a table. */
  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path elsewhere) throws IOException {
    Path victim = Files.writeString(elsewhere.resolve("victim"), "mine");
    Files.createSymbolicLink(folder.resolve("report.html"), victim);
    assertThatThrownBy(() -> out.replace("report.html", "new"))
        .hasMessageContaining("symbolic link");
    assertThat(victim).hasContent("mine");
  }

  /** A disk in memory has files, like any other. */
  @Test
  void whatIsBelowDevMayBeAFile() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    assertThat(WritePlace.of(files, HadoopPath.of("/dev/shm/ouroboros-none")).kind())
        .isEqualTo(WritePlace.Kind.FILE);
    assertThat(WritePlace.of(files, HadoopPath.of("/dev/null")).kind())
        .isEqualTo(WritePlace.Kind.STREAM);
  }

  @Test
  void aFolderIsRefusedAndKept() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("report.html"));
    assertThatThrownBy(() -> out.replace("report.html", "new"))
        .hasMessageContaining("is a folder; name a file");
    assertThat(taken).isEmptyDirectory();
  }

  @Test
  void aLinkThatLeadsInACircleIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
    FileSystem files = FileSystem.getLocal(new Configuration());
    assertThatThrownBy(() -> WritePlace.of(files, HadoopPath.of(folder + "/a")))
        .hasMessageContaining("circle");
  }

  @Test
  void aPipeIsWrittenToAndStaysOne() throws Exception {
    Path pipe = folder.resolve("report.html");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(
                    Files.newInputStream(pipe).readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    out.replace("report.html", "through");
    assertThat(read.get()).isEqualTo("through");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }
}
