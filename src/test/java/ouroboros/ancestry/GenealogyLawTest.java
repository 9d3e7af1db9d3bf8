package ouroboros.ancestry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.TracedDrawer;

/**
 * The laws of genealogy. Where random numbers are used, seed 11; a right program fails a test with
 * |z| > 5 with probability 6e-7, and there are 11 such comparisons in this class: 7e-6.
 */
class GenealogyLawTest {
  private static final double LIMIT = 5;

  private static GenealogyLaw replace(int generations, long sampled, long tokens) {
    TreeMap<Integer, Long> sizes = new TreeMap<>();
    Map<Integer, NavigableMap<Integer, Double>> parents = new HashMap<>();
    for (int g = 0; g <= generations; g++) {
      sizes.put(g, tokens);
      parents.put(g, new TreeMap<>(Map.of(g - 1, 1.0)));
    }
    return new GenealogyLaw(generations, sampled, sizes, parents);
  }

  /** 1 - exp(-g_k): .632, .469, .374, .312, .. */
  @Test
  void underReplaceTheShareWithLivingDescendantsIsThatOfThePublishedRecursion() {
    long tokens = 1_000_000;
    GenealogyLaw law = replace(4, tokens, tokens);
    double[] shares = {.6321, .4685, .3741, .3121};
    for (int k = 1; k <= 4; k++) {
      assertThat(law.expected(4 - k) / tokens).isCloseTo(shares[k - 1], within(6e-5));
    }
  }

  /** n tokens that all descend from different ones: a(a - 1) / 2n pairs meet in a generation. */
  @Test
  void fewLineagesMeetAsInTheCoalescent() {
    double lost = 100 - replace(1, 100, 1_000_000).expected(0);
    assertThat(lost).isCloseTo(100.0 * 100 / 2 / 1_000_000, within(1e-6));
  }

  /** Simulated trees: mean and standard deviation of the number of ancestors in each source. */
  @Test
  void meanAndVarianceAgreeWithSimulatedTreesUnderAccumulate() {
    Random random = new Random(11);
    int times = 4000;
    int[] size = {300, 250, 350, 200};
    TreeMap<Integer, Long> tokens = new TreeMap<>();
    Map<Integer, NavigableMap<Integer, Double>> parents = new HashMap<>();
    for (int g = 0; g < size.length; g++) {
      tokens.put(g, (long) size[g]);
      double all = Arrays.stream(size, 0, g).sum();
      NavigableMap<Integer, Double> shares = new TreeMap<>();
      for (int j = 0; j < g; j++) {
        shares.put(j, size[j] / all);
      }
      parents.put(g, shares);
    }
    GenealogyLaw law = new GenealogyLaw(3, 150, tokens, parents);
    double[] sum = new double[3];
    double[] square = new double[3];
    for (int t = 0; t < times; t++) {
      List<Set<Integer>> alive = new ArrayList<>();
      for (int g = 0; g < size.length; g++) {
        alive.add(new HashSet<>());
      }
      for (int i = 0; i < 150; i++) {
        alive.get(3).add(i);
      }
      for (int g = 3; g > 0; g--) {
        int all = Arrays.stream(size, 0, g).sum();
        for (int child = 0; child < alive.get(g).size(); child++) {
          int parent = random.nextInt(all);
          int j = 0;
          while (parent >= size[j]) {
            parent -= size[j++];
          }
          alive.get(j).add(parent);
        }
      }
      for (int j = 0; j < 3; j++) {
        sum[j] += alive.get(j).size();
        square[j] += (double) alive.get(j).size() * alive.get(j).size();
      }
    }
    for (int j = 0; j < 3; j++) {
      double mean = sum[j] / times;
      double sd = Math.sqrt(square[j] / times - mean * mean);
      // The expectation is that of large sources; at 200 tokens it is off by less than .25.
      assertThat(mean).as("S_%s", j).isCloseTo(law.expected(j), within(.25 + LIMIT * sd / 63));
      // The relative error of a standard deviation is 1 / sqrt(2 x times).
      assertThat(sd / law.deviation(j)).as("S_%s", j).isCloseTo(1, within(LIMIT / 89 + .02));
    }
  }

  /**
   * A model of order 1, drawn generation after generation: how many pairs of tokens have met,
   * against the sum of 1 / n; so the mean time to the common ancestor is n generations.
   */
  @Test
  void twoTokensOfAModelWithoutContextMeetAfterAsManyGenerationsAsThereAreTokens() {
    double met = 0;
    double expected = 0;
    for (int replicate = 0; replicate < 150; replicate++) {
      Meetings meetings = pair(Smoothings.corpus(replicate, 24, 4, 6), replicate, 60);
      met += meetings.met();
      expected += meetings.expected();
    }
    assertThat(expected).isGreaterThan(60);
    assertThat((met - expected) / Math.sqrt(expected)).isBetween(-LIMIT, LIMIT);
  }

  /** The first and the last token of the last generation. */
  private static Meetings pair(List<int[]> real, long replicate, int generations) {
    TreeMap<Integer, Long> sizes = new TreeMap<>();
    List<Map<Place, Place>> parents = new ArrayList<>();
    List<int[]> text = real;
    for (int g = 1; g <= generations; g++) {
      sizes.put(g - 1, text.stream().mapToLong(sentence -> sentence.length).sum());
      Map<Integer, List<Place>> occurrences = new HashMap<>();
      for (int unit = 0; unit < text.size(); unit++) {
        for (int at = 0; at < text.get(unit).length; at++) {
          occurrences
              .computeIfAbsent(text.get(unit)[at], word -> new ArrayList<>())
              .add(new Place(g - 1, unit, at));
        }
      }
      TracedDrawer drawer =
          DecodedModel.of(Smoothings.compile(text, 1, "none")).traced(11, replicate, g, 0);
      Map<Place, Place> generation = new HashMap<>();
      List<int[]> next = new ArrayList<>();
      for (int unit = 0; unit < real.size(); unit++) {
        drawer.draw(unit);
        int[] sentence = new int[drawer.length()];
        for (int at = 0; at < sentence.length; at++) {
          sentence[at] = drawer.token(at);
          generation.put(
              new Place(g, unit, at),
              Objects.requireNonNull(occurrences.get(sentence[at]))
                  .get((int) drawer.occurrence(at)));
        }
        next.add(sentence);
      }
      parents.add(generation);
      text = next;
    }
    List<Place> last = parents.get(generations - 1).keySet().stream().sorted().toList();
    if (last.size() < 2) {
      return new Meetings(0, 0, 0, 0);
    }
    FamilyTree tree = new FamilyTree(generations, List.of(last.get(0), last.get(last.size() - 1)));
    for (int g = generations; g >= 1; g--) {
      parents.get(g - 1).forEach((child, parent) -> tree.put(child, new Parent(parent, 1, 9)));
    }
    return Meetings.of(tree, sizes);
  }
}
