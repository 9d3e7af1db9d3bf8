package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.experiment.Keep;
import ouroboros.experiment.SpecException;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.CorpusException;
import ouroboros.text.Sha256;
import ouroboros.text.prepared.PreparedCorpus;

/** A folder from a stranger names files outside itself: refused with file and name. */
class CraftedFolderTest {
  private static final String CELL = "cells/000-aaaaaaaaaaaa";

  @TempDir Path folder;
  private FileSystem files;
  private Path victim;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    victim = Files.writeString(folder.resolve("victim.txt"), "mine");
    out = Files.createDirectories(folder.resolve("out"));
  }

  private Seals seals() {
    return new Seals(files, out.toString(), "now");
  }

  private Path seal(String below, String json) throws IOException {
    Path path = out.resolve(below).resolve("manifest-x.json");
    ChecksummedFile.write(
        files,
        new org.apache.hadoop.fs.Path(path.toString()),
        json.getBytes(StandardCharsets.UTF_8));
    return path;
  }

  private static String manifest(int g, String synthetic) {
    return """
    {"format": 1, "generation": %d, "synthetic": {"ranges": [{"name": "%s", "bytes": 4,
     "sha256": "0"}], "entries": 1, "tokens": 1, "sentences": 1, "unit": 1},
     "training": {"ranges": [], "entries": 0, "tokens": 0, "sentences": 0, "unit": 1},
     "fresh": null, "units": 1, "recipe": [], "measurements": [], "survival": [], "ranks": [],
     "notes": {}, "ledger": [], "samples": []}
    """
        .formatted(g, synthetic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cells/X/../../../victim.txt",
        "../victim.txt",
        "/victim.txt",
        "%2e%2e/victim.txt",
        "..%2fvictim.txt",
        "..\\\\victim.txt",
        "file:///victim.txt",
        "hdfs://host/victim.txt",
        "~/victim.txt",
        "cells/X/./../../victim.txt",
        ".."
      })
  void aManifestThatNamesAFileOutsideIsRefused(String name) throws IOException {
    Path generation = seal(CELL + "/r0000/g00001", manifest(1, name));
    Path input =
        seal(
            "real/order-1",
            "{\"format\": 1, \"training\": {\"ranges\": [{\"name\": \"%s\", \"bytes\": 4, \"sha256\": \"0\"}], \"entries\": 0, \"tokens\": 0, \"sentences\": 0}}"
                .formatted(name));

    String shown = name.replace("\\\\", "\\");
    assertThatThrownBy(() -> seals().read(CELL + "/r0000/g00001"))
        .hasMessageContainingAll(generation.toString(), shown, "not a name inside its folder");
    assertThatThrownBy(() -> seals().read("real/order-1", SealedInput.class))
        .hasMessageContainingAll(input.toString(), shown, "not a name inside its folder");
    assertThat(victim).hasContent("mine");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Files.createSymbolicLink(out.resolve("linked"), folder);
    Path generation = seal(CELL + "/r0000/g00001", manifest(1, "linked/victim.txt"));

    assertThatThrownBy(() -> seals().read(CELL + "/r0000/g00001"))
        .hasMessageContainingAll(generation.toString(), "linked/victim.txt", "symbolic link");
  }

  @Test
  void aListOfReleasedFilesIsRefusedTheSameWay() throws IOException {
    Path list = out.resolve(CELL + "/r0000/g00001/released-x");
    Files.createDirectories(list.getParent());
    Files.writeString(list, CELL + "/r0000/g00001/S-1\n../victim.txt");

    assertThatThrownBy(() -> seals().released(CELL + "/r0000/g00001"))
        .hasMessageContainingAll("released-x", "\"../victim.txt\"");
  }

  /** Even inside the folder, a lineage gives up only its own files. */
  @Test
  void aLineageReleasesOnlyItsOwnFiles() throws IOException {
    Path other = out.resolve("cells/001-b/r0000/g00001/S-1");
    Files.createDirectories(other.getParent());
    Files.writeString(other, "S");
    ToyFolder store = new ToyFolder(out, new ouroboros.policy.Policy.Replace(), Keep.LAST, "now");

    store.releaseNames(1, List.of("cells/001-b/r0000/g00001/S-1"));

    assertThat(other).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../victim", "/tmp/x", "000-abc/../..", "000", "x-abcdef", ""})
  void aCellWithAFolderOutsideIsRefused(String name) throws IOException {
    Files.writeString(
        out.resolve("experiment.json"),
        "{\"cells\": [{\"cell\": \"base\", \"folder\": \"%s\"}]}".formatted(name));
    OutFolder opened = new OutFolder(files, out.toString());

    assertThatThrownBy(opened::experiment)
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("experiment.json", "\"" + name + "\"");
  }

  @Test
  void aPreparedCorpusThatNamesAFileOutsideIsRefused() throws IOException {
    String body =
        "{\"version\":"
            + PreparedCorpus.VERSION
            + ",\"content-hash\":\"0\",\"seed\":1,\"icu\":\"1\",\"spec\":null,\"inputs\":[],"
            + "\"vocabulary\":{\"path\":\"../victim.txt\",\"size\":4,\"sha256\":\"0\",\"types\":3,"
            + "\"real-types\":0},\"strata\":[\"all\"],\"parts\":[],\"notices\":[]}";
    Files.createDirectories(out.resolve("corpus"));
    Files.writeString(
        out.resolve("corpus/corpus.json"),
        "{\"sha256\":\"" + Sha256.hex(body) + "\",\"corpus\":" + body + "}\n");
    String corpus = out.resolve("corpus").toString();

    assertThatThrownBy(() -> CorpusReader.open(corpus))
        .isInstanceOf(CorpusException.class)
        .hasMessageContainingAll("corpus.json", "\"../victim.txt\"");
    assertThatThrownBy(() -> CorpusFolder.holdsCorpus(corpus)).isInstanceOf(CorpusException.class);
  }
}
