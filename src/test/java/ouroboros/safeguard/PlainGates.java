package ouroboros.safeguard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Gates as the contract writes them: each asks the gate before it for the next candidate of one
 * unit, until it can give one.
 */
public final class PlainGates {
  private final List<TextGate> list;
  private final LongFunction<int[]> drawn;
  private final boolean redraws;
  private final int pack;
  private final int tries;
  private final KeyedStream random;
  private final List<Unit> units = new ArrayList<>();
  private final long[] offered;
  private final long[] kept;
  private final long[] changed;

  /**
   * Gates on the units {@code from .. to}.
   *
   * @param drawn the sentence of a counter word
   */
  public PlainGates(
      List<TextGate> list, Gates gates, long from, long to, LongFunction<int[]> drawn) {
    this.drawn = drawn;
    this.list = list;
    redraws = gates.list().refill() == Refill.REDRAW;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
    offered = new long[list.size()];
    kept = new long[list.size()];
    changed = new long[list.size()];
    int product = 1;
    int packed = 0;
    for (TextGate gate : list) {
      product *= gate instanceof TextGate.Chooser chooser ? chooser.candidates() : 1;
      packed = gate instanceof TextGate.PackFilter filter ? filter.pack() : packed;
    }
    pack = packed;
    tries = redraws ? 10_000 : product;
    for (long unit = from; unit < to; unit++) {
      units.add(new Unit(unit));
    }
  }

  private record Out(long word, int[] sentence) {}

  private final class Unit {
    private final long number;
    private int tried;

    Unit(long number) {
      this.number = number;
    }

    /** The next that comes out of gate k, from 0; null if there are no more candidates. */
    @Nullable Out next(int k) {
      if (k < 0) {
        long word = number + tried * (1L << 40);
        return tried++ < tries ? new Out(word, drawn.apply(word)) : null;
      }
      TextGate gate = list.get(k);
      if (gate instanceof TextGate.Chooser chooser) {
        return best(k, chooser);
      }
      Out before = next(k - 1);
      while (before != null) {
        offered[k]++;
        random.seek(before.word, k * (1L << 32));
        if (gate instanceof TextGate.Reviser reviser) {
          int[] after = reviser.revise(before.sentence, random);
          kept[k]++;
          changed[k] += Arrays.equals(after, before.sentence) ? 0 : 1;
          return new Out(before.word, after);
        }
        int[] s = before.sentence;
        if (((TextGate.Filter) gate).passes(s, 0, s.length, random)) {
          kept[k]++;
          return before;
        }
        before = next(k - 1);
      }
      return null;
    }

    private @Nullable Out best(int k, TextGate.Chooser chooser) {
      List<Out> some = new ArrayList<>();
      while (some.size() < chooser.candidates()) {
        Out one = next(k - 1);
        if (one == null) {
          break;
        }
        some.add(one);
      }
      if (some.isEmpty()) {
        return null;
      }
      random.seek(some.get(0).word, k * (1L << 32));
      offered[k] += some.size();
      kept[k]++;
      return some.get(
          chooser.choose(some.stream().map(Out::sentence).toArray(int[][]::new), random));
    }
  }

  /** [units] The word and the sentence of each; null where it did not pass. */
  public List<@Nullable String> run() {
    int before = list.size() - (pack > 0 ? 2 : 1);
    @Nullable Out[] out = new Out[units.size()];
    for (int i = 0; i < out.length; i++) {
      // Without further candidates only the first that comes out counts.
      out[i] = units.get(i).next(before);
    }
    if (pack > 0) {
      List<Integer> packed = new ArrayList<>();
      for (int i = 0; i < out.length; i++) {
        if (out[i] != null) {
          packed.add(i);
        }
      }
      for (int from = 0; from < packed.size(); from += pack) {
        judge(packed.subList(from, Math.min(packed.size(), from + pack)), before, out);
      }
    }
    return Arrays.stream(out)
        .map(each -> each == null ? null : each.word + Arrays.toString(each.sentence))
        .toList();
  }

  private void judge(List<Integer> places, int before, @Nullable Out[] out) {
    TextGate.PackFilter filter = (TextGate.PackFilter) list.get(before + 1);
    while (true) {
      int[][] sentences =
          places.stream().map(i -> Objects.requireNonNull(out[i]).sentence).toArray(int[][]::new);
      random.seek(Objects.requireNonNull(out[places.get(0)]).word, (before + 1) * (1L << 32));
      offered[before + 1] += places.size();
      if (places.size() < pack || filter.passes(sentences, random)) {
        kept[before + 1] += places.size();
        return;
      }
      for (int i : places) {
        out[i] = redraws ? units.get(i).next(before) : null;
      }
      if (!redraws) {
        return;
      }
    }
  }

  public List<GateCounts> counts() {
    List<GateCounts> counts = new ArrayList<>();
    for (int k = 0; k < offered.length; k++) {
      counts.add(new GateCounts(k + 1, "thin", offered[k], kept[k], changed[k], 0));
    }
    return counts;
  }
}
