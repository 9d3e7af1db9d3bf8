package ouroboros.spark.estimate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.text.Vocabulary;

/**
 * Held-out text with the token numbers of a training text; a word that the training text lacks
 * becomes {@code <unk>}.
 */
public final class EstimationHeldOut {
  private static final int BUFFERED = 1 << 18;

  private EstimationHeldOut() {}

  public static HeldOut of(EstimationText training, EstimationText heldOut, int top) {
    byte[][] words = training.words();
    Map<String, Integer> ids = new HashMap<>();
    for (int id = Vocabulary.FIRST_WORD; id < words.length; id++) {
      ids.put(new String(words[id], StandardCharsets.UTF_8), id);
    }
    int[] numbers = new int[heldOut.words().length];
    for (int id = Vocabulary.FIRST_WORD; id < numbers.length; id++) {
      numbers[id] =
          ids.getOrDefault(new String(heldOut.words()[id], StandardCharsets.UTF_8), Vocabulary.UNK);
    }
    KeyLayout layout = KeyLayout.of(top, words.length);
    List<CountRun> runs =
        heldOut
            .chunks()
            .mapPartitions(
                chunks -> {
                  NgramCounter counter = new NgramCounter(layout, BUFFERED);
                  while (chunks.hasNext()) {
                    count(chunks.next(), numbers, counter);
                  }
                  return List.of(counter.finish()).iterator();
                })
            .collect();
    return HeldOut.of(
        layout, new String[] {"all"}, List.of(CountMerge.sum(layout, new ArrayList<>(runs))));
  }

  private static void count(int[] chunk, int[] numbers, NgramCounter counter) {
    int[] own = chunk.clone();
    for (int at = 0; at < chunk.length; at += 1 + chunk[at]) {
      int end = at + 1 + chunk[at];
      for (int i = at + 1; i < end; i++) {
        own[i] = numbers[chunk[i]];
      }
      counter.add(own, at + 1, end);
    }
  }
}
