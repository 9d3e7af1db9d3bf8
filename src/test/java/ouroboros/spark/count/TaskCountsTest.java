package ouroboros.spark.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;

class TaskCountsTest {
  private static final KeyRanges KEYS = KeyRanges.even(KeyLayout.of(2, 9), 2);

  private static List<String> counted(boolean repeats, int times) {
    TaskCounts counts = new TaskCounts(KEYS, 1, 1, repeats, 100, null);
    counts.repeated(0, 7, new int[] {3, 4, 3}, 0, 3, times);
    counts.repeated(0, 8, new int[] {4}, 0, 1, 1);
    List<String> entries = new ArrayList<>();
    counts
        .slices(0, SentenceTotals.NONE)
        .forEach(
            slice -> {
              CountRun run = slice._2().run();
              for (int i = 0; i < run.size(); i++) {
                entries.add(slice._1() + " " + run.keys()[0][i] + " " + run.counts()[i]);
              }
            });
    return entries;
  }

  @Test
  void aSentenceWithItsNumberCountsLikeItsCopies() {
    assertThat(counted(true, 1000)).isEqualTo(counted(false, 1000)).hasSize(6);
    assertThat(counted(true, 2_000_000_000)).anyMatch(entry -> entry.endsWith(" 2000000000"));
  }
}
