package ouroboros.spark.draw;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;

/**
 * S'_g as a function, where gates see the text: any block of its units can be drawn and judged on
 * any machine, with the same result.
 *
 * @param corpus S_g
 * @param gates the gates, and what replaces units that do not pass
 * @param makers of the gates, in order
 * @param units of S_g
 */
public record GatedCorpus(SyntheticCorpus corpus, Gates gates, List<GateMaker> makers, long units)
    implements RedrawnUnits {
  public GatedCorpus {
    makers = List.copyOf(makers);
  }

  /** A walk over candidates, for use by one thread. */
  public TextWalk walk(Storage storage, GateEvents events) {
    return walk(storage, corpus.drawer(storage)::draw, events);
  }

  /** The same with a drawer of S_g. */
  TextWalk walk(Storage storage, TextWalk.Draws drawer, GateEvents events) {
    List<TextGate> ready = makers.stream().map(maker -> maker.make(storage)).toList();
    return new TextWalk(gates, ready, drawer, events);
  }

  /** Units of a block, whose fates depend on no other unit. */
  public int block() {
    return PassedBlocks.units(pack());
  }

  /** Units of a pack; 1 where no gate judges packs. */
  public int pack() {
    return makers.stream().mapToInt(GateMaker::pack).max().orElse(1);
  }

  /** The unit from which on no gate looks at any; {@link Long#MAX_VALUE} where there is none. */
  long unseenFrom() {
    return makers.size() == 1 ? makers.get(0).unseenFrom() : Long.MAX_VALUE;
  }

  /** Whether people wrote some of its units. */
  public boolean isEdited() {
    return makers.stream().anyMatch(GateMaker::edits);
  }

  @Override
  public void draw(Storage storage, long[] some, SentenceSink sink) {
    draw(storage, some, sink, GateEvents.NONE);
  }

  /** The same; {@code events} also hears of other units of the packs that the given ones are in. */
  public void draw(Storage storage, long[] some, SentenceSink sink, GateEvents events) {
    TextWalk walk = walk(storage, events);
    if (pack() == 1) {
      give(walk.judge(some), some, sink);
      return;
    }
    int block = block();
    for (long from : Arrays.stream(some).map(unit -> unit / block * block).distinct().toArray()) {
      long to = Math.min(units, from + block);
      long[] own = Arrays.stream(some).filter(unit -> unit >= from && unit < to).toArray();
      give(walk.judge(from, to), own, sink);
    }
  }

  private static void give(JudgedUnits judged, long[] wanted, SentenceSink sink) {
    for (int i = 0; i < judged.size(); i++) {
      if (judged.passed(i) && Arrays.binarySearch(wanted, judged.unit(i)) >= 0) {
        int[] sentence = judged.sentence(i);
        sink.accept(judged.unit(i), sentence, 0, sentence.length);
      }
    }
  }
}
