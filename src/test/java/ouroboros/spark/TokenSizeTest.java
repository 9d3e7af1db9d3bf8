package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;

/** {@code size: {tokens: N}}: units are drawn until N tokens are there, and not one more. */
@Tag("spark")
class TokenSizeTest {
  private static final int LAST = 2;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    Path spec =
        runs.spec(
            "tokens",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: witten-bell}}
            policy: {kind: replace}
            size: {tokens: 3001}
            generations: 2
            metrics: [tokens, sentences]
            metric-order: 2
            evaluation: {order: 2, every: 2}
            sweep:
              policy:
                - {kind: replace}
                - {kind: growing, factor: 1.5}
                - {kind: partial, share: 0.5}
                - {kind: decay, half-life: 1}
            """);
    out = runs.out("tokens");
    Runs.run(Runs.session(), spec, out);
  }

  @Test
  void theLastUnitReachesTheTokensThatWereAskedFor() throws IOException {
    for (int g = 1; g <= LAST; g++) {
      reached("replace", g, 3001);
      reached("growing(factor=1.5)", g, Math.round(3001 * Math.pow(1.5, g)));
    }
  }

  /** Half as many sentences as R has are drawn, although fewer would contain the tokens. */
  @Test
  void noGapIsLeftInATrainingSetOfFixedSize() throws IOException {
    long real = manifest("replace", 0).tables().training().sentences();
    for (int g = 1; g <= LAST; g++) {
      assertThat(manifest("partial(share=0.5)", g).tables().training().sentences()).isEqualTo(real);
    }
  }

  /** S_2 comes from a weighted training set, which is smoothed in its own unit of counts. */
  @Test
  void whatIsDrawnAgainFromAWeightedModelIsWhatWasCounted() throws IOException {
    Manifest manifest = manifest("decay(half-life=1)", 2);
    List<String> again = new java.util.ArrayList<>();
    SentenceReplay.open(ExperimentRun.folder(out.toString()), "policy=decay(half-life=1)", 0, 2)
        .sentences(0, manifest.record().units(), again::add);
    long tokens =
        again.stream().filter(line -> !line.isEmpty()).mapToLong(l -> l.split(" ").length).sum();

    assertThat(manifest("decay(half-life=1)", 1).tables().training().unit()).isEqualTo(1L << 20);
    assertThat(tokens).isEqualTo(Objects.requireNonNull(manifest.tables().synthetic()).tokens());
    for (Manifest.Sample sample : manifest.record().samples()) {
      assertThat(again.get((int) sample.unit())).isEqualTo(sample.text());
    }
  }

  private static void reached(String policy, int g, long tokens) throws IOException {
    Manifest manifest = manifest(policy, g);
    CountTable drawn = Objects.requireNonNull(manifest.tables().synthetic());
    assertThat(drawn.tokens()).isGreaterThanOrEqualTo(tokens);
    assertThat(drawn.sentences()).isEqualTo(manifest.record().units());
    List<String> last = new java.util.ArrayList<>();
    SentenceReplay.open(ExperimentRun.folder(out.toString()), "policy=" + policy, 0, g)
        .sentences(manifest.record().units() - 1, manifest.record().units(), last::add);
    assertThat(last).hasSize(1);
    int length = last.get(0).split(" ").length;
    assertThat(drawn.tokens() - length).isLessThan(tokens);
  }

  private static Manifest manifest(String policy, int g) throws IOException {
    for (Map<String, String> cell : Runs.rows(out.resolve("cells.csv"))) {
      if (cell.containsValue("policy=" + policy)) {
        return Runs.manifest(out, folderOf(cell), 0, g);
      }
    }
    throw new AssertionError("no cell has policy " + policy);
  }

  private static String folderOf(Map<String, String> cell) {
    return cell.values().stream()
        .filter(value -> value.matches("\\d{3}-[0-9a-f]{12}"))
        .findFirst()
        .orElseThrow();
  }
}
