package ouroboros.spark.ancestry;

import java.io.Serializable;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ancestry.Occurrences;
import ouroboros.safeguard.Candidate;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.SentenceTask;

/**
 * Finds occurrences of n-grams in the sentences of a task.
 *
 * @param numbers [asked] of the n-grams
 * @param occurrences [asked] which occurrence of each among those in the task, from 0; ascending
 *     for each n-gram
 */
@SuppressWarnings("ArrayRecordComponent")
public record LocateTask(SentenceTask sentences, int[] numbers, long[] occurrences)
    implements Serializable {
  /** [2 x asked] unit and position of each. */
  long[] located(Storage storage, AskedNgrams ngrams) {
    Occurrences found = new Occurrences(ngrams, numbers);
    sentences.feed(
        storage,
        (component, unit, tokens, from, to) ->
            found.add(component, Candidate.unit(unit), tokens, from, to));
    return found.find(numbers, occurrences);
  }
}
