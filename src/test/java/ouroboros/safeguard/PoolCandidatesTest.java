package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Multiset;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;
import ouroboros.random.Subset;

/**
 * Gates on a pool that see text, compared with one candidate after the other as the contract writes
 * it, and with the walk that needs no text. Seed 7; nothing here depends on luck.
 */
class PoolCandidatesTest {
  private static final Key KEY = new Key(7, 3);
  private static final int UNITS = 900;
  private static final int REAL = 400;
  private static final int POOL = 800;
  private static final double SHARE = .4;
  private static final Selection FROM_SYNTHETIC =
      Subset.of(KEY, 4, 5, UNITS, Math.round((1 - SHARE) * POOL));

  private static Selection fromReal(boolean fromAll) {
    return fromAll
        ? Multiset.of(KEY, 4, 0, REAL, Math.round(SHARE * POOL))
        : Subset.of(KEY, 4, 0, REAL, Math.round(SHARE * POOL));
  }

  private static Gates gates(Refill refill, List<Safeguard.Gate> list) {
    return new Gates(new SafeguardList(list, refill), KEY, 4);
  }

  private static PoolUnits units(Gates gates, boolean fromAll) {
    RealReplacements none =
        RealReplacements.of(gates.onSynthetic(), REAL, FROM_SYNTHETIC, new long[0]);
    return PoolUnits.of(
        REAL,
        new PoolUnits.FromReal(fromReal(fromAll), 0),
        FROM_SYNTHETIC,
        LongUnaryOperator.identity(),
        none);
  }

  /** Sentence u of R. */
  private static int[] real(long unit) {
    int[] sentence = {10 + (int) (unit % 7), (int) (unit % 5), (int) (unit % 3)};
    return Arrays.copyOf(sentence, 1 + (int) (unit % 3));
  }

  private static PoolCandidates.Passed judged(
      Gates gates, List<TextGate> ready, boolean fromAll, int parts) {
    PoolUnits all = units(gates, fromAll);
    PoolWalk.Lot lot = new PoolWalk.Lot(SHARE, fromAll);
    long[] words = new long[all.size()];
    int[] copies = new int[all.size()];
    List<GateCounts> counts = null;
    int tries = 0;
    for (int p = 0; p < parts; p++) {
      int from = all.size() * p / parts;
      PoolUnits part = all.part(from, all.size() * (p + 1) / parts);
      PoolCandidates candidates = new PoolCandidates(gates, part, lot, REAL, all.ownReal());
      TextWalk walk =
          new TextWalk(
              gates,
              ready,
              (asked, many, sink) -> {
                for (int i = (int) many - 1; i >= 0; i--) {
                  long word = asked.applyAsLong(i);
                  int[] tokens = sentence(word, candidates);
                  sink.accept(word, tokens, 0, tokens.length);
                }
              },
              GateEvents.NONE);
      JudgedUnits judged = walk.judge(candidates);
      for (int i = 0; i < judged.size(); i++) {
        words[from + i] = judged.passed(i) ? judged.word(i) : Gates.NONE;
        copies[from + i] = judged.leavesGap(i) ? 0 : Math.max(1, judged.copies(i));
        if (judged.passed(i)) {
          SENTENCES.put(judged.word(i), judged.sentence(i));
        }
      }
      counts = counts == null ? walk.counts() : GateCounts.sum(counts, walk.counts());
      tries = walk.tries();
    }
    return new PoolCandidates(gates, all, lot, REAL, all.ownReal())
        .passed(REAL, words, copies, tries, counts == null ? List.of() : counts);
  }

  private static final TreeMap<Long, int[]> SENTENCES = new TreeMap<>();

  private static int[] sentence(long word, PoolCandidates candidates) {
    return word < 0 ? real(candidates.real(word)) : TextWalkTest.ToyDrawer.sentence(word);
  }

  private static TextGate oracle(Safeguard.Gate gate) {
    TextGate.Oracle oracle = Gates.onPool(gate)::passes;
    return oracle;
  }

  @ParameterizedTest
  @EnumSource(Refill.class)
  void gatesThatNeedNoTextDecideAsWithoutIt(Refill refill) {
    Safeguard.Gate detector = new Safeguard.Detector(.6, .2);
    Safeguard.Thin thin = new Safeguard.Thin(.3);
    for (boolean fromAll : new boolean[] {true, false}) {
      Gates gates =
          gates(refill, List.of(new Safeguard.OnPool(detector), new Safeguard.OnPool(thin)));
      PoolWalk.Passed plain =
          PoolWalk.of(gates, new PoolWalk.Lot(SHARE, fromAll)).judge(REAL, units(gates, fromAll));
      PoolCandidates.Passed passed =
          judged(gates, List.of(oracle(detector), oracle(thin)), fromAll, 3);
      assertThat(passed.all().words()).isEqualTo(plain.words());
      assertThat(passed.all().real().among(0, REAL)).isDeepEqualTo(plain.real().among(0, REAL));
      assertThat(passed.all().counts()).isEqualTo(plain.counts());
    }
  }

  @Test
  void gatesOnSyntheticUnitsJudgeFurtherSyntheticCandidatesFirst() {
    Safeguard.Gate detector = new Safeguard.Detector(.6, .2);
    Safeguard.Thin thin = new Safeguard.Thin(.3);
    Gates gates = gates(Refill.REDRAW, List.of(thin, new Safeguard.OnPool(detector)));
    PoolWalk.Passed plain =
        PoolWalk.of(gates, new PoolWalk.Lot(SHARE, true)).judge(REAL, units(gates, true));
    PoolCandidates.Passed passed =
        judged(gates, List.of(TextWalk.of(thin), oracle(detector)), true, 2);
    assertThat(passed.all().words()).isEqualTo(plain.words());
    assertThat(passed.all().real().among(0, REAL)).isDeepEqualTo(plain.real().among(0, REAL));
    assertThat(passed.all().counts()).isEqualTo(plain.counts());
  }

  /** One candidate of one unit after the other, as the contract writes it. */
  private record Plain(Gates gates, List<TextGate> ready, boolean fromAll, long[] own) {
    private static final int TRIES = 10_000;

    /** What comes out under a number: its word and its sentence; null if nothing does. */
    @Nullable String out(long number, long firstWord, long firstReal, int tries) {
      List<Out> waiting = new ArrayList<>();
      KeyedStream lots = KEY.stream(4, Purpose.REFILL, 0);
      KeyedStream random = KEY.stream(4, Purpose.GATE, 0);
      for (int c = 0; c < tries; c++) {
        long word = firstWord;
        long unit = firstReal;
        if (c > 0) {
          word = number + c * (1L << 40);
          lots.seek(word);
          unit = -1;
          if (lots.nextDouble() < SHARE) {
            unit = fromAll ? lots.below(REAL) : own[(int) lots.below(own.length)];
            word |= 3L << 62;
          }
        }
        Out out = new Out(word, unit < 0 ? TextWalkTest.ToyDrawer.sentence(word) : real(unit));
        out = gates(0, 2, out, random);
        if (out == null) {
          continue;
        }
        waiting.add(out);
        if (waiting.size() < 3 && c < tries - 1) {
          continue;
        }
        out = chosen(waiting, random);
        if (out != null) {
          return out.word + Arrays.toString(out.sentence);
        }
      }
      Out left = waiting.isEmpty() ? null : chosen(waiting, random);
      return left == null ? null : left.word + Arrays.toString(left.sentence);
    }

    private @Nullable Out chosen(List<Out> waiting, KeyedStream random) {
      random.seek(waiting.get(0).word, 2L << 32);
      int place =
          ((TextGate.Chooser) ready.get(2))
              .choose(waiting.stream().map(Out::sentence).toArray(int[][]::new), random);
      Out out = waiting.get(place);
      waiting.clear();
      return gates(3, 4, out, random);
    }

    private @Nullable Out gates(int from, int to, Out first, KeyedStream random) {
      Out out = first;
      for (int k = from; k < to; k++) {
        random.seek(out.word, (long) k << 32);
        if (ready.get(k) instanceof TextGate.Filter filter) {
          if (!filter.passes(out.sentence, 0, out.sentence.length, random)) {
            return null;
          }
        } else {
          out = new Out(out.word, ((TextGate.Reviser) ready.get(k)).revise(out.sentence, random));
        }
      }
      return out;
    }
  }

  private record Out(long word, int[] sentence) {}

  /** A reviser, a filter, a choice of three and a filter by text and lot. */
  @ParameterizedTest
  @CsvSource({"REDRAW, true", "REDRAW, false", "SHRINK, true", "REAL, true"})
  void gatesThatSeeTextGiveWhatThePlainLoopGives(Refill refill, boolean fromAll) {
    SENTENCES.clear();
    List<TextGate> ready =
        List.of(
            TextWalkTest.LAST,
            TextWalkTest.EVEN,
            new TextWalkTest.ByLength(3),
            TextWalkTest.LONG_BY_LOT);
    Gates gates =
        gates(
            refill,
            IntStream.range(0, 4)
                .<Safeguard.Gate>mapToObj(i -> new Safeguard.OnPool(new Safeguard.Thin(0)))
                .toList());
    PoolUnits all = units(gates, fromAll);
    Plain plain = new Plain(gates, ready, fromAll, all.ownReal());
    PoolCandidates.Passed passed = judged(gates, ready, fromAll, 3);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String out =
          plain.out(
              all.number(i), all.word(i), all.real(i), refill == Refill.REDRAW ? Plain.TRIES : 3);
      if (out != null) {
        expected.add(out);
      }
    }
    List<String> own = new ArrayList<>();
    for (long word : passed.all().words()) {
      own.add(word + Arrays.toString(SENTENCES.get(word)));
    }
    for (long word : passed.words()) {
      own.add(word + Arrays.toString(SENTENCES.get(word)));
    }
    assertThat(own).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(refill == Refill.REDRAW ? POOL - 1 : 100);
    assertThat(passed.all().units())
        .isEqualTo(refill == Refill.REAL || refill == Refill.REDRAW ? POOL : expected.size());
    assertThat(passed.words()).hasSizeGreaterThan(10);
  }

  /** Revised sentences can be made again from the words that passed. */
  @Test
  void whatPassedCanBeRevisedAgain() {
    SENTENCES.clear();
    List<TextGate> ready = List.of(TextWalkTest.LAST, TextWalkTest.EVEN, TextWalkTest.LAST);
    Gates gates =
        gates(
            Refill.REDRAW,
            List.of(
                new Safeguard.Thin(0),
                new Safeguard.OnPool(new Safeguard.Thin(0)),
                new Safeguard.OnPool(new Safeguard.Thin(0))));
    PoolCandidates.Passed passed = judged(gates, ready, true, 2);
    Revision ofSynthetic = new Revision(gates, ready, 0, 3);
    Revision ofReal = new Revision(gates, ready, 1, 3);
    for (long word : passed.all().words()) {
      assertThat(ofSynthetic.revise(word, TextWalkTest.ToyDrawer.sentence(word)))
          .isEqualTo(SENTENCES.get(word));
    }
    PoolUnits all = units(gates, true);
    PoolCandidates candidates =
        new PoolCandidates(gates, all, new PoolWalk.Lot(SHARE, true), REAL, all.ownReal());
    for (long word : passed.words()) {
      assertThat(ofReal.revise(word, real(candidates.real(word)))).isEqualTo(SENTENCES.get(word));
    }
    assertThat(passed.numbers()).isSorted();
  }
}
