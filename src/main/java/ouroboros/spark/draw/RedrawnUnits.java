package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.cluster.Storage;

/** Units of S_g or S'_g that can be drawn again one by one. */
public interface RedrawnUnits extends Serializable {
  /**
   * Draws the given units, each under its number, in no fixed order. Units that did not pass are
   * left out.
   *
   * @param units ascending
   */
  void draw(Storage storage, long[] units, SentenceSink sink);

  /** The sentences of the given units that are there, by number. */
  default SortedMap<Long, int[]> sentences(Storage storage, long[] units) {
    TreeMap<Long, int[]> drawn = new TreeMap<>();
    draw(
        storage,
        units,
        (unit, tokens, start, end) -> drawn.put(unit, Arrays.copyOfRange(tokens, start, end)));
    return drawn;
  }

  /** Units whose candidate is known without their text. */
  static RedrawnUnits of(SyntheticCorpus corpus, CounterWords candidates) {
    return new Known(corpus, candidates);
  }

  /**
   * Units whose candidate is known without their text.
   *
   * @param candidates negative for a unit that is left out
   */
  record Known(SyntheticCorpus corpus, CounterWords candidates) implements RedrawnUnits {
    @Override
    public void draw(Storage storage, long[] units, SentenceSink sink) {
      long[] words = Arrays.stream(units).map(candidates.words()).filter(w -> w >= 0).toArray();
      corpus
          .drawer(storage)
          .draw(
              i -> words[(int) i],
              words.length,
              (word, tokens, start, end) -> sink.accept(Candidate.unit(word), tokens, start, end));
    }
  }
}
