package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.text.Vocabulary;

/**
 * The floor for the entropy against a direct computation from the text: which end of the history is
 * used, and at which temperature. Seed 42; a right drawer fails a chi-square test here with
 * probability 1e-7 (4 tests: 4e-7).
 */
class EntropyFloorTest {
  private static final PlainSearch TEXT = new PlainSearch(Smoothings.corpus(7, 40, 6, 6));
  private static final Sampler MODEL = TEXT.sampler(3);
  private static final int LONGEST = 30;

  private static Decoding floor(double bits) {
    return new Decoding(1, 1, 0, 1, bits);
  }

  private static List<int[]> draw(Decoding decoding, int many) {
    int[][] drawn = new int[many][];
    DecodedModel.of(MODEL, decoding, false)
        .drawer(42, 0, 1, LONGEST)
        .draw(
            0, many, (unit, tokens, a, b) -> drawn[(int) unit] = Arrays.copyOfRange(tokens, a, b));
    return List.of(drawn);
  }

  @Test
  void drawsWhatADirectComputationGives() {
    for (double bits : new double[] {0.5, 1, 1.7, 4}) {
      PanelDrawerTest.compare(
          "floor of " + bits, draw(floor(bits), 12_000), history -> raised(history, bits));
    }
  }

  /** p(. | history) with at least so many bits, by halving the interval of temperatures. */
  private static Map<Integer, Double> raised(List<Integer> history, double bits) {
    Map<Integer, Double> p = Map.of();
    for (int n = Math.min(2, history.size()); n >= 0; n--) {
      p = PlainSearch.shares(TEXT.behind(history.subList(history.size() - n, history.size())));
      p.remove(Vocabulary.UNK);
      if (p.size() >= Math.pow(2, bits)) {
        break;
      }
    }
    if (p.size() <= Math.pow(2, bits)) {
      return tempered(p, Double.POSITIVE_INFINITY);
    }
    double low = 1;
    double high = 1;
    while (bits(tempered(p, high)) < bits) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (bits(tempered(p, middle)) >= bits) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return tempered(p, high);
  }

  private static Map<Integer, Double> tempered(Map<Integer, Double> p, double temperature) {
    Map<Integer, Double> q = new TreeMap<>();
    p.forEach((token, x) -> q.put(token, Math.pow(x, 1 / temperature)));
    double all = q.values().stream().mapToDouble(Double::doubleValue).sum();
    q.replaceAll((token, x) -> x / all);
    return q;
  }

  private static double bits(Map<Integer, Double> p) {
    return -p.values().stream().mapToDouble(x -> x * Math.log(x) / Math.log(2)).sum();
  }

  /**
   * The bits of every context that draws, from its integer weights; a lower temperature has less.
   */
  @Test
  void everyContextHasTheLeastTemperatureWithSoManyBits() {
    double floor = 2.3;
    Sampler raised = EntropyFloor.of(MODEL, floor, false);
    int changed = 0;
    int shortened = 0;
    for (int c = 0; c < raised.contexts(); c++) {
      if (raised.types(c) > MODEL.types(c)) {
        assertThat(MODEL.types(c)).as("successors of %d", c).isLessThanOrEqualTo(4);
        assertThat(raised.words[raised.offsets[c + 1] - 1]).isEqualTo(Sampler.REST);
        shortened++;
        continue;
      }
      double[] p = new double[raised.types(c)];
      double[] own = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = (double) raised.count(c, raised.offsets[c] + i) / raised.total(c);
        own[i] = (double) MODEL.count(c, MODEL.offsets[c] + i) / MODEL.total(c);
      }
      if (entropy(own) >= floor) {
        assertThat(p).containsExactly(own);
      } else {
        assertThat(entropy(p)).as("bits of %d", c).isCloseTo(floor, within(1e-9));
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(2);
    assertThat(shortened).isGreaterThan(2);
  }

  private static double entropy(double[] p) {
    return Arrays.stream(p).filter(x -> x > 0).map(x -> -x * Math.log(x) / Math.log(2)).sum();
  }

  @Test
  void aFloorThatEveryContextHasChangesNoToken() {
    assertThat(draw(floor(1e-9), 300))
        .usingRecursiveComparison()
        .isEqualTo(draw(floor(1e-300), 300));
    Sampler raised = EntropyFloor.of(MODEL, 0.0001, false);
    for (int c = 0; c < MODEL.contexts(); c++) {
      if (MODEL.types(c) > 1) {
        assertThat(raised.total(c)).isEqualTo(MODEL.total(c));
      }
    }
    assertThat(draw(floor(0), 300)).usingRecursiveComparison().isEqualTo(draw(Decoding.NONE, 300));
  }

  /** The penalty divides the probabilities at the temperature of the context. */
  @Test
  void aPenaltyJoinsAFloor() {
    double penalty = 3;
    Decoding both = new Decoding(penalty, 1, 0, 1, 2);
    long again = 0;
    long all = 0;
    double expected = 0;
    double variance = 0;
    for (int[] sentence : draw(both, 12_000)) {
      if (sentence.length >= 2) {
        // The second token, given the first.
        Map<Integer, Double> p = raised(List.of(Vocabulary.BOS, sentence[0]), 2);
        double one = p.getOrDefault(sentence[0], 0.0) / penalty;
        double share = one / (1 - p.getOrDefault(sentence[0], 0.0) + one);
        double ends = p.getOrDefault(Vocabulary.EOS, 0.0);
        double given = share / (1 - ends / (1 - p.getOrDefault(sentence[0], 0.0) + one));
        expected += given;
        variance += given * (1 - given);
        again += sentence[1] == sentence[0] ? 1 : 0;
        all++;
      }
    }
    assertThat(all).isGreaterThan(5000);
    // 5.5 standard deviations: a right drawer fails with probability 4e-8.
    assertThat((double) again).isCloseTo(expected, within(5.5 * Math.sqrt(variance)));
  }
}
