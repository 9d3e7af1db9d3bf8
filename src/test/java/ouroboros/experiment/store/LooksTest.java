package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.Looks.Look;

class LooksTest {
  @TempDir Path folder;

  @Test
  void everyNewLookHasTheNextNumber() throws IOException {
    assertThat(Looks.withoutPresent(out())).isEqualTo(new Looks(java.util.List.of(), 0));
    assertThat(now(5, 10, 2)).isEqualTo(1);
    assertThat(now(10, 10, 2)).isEqualTo(2);
    assertThat(now(10, 12, 2)).isEqualTo(3);
    assertThat(now(10, 12, 3)).isEqualTo(4);
    assertThat(Looks.withoutPresent(out()).all())
        .containsExactly(
            new Look(5, 10, 2), new Look(10, 10, 2), new Look(10, 12, 2), new Look(10, 12, 3));
  }

  /** Also after a driver was killed between the record of a look and its tables. */
  @Test
  void theSameLookIsNotCountedAgain() throws IOException {
    now(5, 10, 2);
    now(10, 10, 2);
    assertThat(now(5, 10, 2)).isEqualTo(1);
    assertThat(now(10, 10, 2)).isEqualTo(2);
    assertThat(folder.resolve("looks"))
        .isDirectoryContaining("glob:**/look-00002-replicates-10-generations-10-cells-2.json")
        .isDirectoryNotContaining("glob:**/look-00003*");
  }

  /**
   * Two drivers that recorded different looks under one number: both count, in the order of names.
   */
  @Test
  void looksOfTwoDriversCountBoth() throws IOException {
    now(5, 10, 2);
    Files.writeString(
        folder.resolve("looks/look-00001-replicates-6-generations-10-cells-2.json"), "{}");
    Files.writeString(folder.resolve("looks/.look-00001-draft"), "");
    assertThat(now(6, 10, 2)).isEqualTo(2);
    assertThat(now(20, 10, 2)).isEqualTo(3);
  }

  private int now(int replicates, int generations, int cells) throws IOException {
    return Looks.with(out(), new Look(replicates, generations, cells)).now();
  }

  private OutFolder out() throws IOException {
    return new OutFolder(FileSystem.getLocal(new Configuration()), folder.toString());
  }
}
