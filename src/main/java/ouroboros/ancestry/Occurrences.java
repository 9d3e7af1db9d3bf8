package ouroboros.ancestry;

import java.util.Arrays;

/**
 * Finds occurrences of n-grams by their numbers in a piece of a source. Occurrences of an n-gram
 * are numbered from 0 in the order of units, then copies of a unit, then positions. Sentences can
 * arrive in any order.
 *
 * <p>Memory: 8 bytes for each occurrence of the n-grams and 12 for each sentence. Not thread-safe.
 */
public final class Occurrences {
  private final AskedNgrams ngrams;
  private final boolean[] isWanted;

  /** [2 x hits] the n-gram and the position of each occurrence. */
  private int[] hits = new int[1 << 8];

  private int many;

  /** [sentences] the unit of each sentence, in the order of arrival. */
  private long[] units = new long[1 << 6];

  /** [sentences + 1] where its hits begin. */
  private int[] begins = new int[(1 << 6) + 1];

  private int sentences;

  /**
   * @param numbers of the n-grams whose occurrences are wanted
   */
  public Occurrences(AskedNgrams ngrams, int[] numbers) {
    this.ngrams = ngrams;
    isWanted = new boolean[ngrams.size()];
    for (int number : numbers) {
      isWanted[number] = true;
    }
  }

  /** Takes a sentence. */
  public void add(int component, long unit, int[] text, int from, int to) {
    int before = many;
    ngrams.each(component, text, from, to, this::keep);
    if (many == before) {
      return;
    }
    if (sentences == units.length) {
      units = Arrays.copyOf(units, 2 * sentences);
      begins = Arrays.copyOf(begins, 2 * sentences + 1);
    }
    units[sentences++] = unit;
    begins[sentences] = many;
  }

  private void keep(int number, int position) {
    if (!isWanted[number]) {
      return;
    }
    if (2 * many == hits.length) {
      hits = Arrays.copyOf(hits, 4 * many);
    }
    hits[2 * many] = number;
    hits[2 * many + 1] = position;
    many++;
  }

  /**
   * Finds occurrences.
   *
   * @param numbers [asked] of the n-grams
   * @param wanted [asked] which occurrence of each; ascending for each n-gram
   * @return [2 x asked] unit and position of each; unit -1 where there are fewer occurrences
   */
  public long[] find(int[] numbers, long[] wanted) {
    int[] next = new int[numbers.length];
    int[] first = new int[ngrams.size()];
    Arrays.fill(first, -1);
    for (int i = numbers.length - 1; i >= 0; i--) {
      next[i] = first[numbers[i]];
      first[numbers[i]] = i;
    }
    long[] found = new long[2 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      found[2 * i] = -1;
    }
    long[] seen = new long[ngrams.size()];
    for (int sentence : inOrder()) {
      for (int hit = begins[sentence]; hit < begins[sentence + 1]; hit++) {
        int number = hits[2 * hit];
        for (; first[number] >= 0 && wanted[first[number]] == seen[number]; ) {
          int asked = first[number];
          found[2 * asked] = units[sentence];
          found[2 * asked + 1] = hits[2 * hit + 1];
          first[number] = next[asked];
        }
        seen[number]++;
      }
    }
    return found;
  }

  /** The sentences in the order of their units; copies in the order of arrival. */
  private int[] inOrder() {
    long least = Arrays.stream(units, 0, sentences).min().orElse(0);
    long[] keys = new long[sentences];
    for (int i = 0; i < sentences; i++) {
      keys[i] = Math.multiplyExact(units[i] - least, 1L << 24) | i;
    }
    if (sentences >= 1 << 24) {
      throw new IllegalStateException(sentences + " sentences are too many for one task");
    }
    Arrays.sort(keys);
    int[] order = new int[sentences];
    for (int i = 0; i < sentences; i++) {
      order[i] = (int) (keys[i] & (1 << 24) - 1);
    }
    return order;
  }
}
