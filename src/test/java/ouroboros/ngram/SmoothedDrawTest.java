package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * Drawn tokens against the formulas of the papers. Seed 42; a right drawer fails a chi-square test
 * here with probability 1e-6 (16 tests: 1.6e-5).
 */
class SmoothedDrawTest {
  private static final double FALSE_ALARM = 1e-6;
  private static final int SENTENCES = 60_000;

  static List<String> names() {
    return Smoothings.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void drawsWhatThePaperSays(String name) {
    List<int[]> text = Smoothings.corpus(7, 40, 6, 5);
    Set<Integer> types = Smoothings.types(text);
    check(name, 3, text, types, types.stream().mapToInt(Integer::intValue).toArray());
  }

  @ParameterizedTest
  @MethodSource("names")
  void overTheRealVocabularyLostWordsComeBack(String name) {
    List<int[]> text = Smoothings.corpus(11, 60, 5, 4);
    Set<Integer> types = new TreeSet<>(Smoothings.types(text));
    types.addAll(Set.of(8, 9));
    check(name, 2, text, types, types.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void check(
      String name, int order, List<int[]> text, Set<Integer> types, int[] vocabulary) {
    ReferenceModel reference =
        new ReferenceModel(text, order, name, types, Smoothings.K, Smoothings.WEIGHTS);
    CountRun table = Texts.count(KeyLayout.of(order, 64), text);
    Sampler model = SamplerCompiler.compile(table, order, Smoothings.of(name), vocabulary);
    Map<List<Integer>, long[]> drawn = new java.util.HashMap<>();
    for (int[] sentence : sentences(model, SENTENCES, true)) {
      List<Integer> history = new ArrayList<>(order == 1 ? List.of() : List.of(Vocabulary.BOS));
      for (int i = 0; i <= sentence.length; i++) {
        int token = i < sentence.length ? sentence[i] : Vocabulary.EOS;
        drawn.computeIfAbsent(List.copyOf(history), h -> new long[64])[token]++;
        history.add(token);
        if (history.size() >= order) {
          history.remove(0);
        }
      }
    }
    DrawnAgainst formula = new DrawnAgainst();
    drawn.forEach(
        (context, counts) ->
            formula.add(context, counts, word -> reference.probability(context, word)));
    formula.assertAgrees(name, FALSE_ALARM);
  }

  @Test
  void strengthZeroIsNoSmoothingToTheToken() {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    for (int order = 1; order <= 6; order++) {
      CountRun table = Texts.count(KeyLayout.of(order, 64), text);
      Sampler none = SamplerCompiler.compile(table, order, new Smoothing.None(), null);
      List<Smoothing> zero =
          List.of(new Additive(0), new JelinekMercer(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)));
      for (Smoothing smoothing : zero) {
        Sampler smoothed = SamplerCompiler.compile(table, order, smoothing, null);
        assertThat(sentences(smoothed, 300, true))
            .usingRecursiveComparison()
            .isEqualTo(sentences(none, 300, true));
      }
    }
  }

  @Test
  void unknownWordsAreNotDrawnUnlessTheyAreWanted() {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    for (String name : Smoothings.names()) {
      Sampler model = Smoothings.compile(text, 2, name);
      assertThat(sentences(model, 5_000, false))
          .as(name)
          .noneMatch(s -> Arrays.stream(s).anyMatch(token -> token == Vocabulary.UNK));
    }
  }

  private static List<int[]> sentences(Sampler model, int many, boolean unknown) {
    Map<Long, int[]> drawn = new TreeMap<>();
    new Drawer(model, 42, 0, 1, 0, unknown)
        .draw(
            0,
            many,
            (unit, tokens, start, end) -> drawn.put(unit, Arrays.copyOfRange(tokens, start, end)));
    return new ArrayList<>(drawn.values());
  }
}
