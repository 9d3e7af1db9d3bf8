package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.FollowerCounter;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.random.Philox;
import ouroboros.text.Vocabulary;

/** Look-ups against a plain search through the text, token for token. Seed 42. */
class StoredTextTest {
  private static final int REAL_END = 20;
  private static final int LOOK_UPS = 2000;
  private static final int LANES = 7;

  /** A Zipf-like text: some ends have one occurrence, some have hundreds. */
  private static List<int[]> text(SplittableRandom random, int sentences) {
    List<int[]> text = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      int[] sentence = new int[random.nextInt(12)];
      for (int t = 0; t < sentence.length; t++) {
        int id = (int) (22 * Math.pow(random.nextDouble(), 3));
        sentence[t] = id == 0 ? Vocabulary.UNK : Vocabulary.FIRST_WORD + id;
      }
      text.add(sentence);
    }
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 6, false",
    "2, 6, true",
    "3, 6, false",
    "5, 6, true",
    "5, 16, false",
    "5, 31, false"
  })
  void whatIsBehindTheLongestEndIsFound(int match, int bits, boolean drawsUnknown) {
    SplittableRandom random = new SplittableRandom(42);
    List<int[]> text = text(random, 800);
    KeyLayout layout = KeyLayout.ofBits(match + 1, bits);
    int least = drawsUnknown ? Vocabulary.UNK : Vocabulary.EOS;
    FollowerCounter ofText = new FollowerCounter(layout, least, REAL_END, 10, false);
    text.forEach(sentence -> ofText.add(sentence, 0, sentence.length));
    FollowerCounter ofTable = new FollowerCounter(layout, least, REAL_END, 10, true);
    CountRun table = Texts.count(KeyLayout.ofBits(6, bits), text);
    ofTable.add(table);
    for (FollowerCounter counter : List.of(ofText, ofTable)) {
      StoredText stored = StoredText.of(counter.finish());
      long bytes = stored.bytes();
      check(stored, text, match, least, random);
      assertThat(stored.bytes()).isEqualTo(bytes);
    }
  }

  private static void check(
      StoredText stored, List<int[]> text, int match, int least, SplittableRandom random) {
    PlainSearch plain = new PlainSearch(text);
    StoredText.Lookup lookup = stored.lookup(LANES);
    int[] longest = new int[match + 1];
    for (int i = 0; i < LOOK_UPS; i += LANES) {
      int[][] ends = new int[LANES][];
      for (int lane = 0; lane < LANES; lane++) {
        int[] from = text.get(random.nextInt(text.size()));
        int[] end = java.util.Arrays.copyOf(from, random.nextInt(from.length + 1));
        if (end.length > 0 && random.nextInt(3) == 0) {
          end[random.nextInt(end.length)] = random.nextInt(3, 40);
        }
        ends[lane] = end;
        lookup.set(lane, end, end.length);
      }
      lookup.search(LANES);
      for (int lane = 0; lane < LANES; lane++) {
        long occurrence = random.nextLong();
        int[] expected = expected(plain, ends[lane], match, least, occurrence);
        assertThat(lookup.token(lane, occurrence)).isEqualTo(expected[0]);
        longest[expected[1]]++;
      }
    }
    // Ends of every length are found, and some not at all.
    assertThat(longest).doesNotContain(0);
  }

  /** The token, and how many tokens the end has. */
  private static int[] expected(
      PlainSearch plain, int[] end, int match, int least, long occurrence) {
    for (int n = Math.min(match, end.length); n >= 1; n--) {
      List<Integer> tokens = new ArrayList<>();
      for (int p = end.length - n; p < end.length; p++) {
        tokens.add(end[p]);
      }
      Map<Integer, Long> next = new TreeMap<>(plain.behind(tokens));
      next.keySet().removeIf(token -> token < least || token >= REAL_END);
      long all = next.values().stream().mapToLong(x -> x).sum();
      long place = Philox.unsignedMultiplyHigh(occurrence, all);
      for (Map.Entry<Integer, Long> each : next.entrySet()) {
        place -= each.getValue();
        if (place < 0) {
          return new int[] {each.getKey(), n};
        }
      }
    }
    return new int[] {TextStore.NONE, 0};
  }
}
