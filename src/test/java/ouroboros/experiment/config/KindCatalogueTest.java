package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Keep;
import ouroboros.experiment.Location;
import ouroboros.experiment.Names;
import ouroboros.experiment.Problem;
import ouroboros.experiment.Size;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.experiment.yaml.YamlTree;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Policy;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.watch.Chart;
import ouroboros.text.CorpusSpec;
import ouroboros.truth.TruthSpec;

class KindCatalogueTest {
  @Test
  void everyKindOfASealedTypeCanBeWritten() {
    // A mixture is one kind, whether its data are text or a known truth.
    Set<String> families = new TreeSet<>(Names.in(FamilySpec.class));
    families.addAll(Names.in(TruthSpec.class));
    families.addAll(Names.in(TruthSpec.Types.class));
    families.removeAll(List.of("truth", "types", "documents", "sentences"));
    families.addAll(Names.in(FamilySpec.Documents.class));
    families.addAll(Names.in(FamilySpec.Sentences.class));
    assertThat(KindCatalogue.families()).containsExactlyInAnyOrderElementsOf(families);
    assertThat(KindCatalogue.smoothings())
        .containsExactlyInAnyOrderElementsOf(Names.in(Smoothing.class));
    // Without feedback is a key of every policy, no kind.
    Set<String> policies = new TreeSet<>(Names.in(Policy.class));
    policies.remove("without-feedback");
    assertThat(KindCatalogue.policies()).containsExactlyInAnyOrderElementsOf(policies);
    // A critic by type is a critic, a gate on a pool is what judges there, a queue is how to
    // review.
    Set<String> kinds = new TreeSet<>(kinds(Safeguard.class));
    kinds.removeAll(List.of("on-pool", "keep-rates", "queue", "page-preset", "by-word"));
    assertThat(KindCatalogue.safeguards()).containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void theKindsInsideAnAlarmAreThoseOfTheirTypes() {
    assertThat(ChartBinder.KINDS.names()).containsExactlyInAnyOrderElementsOf(kinds(Chart.class));
    assertThat(AlarmBinder.REFERENCES.names())
        .containsExactlyInAnyOrderElementsOf(kinds(AlarmReference.class));
    assertThat(AlarmBinder.ACTIONS.names())
        .containsExactlyInAnyOrderElementsOf(kinds(AlarmAction.class));
  }

  /** The names of the records of a sealed type, and of the sealed types inside it. */
  private static List<String> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(each -> kinds(each).stream())
            .toList()
        : List.of(Names.of(type));
  }

  @Test
  void policiesAreNamedAsInTheSpec() {
    assertThat(KindCatalogue.policies())
        .containsExactly(
            "replace",
            "accumulate",
            "accumulate-subsample",
            "anchor",
            "fresh",
            "mixture",
            "weighted",
            "window",
            "decay",
            "partial",
            "growing",
            "contaminated",
            "frozen",
            "bootstrap",
            "fresh-disjoint");
    assertThat(KindCatalogue.smoothings()).contains("none", "modified-kneser-ney");
  }

  @Test
  void keysOfEnumsAreThoseOfTheSpec() {
    assertThat(Types.choice(CorpusSpec.Documents.class).expectation())
        .isEqualTo("one of file, line");
    assertThat(Types.choice(FamilySpec.VocabularyKind.class).expectation())
        .isEqualTo("one of training, real");
  }

  @Test
  void aKnownTruthHasAsManyPointsAsAreDrawn() {
    assertThat(truth("{size: 50}")).isEqualTo(new SizeBinder.Drawn(new Size.Units(50), 50L));
    assertThat(truth("{size: 50, real: 10}"))
        .isEqualTo(new SizeBinder.Drawn(new Size.Units(50), 10L));
    assertThat(truth("{real: 10}")).isEqualTo(new SizeBinder.Drawn(new Size.Real(), 10L));
  }

  @Test
  void aKnownTruthNeedsARealOrASize() {
    Problems problems = new Problems();
    bind("{size: real}", problems);
    bind("{size: {tokens: 7}, real: 1}", problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "x:1: real: missing; it must be a whole number in 1 .. 1000000000000000",
            "x:1: size: points have no tokens; it must be real or a whole number of at least 1");
  }

  @Test
  void metricsOfAKnownTruthAreOthers() {
    assertThat(metrics("[wasserstein-2-squared, default]", FamilySpec.Unit.POINT)).isEmpty();
    assertThat(metrics("[wasserstein-2-squared]", FamilySpec.Unit.SENTENCE))
        .hasSize(1)
        .allMatch(problem -> problem.startsWith("x:1: metrics[0]: unknown metric"));
    assertThat(metrics("[types-1]", FamilySpec.Unit.POINT)).hasSize(1);
    assertThat(metrics("[types-3, types-n, all]", FamilySpec.Unit.SENTENCE)).isEmpty();
  }

  private static List<String> metrics(String list, FamilySpec.Unit unit) {
    Problems problems = new Problems();
    MetricsBinder.bind(top("{metrics: " + list + "}", problems), Set.of(unit), 3, problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private static SizeBinder.Drawn truth(String yaml) {
    Problems problems = new Problems();
    SizeBinder.Drawn drawn = bind(yaml, problems);
    assertThat(problems.sorted()).isEmpty();
    return drawn;
  }

  private static SizeBinder.Drawn bind(String yaml, Problems problems) {
    return SizeBinder.bind(top(yaml, problems), FamilySpec.Unit.POINT);
  }

  private static Section top(String yaml, Problems problems) {
    Node node = YamlTree.parse(yaml, line -> new Location("x", line), problems);
    return Section.whole((Node.Fields) Objects.requireNonNull(node), problems);
  }

  @Test
  void namesAreMadeOfTypes() {
    assertThat(Names.of(Keep.NEEDED)).isEqualTo("needed");
    assertThat(List.of(Names.of(SplitBinder.class), Names.of(KindCatalogueTest.class)))
        .containsExactly("split-binder", "kind-catalogue-test");
  }
}
