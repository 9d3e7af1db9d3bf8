package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.SyntheticCorpus;

/**
 * Draws the shown sentences and looks up the n-grams whose last token is in one key range: words of
 * R's sentences that S_g no longer has, and n-grams of the drawn sentences that no real text has.
 *
 * @param units their numbers, ascending
 * @param originals [units] R's sentences of these numbers
 * @param subject S_g in this range
 * @param known real text used so far, in this range
 * @param order highest n that is looked up
 */
public record SampleSentencesTask(
    SyntheticCorpus corpus,
    long[] units,
    List<int[]> originals,
    KeyRanges ranges,
    int range,
    SealedFile subject,
    List<SealedFile> known,
    int order)
    implements Serializable {

  /**
   * What was found in one key range for the shown sentences.
   *
   * @param sentences [units] the drawn sentences; the same in every range
   * @param lost tokens of R's sentences that S_g no longer has
   */
  public record Shown(List<int[]> sentences, List<Integer> lost, List<Gram> novel)
      implements Serializable {}

  /** Tokens {@code from} to {@code to} of a shown sentence. */
  record Gram(int sentence, int from, int to) implements Serializable, Comparable<Gram> {
    @Override
    public int compareTo(Gram other) {
      return Comparator.comparingInt(Gram::sentence)
          .thenComparingInt(Gram::to)
          .compare(this, other);
    }
  }

  Shown run(Storage storage) {
    List<int[]> sentences = draw(storage);
    CountRun drawn = storage.read(subject);
    List<Integer> lost =
        originals.stream()
            .flatMapToInt(Arrays::stream)
            .distinct()
            .filter(token -> ranges.of(token) == range && !drawn.contains(new int[] {token}))
            .boxed()
            .toList();
    List<Gram> novel =
        new NovelGramsTask(sentences, ranges, range, known, order).run(storage).grams();
    return new Shown(sentences, lost, novel);
  }

  private List<int[]> draw(Storage storage) {
    TreeMap<Long, int[]> sentences = new TreeMap<>();
    for (long unit : units) {
      corpus
          .drawer(storage)
          .draw(
              unit,
              unit + 1,
              (number, tokens, start, end) ->
                  sentences.put(number, Arrays.copyOfRange(tokens, start, end)));
    }
    return new ArrayList<>(sentences.values());
  }
}
