package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.cluster.Scratch;

@Tag("spark")
class SessionTest {
  @Test
  void aSessionThatWasJoinedGoesOn() {
    Session there = Runs.session();
    try (Session joined = Session.open("joins")) {
      assertThat(joined.spark()).isSameAs(there.spark());
    }
    assertThat(there.spark().sparkContext().isStopped()).isFalse();
  }

  @Test
  void aSessionOnThisMachineIsClosedToOthers() throws Exception {
    SparkEnv here = Runs.session().spark().sparkContext().env();
    assertThat(here.rpcEnv().address().host()).isEqualTo("127.0.0.1");
    assertThat(here.blockManager().blockManagerId().host()).isEqualTo("127.0.0.1");
    assertThat(here.securityManager().isAuthenticationEnabled()).isTrue();
    assertThat(here.conf().contains("spark.authenticate.secret")).isFalse();
    for (File each : here.blockManager().diskBlockManager().localDirs()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each.toPath())))
          .isEqualTo("rwx------");
      assertThat(each.getParentFile().getName()).matches("ouroboros-[0-9a-f]{32}");
    }
  }

  @Test
  void theFolderOfASessionGoesWithIt() {
    Runs.session("local[1]", Map.of("spark.app.name", "first"));
    File folder = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].getParentFile();
    assertThat(folder).exists();
    Runs.session("local[1]", Map.of("spark.app.name", "second"));
    assertThat(folder).doesNotExist();
  }

  @Test
  void filesOfACommandAreInTheFolderOfItsSession(@TempDir Path place) throws Exception {
    Path odd = Files.createDirectory(place.resolve("a b%20c"));
    Session session = Runs.session("local[1]", Map.of("spark.local.dir", odd.toString()));
    String made = Scratch.folder(session.spark(), "test");
    Path folder = Path.of(new org.apache.hadoop.fs.Path(made).toUri().getPath());
    assertThat(folder.getParent()).isDirectory().hasParent(odd.toRealPath());
    Runs.session();
    assertThat(odd).isEmptyDirectory();
  }

  @Test
  void otherSettingsStartAnotherSession() {
    Session two = Runs.session();
    Session one = Runs.session("local[1]", Map.of());
    assertThat(two.spark().sparkContext().isStopped()).isTrue();
    assertThat(one.spark().sparkContext().defaultParallelism()).isEqualTo(1);
  }
}
