package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;

/** What version 0.1.0 sealed is read to the right values; another format is refused by name. */
class OlderSealsTest {
  private static final String OLD = "/ouroboros/experiment/store/sealed-by-0-1-0";
  private static final String ATTEMPT = "34592fee-4f64-47a1-8eff-65236333e359";
  private static final String NGRAMS = "cells/000-39bdcf368f98/r0000/g00001";
  private static final String MIXTURE = "cells/001-f863005ca3f7/r0000/g00001";

  @TempDir Path folder;

  private static Seals seals(String root) {
    try {
      return new Seals(FileSystem.getLocal(new Configuration()), root, "now");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path old() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(OlderSealsTest.class.getResource(OLD)).toURI());
  }

  @Test
  void aGenerationOfSentencesHasItsFilesAndItsRecord() throws Exception {
    Manifest manifest = seals(old().toString()).read(NGRAMS).orElseThrow();

    assertThat(manifest.format()).isEqualTo(1);
    assertThat(manifest.generation()).isEqualTo(1);
    CountTable synthetic = Objects.requireNonNull(manifest.tables().synthetic());
    assertThat(synthetic)
        .isEqualTo(
            new CountTable(
                List.of(
                    new SealedFile(
                        NGRAMS + "/S-00000-66ff5d27-026e",
                        1336,
                        "a13da4c2fef63cd5cd9da406c49961577dd5cef88864d99b361802f7f90f97e5")),
                661,
                1633,
                60,
                1));
    assertThat(manifest.tables().passed()).isEqualTo(synthetic);
    assertThat(manifest.tables().guarded()).isNull();
    assertThat(manifest.tables().model()).isNull();
    assertThat(manifest.tables().training().sentences()).isEqualTo(70);
    assertThat(Objects.requireNonNull(manifest.tables().fresh()).tokens()).isEqualTo(169);
    assertThat(manifest.files()).hasSize(3);

    GenerationRecord record = manifest.record();
    assertThat(record.units()).isEqualTo(60);
    assertThat(record.passed()).isEqualTo(60);
    assertThat(record.gates()).isNull();
    assertThat(record.components()).isEmpty();
    assertThat(record.measured().measurements())
        .hasSize(19)
        .contains(
            new Measurement("tokens", Subject.SYNTHETIC, "all", 1633),
            new Measurement("self-bleu-4", Subject.SYNTHETIC, "all", 0.053315096584908385),
            new Measurement("tokens", Subject.TRAINING, "all", 1802));
    assertThat(record.measured().survival().get(0))
        .isEqualTo(new Manifest.Survivors(1, 1, 2844, 145));
    assertThat(record.measured().ranks().get(1)).isEqualTo(new Manifest.RankCount(1, 2, 89));
    assertThat(record.measured().notes()).isEqualTo(Map.of("undefined perplexity", 1L));
    assertThat(record.ledger())
        .containsExactly(
            new Manifest.Share(0, 0, 10, 169, 0.09378468368479467),
            new Manifest.Share(1, 1, 60, 1633, 0.9062153163152054));
    assertThat(Manifest.depth(manifest)).isEqualTo(2);
    assertThat(record.samples().get(0).unit()).isEqualTo(4);
    assertThat(record.samples().get(0).text()).startsWith("into \" sons the ; brought .");
    assertThat(record.samples().get(0).lost()).startsWith("literally", "case");
    assertThat(record.samples().get(0).novel()).isEmpty();
  }

  /** So that one run has one form, whichever version sealed which generation. */
  @Test
  void recipesAreSealedAsTheyWere() throws Exception {
    Manifest manifest = seals(old().toString()).read(NGRAMS).orElseThrow();
    Policy policy = new Policy.Fresh(new Amount.Units(10), Policy.Total.ADD, Policy.OrderBy.HASH);
    AvailableUnits available = AvailableUnits.ofCorpus(1239, 400, 60).and(60);

    assertThat(manifest.record().recipe())
        .isEqualTo(
            policy.recipe(1, available, new Key(7, 0)).parts().stream()
                .map(RecipeLine::toString)
                .toList());
  }

  @Test
  void aGenerationOfDocumentsHasItsModelAndItsComponents() throws Exception {
    Manifest manifest = seals(old().toString()).read(MIXTURE).orElseThrow();

    SealedFile model =
        new SealedFile(
            MIXTURE + "/M-6132fa47-f761",
            200,
            "fc2c25a6476754b12e44d5d0319af8f1d66c4b1ae9ce7c2a9e2b2069eff71409");
    assertThat(manifest.tables().model()).isEqualTo(model);
    assertThat(manifest.files()).containsExactly(model);
    assertThat(manifest.record().units()).isEqualTo(60);
    assertThat(manifest.record().components())
        .containsExactly(
            new Manifest.Component(
                0, 0.8287116829016244, 0, 0.01100841749997894, null, null, null, null),
            new Manifest.Component(
                1, 0.17128831709837555, 1, 0.026215575873594243, null, null, null, null));
  }

  /** 0.1.0 sealed what is made of the corpus once as if it were a generation. */
  @Test
  void whatIsMadeOfTheCorpusOnceIsRead() throws Exception {
    Seals seals = seals(old().toString());
    SealedInput counts = seals.read("real/order-1", SealedInput.class).orElseThrow();

    assertThat(counts.training().entries()).isEqualTo(5003);
    assertThat(counts.training().tokens()).isEqualTo(30246);
    assertThat(counts.training().sentences()).isEqualTo(1239);
    assertThat(counts.notes())
        .isEqualTo(Map.of("n-grams 1", 30246L, "units of the smallest generation", 60L));
    assertThat(counts.files())
        .extracting(SealedFile::name)
        .containsExactly("real/order-1/R-00000-214016f7-1612");

    SealedInput vectors = seals.read("vectors/tf-idf-svd-2/real", SealedInput.class).orElseThrow();
    assertThat(vectors.training().sentences()).isEqualTo(50);
    assertThat(vectors.training().entries()).isEqualTo(2);
    assertThat(vectors.notes()).isEmpty();
    assertThat(vectors.files().get(0).bytes()).isEqualTo(800);
  }

  /** Every field under its name, and no other, in whatever order. */
  @Test
  void aGenerationIsSealedAsItWas() throws Exception {
    for (String each : List.of(NGRAMS, MIXTURE)) {
      Seals now = seals(folder.toString());
      now.seal(each, seals(old().toString()).read(each).orElseThrow());

      assertThat(json(folder.resolve(each).resolve("manifest-now.json")))
          .isEqualTo(json(old().resolve(each).resolve("manifest-" + ATTEMPT + ".json")));
    }
  }

  private static JsonNode json(Path manifest) throws IOException {
    return JsonMapper.builder().build().readTree(content(manifest));
  }

  private static String content(Path manifest) throws IOException {
    String file = Files.readString(manifest);
    return file.substring(file.indexOf('\n') + 1);
  }

  /** They are accepted wherever they are, and counted. */
  @Test
  void theyDoNotSayWhoseTheyAre() throws Exception {
    Seals seals = seals(old().toString());
    seals.belongTo(SealOwners.of(ResolvedSpec.parse("{\"seed\": 1, \"cells\": []}"), "corpus"));

    assertThat(seals.read(NGRAMS)).get().extracting(Manifest::owner).isNull();
    assertThat(seals.read(MIXTURE)).isPresent();
    assertThat(seals.read("real/order-1", SealedInput.class)).isPresent();
    assertThat(seals.nameless()).containsExactly(NGRAMS, MIXTURE, "real/order-1");
  }

  @Test
  void anUnknownFormatIsRefusedByName() throws IOException {
    Seals seals = seals(folder.toString());
    seals.seal("g", SealedInput.of(new CountTable(List.of(), 0, 0, 0, 1), new TreeMap<>()));
    Path manifest = folder.resolve("g/manifest-now.json");
    ChecksummedFile.write(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(manifest.toString()),
        content(manifest)
            .replace("\"format\" : 2", "\"format\" : 3")
            .getBytes(StandardCharsets.UTF_8));

    for (Class<? extends Sealable> type : List.of(SealedInput.class, Manifest.class)) {
      assertThatThrownBy(() -> seals.read("g", type))
          .hasMessageContainingAll(
              manifest.toString(),
              "was written by another version of this program: format 3, known are 1 to 2");
    }
  }
}
