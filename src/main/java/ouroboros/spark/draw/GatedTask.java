package ouroboros.spark.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Selection;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/**
 * Draws the units {@code from .. to} of S'_g, where gates see the text, in whole blocks: all that
 * pass, or the selected ones.
 *
 * @param text S'_g
 * @param chosen how often each counts; null for all that pass, and then the task says what passed
 * @param passed with a selection, where units may be missing, for each block of S_g, how many units
 *     passed: the selection is by rank among them; otherwise empty
 */
public record GatedTask(
    GatedCorpus text,
    @Nullable Selection chosen,
    List<Integer> passed,
    long from,
    long to,
    long expectedTokens)
    implements SentenceTask {
  public GatedTask {
    passed = List.copyOf(passed);
  }

  /** Tasks that together draw all units that pass, and say what passed. */
  public static List<SentenceTask> all(GatedCorpus text, int wanted, long tokens) {
    return List.copyOf(cut(text, null, List.of(), wanted, tokens));
  }

  /** Tasks that together draw a selection. */
  public static List<SentenceTask> all(
      GatedCorpus text, Selection chosen, List<Integer> passed, int wanted, long tokens) {
    return List.copyOf(cut(text, chosen, passed, wanted, tokens));
  }

  /** Tasks that together judge chosen units. */
  public static List<GatedTask> cut(GatedCorpus text, Selection chosen, int wanted) {
    return cut(text, chosen, List.of(), wanted, 0);
  }

  /** Tasks that together judge a selection. */
  public static List<GatedTask> cut(
      GatedCorpus text, Selection chosen, List<Integer> passed, int wanted) {
    return cut(text, chosen, passed, wanted, 0);
  }

  private static List<GatedTask> cut(
      GatedCorpus text, @Nullable Selection chosen, List<Integer> passed, int wanted, long tokens) {
    int block = text.block();
    long blocks = (text.units() + block - 1) / block;
    int tasks = (int) Math.max(1, Math.min(wanted, blocks));
    List<GatedTask> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      long from = blocks * i / tasks * block;
      long to = Math.min(text.units(), blocks * (i + 1) / tasks * block);
      all.add(new GatedTask(text, chosen, passed, from, to, tokens / tasks));
    }
    return all;
  }

  /**
   * Judges the chosen units.
   *
   * @param dropped takes each that did not pass, in ascending order
   * @return how many of each block passed
   */
  public PassedBlocks judge(Storage storage, LongConsumer dropped) {
    TextWalk walk = text.walk(storage, GateEvents.NONE);
    long[] before = PassedBlocks.before(passed);
    List<Integer> here = new ArrayList<>();
    for (long start = from; start < to; start += text.block()) {
      long end = Math.min(to, start + text.block());
      JudgedUnits judged = judged(walk, start, end, before);
      here.add(judged.passed());
      int[] times = times(judged, start, end, before);
      for (int i = 0; i < times.length; i++) {
        if (times[i] > 0 && !judged.passed(i) && !judged.leavesGap(i)) {
          dropped.accept(judged.unit(i));
        }
      }
    }
    return new PassedBlocks(here, walk.counts());
  }

  /** The counter word of each unit from {@code from} to {@code to}; -1 if none passed. */
  public long[] words(Storage storage) {
    TextWalk walk = text.walk(storage, GateEvents.NONE);
    long[] words = new long[(int) (to - from)];
    for (long start = from; start < to; start += text.block()) {
      JudgedUnits judged = walk.judge(start, Math.min(to, start + text.block()));
      for (int i = 0; i < judged.size(); i++) {
        words[(int) (judged.unit(i) - from)] = judged.passed(i) ? judged.word(i) : -1;
      }
    }
    return words;
  }

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    TextWalk walk = text.walk(storage, GateEvents.NONE);
    long[] before = PassedBlocks.before(passed);
    List<Integer> here = new ArrayList<>();
    long truncated = 0;
    int block = text.block();
    for (long start = from; start < to; start += block) {
      long end = Math.min(to, start + block);
      JudgedUnits judged = judged(walk, start, end, before);
      here.add(judged.passed());
      int[] times = times(judged, start, end, before);
      for (int i = 0; i < judged.size(); i++) {
        if (judged.passed(i)) {
          boolean isCut = judged.sentence(i).length == text.corpus().maxLength();
          truncated += isCut ? times[i] : 0;
          give(judged, i, times[i], sink);
        }
      }
    }
    if (chosen == null) {
      sink.judged(new PassedBlocks.Part(from, new PassedBlocks(here, walk.counts())));
    }
    return text.corpus().maxLength() == 0 ? 0 : truncated;
  }

  @Override
  public boolean isWeighted() {
    return text.gates().list().isWeighted();
  }

  /** Gives those of the chosen units that people wrote. */
  public void written(Storage storage, ComponentSink sink) {
    TextWalk walk = text.walk(storage, GateEvents.NONE);
    long[] before = PassedBlocks.before(passed);
    for (long start = from; start < to; start += text.block()) {
      long end = Math.min(to, start + text.block());
      JudgedUnits judged = judged(walk, start, end, before);
      int[] times = times(judged, start, end, before);
      for (int i = 0; i < times.length; i++) {
        if (judged.edited(i)) {
          give(judged, i, times[i], sink);
        }
      }
    }
  }

  /** Gives a unit that passed so many times. */
  private void give(JudgedUnits judged, int i, int times, ComponentSink sink) {
    int[] sentence = judged.sentence(i);
    int component = text.corpus().component(judged.word(i));
    for (int k = 0; k < times; k++) {
      if (isWeighted()) {
        long weight = judged.weight(i);
        sink.weighed(component, judged.unit(i), sentence, 0, sentence.length, weight);
      } else {
        sink.accept(component, judged.unit(i), sentence, 0, sentence.length);
      }
    }
  }

  /** Judges what may be chosen of a block. */
  private JudgedUnits judged(TextWalk walk, long start, long end, long[] before) {
    if (chosen == null) {
      return walk.judge(start, end);
    }
    int many = (int) (end - start);
    if (isByRank()) {
      int[] times = ofRanks(chosen, start, before);
      return walk.judge(start, IntStream.of(times).allMatch(t -> t == 0) ? start : end);
    }
    int[] times = new int[many];
    chosen.multiplicities(start, many, times);
    long[] wanted =
        IntStream.range(0, many).filter(i -> times[i] > 0).mapToLong(i -> start + i).toArray();
    return wanted.length > 0 && text.pack() > 1 ? walk.judge(start, end) : walk.judge(wanted);
  }

  private boolean isByRank() {
    return text.gates().list().leavesGaps() && !passed.isEmpty();
  }

  /** How often each unit of the block that passed is chosen. */
  private int[] ofRanks(Selection selection, long start, long[] before) {
    int block = (int) (start / text.block());
    int[] times = new int[passed.get(block)];
    selection.multiplicities(before[block], times.length, times);
    return times;
  }

  /** [judged] How often each judged unit counts. */
  private int[] times(JudgedUnits judged, long start, long end, long[] before) {
    int[] times = new int[judged.size()];
    if (chosen == null) {
      Arrays.setAll(times, i -> Math.max(1, judged.copies(i)));
    } else if (isByRank()) {
      int[] ranked = judged.size() == 0 ? new int[0] : ofRanks(chosen, start, before);
      for (int i = 0, rank = 0; i < times.length; i++) {
        for (int copy = 0; copy < judged.copies(i); copy++) {
          times[i] += ranked[rank++];
        }
      }
    } else {
      int[] whole = new int[(int) (end - start)];
      chosen.multiplicities(start, whole.length, whole);
      for (int i = 0; i < times.length; i++) {
        times[i] = whole[(int) (judged.unit(i) - start)];
      }
    }
    return times;
  }
}
