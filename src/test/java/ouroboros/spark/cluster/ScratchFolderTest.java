package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of processes that live, that were killed, and of others. */
class ScratchFolderTest {
  private static final String NAME = "ouroboros-00112233445566778899aabbccddeeff";

  @TempDir Path base;

  private List<String> there() throws IOException {
    try (Stream<Path> files = Files.list(base)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What a killed process leaves, in a folder of this name whose note says the other. */
  private Path left(String name, String note, String permissions) throws IOException {
    Path folder = Files.createDirectory(base.resolve(name));
    Files.createDirectories(folder.resolve("blockmgr-1/00"));
    Files.writeString(folder.resolve("blockmgr-1/00/shuffle"), "sentences");
    Files.writeString(folder.resolve("held"), note);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void onlyItsOwnerReadsItAndItGoesWithItsContent() throws Exception {
    ScratchFolder mine = ScratchFolder.in(base);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mine.path())))
        .isEqualTo("rwx------");
    Path outside = Files.writeString(base.resolve("mine.txt"), "kept");
    Files.createSymbolicLink(mine.path().resolve("link"), outside);
    Files.writeString(Files.createDirectory(mine.path().resolve("a")).resolve("b"), "c");
    mine.close();
    mine.close();
    assertThat(there()).containsExactly("mine.txt");
  }

  @Test
  void twoOfOneProcessLiveSideBySide() throws Exception {
    try (ScratchFolder one = ScratchFolder.in(base);
        ScratchFolder two = ScratchFolder.in(base)) {
      assertThat(one.path()).exists();
      assertThat(two.path()).exists();
    }
    assertThat(there()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftGoesAndWhatALivingOneHasStays() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ScratchHolder.class.getName(),
                base.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader()) {
      Path theirs = Path.of(out.readLine());
      Files.writeString(theirs.resolve("shuffle"), "sentences");
      ScratchFolder.in(base).close();
      assertThat(theirs.resolve("shuffle")).exists();
      process.destroyForcibly().waitFor();
      ScratchFolder.in(base).close();
      assertThat(there()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFolderThatOnlyLooksLikeOursStays() throws Exception {
    String ours = ScratchFolder.note(Path.of(NAME));
    left(NAME.replace('0', '1'), ours, "rwx------"); // copied from elsewhere
    left(NAME.replace('0', '2'), "mine", "rwx------");
    left(NAME.replace("ouroboros", "ouroboros-texts"), ours, "rwx------");
    String third = NAME.replace('0', '3');
    left(third, ScratchFolder.note(Path.of(third)), "rwxr-xr-x");
    String fourth = NAME.replace('0', '4');
    left(
        fourth,
        ScratchFolder.note(Path.of(fourth)).replace("scratch\n", "scratch\nother-"),
        "rwx------");
    Files.createDirectory(base.resolve(NAME.replace('0', '5')));
    Path elsewhere = left("elsewhere", ours, "rwx------");
    Files.createSymbolicLink(base.resolve(NAME), elsewhere);
    List<String> before = there();
    ScratchFolder.in(base).close();
    assertThat(there()).isEqualTo(before);
    assertThat(elsewhere.resolve("blockmgr-1/00/shuffle")).exists();
    left(NAME.replace('0', '6'), ScratchFolder.note(Path.of(NAME.replace('0', '6'))), "rwx------");
    ScratchFolder.in(base).close();
    assertThat(there()).as("the same, as a process leaves it").isEqualTo(before);
  }

  @Test
  void aPlaceWhereNothingCanBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(base.resolve("file"), "");
    assertThatThrownBy(() -> ScratchFolder.in(file.resolve("sub")))
        .hasMessageContaining(file + "/sub")
        .hasMessageContaining("SPARK_LOCAL_DIRS");
  }
}
