package ouroboros.ancestry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.text.Vocabulary;

/** N-grams and their occurrences against a plain search. Random texts, seed 5. */
class OccurrencesTest {
  private static final int SENTENCES = 60;
  private static final int COMPONENTS = 3;

  private final Random random = new Random(5);

  /** [sentences] random text of few types, so that n-grams repeat. */
  private int[][] text() {
    int[][] text = new int[SENTENCES][];
    for (int i = 0; i < SENTENCES; i++) {
      text[i] = random.ints(random.nextInt(9), 3, 7).toArray();
    }
    return text;
  }

  private static List<Integer> ngram(int[] sentence, int at, int order) {
    List<Integer> tokens = new ArrayList<>();
    for (int from = at - order + 1; from <= at; from++) {
      tokens.add(
          from < 0 ? Vocabulary.BOS : from == sentence.length ? Vocabulary.EOS : sentence[from]);
    }
    return tokens;
  }

  /** Unit and position of all occurrences, in order. */
  private static List<List<Integer>> plain(int[][] text, AskedNgrams.Ngram wanted) {
    List<List<Integer>> found = new ArrayList<>();
    int order = wanted.tokens().size();
    for (int unit = 0; unit < text.length; unit++) {
      boolean isIn =
          wanted.component() == AskedNgrams.ANY || wanted.component() == unit % COMPONENTS;
      int last = order == 0 ? text[unit].length - 1 : text[unit].length;
      for (int at = 0; isIn && at <= last; at++) {
        if (ngram(text[unit], at, order).equals(wanted.tokens())) {
          found.add(List.of(unit, at));
        }
      }
    }
    return found;
  }

  @Test
  void everyOccurrenceIsFoundByItsNumberInWhateverOrderSentencesArrive() {
    int[][] text = text();
    AskedNgrams.Builder builder = new AskedNgrams.Builder();
    List<AskedNgrams.Ngram> asked = new ArrayList<>();
    asked.add(new AskedNgrams.Ngram(AskedNgrams.ANY, List.of()));
    for (int[] sentence : text) {
      for (int order = 1; order <= 4; order++) {
        List<Integer> tokens = ngram(sentence, random.nextInt(sentence.length + 1), order);
        asked.add(new AskedNgrams.Ngram(AskedNgrams.ANY, tokens));
        asked.add(new AskedNgrams.Ngram(random.nextInt(COMPONENTS), tokens));
      }
    }
    asked.forEach(builder::number);
    AskedNgrams ngrams = builder.build();
    List<Integer> numbers = new ArrayList<>();
    List<Long> wanted = new ArrayList<>();
    List<List<Integer>> expected = new ArrayList<>();
    for (AskedNgrams.Ngram each : asked.stream().distinct().toList()) {
      List<List<Integer>> all = plain(text, each);
      for (int i = 0; i < all.size(); i++) {
        numbers.add(builder.number(each));
        wanted.add((long) i);
        expected.add(all.get(i));
      }
    }
    Occurrences occurrences = new Occurrences(ngrams, numbers.stream().mapToInt(n -> n).toArray());
    List<Integer> arrival = new ArrayList<>();
    for (int unit = 0; unit < SENTENCES; unit++) {
      arrival.add(unit);
    }
    Collections.shuffle(arrival, random);
    for (int unit : arrival) {
      int[] padded = new int[text[unit].length + 2];
      Arrays.fill(padded, 5);
      System.arraycopy(text[unit], 0, padded, 1, text[unit].length);
      occurrences.add(unit % COMPONENTS, unit, padded, 1, padded.length - 1);
    }

    long[] found =
        occurrences.find(
            numbers.stream().mapToInt(n -> n).toArray(),
            wanted.stream().mapToLong(w -> w).toArray());

    assertThat(numbers).hasSizeGreaterThan(1000);
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(List.of((int) found[2 * i], (int) found[2 * i + 1])).isEqualTo(expected.get(i));
    }
  }

  /** A unit that a recipe takes twice has its occurrences twice, one copy behind the other. */
  @Test
  void copiesOfAUnitFollowOneAnother() {
    AskedNgrams.Builder builder = new AskedNgrams.Builder();
    int number = builder.number(new AskedNgrams.Ngram(AskedNgrams.ANY, List.of(3)));
    Occurrences occurrences = new Occurrences(builder.build(), new int[] {number});
    int[] twice = {3, 4, 3};
    occurrences.add(0, 9, twice, 0, 3);
    occurrences.add(0, 2, new int[] {4, 3}, 0, 2);
    occurrences.add(0, 9, twice, 0, 3);

    long[] found =
        occurrences.find(new int[] {0, 0, 0, 0, 0, 0, 0}, new long[] {0, 1, 2, 2, 3, 4, 5});

    assertThat(found).containsExactly(2, 1, 9, 0, 9, 2, 9, 2, 9, 0, 9, 2, -1, 0);
  }
}
