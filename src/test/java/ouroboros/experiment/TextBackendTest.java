package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.config.SpecFile;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.safeguard.SafeguardList;

class TextBackendTest {
  private static final int GENERATIONS = 6;

  static Stream<Policy> everyPolicy() {
    return EveryPolicy.of(new Amount.Share(.1), new Amount.Units(90)).stream();
  }

  private static List<String> problems(Policy policy) {
    return TextBackend.problems(
        new FamilySpec.Ngram(2, new ModifiedKneserNey(), FamilySpec.VocabularyKind.TRAINING),
        policy,
        new Size.Units(100),
        new Sampling(Decoding.NONE, null, Sampling.Backend.POPULATION, Sampling.ModelPlace.AUTO),
        SafeguardList.NONE);
  }

  /**
   * A policy that is not refused takes whole corpora, or parts that are groups of {@link Stays}.
   */
  @ParameterizedTest
  @MethodSource("everyPolicy")
  void everyPolicyButOneIsMadeOfGroups(Policy policy) {
    if (policy.kind().equals("accumulate-subsample")) {
      assertThat(problems(policy)).singleElement().asString().contains("not a bag of n-grams");
      return;
    }
    assertThat(problems(policy)).isEmpty();
    Key key = new Key(5, 2);
    AvailableUnits before = AvailableUnits.ofCorpus(1000, 100_000, 700);
    for (int g = 1; g <= GENERATIONS; g++) {
      AvailableUnits stock = EveryPolicy.drawn(policy, g, before);
      Recipe recipe = policy.recipe(g, stock, key);
      for (RecipeLine line : recipe.parts()) {
        if (line.source() instanceof Source.Synthetic synthetic
            && !line.isWhole(synthetic.units(stock))) {
          int generation = g;
          int j = synthetic.generation();
          assertThat(
                  Stays.of(policy, j, stock, key).stream()
                      .filter(group -> group.isIn(generation, j))
                      .mapToLong(Stays.Group::units)
                      .sum())
              .as("%s", line)
              .isEqualTo(line.units());
        }
      }
    }
  }

  /**
   * {@code auto} goes by R, never by the memory of a machine: 7,000 types make 4.9e7 bigrams, 9,000
   * make 8.1e7, and a model has at most 2^26 = 6.7e7.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "additive|2|1000000|7000|",
        "additive|2|1000000|9000|with smoothing any token can follow any other, so 9,001 types make"
            + " 8.10e+07 n-grams of order 2",
        "none|3|1000000|9000|",
        "none|3|60000000|200000|",
        "none|3|80000000|200000|R has up to 8.01e+07 n-grams of order 3, a model of up to 9.61 GB",
        "none|1|80000000|200000|",
      })
  void autoTakesSentencesWhereTheModelIsTooLarge(
      String smoothing, int order, long tokens, long types, String reason) {
    Experiment all = big("auto", smoothing, order, "[]");
    UnitSizes sizes = sizes(tokens, types);
    assertThat(TextBackend.isPopulation(all.cells().get(0), 100_000, tokens, types))
        .isEqualTo(reason == null);
    if (reason == null) {
      assertThat(TextBackend.notes(all, sizes)).isEmpty();
      return;
    }
    assertThat(TextBackend.notes(all, sizes).keySet())
        .singleElement()
        .asString()
        .startsWith("sampling.backend auto: sentences are drawn one by one: " + reason);
    Experiment asked = big("population", smoothing, order, "[]");
    assertThat(TextBackend.isPopulation(asked.cells().get(0), 100_000, tokens, types)).isTrue();
    assertThat(TextBackend.notes(asked, sizes)).isEmpty();
  }

  @Test
  void notesSayWhatElseKeepsAutoFromPopulations() {
    Experiment guarded = big("auto", "none", 2, "[{kind: thin, share: 0.5}]");
    assertThat(TextBackend.notes(guarded, sizes(1_000_000, 9000)))
        .containsExactly(
            Map.entry(
                "sampling.backend auto: sentences are drawn one by one: gates judge single"
                    + " sentences, which a population does not have",
                1L));
    assertThat(TextBackend.notes(guarded, sizes(1000, 9000))).isEmpty();
  }

  /** Pools are made of single sentences, however many there are. */
  @Test
  void membersOfAnEcosystemAreNoPopulations() {
    Experiment alone = big("auto", "none", 2, "[]");
    Experiment members =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE + "ecosystem: {members: 2}\n",
            List.of("size=1000000000", "family={kind: ngram, order: 2, smoothing: {kind: none}}"));
    assertThat(TextBackend.isPopulation(alone.cells().get(0), 100_000, 1_000_000, 9000)).isTrue();
    assertThat(TextBackend.isPopulation(members.cells().get(0), 100_000, 1_000_000, 9000))
        .isFalse();
    assertThat(TextBackend.notes(members, sizes(1_000_000, 9000)))
        .containsKey(
            "sampling.backend auto: sentences are drawn one by one: the pools of an ecosystem are"
                + " made of single sentences");
  }

  private static UnitSizes sizes(long tokens, long types) {
    return new UnitSizes(
        Map.of(FamilySpec.Unit.SENTENCE, new PartSizes(100_000, 0, 10, 10, tokens, 0, types)));
  }

  private static Experiment big(String backend, String smoothing, int order, String safeguards) {
    return SpecFile.parse(
        "x.yaml",
        SpecCase.BASE,
        List.of(
            "size=1000000000",
            "sampling={backend: " + backend + "}",
            "safeguards=" + safeguards,
            "family={kind: ngram, order: " + order + ", smoothing: {kind: " + smoothing + "}}"));
  }
}
