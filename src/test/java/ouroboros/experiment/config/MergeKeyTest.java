package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.SpecException;

/** Merge keys of YAML 1.1: keys of the map itself win, then those of the first map of a list. */
class MergeKeyTest {
  private static final String HEAD = "name: x\nseed: 1\ngenerations: 2\ncorpus: {source: a.txt}\n";

  private static String written(String... lines) {
    return SpecFile.parse("x.yaml", HEAD + String.join("\n", lines) + "\n", List.of())
        .resolved()
        .json();
  }

  @Test
  void aFamilyTakesOverTheKeysOfAnother() {
    String merged =
        written(
            "policy: {kind: replace}",
            "sweep:",
            "  family:",
            "    - &base {kind: ngram, order: 2, smoothing: &kn {kind: kneser-ney}}",
            "    - {<<: *base, order: 4}",
            "    - {order: 5, <<: *base}",
            "    - <<: [{order: 6}, *base]",
            "      smoothing: {<<: *kn, kind: witten-bell}");
    String plain =
        written(
            "policy: {kind: replace}",
            "sweep:",
            "  family:",
            "    - {kind: ngram, order: 2, smoothing: {kind: kneser-ney}}",
            "    - {kind: ngram, order: 4, smoothing: {kind: kneser-ney}}",
            "    - {kind: ngram, order: 5, smoothing: {kind: kneser-ney}}",
            "    - {kind: ngram, order: 6, smoothing: {kind: witten-bell}}");
    assertThat(merged).isEqualTo(plain);
  }

  @Test
  void theWholeOfAnExampleAndMergesOfMerges() {
    assertThat(
            written(
                "policy: {kind: anchor, real: &amount {share: 0.1}}",
                "family: {<<: {<<: {kind: ngram, order: 1}, order: 3}}",
                "sweep:",
                "  policy: [{kind: fresh, real: {<<: *amount}}, {kind: replace}]"))
        .isEqualTo(
            written(
                "policy: {kind: anchor, real: {share: 0.1}}",
                "family: {kind: ngram, order: 3}",
                "sweep:",
                "  policy: [{kind: fresh, real: {share: 0.1}}, {kind: replace}]"));
    List<Cell> cells =
        SpecFile.parse(
                "x.yaml",
                "<<: {name: y, seed: 2}\n"
                    + HEAD
                    + "family: {kind: ngram, order: 1}\npolicy: {kind: replace}\n",
                List.of())
            .cells();
    assertThat(cells).hasSize(1);
  }

  @Test
  void whatCannotBeMergedIsSaidWithItsLine() {
    assertThatThrownBy(
            () -> written("policy: {kind: replace}", "family:", "  <<: [{kind: ngram}, 3]"))
        .isInstanceOf(SpecException.class)
        .satisfies(
            e ->
                assertThat(((SpecException) e).problems().get(0))
                    .hasToString(
                        "x.yaml:7: family.<<: 3 is a number; << takes over the keys of a map or of"
                            + " a list of maps"));
    assertThatThrownBy(
            () -> written("policy: {kind: replace}", "family: {kind: ngram, order: 2, '<<': {}}"))
        .hasMessageContaining("unknown key");
    assertThatThrownBy(
            () ->
                written(
                    "policy: {kind: replace}", "family: {<<: {kind: ngram, ordr: 2}, order: 3}"))
        .satisfies(
            e ->
                assertThat(((SpecException) e).problems().toString())
                    .contains("x.yaml:6: family.ordr: unknown key"));
  }
}
