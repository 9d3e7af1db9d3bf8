package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.DrawnAgainst;
import ouroboros.ngram.Smoothings;
import ouroboros.text.Vocabulary;

/**
 * Panels and stores against a plain search through the text. Seed 42; a right drawer fails a
 * chi-square test here with probability 1e-7 (8 tests: 8e-7).
 */
class PanelDrawerTest {
  private static final double FALSE_ALARM = 1e-7;
  private static final int SENTENCES = 12_000;
  private static final int MOST_IDS = 16;
  private static final int LONGEST = 30;

  private static final PlainSearch ONE = new PlainSearch(Smoothings.corpus(7, 40, 6, 6));
  private static final PlainSearch TWO = new PlainSearch(Smoothings.corpus(8, 25, 5, 8));
  private static final PlainSearch THREE = new PlainSearch(Smoothings.corpus(9, 60, 7, 4));

  private static DecodedModel plain(Sampler model) {
    return DecodedModel.of(model, Decoding.NONE, false);
  }

  private static List<int[]> draw(SentenceDrawer drawer, int many) {
    int[][] drawn = new int[many][];
    drawer.draw(
        0, many, (unit, tokens, a, b) -> drawn[(int) unit] = Arrays.copyOfRange(tokens, a, b));
    return List.of(drawn);
  }

  private static List<int[]> draw(PanelDrawer.Panel panel, int many) {
    return draw(new PanelDrawer(panel, 42, 0, 1, LONGEST), many);
  }

  static Stream<String> smoothings() {
    return Smoothings.names().stream();
  }

  /** Bit for bit: a panel of one model, and a store that is never asked. */
  @ParameterizedTest
  @MethodSource("smoothings")
  void oneModelAloneDrawsItsOwnSentences(String smoothing) {
    Sampler model = Smoothings.compile(Smoothings.corpus(3, 50, 8, 9), 3, smoothing);
    for (Decoding decoding :
        List.of(Decoding.NONE, Decoding.temperature(1.5), new Decoding(1.7, 0.8, 3, 0.9))) {
      DecodedModel decoded = DecodedModel.of(model, decoding, false);
      assertThat(draw(new PanelDrawer.Panel(List.of(decoded), false, null), 300))
          .as("%s %s", smoothing, decoding)
          .usingRecursiveComparison()
          .isEqualTo(draw(decoded.drawer(42, 0, 1, LONGEST), 300));
    }
  }

  /** Sentences are drawn many at a time; each is what it is when it is drawn alone. */
  @Test
  void aSentenceDoesNotDependOnThoseDrawnWithIt() {
    List<DecodedModel> members =
        List.of(plain(ONE.sampler(3)), plain(TWO.sampler(2)), plain(THREE.sampler(4)));
    TextStore store = new TextStore(TWO.stored(3, 9), .4);
    for (boolean votes : new boolean[] {false, true}) {
      for (TextStore some : new TextStore[] {null, store}) {
        for (List<DecodedModel> who : List.of(members, members.subList(0, 1))) {
          PanelDrawer.Panel panel = new PanelDrawer.Panel(who, votes, some);
          List<int[]> together = draw(panel, 300);
          PanelDrawer alone = new PanelDrawer(panel, 42, 0, 1, LONGEST);
          for (int unit = 0; unit < 300; unit++) {
            int[] sentence = together.get(unit);
            alone.draw(
                unit,
                unit + 1,
                (u, tokens, a, b) ->
                    assertThat(Arrays.copyOfRange(tokens, a, b)).isEqualTo(sentence));
          }
        }
      }
    }
  }

  /** Contexts of all lengths cost no bit of a model without smoothing. */
  @Test
  void contextsOfAllLengthsChangeNoSentence() {
    Sampler model = Smoothings.compile(Smoothings.corpus(7, 40, 6, 6), 3, "none");
    assertThat(draw(plain(ONE.sampler(3)).drawer(42, 0, 1, LONGEST), 500))
        .usingRecursiveComparison()
        .isEqualTo(draw(plain(model).drawer(42, 0, 1, LONGEST), 500));
  }

  @Test
  void anAverageIsTheMeanOfTheDistributions() {
    List<DecodedModel> members =
        List.of(plain(ONE.sampler(3)), plain(TWO.sampler(2)), plain(THREE.sampler(4)));
    compare(
        "average",
        draw(new PanelDrawer.Panel(members, false, null), SENTENCES),
        history -> mean(distributions(history)));
  }

  @Test
  void aVoteIsWhatAllOutcomesGive() {
    List<DecodedModel> members =
        List.of(plain(ONE.sampler(3)), plain(TWO.sampler(2)), plain(THREE.sampler(4)));
    compare(
        "vote",
        draw(new PanelDrawer.Panel(members, true, null), SENTENCES),
        history -> elected(distributions(history), List.of(), 1));
  }

  private static List<Map<Integer, Double>> distributions(List<Integer> history) {
    return List.of(
        ONE.likelihood(history, 3), TWO.likelihood(history, 2), THREE.likelihood(history, 4));
  }

  private static Map<Integer, Double> mean(List<Map<Integer, Double>> all) {
    Map<Integer, Double> mean = new TreeMap<>();
    for (Map<Integer, Double> one : all) {
      one.forEach((token, p) -> mean.merge(token, p / all.size(), Double::sum));
    }
    return mean;
  }

  /** Goes through every combination of tokens that the members can draw. */
  private static Map<Integer, Double> elected(
      List<Map<Integer, Double>> members, List<Integer> drawn, double probability) {
    Map<Integer, Double> result = new TreeMap<>();
    if (drawn.size() < members.size()) {
      members
          .get(drawn.size())
          .forEach(
              (token, p) -> {
                List<Integer> more = new ArrayList<>(drawn);
                more.add(token);
                elected(members, more, probability * p)
                    .forEach((winner, q) -> result.merge(winner, q, Double::sum));
              });
      return result;
    }
    Map<Integer, Integer> votes = new TreeMap<>();
    drawn.forEach(token -> votes.merge(token, 1, Integer::sum));
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<Integer> winners =
        votes.keySet().stream().filter(token -> votes.get(token) == most).toList();
    winners.forEach(token -> result.put(token, probability / winners.size()));
    return result;
  }

  /** One model, half the tokens from a store: suffixes of at most 2 and of at most 4 tokens. */
  @Test
  void aStoreGivesWhatAPlainSearchFinds() {
    for (int match : new int[] {2, 4}) {
      TextStore store = new TextStore(TWO.stored(match, MOST_IDS), 0.5);
      compare(
          "store " + match,
          draw(new PanelDrawer.Panel(List.of(plain(ONE.sampler(3))), false, store), SENTENCES),
          history -> {
            Map<Integer, Double> model = ONE.likelihood(history, 3);
            Map<Integer, Double> found = found(TWO, history, match, MOST_IDS);
            return found.isEmpty() ? model : mean(List.of(model, found));
          });
    }
  }

  /** Types from 9 on are not in R: what precedes them is found behind a shorter end, or nowhere. */
  @Test
  void typesThatRLacksAreSkipped() {
    PlainSearch rich = new PlainSearch(Smoothings.corpus(11, 40, 6, 12));
    TextStore store = new TextStore(rich.stored(3, 9), 1);
    List<int[]> drawn =
        draw(new PanelDrawer.Panel(List.of(plain(ONE.sampler(2))), false, store), SENTENCES);
    compare(
        "types of R",
        drawn,
        history -> {
          Map<Integer, Double> found = found(rich, history, 3, 9);
          return found.isEmpty() ? ONE.likelihood(history, 2) : found;
        });
    assertThat(drawn.stream().flatMapToInt(Arrays::stream).max().orElseThrow()).isLessThan(9);
  }

  private static Map<Integer, Double> found(
      PlainSearch store, List<Integer> history, int match, int realEnd) {
    // The first entry of the history may be <s>, which is no token.
    List<Integer> tokens = history.stream().filter(token -> token != Vocabulary.BOS).toList();
    for (int n = Math.min(match, tokens.size()); n >= 1; n--) {
      Map<Integer, Long> next = store.behind(tokens.subList(tokens.size() - n, tokens.size()));
      next.keySet().removeIf(token -> token >= realEnd || token == Vocabulary.UNK);
      if (!next.isEmpty()) {
        return PlainSearch.shares(next);
      }
    }
    return Map.of();
  }

  /** A vote of members that draw from a store too, and a member with a penalty. */
  @Test
  void noSentenceDependsOnAnother() {
    Decoding penalty = new Decoding(1.5, 1, 0, 1);
    PanelDrawer.Panel panel =
        new PanelDrawer.Panel(
            List.of(
                DecodedModel.of(ONE.sampler(3), penalty, false),
                DecodedModel.of(THREE.sampler(3), penalty, false)),
            true,
            new TextStore(TWO.stored(5, MOST_IDS), 0.3));
    List<int[]> together = draw(panel, 60);
    PanelDrawer alone = new PanelDrawer(panel, 42, 0, 1, LONGEST);
    for (int unit = 59; unit >= 0; unit--) {
      List<int[]> one = new ArrayList<>();
      alone.draw(unit, unit + 1, (u, tokens, a, b) -> one.add(Arrays.copyOfRange(tokens, a, b)));
      assertThat(one.get(0)).isEqualTo(together.get(unit));
    }
  }

  static void compare(
      String name, List<int[]> sentences, Function<List<Integer>, Map<Integer, Double>> law) {
    Map<List<Integer>, long[]> drawn = new HashMap<>();
    for (int[] sentence : sentences) {
      List<Integer> history = new ArrayList<>(List.of(Vocabulary.BOS));
      for (int i = 0; i <= Math.min(sentence.length, 11); i++) {
        int token = i < sentence.length ? sentence[i] : Vocabulary.EOS;
        List<Integer> end =
            List.copyOf(history.subList(Math.max(0, history.size() - 5), history.size()));
        drawn.computeIfAbsent(end, h -> new long[MOST_IDS])[token]++;
        history.add(token);
      }
    }
    DrawnAgainst formula = new DrawnAgainst();
    drawn.forEach(
        (history, counts) -> {
          Map<Integer, Double> p = law.apply(history);
          formula.add(history, counts, word -> p.getOrDefault(word, 0.0));
        });
    formula.assertAgrees(name, FALSE_ALARM);
  }
}
