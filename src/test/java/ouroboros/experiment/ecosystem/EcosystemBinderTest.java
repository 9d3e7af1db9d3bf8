package ouroboros.experiment.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.config.SpecFile;
import ouroboros.policy.Ecosystem;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

class EcosystemBinderTest {
  private static Experiment experiment(String section) {
    String yaml =
        """
        name: a
        seed: 1
        generations: 2
        family: {kind: gaussian}
        policy: {kind: replace}
        size: real
        real: 10
        ecosystem: %s
        """;
    return SpecFile.parse("x.yaml", yaml.formatted(section), List.of());
  }

  private static Cell cell(String section) {
    return experiment(section).cells().get(0);
  }

  private static EcosystemSpec spec(String section) {
    return Objects.requireNonNull(cell(section).ecosystem());
  }

  @Test
  void defaultsAreSharedAndUniform() {
    EcosystemSpec spec = spec("{members: 4}");
    assertThat(spec.rule())
        .isEqualTo(new Ecosystem(4, Ecosystem.Real.SHARED, Ecosystem.uniform(4)));
    assertThat(spec.members()).hasSize(4);
    assertThat(((Ecosystem.Matrix) spec.rule().mixing()).rows().get(2))
        .containsExactly(.25, .25, .25, .25);
  }

  @Test
  void whatIsNotItsOwnIsSpreadOverTheOthers() {
    Ecosystem.Mixing mixing = spec("{members: 3, mixing: {own: 0.5}}").rule().mixing();
    assertThat(((Ecosystem.Matrix) mixing).rows())
        .containsExactly(List.of(.5, .25, .25), List.of(.25, .5, .25), List.of(.25, .25, .5));
    assertThat(spec("{members: 3, mixing: recut}").rule().mixing())
        .isEqualTo(new Ecosystem.Recut());
    assertThat(spec("{members: 2, mixing: [[0, 1], [0.5, 0.5]]}").rule().mixing())
        .isEqualTo(new Ecosystem.Matrix(List.of(List.of(0.0, 1.0), List.of(.5, .5))));
  }

  /** One member alone changes nothing but what it has of its own. */
  @Test
  void oneMemberIsNoEcosystem() {
    for (String one : List.of("{members: 1, real: disjoint, mixing: recut}", "{members: [{}]}")) {
      assertThat(cell(one).ecosystem()).isNull();
      assertThat(TruthCells.of(experiment(one), cell(one)).drawing().members()).isNull();
    }
    String own = "{members: [{family: {kind: gaussian, dimension: 2}}]}";
    assertThat(TruthCells.of(experiment(own), cell(own)).family())
        .isEqualTo(new TruthSpec.Gaussian(2, TruthSpec.Divisor.N, 1));
  }

  /** {@code size: real} is the member's own R; parts of R are in the order of the members. */
  @Test
  void partsOfR() {
    TruthCell cell =
        TruthCells.of(
            experiment("{members: 4, real: disjoint}"), cell("{members: 4, real: disjoint}"));
    List<TruthMembers.Member> members = Objects.requireNonNull(cell.drawing().members()).members();
    assertThat(members.stream().map(TruthMembers.Member::firstReal))
        .containsExactly(0L, 2L, 5L, 7L);
    assertThat(members.stream().map(TruthMembers.Member::real)).containsExactly(2L, 3L, 2L, 3L);
    assertThat(members.stream().map(TruthMembers.Member::size)).containsExactly(2L, 3L, 2L, 3L);
    TruthCell shared = TruthCells.of(experiment("{members: 2}"), cell("{members: 2}"));
    assertThat(Objects.requireNonNull(shared.drawing().members()).members())
        .allMatch(m -> m.firstReal() == 0 && m.real() == 10 && m.size() == 10);
  }
}
