package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;

/** Seeds are fixed; nothing here is statistical. */
class SweepPropertyTest {
  private static final String HEAD = "name: a\nseed: 1\ngenerations: 2\nfamily: {kind: ngram}\n";

  @Property(seed = "1", tries = 200)
  void everyPointIsACellUnlessExcluded(
      @ForAll("policies") Set<String> policies,
      @ForAll @Size(min = 1, max = 4) Set<@IntRange(min = 1, max = 6) Integer> orders,
      @ForAll @IntRange(max = 100) int pick) {
    String sweep =
        "sweep:\n  policy: " + policies + "\n  family.order: " + new ArrayList<>(orders) + "\n";
    int points = policies.size() * orders.size();
    List<Cell> all = parse(HEAD + sweep).cells();
    assertThat(all).hasSize(points);
    assertThat(all.stream().map(Cell::name)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Cell::folder)).doesNotHaveDuplicates();
    Assume.that(orders.size() > 1);
    int out = new ArrayList<>(orders).get(pick % orders.size());
    List<Cell> left = parse(HEAD + sweep + "exclude: [{family.order: " + out + "}]\n").cells();
    assertThat(left).hasSize(points - policies.size());
    Set<String> names = new HashSet<>();
    all.forEach(cell -> names.add(cell.name()));
    assertThat(names).containsAll(left.stream().map(Cell::name).toList());
  }

  @Property(seed = "2", tries = 100)
  void aCellIsTheExperimentWithItsValues(
      @ForAll("policies") Set<String> policies, @ForAll @IntRange(min = 1, max = 6) int order) {
    Experiment swept =
        parse(HEAD + "sweep: {policy: " + policies + ", family.order: [" + order + "]}\n");
    int i = 0;
    for (String policy : policies) {
      Cell alone =
          SpecFile.parse("x", HEAD + "policy: " + policy, List.of("family.order=" + order))
              .cells()
              .get(0);
      Cell cell = swept.cells().get(i++);
      assertThat(cell.policy()).isEqualTo(alone.policy());
      assertThat(cell.family()).isEqualTo(alone.family());
    }
  }

  @Property(seed = "3", tries = 200)
  void anOverrideIsAsIfWritten(
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 100_000) int replicates,
      @ForAll("policies") Set<String> policies) {
    String policy = policies.iterator().next();
    String written =
        "name: a\nseed: %d\ngenerations: 2\nfamily: {kind: ngram, order: %d}\npolicy: %s\nreplicates: %d\n"
            .formatted(seed, order, policy, replicates);
    Experiment overridden =
        SpecFile.parse(
            "x.yaml",
            HEAD,
            List.of(
                "seed=" + seed,
                "family.order=" + order,
                "policy=" + policy,
                "replicates=" + replicates));
    assertThat(overridden).isEqualTo(parse(written));
  }

  @Property(seed = "4", tries = 500)
  void differentTextHasDifferentNames(@ForAll String a, @ForAll String b) {
    Assume.that(!a.equals(b));
    assertThat(name(a)).isNotEqualTo(name(b));
    assertThat(name(a)).doesNotContain("\n", "\r");
  }

  @Property(seed = "5", tries = 500)
  void namesSaySpellingsOfANumberAlike(@ForAll double number) {
    Assume.that(Double.isFinite(number));
    String plain = new BigDecimal(number).toPlainString();
    Assume.that(plain.contains("."));
    assertThat(plainName(plain))
        .isEqualTo(plainName(plain + "00"))
        .isEqualTo(plainName(Double.toString(number)));
  }

  @Provide
  Arbitrary<Set<String>> policies() {
    Arbitrary<String> share = Arbitraries.integers().between(1, 99).map(n -> "0.%02d".formatted(n));
    Arbitrary<String> anchor = share.map("{kind: anchor, real: {share: %s}}"::formatted);
    Arbitrary<String> window =
        Combinators.combine(Arbitraries.integers().between(1, 9), Arbitraries.of(true, false))
            .as("{kind: window, last: %d, keep-real: %b}"::formatted);
    return Arbitraries.oneOf(
            Arbitraries.of("{kind: replace}", "{kind: accumulate}", "{kind: frozen}"),
            anchor,
            window)
        .set()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static String name(String text) {
    Location at = new Location("x", 1);
    return CellName.of(Map.of("policy.x", new Node.Scalar(at, text, Node.Style.QUOTED)));
  }

  private static String plainName(String text) {
    Location at = new Location("x", 1);
    return CellName.of(Map.of("policy.x", new Node.Scalar(at, text, Node.Style.PLAIN)));
  }

  private static Experiment parse(String yaml) {
    return SpecFile.parse("x.yaml", yaml, List.of());
  }
}
