package ouroboros.experiment.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;

/** Results of a known truth are sealed as one file, which a kill may cut. */
class TruthSealsTest {
  private static final String CELL = "000-cell";

  @TempDir Path root;

  private OutFolder out() throws IOException {
    return new OutFolder(FileSystem.getLocal(new Configuration()), root.toString());
  }

  private Path seal(String attempt, int replicates, int generations) throws IOException {
    new TruthSeals(out(), attempt)
        .seal(
            CELL,
            new TruthSeal(
                TruthSeal.FORMAT,
                null,
                "cell",
                "cell",
                generations,
                replicates,
                List.of(),
                new double[0][][],
                new double[0][][],
                List.of()));
    return root.resolve("cells")
        .resolve(CELL)
        .resolve(
            "replicates-%09d-generations-%06d-%s.json".formatted(replicates, generations, attempt));
  }

  /** What is left of a file where the process was killed before it wrote the last bytes. */
  private static void cut(Path file, int bytes) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private List<String> damage() throws IOException {
    return SealedFiles.check(out()).damage();
  }

  @Test
  void aPartThatAKilledRunLeftIsNoDamageOnceTheResultsAreWhole() throws IOException {
    Path part = seal("killed", 200, 20);
    for (int bytes : new int[] {100, 64, 1, 0}) {
      cut(part, bytes);
      assertThat(damage())
          .as("%d bytes", bytes)
          .singleElement()
          .asString()
          .contains(part + ": cut");
    }

    Path fewer = seal("other", 100, 20);
    Path shorter = seal("another", 200, 19);
    assertThat(damage()).singleElement().asString().contains(part + ": cut");

    seal("resumed", 200, 20);
    assertThat(damage()).isEmpty();
    assertThat(new TruthSeals(out(), "reader").read(CELL)).hasSize(3);
    cut(fewer, 70);
    cut(shorter, 70);
    assertThat(damage()).isEmpty();
  }
}
