package ouroboros.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.Runs;
import ouroboros.spark.Session;

/** What a program can do with the library; the session is one that the program started. */
@Tag("spark")
class LibraryTest {
  private static final Path PAGE = Path.of("src/site/markdown/your-program.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/ouroboros/library/LibraryExample.java");
  private static final List<String> SENTENCES =
      List.of("the cat sat", "the cat ran", "the dog sat", "a dog sat");

  @TempDir static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void join() {
    Runs.session();
    spark = LibraryExample.start();
  }

  @Test
  void anExperimentHasTheTablesOfTheCommand() throws IOException {
    Runs runs = new Runs(folder);
    Path spec = runs.spec("library", "family: {kind: ngram, order: 2}\npolicy: {kind: replace}\n");
    Path out = folder.resolve("by-library");
    RunResult result = LibraryExample.run(spark, spec.toString(), out.toString());
    assertThat(result.waits()).isEmpty();
    assertThat(result.table("metrics").where("generation = 2").count()).isPositive();
    assertThat(out.resolve(CompleteRun.REPORT)).isNotEmptyFile();
    Path same = folder.resolve("by-command");
    Runs.run(Runs.session(), spec, same, "generations=2", "replicates=1");
    assertThat(Runs.hashes(out)).isEqualTo(Runs.hashes(same));
    assertThatThrownBy(() -> result.table("metric"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no table metric; the tables are [")
        .hasMessageContaining("verdicts");
  }

  @Test
  void aModelHasTheProbabilitiesOfItsCounts() {
    Ngram model = Ngram.train(texts(SENTENCES), 2, "none", TextReading.tokens());
    assertThat(model.sentences()).isEqualTo(4);
    assertThat(model.tokens()).isEqualTo(12);
    assertThat(model.types())
        .startsWith("sat")
        .containsExactlyInAnyOrder("sat", "the", "cat", "dog", "a", "ran");
    // p(the | <s>) = 3/4, p(cat | the) = 2/3, p(sat | cat) = 1/2, p(</s> | sat) = 1.
    assertThat(model.log10Probability(List.of("the", "cat", "sat")))
        .isCloseTo(Math.log10(.25), within(1e-12));
    assertThat(model.log10Probability(List.of("the", "bird", "sat")))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    List<String> drawn = model.generate(200, 42);
    assertThat(drawn).hasSize(200).allMatch(line -> line.matches("(the|a) (cat|dog) (sat|ran)"));
    assertThat(model.generate(3, 42)).isEqualTo(drawn.subList(0, 3));
    assertThat(model.generate(200, 43)).isNotEqualTo(drawn);
  }

  @Test
  void aTextComparedWithItselfHasLostNothing() {
    Dataset<String> texts = texts(SENTENCES);
    Metrics found = Metrics.between(texts, texts, TextReading.tokens());
    assertThat(found.value("vocabulary-retention")).isEqualTo(1);
    Metrics half = Metrics.between(texts, texts(SENTENCES.subList(0, 2)), TextReading.tokens());
    assertThat(half.value("vocabulary-retention")).isEqualTo(4. / 6);
    assertThatThrownBy(() -> half.value("retention"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no number of retention; measured were [");
  }

  @Test
  void theExampleOfThePageTrainsAndCompares() {
    double kept = LibraryExample.train(spark, texts(SENTENCES));
    assertThat(kept).isBetween(0., 1.);
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertThatThrownBy(() -> Ngram.train(texts(SENTENCES), 7, "none"))
        .hasMessage("the order is 7; it must lie in 1..6");
    assertThatThrownBy(() -> Ngram.train(texts(SENTENCES), 2, "kneser"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kneser-ney");
    assertThatThrownBy(() -> Ngram.train(texts(SENTENCES), 2, "jelinek-mercer"))
        .hasMessageContaining("text that the model has not seen");
  }

  @Test
  void theProgramsOwnQueriesKeepTheirSettings() {
    spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try (Session session = Session.of(spark)) {
      assertThat(session).isNotNull();
      assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("Asia/Tokyo");
    } finally {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void aSparkWithoutTheSettingsIsRefused() {
    Map<String, String> java =
        Map.of("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    assertThatThrownBy(() -> Session.check(java))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "without spark.kryo.registrator=ouroboros.spark.OuroborosRegistrator and"
                + " spark.serializer=org.apache.spark.serializer.KryoSerializer");
  }

  /** Each method of the example that the page shows stands there word for word. */
  @Test
  void thePageShowsTheExample() throws IOException {
    String page = Files.readString(PAGE);
    String example = Files.readString(EXAMPLE);
    String shown = page.substring(page.indexOf("```java\n") + 8);
    shown = shown.substring(0, shown.indexOf("```"));
    for (String line : shown.lines().filter(each -> !each.isBlank()).toList()) {
      assertThat(example).contains(line.strip());
    }
    assertThat(shown)
        .contains("Session.settings()", "Metrics.between", "Ngram.train", ".run(spark");
  }

  private static Dataset<String> texts(List<String> lines) {
    return spark.createDataset(lines, Encoders.STRING());
  }
}
