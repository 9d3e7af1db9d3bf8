package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.SpecFixtures;
import ouroboros.text.prepared.PreparedCorpus;

/** A prepared corpus is complete or does not exist. */
@Tag("spark")
class PreparationFolderTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = PreparationSession.session();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private String write(String name, String text) throws IOException {
    return PreparationSession.write(folder.resolve(name), text);
  }

  @Test
  void aPreparedCorpusIsNotPreparedAgainNorWrittenOver() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 50));
    SpecFixtures spec = SpecFixtures.of(file);
    PreparedCorpus first = Preparation.prepare(spark, spec.spec(), 42, out());
    assertThat(Preparation.prepare(spark, spec.spec(), 42, out())).isEqualTo(first);
    assertThatThrownBy(() -> Preparation.prepare(spark, spec.spec(), 43, out()))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("holds another prepared corpus")
        .hasMessageContaining("name another folder");
  }

  @Test
  void aDamagedPreparationIsMadeAnew() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 50));
    SpecFixtures spec = SpecFixtures.of(file);
    PreparedCorpus first = Preparation.prepare(spark, spec.spec(), 42, out());
    Path manifest = Path.of(out(), "corpus.json");
    Files.write(manifest, Arrays.copyOf(Files.readAllBytes(manifest), 100));
    Files.deleteIfExists(Path.of(out(), ".corpus.json.crc"));
    assertThatThrownBy(() -> CorpusReader.open(out()))
        .hasMessageContaining("holds no prepared corpus");
    PreparedCorpus second = Preparation.prepare(spark, spec.spec(), 42, out());
    assertThat(second.textHash()).isEqualTo(first.textHash());
    Files.delete(Path.of(out(), second.part(Part.REAL).files().get(0).path()));
    assertThatThrownBy(() -> CorpusReader.open(out())).hasMessageContaining("missing or cut off");
    assertThat(Preparation.prepare(spark, spec.spec(), 42, out()).textHash())
        .isEqualTo(first.textHash());
  }

  @Test
  void aChangedByteInABlockIsFound() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 50));
    PreparedCorpus corpus = Preparation.prepare(spark, SpecFixtures.of(file).spec(), 42, out());
    Path blocks = Path.of(out(), corpus.part(Part.REAL).files().get(0).path());
    byte[] bytes = Files.readAllBytes(blocks);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blocks, bytes);
    Files.deleteIfExists(blocks.resolveSibling("." + blocks.getFileName() + ".crc"));
    CorpusReader reader = CorpusReader.open(out());
    assertThat(reader.damage()).hasSize(1).first().asString().contains("the manifest says");
    assertThatThrownBy(() -> CorpusReader.read(reader.blocks(Part.REAL).get(0)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(".blocks at byte 8: a damaged block");
  }

  @Test
  void aFailedAttemptLeavesNothing() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 50) + "broken\n");
    assertThatThrownBy(() -> Preparation.prepare(spark, SpecFixtures.of(file).spec(), 42, out()))
        .isInstanceOf(CorpusException.class);
    try (Stream<Path> left = Files.list(Path.of(out()))) {
      assertThat(left).isEmpty();
    }
  }
}
