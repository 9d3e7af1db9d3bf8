package ouroboros.spark.ancestry;

import java.util.List;
import ouroboros.spark.text.SentenceTask;

/**
 * The sentences that a line of a recipe takes.
 *
 * @param source number of their source, as in {@link ouroboros.ancestry.Place}
 * @param weight of each occurrence in the counts of the training set
 * @param tasks that give them, in the order of the units
 */
record SourceLine(int source, long weight, List<SentenceTask> tasks) {
  SourceLine {
    tasks = List.copyOf(tasks);
  }
}
