package ouroboros.mixture;

import java.util.ArrayList;
import java.util.List;

/** The documents of {@code gold_bags.py}. */
final class Bags {
  static final int TYPES = 9;

  private Bags() {}

  /** Document i holds type w (7 i + 3 w) mod 5 times, unless i + w is a multiple of 3. */
  static BagBlock of(int from, int count) {
    BagFiller bags = new BagFiller(count);
    for (int i = from; i < from + count; i++) {
      List<Integer> words = new ArrayList<>();
      for (int w = 0; w < TYPES; w++) {
        for (int t = 0; (i + w) % 3 != 0 && t < (i * 7 + w * 3) % 5; t++) {
          words.add(w);
        }
      }
      bags.add(words.stream().mapToInt(Integer::intValue).toArray(), words.size());
    }
    return bags.bags();
  }

  /** Component c has word w in proportion to 1 + (w + c) mod k. */
  static WordTable words(int components) {
    double[] shares = new double[components * TYPES];
    for (int c = 0; c < components; c++) {
      double sum = 0;
      for (int w = 0; w < TYPES; w++) {
        sum += 1 + (w + c) % components;
      }
      for (int w = 0; w < TYPES; w++) {
        shares[c * TYPES + w] = (1 + (w + c) % components) / sum;
      }
    }
    return new WordTable(TYPES, shares);
  }
}
