package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Gates that see text, compared with {@link PlainGates}, which takes one candidate of one unit
 * after the other. Seed 7; nothing here depends on luck: both must give the same sentences.
 */
public class TextWalkTest {
  private static final Key KEY = new Key(7, 3);
  private static final int UNITS = 1003;

  /** Keeps sentences whose first token is even. */
  public static final TextGate.Filter EVEN =
      (tokens, start, end, random) -> start < end && tokens[start] % 2 == 0;

  /** Keeps by lot, with a probability that depends on the text. */
  public static final TextGate.Filter LONG_BY_LOT =
      (tokens, start, end, random) -> random.nextDouble() < (end - start) / 6.0;

  /** Replaces the last token by a random one, in half of the sentences. */
  public static final TextGate.Reviser LAST =
      (sentence, random) -> {
        if (random.nextLong() < 0 || sentence.length == 0) {
          return sentence;
        }
        int[] changed = sentence.clone();
        changed[changed.length - 1] = 3 + (int) random.below(7);
        return changed;
      };

  /** Chooses by lot, a longer sentence more often. */
  public record ByLength(int candidates) implements TextGate.Chooser {
    @Override
    public int choose(int[][] sentences, KeyedStream random) {
      assertThat(sentences.length).isBetween(1, candidates);
      long all = Arrays.stream(sentences).mapToLong(s -> s.length).sum();
      long at = random.below(all);
      int place = 0;
      while (at >= sentences[place].length) {
        at -= sentences[place++].length;
      }
      return place;
    }
  }

  /** Passes packs whose first tokens have an even sum, and a few others by lot. */
  public record EvenPack(int pack) implements TextGate.PackFilter {
    @Override
    public boolean passes(int[][] sentences, KeyedStream random) {
      assertThat(sentences).hasNumberOfRows(pack);
      return Arrays.stream(sentences).mapToInt(s -> s[0]).sum() % 2 == 0
          || random.nextDouble() < .1;
    }
  }

  /** Sentences of 1 to 5 tokens below 10, given in another order than asked. */
  static final class ToyDrawer implements SentenceDrawer {
    static int[] sentence(long word) {
      KeyedStream random = KEY.stream(4, Purpose.DRAW, word);
      int[] tokens = new int[1 + (int) random.below(5)];
      Arrays.setAll(tokens, i -> (int) random.below(10));
      return tokens;
    }

    @Override
    public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
      for (long i = many - 1; i >= 0; i--) {
        long word = units.applyAsLong(i);
        int[] tokens = sentence(word);
        int[] shifted = new int[tokens.length + 3];
        System.arraycopy(tokens, 0, shifted, 2, tokens.length);
        sink.accept(word, shifted, 2, 2 + tokens.length);
        Arrays.fill(shifted, -1);
      }
    }

    @Override
    public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long truncated() {
      return 0;
    }
  }

  private static Gates gates(Refill refill, int many) {
    return new Gates(
        new SafeguardList(
            IntStream.range(0, many).<Safeguard.Gate>mapToObj(i -> new Safeguard.Thin(0)).toList(),
            refill),
        KEY,
        4);
  }

  private static TextWalk walk(Refill refill, List<TextGate> list) {
    return new TextWalk(gates(refill, list.size()), list, new ToyDrawer(), GateEvents.NONE);
  }

  /** Takes a sentence as often as its lot and its length say; then nothing takes its place. */
  @ParameterizedTest
  @EnumSource(Refill.class)
  void aCopierLeavesGapsAndCopies(Refill refill) {
    TextGate.Copier copier =
        (tokens, start, end, random) -> (int) random.below(2) * (end - start) % 4;
    TextWalk walk = walk(refill, List.of(EVEN, copier));
    JudgedUnits judged = walk.judge(0, UNITS);
    KeyedStream random = KEY.stream(4, Purpose.GATE, 0);
    long sum = 0;
    for (int i = 0; i < UNITS; i++) {
      long word = i;
      int c = 0;
      while (ToyDrawer.sentence(word)[0] % 2 != 0 && refill == Refill.REDRAW) {
        word = i + ++c * (1L << 40);
      }
      int[] sentence = ToyDrawer.sentence(word);
      random.seek(word, 1L << 32);
      int copies = sentence[0] % 2 != 0 ? -1 : copier.copies(sentence, 0, sentence.length, random);
      assertThat(judged.copies(i)).isEqualTo(Math.max(0, copies));
      assertThat(judged.leavesGap(i)).isEqualTo(copies == 0);
      if (copies > 0) {
        assertThat(judged.sentence(i)).isEqualTo(sentence);
      }
      sum += judged.copies(i);
    }
    assertThat(judged.passed()).isEqualTo((int) sum);
    assertThat(walk.counts().get(1).dropped()).isPositive();
  }

  /** The gates of each test. */
  private static List<TextGate> list(String name) {
    return switch (name) {
      case "filter" -> List.of(EVEN);
      case "filters" -> List.of(LONG_BY_LOT, EVEN);
      case "revise" -> List.of(EVEN, LAST, LONG_BY_LOT);
      case "best-of" -> List.of(new ByLength(4));
      case "best-of-kept" -> List.of(LONG_BY_LOT, new ByLength(3), EVEN);
      case "best-of-best" -> List.of(new ByLength(2), LAST, new ByLength(3), LONG_BY_LOT);
      case "packs" -> List.of(new EvenPack(8));
      case "packs-of-chosen" -> List.of(LONG_BY_LOT, new ByLength(2), EVEN, new EvenPack(3));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "filter",
    "filters",
    "revise",
    "best-of",
    "best-of-kept",
    "best-of-best",
    "packs",
    "packs-of-chosen"
  })
  void eachRefillGivesWhatAPlainLoopGives(String name) {
    for (Refill refill : Refill.values()) {
      List<TextGate> list = list(name);
      PlainGates plain =
          new PlainGates(list, gates(refill, list.size()), 0, UNITS, ToyDrawer::sentence);
      TextWalk walk = walk(refill, list);
      JudgedUnits judged = walk.judge(0, UNITS);
      List<@Nullable String> expected = plain.run();
      for (int i = 0; i < UNITS; i++) {
        assertThat(judged.passed(i) ? judged.word(i) + Arrays.toString(judged.sentence(i)) : null)
            .as("%s %s %d", name, refill, i)
            .isEqualTo(expected.get(i));
      }
      assertThat(walk.counts()).as("%s %s", name, refill).isEqualTo(plain.counts());
      assertThat(judged.passed())
          .isEqualTo((int) walk.counts().get(list.size() - 1).kept())
          .isLessThanOrEqualTo(UNITS);
    }
  }

  /** No unit's fate depends on which others are judged with it. */
  @Test
  void anyUnitCanBeJudgedAlone() {
    List<TextGate> list = list("best-of-best");
    for (Refill refill : Refill.values()) {
      JudgedUnits all = walk(refill, list).judge(0, UNITS);
      for (long[] some : new long[][] {{17}, {0, 3, 999}, {}}) {
        JudgedUnits few = walk(refill, list).judge(some);
        assertThat(few.size()).isEqualTo(some.length);
        for (int i = 0; i < some.length; i++) {
          assertThat(few.passed(i)).isEqualTo(all.passed((int) some[i]));
          if (few.passed(i)) {
            assertThat(few.sentence(i)).isEqualTo(all.sentence((int) some[i]));
          }
        }
      }
    }
  }

  /** A gate that needs no text decides alike next to one that does. */
  @ParameterizedTest
  @EnumSource(Refill.class)
  void thinDecidesAsWithoutText(Refill refill) {
    Gates gates = GateWalkTest.gates(refill, .5, .3);
    GateWalk blind = gates.walk();
    TextWalk seeing =
        new TextWalk(
            gates,
            gates.blind().stream().<TextGate>map(TextWalk::of).toList(),
            new ToyDrawer(),
            GateEvents.NONE);
    JudgedUnits judged = seeing.judge(0, UNITS);
    for (int i = 0; i < UNITS; i++) {
      long word = blind.passing(i);
      assertThat(judged.passed(i)).isEqualTo(word >= 0);
      if (word >= 0) {
        assertThat(judged.word(i)).isEqualTo(word);
        assertThat(judged.sentence(i)).isEqualTo(ToyDrawer.sentence(word));
      }
    }
    assertThat(seeing.counts()).isEqualTo(blind.counts());
  }

  @Test
  void aLastShortPackPasses() {
    TextGate.PackFilter nothing =
        new TextGate.PackFilter() {
          @Override
          public int pack() {
            return 8;
          }

          @Override
          public boolean passes(int[][] sentences, KeyedStream random) {
            return false;
          }
        };
    JudgedUnits judged = walk(Refill.SHRINK, List.of(nothing)).judge(0, 8 * 4 + 3);
    for (int i = 0; i < judged.size(); i++) {
      assertThat(judged.passed(i)).isEqualTo(i >= 32);
    }
    assertThat(walk(Refill.REDRAW, List.of(nothing)).judge(0, 7).passed()).isEqualTo(7);
    assertThatThrownBy(() -> walk(Refill.REDRAW, List.of(nothing)).judge(0, 16))
        .hasMessageContaining("gate 1 (thin)");
    assertThatThrownBy(() -> walk(Refill.REDRAW, List.of(nothing, EVEN)))
        .hasMessageContaining("gate 1 judges packs, but is not last");
  }

  @Test
  void aGateThatPassesNothingIsNamed() {
    TextGate.Filter nothing = (tokens, start, end, random) -> false;
    assertThatThrownBy(() -> walk(Refill.REDRAW, List.of(EVEN, nothing)).judge(5, 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "10000 candidates of unit 5 of generation 4 did not pass gate 2 (thin); make it less"
                + " strict, or set refill: shrink or real");
  }

  /** What was dropped or changed is told with the gate that did it. */
  @Test
  void eventsTellWhatHappenedToEachCandidate() {
    long[] told = new long[3];
    GateEvents events =
        new GateEvents() {
          @Override
          public void dropped(int gate, long word, int[] sentence) {
            if (gate == 1) {
              assertThat(sentence).isEqualTo(ToyDrawer.sentence(word));
              assertThat(sentence[0] % 2).isEqualTo(1);
            }
            told[gate == 1 ? 0 : 2]++;
          }

          @Override
          public void changed(int gate, long word, int[] before, int[] after) {
            assertThat(gate).isEqualTo(2);
            assertThat(before).isEqualTo(ToyDrawer.sentence(word)).isNotEqualTo(after);
            told[1]++;
          }
        };
    List<TextGate> list = List.of(EVEN, LAST, new ByLength(2));
    TextWalk walk = new TextWalk(gates(Refill.REDRAW, list.size()), list, new ToyDrawer(), events);
    walk.judge(0, UNITS);
    assertThat(told[0]).isEqualTo(walk.counts().get(0).dropped()).isPositive();
    assertThat(told[1]).isEqualTo(walk.counts().get(1).changed()).isPositive();
    assertThat(told[2]).isEqualTo(walk.counts().get(2).dropped()).isEqualTo(UNITS);
  }
}
