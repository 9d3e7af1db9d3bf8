package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.config.CellName;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CellFolders;

class ResolvedSpecTest {
  private static final String SWEPT =
      """
      name: a
      seed: 1
      generations: 2
      family: {kind: ngram}
      sweep: {policy: [{kind: replace}, {kind: anchor, real: 10}]}
      """;

  @Test
  void goesOnWithMore() {
    assertThat(changes("generations=3")).isEmpty();
    assertThat(changes("replicates=5")).isEmpty();
    assertThat(changes("sweep.policy=[{kind: frozen}, {kind: anchor, real: 10}, {kind: replace}]"))
        .isEmpty();
    assertThat(changes("seed=1")).isEmpty();
  }

  @Test
  void anythingElseIsAnotherExperiment() {
    assertThat(changes("generations=1")).containsExactly("generations: 2 in the run, 1 now");
    assertThat(changes("name=b")).containsExactly("name: \"a\" in the run, \"b\" now");
    assertThat(changes("seed=2", "corpus.min-count=2"))
        .containsExactly("seed: 1 in the run, 2 now", "corpus.min-count: 1 in the run, 2 now");
    assertThat(changes("keep=last")).containsExactly("keep: \"all\" in the run, \"last\" now");
    assertThat(changes("metrics=[types-1]"))
        .containsExactly("metrics: \"default\" in the run, [\"types-1\"] now");
    assertThat(changes("corpus.id=null")).containsExactly("corpus.id: \"id\" in the run, null now");
  }

  @Test
  void changesOfCellsAreNamedOnce() {
    assertThat(changes("family.order=2")).containsExactly("family.order: 3 in the run, 2 now");
    assertThat(changes("size=100")).containsExactly("size: \"real\" in the run, 100 now");
    assertThat(changes("size={tokens: 5}"))
        .containsExactly("size: \"real\" in the run, {\"tokens\":5} now");
  }

  @Test
  void fewerCellsAreAnotherExperiment() {
    assertThat(changes("sweep.policy=[{kind: replace}]"))
        .containsExactly("sweep: cell policy=anchor(real=10) in the run, absent now");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ResolvedSpec spec = parse().resolved();
    assertThat(ResolvedSpec.parse(spec.json())).isEqualTo(spec).hasSameHashCodeAs(spec);
    assertThat(ResolvedSpec.parse(spec.json()).changesSince(spec)).isEmpty();
    assertThat(spec.tree().path("cells").path(1).path("policy"))
        .hasToString(
            "{\"kind\":\"anchor\",\"real\":{\"units\":10,\"choose\":\"random\"},\"total\":\"add\"}");
  }

  @Test
  void whatIsNoSpecIsRefused() {
    assertThatThrownBy(() -> ResolvedSpec.parse("[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a resolved spec must be a JSON object");
    assertThatThrownBy(() -> ResolvedSpec.parse("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a resolved spec must be JSON: ");
  }

  @Test
  void cellsOfARunKeepTheirFolders() {
    ResolvedSpec run = parse().resolved();
    Experiment more =
        CellFolders.keeping(
            run, parse("sweep.policy=[{kind: frozen}, {kind: replace}, {kind: anchor, real: 10}]"));
    assertThat(more.cells())
        .extracting(Cell::folder)
        .containsExactly(
            CellName.folder(2, "policy=frozen"),
            CellName.folder(0, "policy=replace"),
            CellName.folder(1, "policy=anchor(real=10)"));
    assertThat(more.resolved().tree().path("cells").path(0).path("folder").asText())
        .isEqualTo(more.cells().get(0).folder());
    assertThat(more.resolved().changesSince(run)).isEmpty();
    assertThat(CellFolders.keeping(more.resolved(), more)).isEqualTo(more);
  }

  private static List<String> changes(String... overrides) {
    return parse(overrides)
        .resolved()
        .changesSince(ResolvedSpec.parse(parse().resolved().json()))
        .stream()
        .map(ResolvedSpec.Change::toString)
        .toList();
  }

  private static Experiment parse(String... overrides) {
    return SpecFile.parse("x.yaml", SWEPT, List.of(overrides));
  }
}
