package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the program made is deleted. */
class OwnFilesTest {
  @TempDir Path folder;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
  }

  private static org.apache.hadoop.fs.Path at(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void whatThisProcessDidNotMakeStays() throws IOException {
    Path mine = write("corpus/mine.txt");

    for (Path path : List.of(mine, mine.getParent(), folder)) {
      assertThatThrownBy(() -> OwnFiles.remove(files, at(path)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("was not made by this process; it stays");
    }
    OwnFiles.removeMade(files, at(folder));
    assertThat(mine).hasContent("corpus/mine.txt");
  }

  @Test
  void aNewFolderGoesWithAllThatIsInIt() throws IOException {
    write("scratch-1/a/b");
    write("scratch-12/c");
    OwnFiles.newFolder(files, at(folder.resolve("scratch-1")));

    OwnFiles.remove(files, at(folder.resolve("scratch-1")));

    assertThat(folder.resolve("scratch-1")).doesNotExist();
    assertThat(folder.resolve("scratch-12/c")).exists();
  }

  @Test
  void aFolderUnderAFixedNameGoesOnlyWhenItIsEmpty() throws IOException {
    write("out/corpus/ours");
    write("out/corpus/mine.txt");
    write("out/real/ours");
    for (String made : List.of("corpus/ours", "corpus", "real/ours", "real")) {
      OwnFiles.made(files, at(folder.resolve("out").resolve(made)));
    }

    OwnFiles.removeMade(files, at(folder.resolve("out")));

    assertThat(folder.resolve("out/real")).doesNotExist();
    assertThat(folder.resolve("out/corpus/ours")).doesNotExist();
    assertThat(folder.resolve("out/corpus/mine.txt")).exists();
  }

  @Test
  void aLinkInANewFolderIsNotFollowed() throws IOException {
    Path victim = write("elsewhere/victim.txt");
    write("scratch/a");
    Files.createSymbolicLink(folder.resolve("scratch/link"), victim.getParent());
    OwnFiles.newFolder(files, at(folder.resolve("scratch")));

    OwnFiles.remove(files, at(folder.resolve("scratch")));

    assertThat(folder.resolve("scratch")).doesNotExist();
    assertThat(victim).exists();
  }

  @Test
  void theUmaskDecidesWhoCanRead() throws IOException {
    Path theirs = write("theirs/file");
    assertThat(modes(Umask.ofProcess()))
        .containsExactly(
            Files.getPosixFilePermissions(theirs.getParent()),
            Files.getPosixFilePermissions(theirs.getParent()),
            Files.getPosixFilePermissions(theirs));
    assertThat(modes("077"))
        .containsExactly(
            PosixFilePermissions.fromString("rwx------"),
            PosixFilePermissions.fromString("rwx------"),
            PosixFilePermissions.fromString("rw-------"));
  }

  /** Hadoop would start a process for each file; tasks write to the disk without checksum files. */
  @Test
  void noProcessSetsTheModeWhereTheUmaskDoes() throws IOException {
    for (String umask : List.of(Umask.ofProcess(), "077")) {
      Configuration conf = new Configuration(false);
      conf.set(Umask.SETTING, umask);
      LocalFileSystem disk = (LocalFileSystem) FileSystem.newInstance(URI.create("file:///"), conf);
      for (FileSystem each : List.of(disk, disk.getRawFileSystem())) {
        assertThat(OwnFiles.withoutModes(each) != each).isEqualTo(!umask.equals("077"));
      }
    }
  }

  /** Of a folder, a folder above a file, and the file. */
  private List<Set<PosixFilePermission>> modes(String umask) throws IOException {
    Configuration conf = new Configuration(false);
    conf.set(Umask.SETTING, umask);
    FileSystem disk = FileSystem.newInstance(URI.create("file:///"), conf);
    Path ours = folder.resolve("umask" + umask);
    Path file = folder.resolve("above" + umask + "/file");
    OwnFiles.createFolder(disk, at(ours));
    OwnFiles.create(disk, at(file), false, 64).close();
    assertThat(file.resolveSibling(".file.crc")).doesNotExist();
    return List.of(
        Files.getPosixFilePermissions(ours),
        Files.getPosixFilePermissions(file.getParent()),
        Files.getPosixFilePermissions(file));
  }

  @Test
  void whatIsInAFolderOfTheLocalDiskCanGoOneByOne() throws IOException {
    for (String name : List.of("plain", "with space", "a#b", "a:b", "a%20b")) {
      Path file = write(name + "/sub/file");
      OwnFiles.local(folder.resolve(name));

      OwnFiles.remove(file);
      assertThat(file).doesNotExist();
      OwnFiles.remove(folder.resolve(name));
      assertThat(folder.resolve(name)).doesNotExist();
    }
    Path full = write("full/file").getParent();
    assertThatThrownBy(() -> OwnFiles.removeEmpty(full)).isInstanceOf(IOException.class);
    assertThat(full.resolve("file")).exists();
    OwnFiles.removeEmpty(Files.createDirectory(folder.resolve("none")));
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../victim.txt",
        "cells/../../victim.txt",
        "/victim.txt",
        "cells/%2e%2e/%2e%2e/victim.txt",
        "cells\\..\\..\\victim.txt",
        "file:/victim.txt",
        "./../victim.txt",
        "cells//victim.txt",
        "",
        ".",
        "a\n../victim.txt"
      })
  void aNameThatLeadsOutIsRefused(String name) throws IOException {
    Path victim = write("victim.txt");
    write("out/cells/a");

    assertThatThrownBy(
            () -> OwnFiles.remove(files, folder.resolve("out").toString(), List.of(name)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("which is not a name inside its folder");
    assertThat(victim).exists();
  }

  @Test
  void aLinkThatLeadsOutIsRefused() throws IOException {
    Path victim = write("elsewhere/victim.txt");
    write("out/cells/a");
    Files.createSymbolicLink(folder.resolve("out/cells/link"), victim.getParent());
    Files.createSymbolicLink(folder.resolve("out/cells/file"), victim);
    String root = folder.resolve("out").toString();

    for (String name : List.of("cells/link/victim.txt", "cells/file", "cells/link/new")) {
      assertThatThrownBy(() -> OwnFiles.remove(files, root, List.of(name)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a symbolic link leads out of the folder of the run");
    }
    assertThat(victim).exists();
    OwnFiles.remove(files, root, List.of("cells/a", "cells/not-there"));
    assertThat(folder.resolve("out/cells/a")).doesNotExist();
  }

  @Test
  void aFolderIsNeverReplacedByAFile() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path draft = write("draft");

    assertThatThrownBy(() -> OwnFiles.replace(files, at(draft), at(empty)))
        .hasMessageContaining("is a folder; it stays");
    assertThat(empty).isEmptyDirectory();
  }
}
