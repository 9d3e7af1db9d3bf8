package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.text.Vocabulary;

/** Over random small corpora; none of these claims can fail by chance. */
class KeyRangesTest {
  private static final int TYPES = Vocabulary.FIRST_WORD + 12;

  /** Everything that a scan says about an n-gram. */
  private static final class Told implements GroupSink {
    final TreeMap<String, String> groups = new TreeMap<>();
    private final KeyLayout layout;
    private final long[] sums = new long[8];

    Told(KeyLayout layout) {
      this.layout = layout;
    }

    @Override
    public void group(
        int n, int kind, long real, long subject, long other, int left, long[][] keys, int at) {
      String gram = "";
      for (int p = 0; p < n; p++) {
        gram = layout.token(keys, at, p) + " " + gram;
      }
      // A sum over longer n-grams that is not one of the counts, as in the evaluation model.
      long sum = sums[n];
      sums[n] = 0;
      sums[n - 1] += Math.min(3, subject) + 10 * Math.min(1, real);
      String told = kind + ", " + real + ", " + subject + ", " + other + ", " + left + ", " + sum;
      assertThat(groups.put(gram, told)).isNull();
    }

    @Override
    public int sums() {
      return 1;
    }

    @Override
    public long[] release(int n) {
      long sum = sums[n];
      sums[n] = 0;
      return new long[] {sum};
    }

    @Override
    public void resume(int n, long[] more) {
      sums[n] += more[0];
    }
  }

  /** The ranges that a run has n-grams of, with these n-grams. */
  private static TreeMap<Integer, String> filled(KeyRanges ranges, CountRun run) {
    TreeMap<Integer, String> filled = new TreeMap<>();
    ranges.cut(
        run, (range, part) -> assertThat(filled.put(range, text(part))).as("twice").isNull());
    return filled;
  }

  private static TreeMap<Integer, String> filled(List<CountRun> cut) {
    TreeMap<Integer, String> filled = new TreeMap<>();
    for (int range = 0; range < cut.size(); range++) {
      if (cut.get(range).size() > 0) {
        filled.put(range, text(cut.get(range)));
      }
    }
    return filled;
  }

  private static String text(CountRun run) {
    StringBuilder text = new StringBuilder();
    for (long[] word : run.keys()) {
      text.append(Arrays.toString(Arrays.copyOf(word, run.size())));
    }
    return text + Arrays.toString(Arrays.copyOf(run.counts(), run.size()));
  }

  @Property(tries = 300)
  void rangesInsideTokensTellTheSameAboutEachNgram(
      @ForAll @IntRange(min = 1, max = 5) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 40) int perRange,
      @ForAll @IntRange(min = 3, max = 20) int bits) {
    KeyLayout layout = KeyLayout.ofBits(order, Math.max(4, bits));
    CountRun real = Texts.count(layout, Smoothings.corpus(seed, 40, 8, 12));
    CountRun subject = Texts.count(layout, Smoothings.corpus(seed + 1, 40, 8, 12));
    CountRun other = Texts.count(layout, Smoothings.corpus(seed + 2, 10, 8, 12));
    KeyRanges ranges = ranges(layout, real, perRange);
    Told whole = new Told(layout);
    SuffixScan.of(real, subject, other, whole);
    assertThat(filled(ranges, subject)).isEqualTo(filled(ranges.cut(subject)));
    Told cut = new Told(layout);
    List<OpenGroups> open = new ArrayList<>();
    List<List<CountRun>> parts = List.of(ranges.cut(real), ranges.cut(subject), ranges.cut(other));
    for (int range = 0; range < ranges.size(); range++) {
      Told own = new Told(layout);
      open.add(
          SuffixScan.of(
              ranges,
              range,
              parts.get(0).get(range),
              parts.get(1).get(range),
              parts.get(2).get(range),
              own));
      own.groups.forEach((gram, told) -> assertThat(cut.groups.put(gram, told)).isNull());
    }
    Told shared = new Told(layout);
    OpenGroups.complete(layout, open, shared);
    shared.groups.forEach((gram, told) -> assertThat(cut.groups.put(gram, told)).isNull());
    assertThat(cut.groups).isEqualTo(whole.groups);
    if (order > 1 && perRange <= 5) {
      // 40 n-grams end in the end of a sentence, so it has several ranges.
      assertThat(shared.groups).isNotEmpty();
    }
    Told inPieces = new Told(layout);
    SuffixScan.of(layout, parts.get(1).iterator(), inPieces);
    Told inOne = new Told(layout);
    SuffixScan.of(subject, inOne);
    assertThat(inPieces.groups).isEqualTo(inOne.groups);
  }

  @Property(tries = 200)
  void anNgramThatIsInSeveralRangesIsInR(
      @ForAll @IntRange(min = 2, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 30) int perRange) {
    KeyLayout layout = KeyLayout.of(order, TYPES);
    CountRun real = Texts.count(layout, Smoothings.corpus(seed, 40, 8, 12));
    KeyRanges ranges = ranges(layout, real, perRange);
    List<CountRun> cut = ranges.cut(real);
    assertThat(CountMerge.sum(layout, cut).size()).isEqualTo(real.size());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int[] gram = random.ints(1 + random.nextInt(order), 2, TYPES).toArray();
      int last = gram[gram.length - 1];
      List<Integer> having = new ArrayList<>();
      for (int range = 0; range < cut.size(); range++) {
        if (cut.get(range).contains(gram)) {
          having.add(range);
        }
      }
      assertThat(having).allMatch(range -> range >= ranges.of(last) && range <= ranges.last(last));
      int only = ranges.of(gram);
      if (only < 0) {
        assertThat(real.contains(gram)).isTrue();
      } else {
        assertThat(having).isSubsetOf(List.of(only));
      }
    }
  }

  /**
   * One token is 5 % of the text, as in a text of 10^11 tokens cut at 3 x 2^19 a range: here
   * 200,000 tokens and a range of 64th of that token's. Without cuts inside tokens one range has
   * them all.
   */
  @Test
  void aTokenOfFivePercentLeavesNoRangeTooLarge() {
    KeyLayout layout = KeyLayout.of(5, 4_000);
    SplittableRandom random = new SplittableRandom(5);
    NgramCounter counter = new NgramCounter(layout, 1 << 12);
    int[] sentence = new int[25];
    long[] counts = new long[4_000];
    for (int s = 0; s < 8_000; s++) {
      for (int i = 0; i < sentence.length; i++) {
        double u = random.nextDouble();
        // Frequent words are often before it, so that pairs are too large for a range as well.
        sentence[i] =
            u < 0.05 ? 3 : 4 + (int) (3_900 * random.nextDouble() * u * u * random.nextDouble());
        counts[sentence[i]]++;
      }
      counts[Vocabulary.EOS]++;
      counter.add(sentence, 0, sentence.length);
    }
    CountRun table = counter.finish();
    assertThat(counts[3]).isBetween(9_500L, 10_500L);
    long perRange = counts[3] / 64;
    KeyRanges tokens = KeyRanges.of(layout, counts, perRange);
    assertThat(largest(tokens, table)).isGreaterThan(9_000L);
    KeyRanges ranges = tokens.cutInside(counts, perRange, every(table, 10));
    // About 15 sampled n-grams a part: its size has a standard deviation of 26 % of the wanted one.
    assertThat(largest(ranges, table)).isLessThan(5 * perRange);
    KeyRanges exact = tokens.cutInside(counts, perRange, table);
    assertThat(largest(exact, table)).isLessThanOrEqualTo(2 * perRange);
    assertThat(ranges.inside()).hasSizeGreaterThan(60);
  }

  @Test
  void rangesAreGivenByTheNgramsThatTheyBeginWith() {
    for (int order = 1; order <= 4; order++) {
      KeyLayout layout = KeyLayout.of(order, TYPES);
      CountRun real = Texts.count(layout, Smoothings.corpus(1, 40, 8, 12));
      KeyRanges ranges = ranges(layout, real, 5);
      KeyRanges same =
          KeyRanges.startingAt(
              layout, IntStream.range(1, ranges.size()).mapToObj(ranges::bound).toList());
      assertThat(same.inside()).isEqualTo(ranges.inside());
      assertThat(filled(same, real)).isEqualTo(filled(ranges, real));
    }
  }

  @Test
  void rangesOfTokensAreNotCutWhereNoTokenIsTooFrequent() {
    KeyLayout layout = KeyLayout.of(2, TYPES);
    CountRun real = Texts.count(layout, Smoothings.corpus(1, 40, 8, 12));
    long[] counts = counts(real);
    long most = Arrays.stream(counts).max().orElseThrow();
    KeyRanges tokens = KeyRanges.of(layout, counts, most);
    KeyRanges same = tokens.cutInside(counts, most, real);
    assertThat(same.size()).isEqualTo(tokens.size());
    assertThat(same.inside()).isEmpty();
    for (int token = 0; token < TYPES; token++) {
      assertThat(same.of(token)).isEqualTo(tokens.of(token)).isEqualTo(same.last(token));
    }
  }

  private static long largest(KeyRanges ranges, CountRun table) {
    return ranges.cut(table).stream().mapToLong(CountRun::size).max().orElseThrow();
  }

  private static CountRun every(CountRun table, int k) {
    long[][] keys = new long[table.keys().length][table.size() / k];
    long[] counts = new long[table.size() / k];
    for (int i = 0; i < counts.length; i++) {
      for (int w = 0; w < keys.length; w++) {
        keys[w][i] = table.keys()[w][i * k];
      }
      counts[i] = table.counts()[i * k];
    }
    return new CountRun(table.layout(), keys, counts, counts.length);
  }

  private static long[] counts(CountRun table) {
    long[] counts = new long[TYPES];
    for (int i = 0; i < table.size(); i++) {
      counts[table.layout().token(table.keys(), i, 0)] += table.counts()[i];
    }
    return counts;
  }

  private static KeyRanges ranges(KeyLayout layout, CountRun real, int perRange) {
    long[] counts = counts(real);
    return KeyRanges.of(layout, counts, perRange).cutInside(counts, perRange, real);
  }
}
