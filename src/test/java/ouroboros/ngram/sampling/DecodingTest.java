package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.metric.Gold;
import ouroboros.ngram.DrawnAgainst;
import ouroboros.ngram.ReferenceModel;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.text.Vocabulary;

/**
 * Decoding controls against probabilities written out over the whole vocabulary, from the formulas
 * of the papers. Seed 42; a right drawer fails a chi-square test here with probability 1e-7 (72
 * tests: 7.2e-6).
 */
class DecodingTest {
  private static final double FALSE_ALARM = 1e-7;
  private static final int SENTENCES = 12_000;
  private static final int MOST_IDS = 16;

  private static final List<Decoding> CONTROLS =
      List.of(
          Decoding.temperature(0.5),
          Decoding.temperature(2),
          new Decoding(1, 1, 3, 1),
          new Decoding(1, 1, 0, 0.83),
          new Decoding(1, 0.7, 4, 0.9),
          new Decoding(1.7, 1, 0, 1),
          new Decoding(300, 0.5, 0, 1),
          new Decoding(1.7, 1.3, 0, 0.9),
          new Decoding(2.3, 0.8, 3, 0.95));

  static Stream<Arguments> everySmoothingWithEveryControl() {
    return Smoothings.names().stream()
        .flatMap(name -> CONTROLS.stream().map(control -> Arguments.of(name, control)));
  }

  @ParameterizedTest
  @MethodSource("everySmoothingWithEveryControl")
  void drawsWhatIsWrittenOut(String name, Decoding decoding) {
    List<int[]> text = Smoothings.corpus(7, 40, 6, 6);
    Set<Integer> types = new TreeSet<>(Smoothings.types(text));
    types.add(11);
    int order = 3;
    ReferenceModel reference =
        new ReferenceModel(text, order, name, types, Smoothings.K, Smoothings.WEIGHTS);
    Sampler model =
        SamplerCompiler.compile(
            Texts.count(KeyLayout.of(order, 64), text),
            order,
            Smoothings.of(name),
            types.stream().mapToInt(Integer::intValue).toArray());
    Set<Integer> drawable = new TreeSet<>(types);
    drawable.remove(Vocabulary.UNK);

    Map<State, long[]> drawn = new HashMap<>();
    for (int[] sentence : sentences(model, decoding, SENTENCES)) {
      List<Integer> history = new ArrayList<>(List.of(Vocabulary.BOS));
      Set<Integer> said = new TreeSet<>();
      for (int i = 0; i <= sentence.length && i < 12; i++) {
        int token = i < sentence.length ? sentence[i] : Vocabulary.EOS;
        State state = new State(List.copyOf(history), Set.copyOf(said));
        drawn.computeIfAbsent(state, s -> new long[MOST_IDS])[token]++;
        history.add(token);
        if (history.size() >= order) {
          history.remove(0);
        }
        if (decoding.penalises()) {
          said.add(token);
        }
      }
    }
    compare(reference, drawable, decoding, drawn);
  }

  private record State(List<Integer> history, Set<Integer> said) {}

  private static void compare(
      ReferenceModel reference, Set<Integer> types, Decoding decoding, Map<State, long[]> drawn) {
    DrawnAgainst formula = new DrawnAgainst();
    drawn.forEach(
        (state, counts) -> {
          Map<Integer, Double> p = new TreeMap<>();
          types.forEach(w -> p.put(w, reference.probability(state.history(), w)));
          Map<Integer, Double> decoded = decoded(p, state.said(), decoding);
          formula.add(state, counts, word -> decoded.getOrDefault(word, 0.0));
        });
    formula.assertAgrees(decoding.toString(), FALSE_ALARM);
  }

  /** Penalty, temperature, top-k, top-p, each over the whole vocabulary, each renormalised. */
  private static Map<Integer, Double> decoded(
      Map<Integer, Double> p, Set<Integer> said, Decoding decoding) {
    Map<Integer, Double> q = new TreeMap<>(p);
    q.replaceAll((w, x) -> said.contains(w) ? x / decoding.repetitionPenalty() : x);
    normalise(q);
    q.replaceAll((w, x) -> Math.pow(x, 1 / decoding.temperature()));
    normalise(q);
    List<Integer> ranked =
        q.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Double>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (decoding.topK() > 0) {
      ranked.stream().skip(decoding.topK()).forEach(q::remove);
      normalise(q);
    }
    double sum = 0;
    for (int word : ranked) {
      if (sum >= decoding.topP()) {
        q.remove(word);
      }
      sum += q.getOrDefault(word, 0.0);
    }
    normalise(q);
    return q;
  }

  private static void normalise(Map<Integer, Double> p) {
    double sum = p.values().stream().mapToDouble(Double::doubleValue).sum();
    p.replaceAll((w, x) -> x / sum);
  }

  @Test
  void strengthZeroIsNoControlToTheToken() {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    for (String name : Smoothings.names()) {
      Sampler model = Smoothings.compile(text, 3, name);
      List<int[]> plain = new ArrayList<>();
      new Drawer(model, 42, 0, 1, 0, false).draw(0, 200, collect(plain, 200));
      assertThat(sentences(model, new Decoding(1.0, 1.0, 0, 1.0), 200))
          .as(name)
          .usingRecursiveComparison()
          .isEqualTo(plain);
    }
  }

  @Test
  void noSentenceDependsOnAnother() {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    for (String name : Smoothings.names()) {
      Sampler model = Smoothings.compile(text, 3, name);
      for (Decoding decoding : CONTROLS) {
        List<int[]> together = sentences(model, decoding, 50);
        DecodedModel decoded = DecodedModel.of(model, decoding, false);
        SentenceDrawer alone = decoded.drawer(42, 0, 1, 40);
        for (int unit = 49; unit >= 0; unit--) {
          List<int[]> one = new ArrayList<>();
          alone.draw(
              unit, unit + 1, (u, tokens, a, b) -> one.add(Arrays.copyOfRange(tokens, a, b)));
          assertThat(one.get(0)).isEqualTo(together.get(unit));
        }
      }
    }
  }

  @Test
  void theBillionthSentenceIsDrawnAtOnce() {
    Sampler model = Smoothings.compile(Smoothings.corpus(3, 50, 8, 9), 3, "witten-bell");
    for (Decoding decoding : List.of(Decoding.NONE, CONTROLS.get(0), CONTROLS.get(8))) {
      DecodedModel decoded = DecodedModel.of(model, decoding, false);
      Map<Long, int[]> near = new TreeMap<>();
      SentenceSink sink = (unit, tokens, a, b) -> near.put(unit, Arrays.copyOfRange(tokens, a, b));
      long billion = 1_000_000_000L;
      decoded.drawer(42, 0, 1, 40).draw(billion - 20, billion + 20, sink);
      int[] among = near.get(billion);
      near.clear();
      // Only this sentence is asked for: nothing before it is drawn.
      decoded.drawer(42, 0, 1, 40).draw(billion, billion + 1, sink);
      assertThat(near).containsOnlyKeys(billion);
      assertThat(near.get(billion)).isEqualTo(among);
    }
  }

  /** The same sentences without a limit: those that reach four tokens are the ones it ends. */
  @Test
  @Gold("truncated")
  void aLimitEndsTheSentencesThatReachIt() {
    Sampler model = Smoothings.compile(Smoothings.corpus(7, 40, 6, 6), 2, "none");
    DecodedModel decoded = DecodedModel.of(model, Decoding.temperature(1), false);
    long[] reaching = new long[1];
    decoded
        .drawer(42, 0, 1, 0)
        .draw(0, 500, (unit, tokens, start, end) -> reaching[0] += end - start >= 4 ? 1 : 0);
    SentenceDrawer limited = decoded.drawer(42, 0, 1, 4);
    limited.draw(0, 500, (unit, tokens, start, end) -> assertThat(end - start).isLessThan(5));
    assertThat(limited.truncated()).isEqualTo(reaching[0]).isPositive();
  }

  @Test
  void longSentencesAreHandedOverWhole() {
    int[] fifty = java.util.stream.IntStream.range(0, 50).map(i -> 3 + i % 7).toArray();
    List<int[]> text = new ArrayList<>(java.util.Collections.nCopies(20, fifty));
    Sampler model = Smoothings.compile(text, 2, "none");
    Decoding decoding = new Decoding(1.5, 1, 0, 1);
    List<Integer> lengths = new ArrayList<>();
    DecodedModel.of(model, decoding, false)
        .drawer(42, 0, 1, 200)
        .draw(0, 50, (unit, tokens, start, end) -> lengths.add(end - start));
    assertThat(lengths).hasSize(50).allMatch(length -> length <= 200).anyMatch(l -> l > 64);
  }

  @Test
  void nineOfTenCountsAreNineTenths() {
    List<int[]> text = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      text.add(new int[] {i < 6 ? 3 : i < 9 ? 4 : 5});
    }
    Sampler model = Smoothings.compile(text, 2, "none");
    for (int[] sentence : sentences(model, new Decoding(1, 1, 0, 0.9), 500)) {
      assertThat(sentence[0]).isIn(3, 4);
    }
    for (int[] sentence : sentences(model, new Decoding(1, 1, 0, 0.6), 500)) {
      assertThat(sentence[0]).isEqualTo(3);
    }
  }

  @Test
  void equalCountsAreCutByTheLowerId() {
    List<int[]> text = List.of(new int[] {5}, new int[] {4}, new int[] {3}, new int[] {6});
    Sampler model = Smoothings.compile(text, 2, "none");
    for (int[] sentence : sentences(model, new Decoding(1, 1, 2, 1), 500)) {
      assertThat(sentence[0]).isIn(3, 4);
    }
  }

  /** Word 3 is followed by nothing but {@code <unk>}, as after an edit with a word that is new. */
  @Test
  void aSentenceEndsWhereOnlyUnknownFollows() {
    int unknown = Vocabulary.UNK;
    List<int[]> text =
        List.of(
            new int[] {3, unknown, 4},
            new int[] {3, unknown, unknown},
            new int[] {unknown, 5},
            new int[] {5, 4});
    Sampler none = Smoothings.compile(text, 2, "none");
    Sampler whole =
        SamplerCompiler.compile(
            Texts.count(KeyLayout.of(2, 64), text), 2, new JelinekMercer(List.of(1.0, 1.0)), null);
    Sampler additive =
        SamplerCompiler.compile(Texts.count(KeyLayout.of(2, 64), text), 2, new Additive(0), null);
    List<Decoding> all = new ArrayList<>(CONTROLS);
    all.add(Decoding.NONE);
    all.add(new Decoding(1.5, 1, 0, 1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (Decoding decoding : all) {
            for (Sampler model : List.of(none, whole, additive)) {
              assertThat(sentences(model, decoding, 200))
                  .as(decoding.toString())
                  .allMatch(one -> Arrays.equals(one, new int[] {3}) || one[0] == 5)
                  .anyMatch(one -> one.length == 1);
            }
          }
          PanelDrawer.Panel panel =
              new PanelDrawer.Panel(
                  List.of(DecodedModel.of(whole, Decoding.NONE, false)), false, null);
          List<int[]> drawn = new ArrayList<>();
          new PanelDrawer(panel, 42, 0, 1, 0).draw(0, 200, collect(drawn, 200));
          assertThat(drawn)
              .usingRecursiveComparison()
              .isEqualTo(sentences(none, Decoding.NONE, 200));
        });
    assertThat(none.withoutUnknown().withoutUnknown()).isSameAs(none.withoutUnknown());
  }

  private static List<int[]> sentences(Sampler model, Decoding decoding, int many) {
    List<int[]> drawn = new ArrayList<>();
    int most = decoding.isNone() ? 0 : 40;
    DecodedModel.of(model, decoding, false)
        .drawer(42, 0, 1, most)
        .draw(0, many, collect(drawn, many));
    return drawn;
  }

  private static SentenceSink collect(List<int[]> to, int many) {
    for (int i = 0; i < many; i++) {
      to.add(new int[0]);
    }
    return (unit, tokens, start, end) -> to.set((int) unit, Arrays.copyOfRange(tokens, start, end));
  }
}
