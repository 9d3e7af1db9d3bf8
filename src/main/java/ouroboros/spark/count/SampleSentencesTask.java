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
 * Draws the shown sentences and looks up the n-grams that are in some key ranges: words of R's
 * sentences that S_g no longer has, and n-grams of the drawn sentences that no real text has.
 *
 * @param units their numbers, ascending
 * @param originals [units] R's sentences of these numbers
 * @param first the first of the ranges, which follow each other
 * @param subject [ranges] the files of S_g
 * @param known [ranges] the files of real text used so far
 * @param order highest n that is looked up
 */
public record SampleSentencesTask(
    SyntheticCorpus corpus,
    long[] units,
    List<int[]> originals,
    KeyRanges ranges,
    int first,
    List<SealedFile> subject,
    List<List<SealedFile>> known,
    int order)
    implements Serializable {

  /**
   * What was found in some key ranges for the shown sentences.
   *
   * @param sentences [units] the drawn sentences; the same in every task
   * @param lost tokens of R's sentences that S_g no longer has in a range, once for each range
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
    int[] tokens = originals.stream().flatMapToInt(Arrays::stream).distinct().toArray();
    List<Integer> lost = new ArrayList<>();
    for (int r = 0; r < subject.size(); r++) {
      int range = first + r;
      int[] own =
          Arrays.stream(tokens)
              .filter(token -> ranges.of(token) <= range && range <= ranges.last(token))
              .toArray();
      CountRun drawn = storage.read(subject.get(r));
      Arrays.stream(own).filter(token -> !drawn.contains(new int[] {token})).forEach(lost::add);
    }
    List<Gram> novel =
        new NovelGramsTask(sentences, ranges, first, known, order).run(storage).grams();
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
