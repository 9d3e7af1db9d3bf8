package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver without room, and two drivers in one folder. */
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DriverFaultsTest {
  @TempDir static Path folder;
  private static SubmittedRuns runs;
  private static Map<String, String> expected;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    runs = SubmittedRuns.of(folder, Workload.SMALL);
    expected = runs.hashes(folder.resolve("undisturbed"), "undisturbed.log");
  }

  /** Too little room is said before anything is drawn; a disk that fills up ends the run. */
  @Test
  void aFullDiskIsSaidAndWithRoomTheRunGoesOn() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0,
        "a tmpfs cannot be mounted here: the test of a full disk is left out");
    try {
      Path out = disk.resolve("out");
      Path small = folder.resolve("small.log");
      assertThat(runs.run(out, small).waitFor()).isEqualTo(2);
      assertThat(Files.readString(small)).contains("there is room for");
      assertThat(out.resolve("cells")).doesNotExist();
      assertThat(command("mount", "-o", "remount,size=64m", disk.toString())).isZero();
      Path log = folder.resolve("full.log");
      Process run = runs.run(out, log);
      while (run.isAlive() && !isBegun(out.resolve("cells"))) {
        Thread.sleep(20);
      }
      Path filler = disk.resolve("filler");
      assertThat(command("dd", "if=/dev/zero", "of=" + filler, "bs=64k")).isNotZero();
      assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(1);
      assertThat(Files.readString(log)).contains("No space left on device");
      Files.delete(filler);
      Path again = folder.resolve("room.log");
      assertThat(runs.run(out, again).waitFor()).as(Files.readString(again)).isZero();
      assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
      assertThat(LocalRuns.trial(out).damage()).isEmpty();
      Records.line("disk full, then room", 1);
    } finally {
      command("umount", disk.toString());
    }
  }

  /** Whether a generation is sealed. */
  private static boolean isBegun(Path cells) throws IOException {
    if (!Files.exists(cells)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(cells)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("manifest"));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int command(String... line) throws Exception {
    return new ProcessBuilder(line).redirectErrorStream(true).start().waitFor();
  }

  @Test
  void twoDriversInOneFolderGiveOneRun() throws Exception {
    Path out = folder.resolve("two");
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    Process one = runs.run(out, first);
    Process two = runs.run(out, second);
    assertThat(one.waitFor()).as(Files.readString(first)).isZero();
    assertThat(two.waitFor()).as(Files.readString(second)).isZero();
    assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
    assertThat(LocalRuns.trial(out).damage()).isEmpty();
    Records.line("two drivers on one OUT", 1);
  }
}
