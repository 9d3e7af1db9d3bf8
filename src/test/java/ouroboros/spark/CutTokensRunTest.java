package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.inference.Comparison;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;

/**
 * Runs whose key ranges begin inside tokens have the bits of runs with ranges of whole tokens. The
 * most frequent token of R ends about 250 of 5,000 n-grams.
 */
@Tag("spark")
class CutTokensRunTest {
  private static final String SHARDED =
      """
      family: {kind: ngram, order: 3, smoothing: {kind: modified-kneser-ney}}
      policy: {kind: replace}
      generations: 2
      sampling: {model: sharded}
      """;

  private static final String LIKELIEST =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: modified-kneser-ney}}
      policy: {kind: replace}
      generations: 1
      metrics: [expected-calibration-error, perplexity]
      """;

  private static final String GUARDED =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metric-order: 3
      safeguards: [{kind: thin, share: 0.5}]
      sweep:
        refill: [redraw, shrink, real]
      """;

  private static final String ONE_GUARDED =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 1
      metric-order: 3
      safeguards: [{kind: thin, share: 0.5}]
      """;

  private static final String COMPONENTS =
      """
      family: {kind: ngram-mixture, by: stratum, order: 2, smoothing: witten-bell}
      policy: {kind: decay, half-life: 1}
      generations: 2
      size: 60
      """;

  private static final String GUARD_TEXT =
      """
      family: {kind: ngram, order: 3, smoothing: {kind: jelinek-mercer}}
      policy: {kind: accumulate}
      generations: 2
      """;

  private static final String POLICIES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metrics: [tokens, types-n, retention-n, novel-n, js-n, perplexity]
      sweep:
        policy:
          - {kind: weighted, real: {share: 0.5}, real-weight: 0.3}
          - {kind: window, last: 2}
          - {kind: partial, share: 0.4}
      """;

  private static final String ONE_GENERATION =
      """
      family: {kind: ngram, order: 3, smoothing: {kind: modified-kneser-ney}}
      policy: {kind: accumulate}
      generations: 1
      """;

  @TempDir static Path folder;

  private static void hasTheSameBits(String name, String lines) throws IOException {
    hasTheSameBits(name, lines, Map.of("spark.ouroboros.tokensPerRange", "50"));
  }

  private static void hasTheSameBits(String name, String lines, Map<String, String> settings)
      throws IOException {
    Runs runs = new Runs(folder);
    Path spec = runs.spec(name, lines);
    Runs.run(Runs.session(), spec, runs.out(name));
    assertThat(Runs.rangesInsideTokens(runs.out(name))).isEqualTo(0);
    Path cut = runs.out(name + "-cut");
    Runs.run(Runs.session("local[2]", settings), spec, cut);
    assertThat(Runs.rangesInsideTokens(cut)).isGreaterThan(5);
    assertThat(Runs.hashes(cut)).isEqualTo(Runs.hashes(runs.out(name)));
  }

  @Test
  void modelsInShards() throws IOException {
    hasTheSameBits("sharded", SHARDED);
  }

  /** The likeliest next token needs all counts of a token at once. */
  @Test
  void tokensStayWholeForCalibration() throws IOException {
    Runs runs = new Runs(folder);
    Path spec = runs.spec("likeliest", LIKELIEST);
    Runs.run(Runs.session(), spec, runs.out("likeliest"));
    Path fine = runs.out("likeliest-fine");
    Map<String, String> settings = Map.of("spark.ouroboros.tokensPerRange", "50");
    Runs.run(Runs.session("local[2]", settings), spec, fine);
    assertThat(Runs.rangesInsideTokens(fine)).isEqualTo(0);
    assertThat(Runs.hashes(fine)).isEqualTo(Runs.hashes(runs.out("likeliest")));
  }

  @Test
  void bothTextsOfAGuardedGeneration() throws IOException {
    hasTheSameBits("guarded", GUARDED);
  }

  @Test
  @Tag("slow")
  void componentsAndTheirOverlaps() throws IOException {
    hasTheSameBits("components", COMPONENTS);
  }

  @Test
  void tablesThatAreAddedUp() throws IOException {
    hasTheSameBits("policies", POLICIES);
  }

  /** One word is 5 % of both texts, about 160 tokens of R, and a range has about 10. */
  @Test
  void measuredTexts() throws IOException {
    Path real = Files.writeString(folder.resolve("real.txt"), text(400, 1));
    Path other = Files.writeString(folder.resolve("other.txt"), text(300, 2));
    StatedText lines =
        new StatedText(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.LINES, false);
    ExternalSpec asked =
        new ExternalSpec(
            real.toString(), List.of(other.toString()), lines, List.of("all"), 3, 42, null);
    Comparison whole = MeasureRun.compare(Runs.session(), asked).comparison();
    Map<String, String> settings = Map.of("spark.ouroboros.tokensPerRange", "10");
    Session fine = Runs.session("local[2]", settings);
    assertThat(MeasureRun.compare(fine, asked).comparison()).isEqualTo(whole);
  }

  private static String text(int lines, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      for (int t = 0; t < 8; t++) {
        double u = random.nextDouble();
        text.append(u < .05 ? "the " : "w" + (int) (u * u * 120) + " ");
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** So many that inputs are sent together and measurements are added up on the workers. */
  @Test
  @Tag("slow")
  void hundredsOfRangesAndTasks() throws IOException {
    hasTheSameBits(
        "hundreds",
        ONE_GENERATION,
        Map.of("spark.ouroboros.tokensPerRange", "15", "spark.default.parallelism", "270"));
  }

  /** Both texts of such a generation are added up on the workers too. */
  @Test
  @Tag("slow")
  void hundredsOfRangesOfAGuardedGeneration() throws IOException {
    hasTheSameBits("hundreds-guarded", ONE_GUARDED, Map.of("spark.ouroboros.tokensPerRange", "15"));
  }

  @Test
  @Tag("slow")
  void smoothingFittedToGuard() throws IOException {
    hasTheSameBits("guard", GUARD_TEXT);
  }
}
