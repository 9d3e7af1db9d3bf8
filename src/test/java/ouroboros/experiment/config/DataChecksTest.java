package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecCase;
import ouroboros.experiment.UnitSizes;

class DataChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: fresh, real: 6500}|26000|policy fresh needs 10 x 6,500 sentences; reserve has"
            + " 26,000",
        "{kind: fresh, real: {share: 0.1}}|99999|policy fresh needs 10 x 10,000 sentences; reserve"
            + " has 99,999",
        "{kind: fresh, real: {share: 0.1}}|100000|",
        "{kind: fresh, real: 1099511627776}|5|policy fresh needs 10 x"
            + " 1,099,511,627,776 sentences; reserve has 5",
        "{kind: fresh-disjoint}|999999|policy fresh-disjoint needs 10 x 100,000 sentences; reserve"
            + " has 999,999",
        "{kind: anchor, real: 100001}|0|policy anchor needs 100,001 sentences; R has 100,000",
        "{kind: anchor, real: 100000}|0|",
        "{kind: anchor, real: {share: 0.000001}}|0|policy anchor takes {share: 1.0E-6}, which is no"
            + " sentence of the 100,000 of R; it must be at least one",
        "{kind: anchor, real: 10, total: fixed}|0|",
        "{kind: accumulate-subsample, size: 200001}|0|policy accumulate-subsample needs 200,001"
            + " sentences; R and S_1 have 200,000",
        "{kind: accumulate-subsample, size: 200000}|0|",
        "{kind: replace}|0|"
      })
  void policiesFindTheirData(String policy, long reserve, String problem) {
    assertThat(check("policy=" + policy, reserve))
        .isEqualTo(problem == null ? List.of() : List.of("--set policy: policy: " + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: anchor, real: 10, total: fixed}|",
        "{kind: fresh, real: 200000, total: fixed}|policy fresh with total: fixed takes {units:"
            + " 200000}, more than R's 100,000 sentences; it must be at most that",
        "{kind: accumulate-subsample, size: 100101}|policy accumulate-subsample needs 100,101"
            + " sentences; R and S_1 have 100,100"
      })
  void smallGenerationsAreEnlargedOrRefused(String policy, String problem) {
    assertThat(check("policy=" + policy, 10_000_000, "size=100"))
        .isEqualTo(problem == null ? List.of() : List.of("--set policy: policy: " + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: decay, half-life: 2}|10,000,100,000",
        "{kind: weighted, real: 9000000000, real-weight: 0.5}|10,000,000,000"
      })
  void sumsOfWeightsFitTheirFixedPoint(String policy, String units) {
    assertThat(check("policy=" + policy, 1L << 40, "size=1000000000"))
        .containsExactly(
            "--set policy: policy: policy "
                + policy.substring(7, policy.indexOf(','))
                + " weights "
                + units
                + " sentences; with weights in steps of 2^-20 the limit is 8,589,934,592");
  }

  /** auto draws sentences there, which are too many to be drawn one by one at 10^13. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|7000|population|",
        "2|9000|population|",
        "3|9000|population|--set sampling: sampling: backend population: with smoothing, new n-grams come with"
            + " every sentence: 10,000,000,000,000 sentences have up to 1.10e+14 n-grams of order"
            + " 3, and 9,001 types make 7.29e+11; a population has at most 2,147,483,647: lower"
            + " size or family.order, raise corpus.min-count, or choose sampling.backend sentences",
        "2|7000|auto|",
        "2|9000|auto|x.yaml:4: policy: policy replace wants S_1 of 10,000,000,000,000 sentences; drawn one"
            + " by one, the limit is 2^40"
      })
  void populationsWithSmoothingFitIntoMemory(
      int order, long types, String backend, String problem) {
    Experiment e =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE,
            List.of(
                "generations=1",
                "size=10000000000000",
                "sampling={backend: " + backend + "}",
                "family={kind: ngram, order: " + order + ", smoothing: {kind: additive}}"));
    PartSizes parts = new PartSizes(100_000, 0, 10, 10, 1_000_000, 0, types);
    assertThat(DataChecks.check(e, sentences(parts)).stream().map(Problem::toString))
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  /** Half of 10^15 sentences are 5 x 10^9 for each of 100,000 real ones; of 10^14, 5 x 10^8. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100000000000000|",
        "1000000000000000|--set policy: policy: policy mixture takes each of the 100,000 real sentences"
            + " DDDD times for T_1; the limit is 1,073,741,824: lower size or policy.real-share, or"
            + " use a larger corpus"
      })
  void mixturesTakeEachRealSentenceAtMostABillionTimes(long size, String problem) {
    Experiment e =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE,
            List.of(
                "generations=1",
                "size=" + size,
                "sampling={backend: population}",
                "policy={kind: mixture, real-share: 0.5}",
                "family={kind: ngram, order: 2, smoothing: {kind: none}}"));
    PartSizes parts = new PartSizes(100_000, 0, 10, 10, 1_000_000, 0, 9000);
    assertThat(
            DataChecks.check(e, sentences(parts)).stream()
                .map(Problem::toString)
                .map(text -> text.replaceAll("[45],[0-9,]{11} times", "DDDD times")))
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  /** 10^7 sentences of ten tokens have at most 1.1e8 n-grams, however many words there are. */
  @Test
  void fewerSentencesHaveFewerNgrams() {
    Experiment e =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE,
            List.of(
                "generations=1",
                "size=10000000",
                "sampling={backend: population}",
                "family={kind: ngram, order: 3, smoothing: {kind: additive}}"));
    PartSizes parts = new PartSizes(100_000, 0, 10, 10, 1_000_000, 0, 9000);
    assertThat(DataChecks.check(e, sentences(parts))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void anEmptyRIsRefused(long real) {
    Experiment e = SpecFile.parse("x.yaml", SpecCase.BASE, List.of());
    assertThat(DataChecks.check(e, sentences(new PartSizes(real, 5, 5, 5))))
        .extracting(Problem::toString)
        .containsExactly(
            "x.yaml: corpus.split.real: R has no sentences; it must have at least one");
  }

  @Test
  void everyCellIsHeldAgainstItsOwnUnits() {
    Experiment e =
        SpecFile.parse(
            "x.yaml",
            """
            name: a
            seed: 1
            generations: 10
            family: {kind: ngram}
            policy: {kind: fresh, real: 50}
            sweep:
              family: [{kind: ngram}, {kind: lda, topics: 2}, {kind: multinomial-mixture, components: 2}]
            """,
            List.of());
    UnitSizes sizes =
        new UnitSizes(
            Map.of(
                FamilySpec.Unit.SENTENCE, new PartSizes(9000, 500, 0, 0),
                FamilySpec.Unit.DOCUMENT, new PartSizes(90, 499, 0, 0)));
    assertThat(DataChecks.check(e, sizes))
        .extracting(Problem::toString)
        .containsExactly("x.yaml:5: policy: policy fresh needs 10 x 50 documents; reserve has 499");
  }

  /** 10 slices of 100 tokens need exactly 1,000; the mean length of sentences does not matter. */
  @Test
  void tokensOfTheReserveAreCountedBeforeTheRun() {
    for (String policy :
        List.of("fresh, real: {tokens: 100}", "fresh, real: {tokens: 200}, every: 2")) {
      assertThat(ofReserve(policy, 1000)).isEmpty();
    }
    assertThat(ofReserve("weighted, real: {tokens: 100}, real-weight: 0.5", 1000)).isEmpty();
    assertThat(ofReserve("fresh, real: {tokens: 100}", 999))
        .containsExactly(
            "--set policy: policy: policy fresh takes 10 x 100 tokens of the reserve, which has 999;"
                + " raise corpus.split.reserve, or lower real");
  }

  private static List<String> ofReserve(String policy, long tokens) {
    Experiment e =
        SpecFile.parse(
            "x.yaml", SpecCase.BASE, List.of("policy={kind: " + policy + "}", "generations=10"));
    return DataChecks.check(e, sentences(new PartSizes(1000, 33, 10, 10, 5000, tokens, 0))).stream()
        .map(Problem::toString)
        .toList();
  }

  /** R and S_2 have 2 x 10^9 sentences; 2^33 weights of 1 are possible. */
  @Test
  void weightsOfADetectorMustFit() {
    assertThat(weights(4)).isEmpty();
    assertThat(weights(5))
        .containsExactly(
            "--set safeguards: safeguards: gate 1, detector: action weight gives 2,000,000,000 sentences"
                + " weights up to 5 in steps of 2^-20; sentences x at-most must be at most"
                + " 8,589,934,592: lower at-most, or size");
  }

  private static List<String> weights(int atMost) {
    Experiment e =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE,
            List.of(
                "policy={kind: replace}",
                "generations=2",
                "safeguards=[{kind: detector, train: logistic, action: weight, at-most: "
                    + atMost
                    + "}]"));
    PartSizes sizes = new PartSizes(1_000_000_000, 0, 1000, 10);
    return DataChecks.check(e, sentences(sizes)).stream().map(Problem::toString).toList();
  }

  private static UnitSizes sentences(PartSizes sizes) {
    return new UnitSizes(Map.of(FamilySpec.Unit.SENTENCE, sizes));
  }

  private static List<String> check(String policy, long reserve, String... more) {
    List<String> overrides = new ArrayList<>(List.of(policy, "generations=10"));
    overrides.addAll(List.of(more));
    Experiment e = SpecFile.parse("x.yaml", SpecCase.BASE, overrides);
    return DataChecks.check(e, sentences(new PartSizes(100_000, reserve, 10, 10))).stream()
        .map(Problem::toString)
        .toList();
  }
}
