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
 * Finds the n-grams of sentences whose last token is in one key range, and that no real text has.
 *
 * @param known real text, in this range
 * @param order highest n that is looked up
 */
public record NovelGramsTask(
    List<int[]> sentences, KeyRanges ranges, int range, List<SealedFile> known, int order)
    implements Serializable {
  /** What was found. */
  public record Found(List<SampleSentencesTask.Gram> grams) implements Serializable {}

  Found run(Storage storage) {
    List<CountRun> real = known.stream().map(storage::read).toList();
    List<SampleSentencesTask.Gram> novel = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      add(i, sentences.get(i), real, novel);
    }
    return new Found(novel);
  }

  /** For each token in this range, the shortest new n-gram that ends with it. */
  private void add(
      int i, int[] sentence, List<CountRun> real, List<SampleSentencesTask.Gram> into) {
    for (int to = 1; to <= sentence.length; to++) {
      if (ranges.of(sentence[to - 1]) != range) {
        continue;
      }
      for (int from = to - 1; from >= Math.max(0, to - order); from--) {
        int[] gram = Arrays.copyOfRange(sentence, from, to);
        if (real.stream().noneMatch(run -> run.contains(gram))) {
          into.add(new SampleSentencesTask.Gram(i, from, to));
          break;
        }
      }
    }
  }
}
