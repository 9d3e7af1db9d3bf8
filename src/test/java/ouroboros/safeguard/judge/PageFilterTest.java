package ouroboros.safeguard.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.mixture.BagBlock;
import ouroboros.random.Key;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.GateWalk;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/** Every rule, on its limit and just beyond it. */
class PageFilterTest {
  private static final List<String> WORDS =
      List.of(
          "the",
          "And",
          "word",
          "12",
          "#",
          "…",
          "...",
          ".",
          "{",
          "ab",
          "a",
          "elevenchars",
          "house",
          "tencharact",
          "The",
          "}");
  private static final PageRules GOPHER = new PageRules(WORDS, false);
  private static final PageRules FINEWEB = new PageRules(WORDS, true);

  /** A document with these words, each so many times. */
  private static BagBlock bag(Map<String, Integer> words) {
    TreeMap<Integer, Integer> types = new TreeMap<>();
    words.forEach((word, times) -> types.put(WORDS.indexOf(word), times));
    return documents(List.of(types));
  }

  private static BagBlock documents(List<TreeMap<Integer, Integer>> all) {
    int[] ends = new int[all.size()];
    List<Integer> types = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int d = 0; d < ends.length; d++) {
      types.addAll(all.get(d).keySet());
      counts.addAll(all.get(d).values());
      ends[d] = types.size();
    }
    double[] weights = new double[ends.length];
    Arrays.fill(weights, 1);
    return new BagBlock(
        ends,
        types.stream().mapToInt(Integer::intValue).toArray(),
        counts.stream().mapToInt(Integer::intValue).toArray(),
        weights);
  }

  private static boolean gopher(Map<String, Integer> words) {
    return GOPHER.passes(bag(words), 0);
  }

  @Test
  void lengthsAndStopWords() {
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 48))).isTrue();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 47))).as("49 words").isFalse();
    // Punctuation is no word.
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 47, ".", 9))).isFalse();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 99_998))).isTrue();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 99_999))).isFalse();
    assertThat(gopher(Map.of("the", 50))).as("one of the eight words only").isFalse();
    assertThat(gopher(Map.of("the", 25, "The", 25))).as("the same in two cases").isFalse();
    assertThat(gopher(Map.of("the", 25, "And", 25))).as("3 characters a word").isTrue();
    assertThat(gopher(Map.of("the", 25, "And", 24, "ab", 1))).isFalse();
    assertThat(gopher(Map.of("the", 1, "And", 1, "elevenchars", 14, "tencharact", 84))).isTrue();
    assertThat(gopher(Map.of("the", 1, "And", 1, "elevenchars", 15, "tencharact", 83))).isFalse();
  }

  @Test
  void symbolsAndLetters() {
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 48, "#", 5))).isTrue();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 48, "#", 6))).isFalse();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 48, "…", 2, "...", 3))).isTrue();
    assertThat(gopher(Map.of("the", 1, "And", 1, "word", 48, "…", 3, "...", 3))).isFalse();
    assertThat(gopher(Map.of("the", 10, "And", 10, "house", 60, "12", 20))).isTrue();
    assertThat(gopher(Map.of("the", 10, "And", 10, "house", 59, "12", 21))).isFalse();
  }

  @Test
  void fineWebAlsoDropsOpeningCurlyBrackets() {
    Map<String, Integer> page = Map.of("the", 1, "And", 1, "word", 48);
    Map<String, Integer> code = Map.of("the", 1, "And", 1, "word", 48, "{", 1);
    assertThat(FINEWEB.passes(bag(page), 0)).isTrue();
    assertThat(FINEWEB.passes(bag(code), 0)).isFalse();
    assertThat(gopher(code)).isTrue();
    Map<String, Integer> closing = Map.of("the", 1, "And", 1, "word", 48, "}", 1);
    assertThat(FINEWEB.passes(bag(closing), 0)).isTrue();
    assertThat(GOPHER.notApplied()).isEqualTo(15);
    assertThat(FINEWEB.notApplied()).isEqualTo(25);
  }

  /** Type 0 is frequent in the first half of the reference; the more of it, the less perplexing. */
  @Test
  void twoThirdsOfTheReferencePass() {
    List<TreeMap<Integer, Integer>> reference = new ArrayList<>();
    for (int d = 0; d < 9; d++) {
      reference.add(new TreeMap<>(Map.of(0, 9, 1, 1)));
    }
    for (int d = 1; d <= 9; d++) {
      reference.add(new TreeMap<>(Map.of(0, 10 - d, 1, d)));
    }
    BagBlock all = documents(reference);
    PagePerplexity filter = new PagePerplexity(3, List.of(all));
    for (int d = 1; d <= 9; d++) {
      assertThat(filter.passes(all, 8 + d)).as("%d of 9", d).isEqualTo(d <= 6);
    }
    assertThat(filter.passes(documents(List.of(new TreeMap<>(Map.of(2, 1)))), 0)).isFalse();
    assertThat(filter.passes(documents(List.of(new TreeMap<>())), 0)).as("no word").isFalse();
  }

  /** A gate that draws its candidates is asked about the words of candidates 0, 1, 2, .. */
  @Test
  void aCandidateIsJudgedByItsCounterWord() {
    Safeguard.Gate preset = new Safeguard.PagePreset(Safeguard.Preset.GOPHER);
    Safeguard.ByWord third =
        new Safeguard.ByWord(
            preset, word -> word == Candidate.word(7, 2) || Candidate.unit(word) == 8);
    assertThat(third.kind()).isEqualTo("critic");
    Key key = new Key(1, 0);
    List<Safeguard.Gate> list = List.of(third, new Safeguard.Thin(0));
    GateWalk redraw = new Gates(new SafeguardList(list, Refill.REDRAW), key, 1).walk();
    assertThat(redraw.passing(7)).isEqualTo(Candidate.word(7, 2));
    assertThat(redraw.passing(8)).isEqualTo(8);
    assertThat(redraw.counts().get(0).dropped()).isEqualTo(2);
    GateWalk shrink = new Gates(new SafeguardList(list, Refill.SHRINK), key, 1).walk();
    assertThat(shrink.passing(7)).isNegative();
    assertThat(new Gates(new SafeguardList(List.of(preset), Refill.SHRINK), key, 1).isBlind())
        .isFalse();
  }
}
