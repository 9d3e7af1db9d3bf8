package ouroboros.spark.draw;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Revision;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/**
 * The sentences of another task as gates on a pool revised them.
 *
 * @param inner gives synthetic sentences under their words, or real ones under their numbers in the
 *     pool
 * @param real null where the sentences are synthetic
 */
public record RevisedTask(SentenceTask inner, PooledCorpus pool, @Nullable RealWords real)
    implements SentenceTask {

  /**
   * The words of real units that gates judged; units that are not listed were not judged.
   *
   * @param numbers ascending
   * @param words [numbers]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record RealWords(long[] numbers, long[] words) implements java.io.Serializable {}

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    Revision revision = pool.revision(storage, real != null);
    return inner.feed(
        storage,
        (component, unit, tokens, start, end) -> {
          int place = real == null ? 0 : Arrays.binarySearch(real.numbers(), unit);
          if (place < 0) {
            sink.accept(component, unit, tokens, start, end);
            return;
          }
          long word = real == null ? unit : real.words()[place];
          int[] revised = revision.revise(word, Arrays.copyOfRange(tokens, start, end));
          sink.accept(component, unit, revised, 0, revised.length);
        });
  }

  @Override
  public long expectedTokens() {
    return inner.expectedTokens();
  }

  /**
   * Synthetic units of a pool, one by one, as its gates revised them.
   *
   * @param candidates negative for a unit that is left out
   */
  public record Units(PooledCorpus pool, CounterWords candidates) implements RedrawnUnits {
    @Override
    public void draw(Storage storage, long[] units, SentenceSink sink) {
      Revision revision = pool.revision(storage, false);
      long[] words = Arrays.stream(units).map(candidates.words()).filter(w -> w >= 0).toArray();
      pool.corpus()
          .drawer(storage)
          .draw(
              i -> words[(int) i],
              words.length,
              (word, tokens, start, end) -> {
                int[] revised = revision.revise(word, Arrays.copyOfRange(tokens, start, end));
                sink.accept(Candidate.unit(word), revised, 0, revised.length);
              });
    }
  }
}
