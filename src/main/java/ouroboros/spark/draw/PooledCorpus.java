package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PoolCandidates;
import ouroboros.safeguard.PoolUnits;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.Revision;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.RealSentences;

/**
 * The candidates of a pool as a function, where gates see their text: any part of the pool can be
 * judged on any machine, with the same result.
 *
 * @param corpus S_g
 * @param gates the whole list
 * @param makers of the gates, in order
 * @param real the sentences of R, then of the reserve where the pool has some
 * @param lot how further candidates are drawn
 * @param population sentences of R
 * @param own the real units that the recipe takes itself
 */
public record PooledCorpus(
    SyntheticCorpus corpus,
    Gates gates,
    List<GateMaker> makers,
    RealSentences real,
    PoolWalk.Lot lot,
    long population,
    Broadcast<long[]> own)
    implements Serializable {
  public PooledCorpus {
    makers = List.copyOf(makers);
  }

  /**
   * What gates let pass of some units.
   *
   * @param words [units] the word of the candidate that passed; -1 if none did
   * @param copies [units] how often each counts; 0 if nothing takes its place
   * @param tries how many candidates each of them had at most
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chosen(long[] words, int[] copies, int tries, List<GateCounts> counts)
      implements Serializable {}

  /** The same, but only first candidates are tried. */
  public PooledCorpus shrinking() {
    return new PooledCorpus(corpus, gates.shrinking(), makers, real, lot, population, own);
  }

  /** The candidates of some units of the pool. */
  public PoolCandidates candidates(PoolUnits units) {
    return new PoolCandidates(gates, units, lot, population, own.value());
  }

  /** Judges some units of the pool. */
  public Chosen judge(Storage storage, PoolUnits units) {
    List<TextGate> ready = ready(storage);
    SentenceDrawer drawer = corpus.drawer(storage);
    long[] words = new long[units.size()];
    int[] copies = new int[units.size()];
    List<GateCounts> counts = null;
    int tries = 1;
    for (int from = 0; from == 0 || from < units.size(); from += PassedBlocks.UNITS) {
      PoolUnits some = units.part(from, Math.min(units.size(), from + PassedBlocks.UNITS));
      PoolCandidates candidates = candidates(some);
      TextWalk walk =
          new TextWalk(
              gates,
              ready,
              (asked, many, sink) -> draw(drawer, candidates, asked, many, sink),
              GateEvents.NONE);
      JudgedUnits judged = walk.judge(candidates);
      for (int i = 0; i < judged.size(); i++) {
        words[from + i] = judged.passed(i) ? judged.word(i) : -1;
        copies[from + i] = judged.leavesGap(i) ? 0 : Math.max(1, judged.copies(i));
      }
      counts = counts == null ? walk.counts() : GateCounts.sum(counts, walk.counts());
      tries = walk.tries();
    }
    return new Chosen(words, copies, tries, Objects.requireNonNull(counts));
  }

  /** Judges some units of the pool, and says what gates do. */
  public JudgedUnits judge(Storage storage, PoolUnits units, GateEvents events) {
    SentenceDrawer drawer = corpus.drawer(storage);
    PoolCandidates candidates = candidates(units);
    TextWalk.Draws draws = (asked, many, sink) -> draw(drawer, candidates, asked, many, sink);
    return new TextWalk(gates, ready(storage), draws, events).judge(candidates);
  }

  private void draw(
      SentenceDrawer drawer,
      PoolCandidates candidates,
      LongUnaryOperator asked,
      long many,
      SentenceSink sink) {
    long[] words = LongStream.range(0, many).map(asked).toArray();
    long[] drawn = Arrays.stream(words).filter(word -> word >= 0).toArray();
    drawer.draw(i -> drawn[(int) i], drawn.length, sink);
    long[] read = Arrays.stream(words).filter(word -> word < 0).toArray();
    long[] units = Arrays.stream(read).map(candidates::real).toArray();
    real.read(read, i -> units[i], sink);
  }

  private List<TextGate> ready(Storage storage) {
    return makers.stream().map(maker -> maker.make(storage)).toList();
  }

  /** What the gates make of sentences that are known to pass. */
  Revision revision(Storage storage, boolean isReal) {
    int from = isReal ? gates.onSynthetic().list().gates().size() : 0;
    return new Revision(gates, ready(storage), from, makers.size());
  }
}
