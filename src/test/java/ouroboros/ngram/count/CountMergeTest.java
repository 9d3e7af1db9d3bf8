package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountMergeTest {
  /** Runs of equal and of very different sizes, with common keys, and the least and largest key. */
  @ParameterizedTest
  @CsvSource({"1, 300, 300", "1, 300, 20", "1, 3, 700", "2, 300, 300", "2, 3, 700", "3, 300, 90"})
  void theSumHasTheCountsOfAllRuns(int words, int few, int many) {
    KeyLayout layout = KeyLayout.ofBits(3 * words, 21);
    assertThat(layout.words()).isEqualTo(words);
    SplittableRandom random = new SplittableRandom(31L * few + many);
    List<CountRun> runs =
        Stream.of(few, many, few, 0, 1).map(size -> run(layout, random, size)).toList();
    TreeMap<long[], Long> expected = new TreeMap<>(Arrays::compare);
    for (CountRun run : runs) {
      entries(run).forEach((key, count) -> expected.merge(key, count, Long::sum));
    }
    CountRun sum = CountMerge.sum(layout, runs);
    assertThat(sum.size()).isEqualTo(expected.size());
    assertThat(entries(sum).equals(expected)).isTrue();
  }

  private static TreeMap<long[], Long> entries(CountRun run) {
    TreeMap<long[], Long> entries = new TreeMap<>(Arrays::compare);
    for (int i = 0; i < run.size(); i++) {
      int at = i;
      entries.put(Stream.of(run.keys()).mapToLong(word -> word[at]).toArray(), run.counts()[i]);
    }
    return entries;
  }

  /** Most words of keys are one of 512, so that runs have some keys in common. */
  private static CountRun run(KeyLayout layout, SplittableRandom random, int size) {
    TreeMap<long[], Long> entries = new TreeMap<>(Arrays::compare);
    while (entries.size() < size) {
      long[] key = new long[layout.words()];
      for (int word = 0; word < key.length; word++) {
        key[word] =
            random.nextInt(8) == 0
                ? random.nextLong(Long.MAX_VALUE)
                : Long.MAX_VALUE / 512 * random.nextInt(512);
      }
      key[0] = random.nextInt(100) == 0 ? Long.MAX_VALUE : key[0];
      entries.put(key, 1 + random.nextLong(1L << 40));
    }
    long[][] keys = new long[layout.words()][];
    for (int word = 0; word < keys.length; word++) {
      int w = word;
      keys[word] = entries.keySet().stream().mapToLong(key -> key[w]).toArray();
    }
    long[] counts = entries.values().stream().mapToLong(count -> count).toArray();
    return new CountRun(layout, keys, counts, size);
  }
}
