package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.YamlTree;
import ouroboros.policy.Amount;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.Policy.Choose;
import ouroboros.policy.Policy.OrderBy;
import ouroboros.policy.Policy.RealSource;
import ouroboros.policy.Policy.Total;
import ouroboros.policy.WithoutFeedback;

class PolicyBinderTest {
  private static final Amount TENTH = new Amount.Share(0.1);
  private static final Amount HUNDRED = new Amount.Units(100);

  static List<Arguments> policies() {
    return List.of(
        of("replace", new Policy.Replace()),
        of("accumulate", new Policy.Accumulate()),
        of("accumulate-subsample", new Policy.AccumulateSubsample(new Amount.Share(1))),
        of("accumulate-subsample, size: 100", new Policy.AccumulateSubsample(HUNDRED)),
        of("accumulate-subsample, size: {share: 0.1}", new Policy.AccumulateSubsample(TENTH)),
        of("anchor, real: 100", anchor(HUNDRED, new Choose.Random(), Total.ADD)),
        of("anchor, real: {units: 100}", anchor(HUNDRED, new Choose.Random(), Total.ADD)),
        of(
            "anchor, real: {share: 0.1, choose: stratified}, total: fixed",
            anchor(TENTH, new Choose.Stratified(), Total.FIXED)),
        of(
            "anchor, real: {share: 0.1, choose: rarest}",
            anchor(TENTH, new Choose.Rarest(), Total.ADD)),
        of(
            "anchor, real: {share: 0.1, choose: {stratum: poems}}",
            anchor(TENTH, new Choose.Stratum("poems"), Total.ADD)),
        of(
            "fresh, real: {tokens: 50}",
            new Policy.Fresh(new Amount.Tokens(50), Total.ADD, OrderBy.HASH)),
        of(
            "anchor, real: {tokens: 50, choose: rarest}",
            anchor(new Amount.Tokens(50), new Choose.Rarest(), Total.ADD)),
        of("fresh, real: {share: 0.1}", new Policy.Fresh(TENTH, Total.ADD, OrderBy.HASH)),
        of(
            "fresh, real: 100, total: fixed, order-by: period",
            new Policy.Fresh(HUNDRED, Total.FIXED, OrderBy.PERIOD)),
        of(
            "anchor, real: {share: 0.1}, every: 3",
            new Policy.Anchor(TENTH, new Choose.Random(), Total.ADD, 3)),
        of("anchor, real: 100, every: 1", anchor(HUNDRED, new Choose.Random(), Total.ADD)),
        of("fresh, real: 100, every: 4", new Policy.Fresh(HUNDRED, Total.ADD, OrderBy.HASH, 4)),
        of("mixture, real-share: 0.5", new Policy.Mixture(0.5)),
        of("mixture, real-share: 0", new Policy.Mixture(0)),
        of("weighted, real: 100, real-weight: 0.618034", new Policy.Weighted(HUNDRED, 0.618034)),
        of("window, last: 1", new Policy.Window(1, false)),
        of("window, last: 3, keep-real: true", new Policy.Window(3, true)),
        of("decay, half-life: 2", new Policy.Decay(2)),
        of("partial, share: 0.25", new Policy.Partial(0.25)),
        of("growing, factor: 1.5", new Policy.GrowingByFactor(1.5)),
        of("growing, power: 2", new Policy.GrowingByPower(2)),
        of(
            "contaminated, schedule: [0, 0.5, 1]",
            new Policy.Contaminated(List.of(0.0, 0.5, 1.0), RealSource.REAL)),
        of(
            "contaminated, schedule: {from: 0, to: 1, generations: 5}, source: fresh",
            new Policy.Contaminated(List.of(0.0, 0.25, 0.5, 0.75, 1.0), RealSource.FRESH)),
        of(
            "contaminated, schedule: {from: 0, to: 1, generations: 1}",
            new Policy.Contaminated(List.of(1.0), RealSource.REAL)),
        of("frozen", new Policy.Frozen()),
        of("bootstrap", new Policy.Bootstrap()),
        of("fresh-disjoint", new Policy.FreshDisjoint()),
        of("accumulate, feedback: true", new Policy.Accumulate()),
        of("accumulate, feedback: false", new WithoutFeedback(new Policy.Accumulate())),
        of("window, last: 3, feedback: false", new WithoutFeedback(new Policy.Window(3, false))),
        of("frozen, feedback: false", new Policy.Frozen()),
        of("bootstrap, feedback: false", new Policy.Bootstrap()),
        of("fresh-disjoint, feedback: false", new Policy.FreshDisjoint()));
  }

  @Test
  void everyKindIsBoundHere() {
    assertThat(policies())
        .extracting(arguments -> ((Policy) arguments.get()[1]).kind())
        .containsAll(EveryPolicy.kinds());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void bindsEveryPolicyOfTheSpec(String yaml, Policy expected) {
    Problems problems = new Problems();
    assertThat(PolicyBinder.KINDS.bind(section(yaml, problems))).isEqualTo(expected);
    assertThat(problems.sorted()).isEmpty();
  }

  /** The resolved tree contains the whole policy: binding it again gives the same policy. */
  @ParameterizedTest
  @MethodSource("policies")
  void theResolvedTreeIsThePolicy(String yaml, Policy expected) {
    Section section = section(yaml, new Problems());
    PolicyBinder.KINDS.bind(section);
    String json = section.resolved().toString();
    Problems problems = new Problems();
    Section again = section(json.substring("{\"kind\":".length(), json.length() - 1), problems);
    assertThat(PolicyBinder.KINDS.bind(again)).isEqualTo(expected);
    assertThat(again.resolved()).hasToString(json);
    assertThat(problems.sorted()).isEmpty();
  }

  private static Section section(String yaml, Problems problems) {
    Node node =
        YamlTree.parse("{\"kind\": " + yaml + "}", line -> new Location("x", line), problems);
    return Section.whole((Node.Fields) Objects.requireNonNull(node), problems);
  }

  private static Policy anchor(Amount real, Choose choose, Total total) {
    return new Policy.Anchor(real, choose, total);
  }

  private static Arguments of(String yaml, Policy policy) {
    return Arguments.of(yaml, policy);
  }
}
