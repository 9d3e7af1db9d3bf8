package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecCase;
import ouroboros.policy.Policy;

class SweepTest {
  private static final String HEAD = "name: a\nseed: 1\ngenerations: 2\n";
  private static final String SPEC_EXAMPLE =
      HEAD
          + """
          family: {kind: ngram, order: 3, smoothing: {kind: none}}
          sweep:
            policy: [{kind: replace}, {kind: accumulate}, {kind: anchor, real: {share: 0.1}}]
            family.order: [1, 2, 3]
          """;

  @Test
  void namesAreThoseOfTheSpec() {
    Experiment e = parse(SPEC_EXAMPLE);
    assertThat(e.cells())
        .extracting(Cell::name)
        .containsExactly(
            "policy=replace;family.order=1",
            "policy=replace;family.order=2",
            "policy=replace;family.order=3",
            "policy=accumulate;family.order=1",
            "policy=accumulate;family.order=2",
            "policy=accumulate;family.order=3",
            "policy=anchor(real.share=0.1);family.order=1",
            "policy=anchor(real.share=0.1);family.order=2",
            "policy=anchor(real.share=0.1);family.order=3");
    assertThat(e.cells()).extracting(Cell::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** printf %s 'policy=replace;family.order=2' | sha256sum | cut -c1-12. */
  @Test
  void foldersAreNumbersAndHashes() {
    assertThat(parse(SPEC_EXAMPLE).cells().get(1).folder()).isEqualTo("001-0176a4f6e87e");
    assertThat(parse(SpecCase.BASE).cells().get(0).folder()).isEqualTo("000-cae662172fd4");
    assertThat(CellName.folder(1234, "base")).isEqualTo("1234-cae662172fd4");
  }

  @Test
  void hostileNamesOfStrataAreNoPaths() {
    List<String> hostile =
        List.of(
            "../../etc", "/tmp/absolute", "x".repeat(300), "a:b{c}*", "</script>", "=cmd|' /C'!A0");
    for (String name : hostile) {
      Cell cell = parse(ofStratum(name)).cells().get(0);
      assertThat(cell.name()).contains(name);
      assertThat(cell.folder()).matches("000-[0-9a-f]{12}");
    }
    assertThat(parse(ofStratum("\\u202egnp")).cells().get(0).name())
        .contains("\\u202egnp")
        .doesNotContain("\u202e");
    for (String name : List.of("two\\nlines", "\\e[31mred", "a\\0b")) {
      assertThat(SpecCase.found(ofStratum(name), List.of()))
          .singleElement(STRING)
          .contains("x.yaml:6: ", "holds control characters")
          .hasLineCount(1);
    }
  }

  private static String ofStratum(String name) {
    return HEAD
        + "family: {kind: ngram}\n"
        + "sweep:\n"
        + "  policy: [{kind: anchor, real: {share: 0.1, choose: {stratum: \""
        + name
        + "\"}}}]\n";
  }

  @Test
  void columnsAreTheLeavesOfSweptKeys() {
    Experiment e = parse(SPEC_EXAMPLE);
    assertThat(e.columns()).containsExactly("policy.kind", "policy.real.share", "family.order");
    assertThat(e.cells().get(0).leaves())
        .isEqualTo(Map.of("policy.kind", "replace", "family.order", "1"));
    assertThat(e.cells().get(8).leaves())
        .isEqualTo(
            Map.of("policy.kind", "anchor", "policy.real.share", "0.1", "family.order", "3"));
  }

  @Test
  void withoutASweepThereIsTheBase() {
    assertThat(parse(SpecCase.BASE).cells()).extracting(Cell::name).containsExactly("base");
    assertThat(parse(SpecCase.BASE + "sweep: {}\n").cells()).hasSize(1);
  }

  @Test
  void kindStandsFirstAndTheOthersInTheirOrder() {
    assertThat(
            names(
                "{policy: [{total: fixed, real: {units: 10, choose: {stratum: \"a b\"}}, kind:"
                    + " anchor}]}"))
        .containsExactly("policy=anchor(total=fixed,real.units=10,real.choose.stratum=\"a b\")");
    assertThat(names("{size: [real, 10, {tokens: 7}], policy: [{kind: window, last: 2}]}"))
        .containsExactly(
            "size=real;policy=window(last=2)",
            "size=10;policy=window(last=2)",
            "size=(tokens=7);policy=window(last=2)");
  }

  @Test
  void oneNumberHasOneName() {
    assertThat(names("{policy: [{kind: mixture, real-share: 0.10}], family.order: [+2]}"))
        .containsExactly("policy=mixture(real-share=0.1);family.order=2");
  }

  @Test
  void aWholeSectionAndAKeyInItCanBeSwept() {
    Experiment e =
        parse(
            HEAD
                + """
                family: {kind: ngram}
                sweep:
                  policy.real.share: [0.1, 0.2]
                  policy: [{kind: anchor}, {kind: fresh}]
                """);
    assertThat(e.cells())
        .extracting(Cell::name)
        .containsExactly(
            "policy.real.share=0.1;policy=anchor",
            "policy.real.share=0.1;policy=fresh",
            "policy.real.share=0.2;policy=anchor",
            "policy.real.share=0.2;policy=fresh");
    assertThat(e.cells().get(3).policy()).isInstanceOf(Policy.Fresh.class);
  }

  @Test
  void excludeTakesOutPartialPoints() {
    assertThat(
            names(
                "{policy: [{kind: replace}, {kind: anchor, real: {share: 0.1}}], family.order: [1,"
                    + " 2], exclude: [{policy.kind: replace, family.order: 2.0}, {policy: {kind:"
                    + " anchor}, family.order: 1}]}"))
        .containsExactly(
            "policy=replace;family.order=1", "policy=anchor(real.share=0.1);family.order=2");
  }

  @Test
  void excludeMayStandBesideTheSweep() {
    Experiment e =
        parse(SpecCase.BASE + "sweep: {family.order: [1, 2, 3]}\nexclude: [{family.order: 2}]\n");
    assertThat(e.cells())
        .extracting(Cell::name)
        .containsExactly("family.order=1", "family.order=3");
    assertThat(e.cells()).extracting(Cell::index).containsExactly(0, 1);
  }

  @Test
  void whatIsExcludedNeedNotBeRight() {
    assertThat(
            names(
                "{policy: [{kind: replace}, {kind: anchor}], policy.real: [10], exclude:"
                    + " [{policy.kind: replace}]}"))
        .containsExactly("policy=anchor;policy.real=10");
  }

  private static List<String> names(String sweep) {
    return parse(HEAD + "family: {kind: ngram}\nsweep: " + sweep + "\n").cells().stream()
        .map(Cell::name)
        .toList();
  }

  private static Experiment parse(String yaml) {
    return SpecFile.parse("x.yaml", yaml, List.of());
  }
}
