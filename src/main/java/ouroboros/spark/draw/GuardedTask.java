package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.GateWalk;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;

/**
 * Draws the units {@code from .. to} of S_g and of S'_g in one pass, in whole blocks. A sentence
 * that is in both is drawn once. Cost: one draw for each candidate; where no gate needs the text,
 * one for each unit of S_g and one for each unit of S'_g that is another candidate. Units that no
 * gate looks at are not kept.
 *
 * @param corpus S_g
 * @param gates that leave gaps or draw again; none takes units of R in their place, and none gives
 *     weights
 * @param gated where gates see the text; null where they decide without it
 * @param expectedTokens about how many tokens of S_g
 */
public record GuardedTask(
    SyntheticCorpus corpus,
    Gates gates,
    @Nullable GatedCorpus gated,
    long from,
    long to,
    long expectedTokens)
    implements Serializable {

  /**
   * Blocks whose draws follow each other without a pause: several, because a drawer is slower with
   * its last sentences.
   */
  private static final int TOGETHER = 16;

  /** About how the work for a block that a review sees compares with that for another one. */
  private static final long SEEN = 8;

  private static final long UNSEEN = 5;

  /** About so many tokens of candidates are kept together where gates see the text. */
  private static final long MOST_KEPT_TOKENS = 1 << 22;

  /** In which of S_g and S'_g a sentence is. */
  public enum Place {
    /** In both. */
    BOTH(0),
    /** Only in S_g. */
    DRAWN(1),
    /** Only in S'_g. */
    PASSED(2);

    private static final List<Place> BY_NUMBER = List.of(BOTH, DRAWN, PASSED);
    private final int number;

    Place(int number) {
      this.number = number;
    }

    /** The number that stands for it in arrays and in shuffled bytes, from 0. */
    public int number() {
      return number;
    }

    /** The place with a number. */
    public static Place of(int number) {
      return BY_NUMBER.get(number);
    }
  }

  /** Receives sentences. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the sentence {@code tokens[start .. end)} of a unit. */
    void accept(Place place, long unit, int[] tokens, int start, int end);
  }

  /** Tasks that together draw all units. */
  public static List<GuardedTask> all(
      SyntheticCorpus corpus,
      Gates gates,
      @Nullable GatedCorpus gated,
      long units,
      int wanted,
      long tokens) {
    int block = gated == null ? PassedBlocks.UNITS : gated.block();
    long blocks = (units + block - 1) / block;
    int tasks = (int) Math.max(1, Math.min(wanted, blocks));
    List<GuardedTask> all = new ArrayList<>();
    long unseen = gated == null ? 0 : gated.unseenFrom();
    long seen = unseen >= units ? blocks : (unseen + block - 1) / block;
    long from = 0;
    for (int i = 1; i <= tasks; i++) {
      long to = Math.min(units, upTo(seen, blocks, i, tasks) * block);
      long own = Math.round((double) tokens * (to - from) / units);
      all.add(new GuardedTask(corpus, gates, gated, from, to, own));
      from = to;
    }
    return all;
  }

  /** The blocks of the first {@code i} tasks, if all tasks are to take as long. */
  private static long upTo(long seen, long blocks, int i, int tasks) {
    long work = (SEEN * seen + UNSEEN * (blocks - seen)) * i / tasks;
    long to = work < SEEN * seen ? work / SEEN : seen + (work - SEEN * seen) / UNSEEN;
    // Every task has a block.
    return Math.max(i, Math.min(to, blocks - tasks + i));
  }

  /** Gives every sentence of its units once for each time that it counts; says what passed. */
  public PassedBlocks.Part feed(Storage storage, Sink sink) {
    PassedBlocks blocks = gated == null ? blind(storage, sink) : judged(gated, storage, sink);
    return new PassedBlocks.Part(from, blocks);
  }

  private PassedBlocks blind(Storage storage, Sink sink) {
    SentenceDrawer drawer = corpus.drawer(storage);
    GateWalk walk = gates.walk();
    List<Integer> here = new ArrayList<>();
    int together = TOGETHER * PassedBlocks.UNITS;
    for (long start = from; start < to; start += together) {
      long first = start;
      int many = (int) (Math.min(to, start + together) - start);
      boolean[] inBoth = new boolean[many];
      long[] words = new long[2 * many];
      int passed = 0;
      int drawn = 0;
      for (int i = 0; i < many; i++) {
        long word = walk.passing(first + i);
        passed += word >= 0 ? 1 : 0;
        inBoth[i] = word == first + i;
        words[drawn++] = first + i;
        if (word >= 0 && !inBoth[i]) {
          words[drawn++] = word;
        }
        if ((i + 1) % PassedBlocks.UNITS == 0 || i + 1 == many) {
          here.add(passed);
          passed = 0;
        }
      }
      drawer.draw(
          i -> words[(int) i],
          drawn,
          (word, tokens, from, to) -> {
            long unit = Candidate.unit(word);
            Place only = word == unit ? Place.DRAWN : Place.PASSED;
            Place place = inBoth[(int) (unit - first)] ? Place.BOTH : only;
            sink.accept(place, unit, tokens, from, to);
          });
    }
    return new PassedBlocks(here, walk.counts());
  }

  private PassedBlocks judged(GatedCorpus text, Storage storage, Sink sink) {
    int block = text.block();
    SentenceDrawer drawer = corpus.drawer(storage);
    Firsts firsts = new Firsts(drawer);
    TextWalk walk = text.walk(storage, firsts, GateEvents.NONE);
    List<Integer> here = new ArrayList<>();
    // Where the units begin, in whole blocks, that no gate looks at.
    long seen = from;
    while (seen < to && seen < text.unseenFrom()) {
      seen = Math.min(to, seen + block);
    }
    int blocks = 1;
    for (long start = from; start < seen; ) {
      long end = Math.min(seen, start + (long) blocks * block);
      firsts.begin(start, end);
      JudgedUnits judged = walk.judge(start, end);
      int passed = 0;
      for (int i = 0; i < judged.size(); i++) {
        give(judged, i, firsts.sentences[i], sink);
        passed += judged.copies(i);
        if ((i + 1) % block == 0 || i + 1 == judged.size()) {
          here.add(passed);
          passed = 0;
        }
      }
      start = end;
      // Packs do not cross blocks.
      blocks = text.pack() > 1 ? 1 : together(firsts.tokens / blocks);
    }
    if (seen < to) {
      drawer.draw(seen, to, (unit, tokens, a, b) -> sink.accept(Place.BOTH, unit, tokens, a, b));
      for (long start = seen; start < to; start += block) {
        here.add((int) Math.min(block, to - start));
      }
      walk.passUnseen(to - seen);
    }
    return new PassedBlocks(here, walk.counts());
  }

  /** Blocks that are judged together, by the tokens of all candidates of a block. */
  private static int together(long tokensOfBlock) {
    return (int) Math.max(1, Math.min(TOGETHER, MOST_KEPT_TOKENS / Math.max(1, tokensOfBlock)));
  }

  /** Draws candidates, and keeps the first one of each unit. */
  private static final class Firsts implements TextWalk.Draws {
    private final SentenceDrawer drawer;
    private long start;

    /** [units] */
    private int[][] sentences = {};

    /** Of all candidates that were drawn since {@link #begin}. */
    private long tokens;

    Firsts(SentenceDrawer drawer) {
      this.drawer = drawer;
    }

    void begin(long from, long to) {
      start = from;
      sentences = new int[(int) (to - from)][];
      tokens = 0;
    }

    @Override
    public void draw(LongUnaryOperator words, long many, SentenceSink sink) {
      drawer.draw(
          words,
          many,
          (word, text, first, last) -> {
            int[] own = Arrays.copyOfRange(text, first, last);
            tokens += own.length;
            if (Candidate.unit(word) == word) {
              sentences[(int) (word - start)] = own;
            }
            sink.accept(word, own, 0, own.length);
          });
    }

    @Override
    public boolean givesCopies() {
      return true;
    }
  }

  private static void give(JudgedUnits judged, int i, int[] first, Sink sink) {
    long unit = judged.unit(i);
    int copies = judged.passed(i) ? Math.max(1, judged.copies(i)) : 0;
    int[] passed = copies == 0 ? null : judged.sentence(i);
    boolean same = Arrays.equals(first, passed);
    sink.accept(same ? Place.BOTH : Place.DRAWN, unit, first, 0, first.length);
    for (int k = same ? 1 : 0; passed != null && k < copies; k++) {
      sink.accept(Place.PASSED, unit, passed, 0, passed.length);
    }
  }
}
