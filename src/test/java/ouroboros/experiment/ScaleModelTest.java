package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleModelTest {
  /** The text of the measurements in {@code benchmarks.md}, tokens. */
  private static final String NOVELS = "real=16.8e6";

  private static ScaleModel model(String cluster, int order, boolean isSmoothed) {
    return ScaleModel.of(ClusterSize.parse(cluster).askedAbout(0), order, isSmoothed);
  }

  /**
   * Measured on quiet machines ({@code benchmarks.md}: the billion, one worker and two), and not
   * used for the constants. The text of the workers is three copies of the novels, with the n-grams
   * of one.
   */
  @ParameterizedTest
  @CsvSource({"2, 0.96e9, 124", "1, 50.4e6, 11.8", "2, 50.4e6, 7.1"})
  void isWithinAFifthOfMeasurementsThatItWasNotFittedTo(
      int cores, double generation, double seconds) {
    ScaleModel model =
        model(
            "cores="
                + cores
                + ",worker-cores=1,memory=12g,disk=1g,network=10g,"
                + NOVELS
                + ",generation="
                + generation,
            3,
            false);
    assertThat(model.wallSeconds()).isCloseTo(seconds, within(seconds / 5));
    assertThat(model.obstacles()).isEmpty();
    assertThat(model.shards()).isEqualTo(1);
  }

  /** Measured by the growth script on two quiet cores ({@code scale.md}). */
  @ParameterizedTest
  @CsvSource({
    "3, false, 3e6, 2.89e6, .54",
    "3, false, 1e7, 9.64e6, 1.70",
    "3, false, 16.8e6, 96.3e6, 12.66",
    "3, true, 3e6, 3.03e6, 1.05",
    "3, true, 1e7, 10.0e6, 3.17",
    "5, true, 3e6, 3.16e6, 2.13"
  })
  void isWithinAFifthOfTheCycleOnQuietCores(
      int order, boolean isSmoothed, double real, double generation, double seconds) {
    String cluster =
        "cores=2,worker-cores=2,memory=8g,disk=1g,network=10g,real="
            + real
            + ",generation="
            + generation;
    assertThat(model(cluster, order, isSmoothed).wallSeconds())
        .isCloseTo(seconds, within(seconds / 5));
  }

  /**
   * Measured alone on two cores ({@code scale.md}); the constants of moves are from two shards of
   * 1.3 and 16.8 million tokens. The memory is one that has as many shards in the model as the run
   * had.
   */
  @ParameterizedTest
  @CsvSource({"5.68e6, 400m, 2, 3.9", "16.8e6, 680m, 3, 8.3", "16.8e6, 480m, 4, 9.4"})
  void isWithinAFifthOfModelsInShards(double tokens, String memory, int shards, double seconds) {
    ScaleModel model =
        model(
            "cores=2,worker-cores=2,disk=1g,network=10g,memory=" + memory + ",real=" + tokens,
            3,
            false);
    assertThat(model.shards()).isEqualTo(shards);
    assertThat(model.wallSeconds()).isCloseTo(seconds, within(seconds / 5));
  }

  /**
   * CPU seconds of a generation of about as many tokens as R has, on a busy machine ({@code
   * scale.md}); the constants of order 3 are from another text size, those of order 5 from 2.4 and
   * 2.6 million tokens.
   */
  @ParameterizedTest
  @CsvSource({
    "3, true, 1.04e6, .69",
    "3, true, 2.52e6, 1.53",
    "5, false, .97e6, .44",
    "5, true, 1.06e6, 1.43"
  })
  void cpuSecondsOfSmoothingAndOfOrderFive(
      int order, boolean isSmoothed, double tokens, double seconds) {
    String cluster = "cores=2,worker-cores=2,memory=3g,real=" + tokens;
    assertThat(model(cluster, order, isSmoothed).cpuSeconds())
        .isCloseTo(seconds, within(seconds / 5));
  }

  @Test
  void theFiguresOfATrillionAreThoseOfTheFormulas() {
    ScaleModel model = model("cores=1000, memory=8g, real=1e11, generation=1e12", 3, false);
    double distinct = 4.57e6 * StrictMath.pow(1e4, 0.84);
    assertThat(model.distinct()).isCloseTo(distinct, within(1e-9 * distinct));
    assertThat(model.drawTasks()).isEqualTo(60_000);
    assertThat(model.keyRanges()).isEqualTo(63_579);
    assertThat(model.shards()).isEqualTo(StrictMath.ceil(distinct * 56 / (2.0 * (1 << 30))));
    assertThat(model.shuffledBytes()).isGreaterThan(1e12 * 71);
    // Eight tasks, one of 274 shards while it is compiled, and three of them.
    assertThat(model.workerBytes())
        .isCloseTo(
            RunCost.RESERVED + 8 * model.largestTaskBytes() + distinct * (56 + 3 * 26) / 274,
            within(1.0));
    assertThat(model.obstacles()).hasSize(1).allMatch(text -> text.contains("3.8e+09 blocks"));
    assertThat(model.text()).contains("does not fit").contains("63579 files");
    assertThat(model("cores=200, memory=8g, real=1e11, generation=1e12", 3, false).obstacles())
        .anyMatch(text -> text.startsWith("274 shards on 25 workers: a worker keeps about 4"));
    String larger = "cores=1000, memory=24g, real=1e11, generation=1e12, tokens-per-range=8e6";
    assertThat(model(larger, 3, false).keyRanges()).isEqualTo(12_500);
    assertThat(model(larger, 3, false).obstacles()).isEmpty();
    assertThat(model(larger, 5, true).obstacles()).anyMatch(text -> text.contains("2^31 - 1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void costGrowsWithTextAndFallsWithCores(boolean isSmoothed) {
    double before = 0;
    for (String tokens : new String[] {"1e6", "1e8", "1e10", "1e12"}) {
      ScaleModel model =
          model("cores=64, memory=64g, real=" + tokens + ", generation=" + tokens, 5, isSmoothed);
      assertThat(model.wallSeconds()).isGreaterThan(before);
      assertThat(model.distinct()).isLessThanOrEqualTo(Double.parseDouble(tokens));
      before = model.wallSeconds();
      ScaleModel more =
          model("cores=640, memory=64g, real=" + tokens + ", generation=" + tokens, 5, isSmoothed);
      assertThat(more.cpuSeconds() / 640).isLessThanOrEqualTo(model.cpuSeconds() / 64);
    }
  }

  @Test
  void aGenerationHasAsManyTokensAsRWhereNothingElseIsSaid() {
    ClusterSize asked = ClusterSize.parse("cores=16, memory=4g").askedAbout(1_000);
    assertThat(asked.real()).isEqualTo(1_000);
    assertThat(asked.generation()).isEqualTo(1_000);
    assertThat(asked.workers()).isEqualTo(2);
    assertThat(ClusterSize.parse("cores=17, memory=4g, real=5").askedAbout(9).real()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cores=1000 | memory: is missing; give both, as in 'cores=1000, memory=8g'",
        "cores=0, memory=8g | cores: expected a whole number from 1 to 1e+07, found '0'",
        "cores=1.5, memory=8g | cores: expected a whole number from 1 to 1e+07, found '1.5'",
        "cores=8, memory=lots | memory: expected a number of bytes of at least 256 MB, such as 8g",
        "cores=8, memory=8 | memory: expected a number of bytes of at least 256 MB, such as 8g",
        "cores=8, memory=8g, disk=-1m | disk: expected a number of bytes of at least 1 MB",
        "cores=8, memory=8g, disks=2 | disks: expected KEY=VALUE with one of the keys cores, w",
        "cores=8, memory | memory: expected KEY=VALUE with one of the keys cores",
        "cores=8, cores=9, memory=8g | cores: is given twice; leave one of them out",
        "cores=8, memory=8g, real=1e16 | real: expected a whole number from 1 to 1e+15, found",
        "cores=8, memory=8g, generation=0 | generation: expected a whole number from 1 to 1e+15",
        "cores=NaN, memory=8g | cores: expected a whole number from 1 to 1e+07, found 'NaN'"
      })
  void wrongValuesAreRefusedWithTheLimit(String text, String message) {
    assertThatThrownBy(() -> ClusterSize.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--cluster: " + message);
  }

  @Test
  void aModelNeedsTextAndAnOrder() {
    ClusterSize none = ClusterSize.parse("cores=8, memory=8g");
    assertThatThrownBy(() -> ScaleModel.of(none, 3, false)).hasMessageContaining("at least 1");
    ClusterSize some = none.askedAbout(10);
    assertThatThrownBy(() -> ScaleModel.of(some, 7, false)).hasMessageContaining("1..6");
  }
}
