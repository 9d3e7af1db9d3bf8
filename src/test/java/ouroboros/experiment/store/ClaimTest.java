package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;

/** What a claim of a folder takes, and what it gives back. */
class ClaimTest {
  private static final String SPEC =
      """
      name: claim
      seed: %d
      generations: 1
      corpus: {source: texts}
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      """;

  @TempDir Path folder;

  private static Experiment experiment(int seed) {
    return SpecFile.parse("claim", SPEC.formatted(seed), List.of());
  }

  private OutFolder out() throws IOException {
    return new OutFolder(FileSystem.getLocal(new Configuration()), folder.toString());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A user's texts, or what another program calls a corpus. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "corpus/mine.txt",
        "corpus/a/b.txt",
        "corpus/corpus.json",
        "corpus",
        "forecast.csv/a",
        "real/a"
      })
  void aFolderThatWeDidNotWriteIsRefusedAndStays(String name) throws IOException {
    write(name, "{\"documents\": 3}");

    assertThatThrownBy(() -> out().claim(experiment(1)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not empty and holds no run")
        .hasMessageContaining("choose a new or an empty folder for --out");
    assertThatThrownBy(() -> out().check(experiment(1))).isInstanceOf(SpecException.class);
    assertThat(folder.resolve(name)).hasContent("{\"documents\": 3}");
    assertThat(folder.resolve("experiment.json")).doesNotExist();
  }

  @Test
  void aFolderAboveRunsNamesThem() throws IOException {
    write("mine/experiment.json", "{}");
    write("other.txt", "");
    assertThatThrownBy(() -> out().experiment())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("holds no run")
        .hasMessageContaining("folders in it that hold one: mine");
  }

  @Test
  void aCorpusOfOursIsAccepted() throws IOException {
    for (String cut :
        List.of("", "{\"sha2", "{\"sha256\":\"0", "{\"sha256\":\"" + "0".repeat(64))) {
      write("corpus/corpus.json", cut);
      write("corpus/attempt-01234567/real-00000-0.blocks", "");
      write("forecast.csv", "");
      out().check(experiment(1));
    }
    Files.delete(folder.resolve("corpus/corpus.json"));
    out().check(experiment(1));
  }

  @Test
  void undoRemovesWhatTheClaimMadeAndNothingElse() throws IOException {
    write("corpus/corpus.json", "{\"sha256\":\"");
    OutFolder.Claim claim = out().claim(experiment(1));
    write("notes.txt", "written by the user while the run was under way");
    write("corpus/mine.txt", "the same");
    write("real/mine.txt", "the same");
    write("real/order-2/R-0", "R");
    claim
        .out()
        .seals()
        .seal(
            "real/order-2",
            SealedInput.of(
                new CountTable(List.of(new SealedFile("real/order-2/R-0", 1, "0")), 0, 0, 0, 1),
                new TreeMap<>()));

    claim.undo();

    assertThat(folder.resolve("experiment.json")).doesNotExist();
    assertThat(folder.resolve("real/order-2")).doesNotExist();
    for (String mine : List.of("notes.txt", "corpus/mine.txt", "corpus/corpus.json")) {
      assertThat(folder.resolve(mine)).exists();
    }
    assertThat(folder.resolve("real/mine.txt")).exists();
  }

  @Test
  void undoOfALongerRunRestoresTheShorterOne() throws IOException {
    out().claim(experiment(1));
    String before = Files.readString(folder.resolve("experiment.json"));
    OutFolder.Claim longer =
        out().claim(SpecFile.parse("claim", SPEC.formatted(1), List.of("generations=3")));
    assertThat(folder.resolve("experiment.json")).content().isNotEqualTo(before);

    longer.undo();

    assertThat(folder.resolve("experiment.json")).hasContent(before);
  }

  /** A disk on which another driver claims the folder right after this one. */
  private static final class Crowded extends FilterFileSystem {
    private String other = "";

    Crowded() throws IOException {
      super(FileSystem.getLocal(new Configuration()).getRaw());
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      boolean renamed = super.rename(from, to);
      if (!other.isEmpty() && to.getName().equals("experiment.json")) {
        Files.writeString(Path.of(to.toUri().getPath()), other);
      }
      return renamed;
    }
  }

  /** A disk on which another driver begins its run right before this one lists the folder. */
  private static final class Overtaking extends FilterFileSystem {
    private final Path of;
    private final String other;

    Overtaking(Path of, Experiment other) throws IOException {
      super(FileSystem.getLocal(new Configuration()).getRaw());
      this.of = of;
      this.other = other.resolved().json();
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      Files.writeString(of.resolve("experiment.json"), other);
      Files.createDirectories(of.resolve("cells"));
      return super.listStatus(path);
    }
  }

  @Test
  void aDriverThatBeginsAMomentLaterGoesOnWithTheRun() throws IOException {
    OutFolder same = new OutFolder(new Overtaking(folder, experiment(1)), folder.toString());
    same.check(experiment(1));
    Files.delete(folder.resolve("experiment.json"));
    OutFolder other = new OutFolder(new Overtaking(folder, experiment(2)), folder.toString());
    assertThatThrownBy(() -> other.check(experiment(1)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("seed: 2 in the run that");
  }

  @Test
  void ofTwoDriversThatClaimAtOnceTheLoserSaysSoAndLeavesTheFolderAlone() throws IOException {
    Crowded disk = new Crowded();
    disk.other = experiment(2).resolved().json();
    OutFolder out = new OutFolder(disk, folder.toString());

    assertThatThrownBy(() -> out.claim(experiment(1)))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(
            "another run claimed", "at the same time: seed is 2 there and 1 here", "this run ends");
    assertThat(folder.resolve("experiment.json")).hasContent(disk.other);
  }

  @Test
  void aClaimThatIsLostLaterIsNoticedAndUndoesNothing() throws IOException {
    OutFolder.Claim claim = out().claim(experiment(1));
    claim.out().refuseOtherClaim();
    String other = experiment(2).resolved().json();
    Files.writeString(folder.resolve("experiment.json"), other);

    assertThatThrownBy(claim.out()::refuseOtherClaim).isInstanceOf(SpecException.class);
    claim.undo();
    assertThat(folder.resolve("experiment.json")).hasContent(other);
  }

  @Test
  void aDriverThatExtendsTheRunTakesNothingAway() throws IOException {
    OutFolder.Claim claim = out().claim(experiment(1));
    out().claim(SpecFile.parse("claim", SPEC.formatted(1), List.of("generations=3")));

    claim.out().refuseOtherClaim();
    assertThatThrownBy(() -> out().claim(experiment(2)))
        .hasMessageContaining("seed: 1 in the run that");
  }
}
