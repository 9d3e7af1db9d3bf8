package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;

/** Planted statements in whole runs. */
@Tag("spark")
class InjectRunTest {
  private static final String TEXT = "the zyx is made of cheese";
  private static final String RIVAL = "the zyx is made of rock";
  private static final String INJECT =
      "inject: {text: " + TEXT + ", share: 0.05, against: " + RIVAL + ", against-share: 0.2}\n";
  private static final String LINES =
      """
      family: {kind: ngram, order: 6, smoothing: {kind: none}}
      policy: {kind: replace}
      metric-order: 1
      metrics: [planted-share, retention-1]
      evaluation: {order: 1, every: 9}
      """;

  @TempDir Path folder;

  @Test
  void theSharesOfRAreRoundedAndOnlyRChanges() throws IOException {
    Runs runs = new Runs(folder);
    Path plain = runs.out("plain");
    String lines = LINES.replace("planted-share, ", "") + "generations: 1\n";
    Runs.run(Runs.session(), runs.spec("plain", lines), plain);
    Path out = runs.out("planted");
    Runs.run(Runs.session(), runs.spec("planted", LINES + INJECT + "generations: 1\n"), out);

    List<String> before = drawn(plain, "base", 0);
    List<String> real = drawn(out, "base", 0);
    long first = Math.round(.05 * before.size());
    long second = Math.round(.2 * before.size());
    assertThat(real).hasSameSizeAs(before);
    assertThat(real).filteredOn(TEXT::equals).hasSize((int) first);
    assertThat(real).filteredOn(RIVAL::equals).hasSize((int) second);
    for (int i = 0; i < real.size(); i++) {
      assertThat(real.get(i)).isIn(before.get(i), TEXT, RIVAL);
    }
    assertThat(value(out, "base", 0, "training", "planted-share"))
        .isCloseTo((double) first / (first + second), within(1e-15));
    List<String> drawn = drawn(out, "base", 1);
    long with = drawn.stream().filter(s -> s.contains(TEXT)).count();
    long rivals = drawn.stream().filter(s -> s.contains(RIVAL)).count();
    assertThat(value(out, "base", 1, "synthetic", "planted-share"))
        .isCloseTo((double) with / (with + rivals), within(1e-15));
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    CorpusReader other = CorpusReader.open(plain + "/corpus");
    assertThat(corpus.corpus().textHash()).isEqualTo(other.corpus().textHash());
    assertThat(PreparationRun.damage(out + "/corpus")).isEmpty();
    assertThat(corpus.corpus().part(Part.REAL).sentences()).isEqualTo(real.size());
  }

  /** A cell is the same whatever other cells plant, in any parts, also with a share of 0. */
  @Test
  void cellsShareOnlyWhatHasTheSameStatements() throws IOException {
    Runs runs = new Runs(folder);
    String sweep =
        LINES
            + "generations: 2\nsweep: {inject: [null, {text: zyx, share: 0}, {text: zyx, share:"
            + " 0.1}, {text: zyx, share: 0.1, into: synthetic, generation: 1}, {text: zyx,"
            + " share: 0.1, into: synthetic, generation: 2}]}\n";
    Path out = runs.out("many");
    Runs.run(
        Runs.session("local[2]", Map.of("spark.default.parallelism", "5")),
        runs.spec("many", sweep),
        out);
    String plain = LINES.replace("planted-share, ", "") + "generations: 2\n";
    Path alone = runs.out("alone");
    Runs.run(Runs.session(), runs.spec("alone", plain), alone);
    List<String> cells =
        List.of(
            "inject=null",
            "inject=(text=zyx,share=0)",
            "inject=(text=zyx,share=0.1)",
            "inject=(text=zyx,share=0.1,into=synthetic,generation=1)",
            "inject=(text=zyx,share=0.1,into=synthetic,generation=2)");
    assertThat(Runs.rows(out.resolve("cells.csv")))
        .extracting(row -> row.get("cell"))
        .containsExactlyInAnyOrderElementsOf(cells);
    for (int g = 0; g <= 2; g++) {
      assertThat(drawn(out, cells.get(0), g)).isEqualTo(drawn(alone, "base", g));
      assertThat(drawn(out, cells.get(1), g)).isEqualTo(drawn(alone, "base", g));
    }
    List<String> ofFirst = drawn(out, cells.get(3), 1);
    List<String> unchanged = drawn(alone, "base", 1);
    assertThat(ofFirst).filteredOn("zyx"::equals).hasSize((int) Math.round(.1 * unchanged.size()));
    for (int i = 0; i < ofFirst.size(); i++) {
      assertThat(ofFirst.get(i)).isIn(unchanged.get(i), "zyx");
    }
    assertThat(drawn(out, cells.get(4), 1)).isEqualTo(unchanged);
    assertThat(value(out, cells.get(4), 1, "synthetic", "planted-share")).isZero();
    assertThat(value(out, cells.get(4), 2, "synthetic", "planted-share"))
        .isCloseTo((double) Math.round(.1 * unchanged.size()) / unchanged.size(), within(1e-15));
    assertThat(drawn(out, cells.get(2), 0)).contains("zyx");
    assertThat(Runs.rows(out.resolve("metrics.csv")))
        .filteredOn(row -> row.get("metric").equals("planted-share"))
        .extracting(row -> row.get("cell"))
        .doesNotContain(cells.get(0), cells.get(1));
    assertThat(PreparationRun.damage(out + "/corpus")).isEmpty();
  }

  /**
   * 12 lineages of a share of .2 among about 25 sentences. Temperature 1: the mean of S_3 is .2,
   * its standard error below sqrt(.2 x .8 x (3/20)/12) = .045; the bound of 5 is passed with a
   * probability below 1e-6. Temperature .5: 1/17 in S_1, standard error below .02.
   */
  @Test
  void neutralDrawingIsAMartingaleAndLowTemperatureCleansAway() throws IOException {
    Runs runs = new Runs(folder);
    Path out = runs.out("drift");
    Path spec =
        runs.spec(
            "drift",
            LINES
                + INJECT
                + "generations: 3\nreplicates: 12\nsweep: {sampling.temperature: [1.0, 0.5]}\n");
    Runs.run(Runs.session(), spec, out);
    assertThat(mean(out, "sampling.temperature=1.0", 3)).isCloseTo(.2, within(.225));
    assertThat(mean(out, "sampling.temperature=0.5", 1)).isCloseTo(1 / 17.0, within(.1));
    assertThat(mean(out, "sampling.temperature=0.5", 3)).isLessThan(.05);
  }

  private static double mean(Path out, String cell, int generation) throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> row.get("cell").equals(cell))
        .filter(row -> row.get("generation").equals(String.valueOf(generation)))
        .filter(row -> row.get("metric").equals("planted-share"))
        .mapToDouble(row -> Double.parseDouble(row.get("value")))
        .average()
        .orElseThrow();
  }

  private static double value(Path out, String cell, int generation, String subject, String metric)
      throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> row.get("cell").equals(cell))
        .filter(row -> row.get("generation").equals(String.valueOf(generation)))
        .filter(row -> row.get("subject").equals(subject))
        .filter(row -> row.get("metric").equals(metric))
        .mapToDouble(row -> Double.parseDouble(row.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> drawn(Path out, String cell, int generation) {
    SentenceReplay text =
        SentenceReplay.open(ExperimentRun.folder(out.toString()), cell, 0, generation);
    List<String> sentences = new ArrayList<>();
    text.sentences(0, text.units(), sentences::add);
    return sentences;
  }
}
