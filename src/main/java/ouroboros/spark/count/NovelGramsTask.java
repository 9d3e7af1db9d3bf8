package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.spark.cluster.Storage;

/**
 * Finds the n-grams of sentences that are in some key ranges, and that no real text has.
 *
 * @param first the first of the ranges, which follow each other
 * @param known [ranges] the files of real text
 * @param order highest n that is looked up
 */
public record NovelGramsTask(
    List<int[]> sentences, KeyRanges ranges, int first, List<List<SealedFile>> known, int order)
    implements Serializable {
  /** What was found. */
  public record Found(List<SampleSentencesTask.Gram> grams) implements Serializable {}

  Found run(Storage storage) {
    List<SampleSentencesTask.Gram> novel = new ArrayList<>();
    for (int r = 0; r < known.size(); r++) {
      List<CountRun> real = known.get(r).stream().map(storage::read).toList();
      for (int i = 0; i < sentences.size(); i++) {
        add(first + r, i, sentences.get(i), real, novel);
      }
    }
    return new Found(novel);
  }

  /** For each token in a range, the shortest new n-gram that ends with it. */
  private void add(
      int range, int i, int[] sentence, List<CountRun> real, List<SampleSentencesTask.Gram> into) {
    for (int to = 1; to <= sentence.length; to++) {
      int token = sentence[to - 1];
      if (range < ranges.of(token) || range > ranges.last(token)) {
        continue;
      }
      for (int from = to - 1; from >= Math.max(0, to - order); from--) {
        int[] gram = Arrays.copyOfRange(sentence, from, to);
        int only = ranges.of(gram);
        if (only >= 0 && only != range) {
          break;
        }
        // An n-gram that is in several ranges is in R.
        if (only >= 0 && real.stream().noneMatch(run -> run.contains(gram))) {
          into.add(new SampleSentencesTask.Gram(i, from, to));
          break;
        }
      }
    }
  }
}
