package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One seed, one answer: all policies and orders, for any number of cores and partitions. */
@Tag("spark")
class SameBitsTest {
  private static final String EVERY_POLICY =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      sweep:
        policy:
          - {kind: replace}
          - {kind: accumulate}
          - {kind: accumulate-subsample, size: {share: 0.7}}
          - {kind: anchor, real: {share: 0.2, choose: stratified}}
          - {kind: fresh, real: {share: 0.1}, every: 2}
          - {kind: mixture, real-share: 0.3}
          - {kind: weighted, real: {share: 0.5}, real-weight: 0.3}
          - {kind: window, last: 2}
          - {kind: window, last: 2, feedback: false}
          - {kind: decay, half-life: 1.5}
          - {kind: partial, share: 0.4}
          - {kind: growing, factor: 1.5}
          - {kind: contaminated, schedule: [0.3, 0.6]}
          - {kind: frozen}
          - {kind: bootstrap}
          - {kind: fresh-disjoint}
        family:
          - {kind: ngram, order: 1, smoothing: {kind: none}}
          - {kind: ngram, order: 3, smoothing: {kind: none}}
          - {kind: ngram, order: 2, smoothing: {kind: modified-kneser-ney}}
        exclude:
          - {policy.kind: accumulate-subsample, family.order: 1}
          - {policy.kind: anchor, family.order: 1}
          - {policy.kind: fresh, family.order: 1}
          - {policy.kind: mixture, family.order: 1}
          - {policy.kind: weighted, family.order: 1}
          - {policy.kind: window, family.order: 1}
          - {policy.feedback: false, family.order: 3}
          - {policy.kind: decay, family.order: 1}
          - {policy.kind: partial, family.order: 1}
          - {policy.kind: growing, family.order: 1}
          - {policy.kind: contaminated, family.order: 1}
          - {policy.kind: frozen, family.order: 1}
          - {policy.kind: bootstrap, family.order: 1}
          - {policy.kind: fresh-disjoint, family.order: 1}
          - {policy.kind: accumulate, family.order: 2}
          - {policy.kind: fresh, family.order: 2}
          - {policy.kind: mixture, family.order: 2}
          - {policy.kind: weighted, family.order: 2}
          - {policy.kind: decay, family.order: 2}
          - {policy.kind: growing, family.order: 2}
          - {policy.kind: contaminated, family.order: 2}
          - {policy.kind: frozen, family.order: 2}
          - {policy.kind: bootstrap, family.order: 2}
          - {policy.kind: fresh-disjoint, family.order: 2}
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Map<String, String> expected;

  @BeforeAll
  static void runOnOneCore() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("bits", EVERY_POLICY);
    expected = hashes("one", "local[1]", Map.of());
  }

  @Test
  void twoCoresGiveTheBitsOfOne() throws IOException {
    assertThat(hashes("two", "local[2]", Map.of())).isEqualTo(expected);
  }

  @Test
  void sevenPartitionsGiveTheSameBits() throws IOException {
    assertThat(hashes("seven", "local[2]", Map.of("spark.default.parallelism", "7")))
        .isEqualTo(expected);
  }

  @Tag("slow")
  @Test
  void sixtyFourPartitionsGiveTheSameBits() throws IOException {
    assertThat(hashes("many", "local[2]", Map.of("spark.default.parallelism", "64")))
        .isEqualTo(expected);
  }

  private static Map<String, String> hashes(
      String name, String master, Map<String, String> settings) throws IOException {
    Session session = Runs.session(master, settings);
    Runs.run(session, spec, runs.out(name));
    return Runs.hashes(runs.out(name));
  }
}
