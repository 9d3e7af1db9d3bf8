package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec;

class CatalogueTest {
  @Test
  void everyKindOfASealedTypeCanBeWritten() {
    assertThat(FamilyBinder.KINDS.names()).containsExactlyElementsOf(Catalogue.families());
    assertThat(SmoothingBinder.KINDS.names())
        .containsExactlyInAnyOrderElementsOf(Catalogue.smoothings());
    assertThat(PolicyBinder.KINDS.names())
        .containsExactlyInAnyOrderElementsOf(Catalogue.policies());
  }

  @Test
  void policiesAreNamedAsInTheSpec() {
    assertThat(Catalogue.policies())
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
    assertThat(Catalogue.smoothings()).contains("none", "modified-kneser-ney");
  }

  @Test
  void whatAFamilyCanDoExists() {
    for (String family : Catalogue.families()) {
      assertThat(Catalogue.policies()).containsAll(Catalogue.policies(family));
    }
  }

  @Test
  void aFamilyThatIsNotListedTakesEveryPolicy() {
    assertThat(Catalogue.policies("gaussian")).isEqualTo(PolicyBinder.KINDS.names());
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
            "x:1: real: missing; it must be a whole number of at least 1",
            "x:1: size: points have no tokens; it must be real or a whole number of at least 1");
  }

  @Test
  void metricsOfAKnownTruthAreOthers() {
    assertThat(MetricNames.of(FamilySpec.Data.TRUTH, 3)).contains("wasserstein-2-squared");
    assertThat(MetricNames.of(FamilySpec.Data.CORPUS, 3))
        .contains("types-3@", "vocabulary-retention")
        .doesNotContain("types-4", "wasserstein-2-squared")
        .doesNotHaveDuplicates();
    assertThat(MetricNames.summary(FamilySpec.Data.TRUTH, 3)).contains("log-variance");
  }

  private static SizeBinder.Drawn truth(String yaml) {
    Problems problems = new Problems();
    SizeBinder.Drawn drawn = bind(yaml, problems);
    assertThat(problems.sorted()).isEmpty();
    return drawn;
  }

  private static SizeBinder.Drawn bind(String yaml, Problems problems) {
    Node node = YamlTree.parse(yaml, line -> new Location("x", line), problems);
    Section top = Section.whole((Node.Fields) Objects.requireNonNull(node), problems);
    return SizeBinder.bind(top, FamilySpec.Data.TRUTH);
  }

  @Test
  void namesAreMadeOfTypes() {
    assertThat(Names.of(Keep.NEEDED)).isEqualTo("needed");
    assertThat(List.of(Names.of(SplitBinder.class), Names.of(CatalogueTest.class)))
        .containsExactly("split-binder", "catalogue-test");
  }
}
