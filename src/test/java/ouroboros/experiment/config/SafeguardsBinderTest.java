package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.experiment.SpecCase;
import ouroboros.policy.Amount;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

class SafeguardsBinderTest {
  private static final SafeguardList HALF =
      new SafeguardList(List.of(new Safeguard.Thin(.5)), Refill.REDRAW);
  private static final String SWEPT =
      SpecCase.BASE
          + """
          sweep:
            safeguards: [[], [{kind: thin, share: 0.5}], [{kind: thin, share: 0.5}, {kind: thin, share: 0}]]
            refill: [redraw, shrink]
          """;

  @Test
  void gatesKeepTheirOrder() {
    Cell cell =
        cell("safeguards=[{kind: thin, share: 0.25}, {kind: thin, share: 0}]", "refill=real");
    assertThat(cell.safeguards())
        .isEqualTo(
            new SafeguardList(
                List.of(new Safeguard.Thin(.25), new Safeguard.Thin(0)), Refill.REAL));
    assertThat(cell("safeguards=[{kind: thin, share: 0.5}]").safeguards()).isEqualTo(HALF);
  }

  @Test
  void bothFamiliesThatDrawSentencesHaveThem() {
    for (String family :
        List.of("{kind: ngram, order: 1}", "{kind: ngram-mixture, components: 2}")) {
      assertThat(cell("family=" + family, "safeguards=[{kind: thin, share: 0.5}]").safeguards())
          .isEqualTo(HALF);
    }
  }

  @Test
  void whatAnAlarmWatchesIsMeasured() {
    String psi = "safeguards=[{kind: alarm, metric: psi, chart: {psi: {above: 0.2}}}]";
    assertThat(parse(SpecCase.BASE, psi).metrics())
        .isEqualTo(new MetricChoice.Listed(List.of("default", "psi")));
    assertThat(parse(SpecCase.BASE, psi).resolved().tree().path("metrics"))
        .extracting(JsonNode::asText)
        .containsExactly("default", "psi");
    assertThat(parse(SpecCase.BASE, psi, "metrics=[tokens]").metrics())
        .isEqualTo(new MetricChoice.Listed(List.of("tokens", "psi")));
    // What is measured anyway is not named a second time.
    assertThat(parse(SpecCase.BASE, psi, "metrics=all").metrics())
        .isEqualTo(new MetricChoice.All());
    assertThat(
            parse(SpecCase.BASE, "safeguards=[{kind: alarm, metric: retention-1, chart: cusum}]")
                .metrics())
        .isEqualTo(new MetricChoice.Default());
  }

  @Test
  void aReferenceOfAnAlarmIsFrozenInEveryForm() {
    String alarm = "safeguards=[{kind: alarm, metric: retention-1, chart: cusum, reference: %s}]";
    ResolvedSpec resolved =
        parse(SpecCase.BASE, alarm.formatted("{kind: frozen, calibrate: 10}")).resolved();
    for (String same :
        List.of("{frozen: {calibrate: 10}}", "{calibrate: 10}", "frozen, calibrate: 10")) {
      assertThat(parse(SpecCase.BASE, alarm.formatted(same)).resolved())
          .hasToString(resolved.toString())
          .isEqualTo(resolved);
    }
    assertThat(parse(SpecCase.BASE, alarm.formatted("frozen")).resolved()).isNotEqualTo(resolved);
    assertThatThrownBy(() -> parse(SpecCase.BASE, alarm.formatted("{calibrate: 10, first: 3}")))
        .hasMessageContaining("reference.first: unknown key");
  }

  @Test
  void withoutSafeguardsTheExperimentIsTheSameAsBefore() {
    ResolvedSpec plain = parse(SpecCase.BASE).resolved();
    for (String same : List.of("safeguards=[]", "refill=redraw", "refill=shrink", "refill=real")) {
      Experiment e = parse(SpecCase.BASE, same);
      assertThat(e.resolved()).isEqualTo(plain);
      assertThat(e.cells().get(0).safeguards().isEmpty()).isTrue();
    }
    assertThat(cell().safeguards()).isEqualTo(SafeguardList.NONE);
    JsonNode tree = plain.tree().path("cells").path(0);
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly("cell", "folder", "family", "policy", "size", "sampling", "safeguards");
    assertThat(tree.path("safeguards")).hasToString("[]");
  }

  @Test
  void safeguardsAndTheirRefillAreResolved() {
    JsonNode tree =
        parse(SpecCase.BASE, "safeguards=[{kind: thin, share: 0.5}]")
            .resolved()
            .tree()
            .path("cells")
            .path(0);
    assertThat(tree.path("safeguards")).hasToString("[{\"kind\":\"thin\",\"share\":0.5}]");
    assertThat(tree.path("refill")).hasToString("\"redraw\"");
  }

  /** A run that was begun before is continued: the order of an alarm's keys is part of its spec. */
  @Test
  void anAlarmIsResolvedInTheOrderInWhichItAlwaysWas() {
    String alarm =
        "[{\"kind\":\"alarm\",\"metric\":\"psi\",\"subject\":\"synthetic\",\"scope\":\"all\","
            + "\"chart\":{\"kind\":\"psi\",\"above\":0.2},\"action\":{\"kind\":\"warn\"}}]";
    for (String spec :
        List.of("{kind: alarm, metric: psi, chart: psi}", "{kind: alarm, chart: psi}")) {
      assertThat(
              parse(SpecCase.BASE, "safeguards=[" + spec + "]")
                  .resolved()
                  .tree()
                  .path("cells")
                  .path(0)
                  .path("safeguards"))
          .hasToString(alarm);
    }
  }

  @Test
  void anotherGateOrRefillIsAnotherExperiment() {
    ResolvedSpec run = parse(SpecCase.BASE, "safeguards=[{kind: thin, share: 0.5}]").resolved();
    assertThat(changes(run, "safeguards=[{kind: thin, share: 0.50}]", "refill=redraw")).isEmpty();
    assertThat(changes(run, "safeguards=[{kind: thin, share: 0.5}]", "refill=shrink"))
        .containsExactly("refill: \"redraw\" in the run, \"shrink\" now");
    assertThat(changes(run, "safeguards=[{kind: thin, share: 0.25}]"))
        .containsExactly(
            "safeguards: [{\"kind\":\"thin\",\"share\":0.5}] in the run,"
                + " [{\"kind\":\"thin\",\"share\":0.25}] now");
    assertThat(changes(run, "safeguards=[]")).hasSize(2);
  }

  private static List<String> changes(ResolvedSpec run, String... overrides) {
    return parse(SpecCase.BASE, overrides).resolved().changesSince(run).stream()
        .map(ResolvedSpec.Change::toString)
        .toList();
  }

  @Test
  void aSweepCrossesGatesAndRefills() {
    Experiment e = parse(SWEPT);
    assertThat(e.cells())
        .extracting(Cell::name)
        .containsExactly(
            "safeguards=[];refill=redraw",
            "safeguards=[];refill=shrink",
            "safeguards=[thin(share=0.5)];refill=redraw",
            "safeguards=[thin(share=0.5)];refill=shrink",
            "safeguards=[thin(share=0.5),thin(share=0)];refill=redraw",
            "safeguards=[thin(share=0.5),thin(share=0)];refill=shrink");
    assertThat(e.columns()).containsExactly("safeguards", "refill");
    assertThat(e.cells().get(3).leaves())
        .containsEntry("safeguards", "[thin(share=0.5)]")
        .containsEntry("refill", "shrink");
    assertThat(e.cells())
        .extracting(cell -> cell.safeguards().gates().size())
        .containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(e.cells().get(3).safeguards().refill()).isEqualTo(Refill.SHRINK);
  }

  @Test
  void aPointOfGatesCanBeExcluded() {
    assertThat(parse(SWEPT + "  exclude: [{safeguards: [], refill: shrink}]\n").cells()).hasSize(5);
    assertThat(parse(SWEPT + "  exclude: [{safeguards: [{share: 0.5, kind: thin}]}]\n").cells())
        .extracting(Cell::name)
        .doesNotContain("safeguards=[thin(share=0.5)];refill=redraw")
        .hasSize(4);
  }

  @Test
  void theSameGatesTwiceAreRefused() {
    assertThat(
            SpecCase.found(
                SpecCase.BASE
                    + "sweep: {safeguards: [[{kind: thin, share: 0.5}], [{share: 0.50, kind:"
                    + " thin}]]}\n",
                List.of()))
        .containsExactly(
            "x.yaml:6: sweep.safeguards: [thin(share=0.5)] is given twice; values must differ");
  }

  /** What a run recorded is parsed again by {@code generate} and {@code verify}. */
  @Test
  void aResolvedCellIsReadBack() {
    Experiment e = parse(SpecCase.BASE, "safeguards=[{kind: thin, share: 0.5}]", "refill=real");
    JsonNode cell = e.resolved().tree().path("cells").path(0);
    Cell again =
        cell("safeguards=" + cell.path("safeguards"), "refill=" + cell.path("refill").asText());
    assertThat(again.safeguards()).isEqualTo(e.cells().get(0).safeguards());
  }

  @Test
  void gatesOfKnownTruths() {
    Safeguard.Detector detector = new Safeguard.Detector(.9, .05);
    assertThat(
            truth("mixture, real-share: 0.1", "{kind: detector, recall: 0.9, false-alarm: 0.05}"))
        .containsExactly(new Safeguard.OnPool(detector));
    assertThat(
            truth(
                "mixture, real-share: 0.1",
                "{kind: detector, recall: 0.9, false-alarm: 0.05, applies-to: synthetic}"))
        .containsExactly(detector);
    assertThat(truth("replace", "{kind: detector, recall: 0.9, false-alarm: 0.05}"))
        .containsExactly(detector);
    assertThat(truth("replace", "{kind: best-of, candidates: 4, reward: {values: [1, 0]}}"))
        .containsExactly(
            new Safeguard.BestOf(4, List.of(reward(1, 1, 0)), 1, Safeguard.Pick.SAMPLE));
    assertThat(
            truth(
                "replace",
                "{kind: best-of, candidates: 2, scale: 2, choose: max, reward: [{reward: {values:"
                    + " [1, 0]}, weight: 0.6}, {reward: {values: [0, 1]}, weight: 0.4}]}"))
        .containsExactly(
            new Safeguard.BestOf(
                2, List.of(reward(.6, 1, 0), reward(.4, 0, 1)), 2, Safeguard.Pick.MAX));
    assertThat(
            truth(
                "replace",
                "{kind: review, budget: {share: 0.5}, by: {critic: {keep-rates: [1, 0]}, error:"
                    + " 0.1}, reviewers: 3, rest: pass}"))
        .containsExactly(
            new Safeguard.Review(
                new Amount.Share(.5),
                new Safeguard.KeepRates(List.of(1.0, 0.0)),
                .1,
                .1,
                3,
                Safeguard.Rest.PASS));
  }

  private static Safeguard.WeightedReward reward(double weight, double... values) {
    return new Safeguard.WeightedReward(
        new Safeguard.Values(Arrays.stream(values).boxed().toList()), weight);
  }

  /**
   * The gates of a known truth, which are the same when they are read back from what is resolved.
   */
  private static List<Safeguard.Gate> truth(String policy, String gate) {
    String file =
        """
        name: a
        seed: 1
        generations: 2
        real: 100
        family: {kind: categorical, types: 2}
        policy: {kind: %s}
        """
            .formatted(policy);
    Experiment first = parse(file, "safeguards=[" + gate + "]");
    JsonNode resolved = first.resolved().tree().path("cells").path(0).path("safeguards");
    Cell again = parse(file, "safeguards=" + resolved).cells().get(0);
    assertThat(again.safeguards()).isEqualTo(first.cells().get(0).safeguards());
    return again.safeguards().gates();
  }

  private static Cell cell(String... overrides) {
    return parse(SpecCase.BASE, overrides).cells().get(0);
  }

  private static Experiment parse(String yaml, String... overrides) {
    return SpecFile.parse("x.yaml", yaml, List.of(overrides));
  }
}
