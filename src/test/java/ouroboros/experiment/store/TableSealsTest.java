package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.OutSource;

/** A table that was changed since the run wrote it is not drawn. */
class TableSealsTest {
  @TempDir Path folder;

  private OutFolder out() throws IOException {
    return new OutFolder(FileSystem.getLocal(new Configuration()), folder.toString());
  }

  @BeforeEach
  void write() throws IOException {
    OutFolder out = out();
    out.replace("metrics.csv", "cell,value\na,1\n");
    out.replace("summary.csv", "cell,mean\na,1\n");
    out.replace("run.json", "{}");
    out.tables().seal();
  }

  @Test
  void aTableThatIsAsItWasWrittenIsRead() throws IOException {
    assertThat(new OutSource(out()).open("metrics.csv")).isNotNull();
    assertThat(SealedFiles.check(out()).damage()).isEmpty();
  }

  @Test
  void aChangedTableIsRefusedByReportAndFoundByVerify() throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), "cell,value\na,2\n");
    OutFolder out = out();

    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> new OutSource(out).open("metrics.csv"))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("metrics.csv", "was changed since the run wrote it");
    }
    assertThat(new OutSource(out).open("summary.csv")).isNotNull();
    Files.delete(folder.resolve("summary.csv"));
    assertThat(SealedFiles.check(out()).damage())
        .containsExactly(
            folder + "/metrics.csv: was changed since the run wrote it (SHA-256, tables.json)",
            folder + "/summary.csv: missing");
  }

  /** The tables that this process writes again are its own, whatever was sealed before. */
  @Test
  void aTableIsReplacedAndReadInOneProcess() throws IOException {
    OutFolder out = out();
    out.replace("metrics.csv", "cell,value\na,3\n");

    assertThat(new OutSource(out).open("metrics.csv")).isNotNull();
    assertThatThrownBy(() -> new OutSource(out()).open("metrics.csv"))
        .hasMessageContaining("was changed since");
    out.tables().seal();
    assertThat(new OutSource(out()).open("metrics.csv")).isNotNull();
  }

  @Test
  void aDamagedSealIsRefusedAndNoneIsAccepted() throws IOException {
    Path seal = folder.resolve("tables.json");
    String whole = Files.readString(seal);
    Files.writeString(seal, whole.substring(0, whole.length() - 5));
    assertThatThrownBy(() -> new OutSource(out()).open("metrics.csv"))
        .hasMessageContainingAll("tables.json", "is damaged");
    Files.delete(seal);
    assertThat(new OutSource(out()).open("metrics.csv")).isNotNull();
  }

  /** A run that is killed between its first table and their seal. */
  @Test
  void tablesThatWereNotFinishedAreNotCalledChanged() throws IOException {
    OutFolder killed = out();
    killed.tables().begin();
    killed.replace("metrics.csv", "cell,value\na,3\n");

    assertThat(SealedFiles.check(out()).damage())
        .containsExactly(
            folder
                + ": the run was stopped while it wrote its tables, so they may be of different"
                + " states; started again, it writes them from what is sealed");
    for (String table : new String[] {"metrics.csv", "summary.csv", "metrics.csv"}) {
      assertThatThrownBy(() -> new OutSource(out()).open(table))
          .hasMessageContaining("was stopped while it wrote its tables")
          .hasMessageNotContaining("changed");
    }
    OutFolder again = out();
    again.tables().begin();
    again.replace("metrics.csv", "cell,value\na,3\n");
    assertThat(new OutSource(again).open("metrics.csv")).isNotNull();
    again.tables().seal();
    assertThat(SealedFiles.check(out()).damage()).isEmpty();
  }
}
