package ouroboros.spark.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/**
 * Draws given candidates of a synthetic corpus.
 *
 * @param words their counter words
 */
public record WordsTask(SyntheticCorpus corpus, long[] words, long expectedTokens)
    implements SentenceTask {

  /** Tasks that together draw all candidates. */
  public static List<SentenceTask> all(
      SyntheticCorpus corpus, long[] words, int tasks, long tokens) {
    List<SentenceTask> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int from = (int) ((long) words.length * i / tasks);
      int to = (int) ((long) words.length * (i + 1) / tasks);
      if (from < to) {
        long own = tokens * (to - from) / words.length;
        all.add(new WordsTask(corpus, Arrays.copyOfRange(words, from, to), own));
      }
    }
    return all;
  }

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    var drawer = corpus.drawer(storage);
    drawer.draw(
        i -> words[(int) i],
        words.length,
        (word, tokens, start, end) ->
            sink.accept(corpus.component(word), word, tokens, start, end));
    return drawer.truncated();
  }
}
