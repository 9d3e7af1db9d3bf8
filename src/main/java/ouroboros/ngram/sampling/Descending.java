package ouroboros.ngram.sampling;

import java.util.Arrays;

/**
 * Sorts items by descending key; items with equal keys keep their order. A merge sort of indices,
 * without boxing. Cost: O(n log n).
 */
final class Descending {
  private static final int SHORT = 16;

  private Descending() {}

  /**
   * The {@code most} items with the highest keys, highest first.
   *
   * @param items [n] the items
   * @param keys [n] the key of each item
   */
  static int[] best(int[] items, long[] keys, int most) {
    int[] places = most < items.length ? highest(keys, most) : places(items.length);
    sort(places, keys, 0, places.length, new int[places.length]);
    for (int i = 0; i < places.length; i++) {
      places[i] = items[places[i]];
    }
    return places;
  }

  private static int[] places(int many) {
    int[] places = new int[many];
    Arrays.setAll(places, i -> i);
    return places;
  }

  /**
   * The indices of the highest keys, ascending. Of the keys that equal the lowest one that is kept,
   * the first are taken.
   */
  private static int[] highest(long[] keys, int most) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long last = sorted[sorted.length - most];
    int ties = most;
    for (int i = sorted.length - 1; i >= 0 && sorted[i] > last; i--) {
      ties--;
    }
    int[] places = new int[most];
    int many = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] > last || (keys[i] == last && ties-- > 0)) {
        places[many++] = i;
      }
    }
    return places;
  }

  private static void sort(int[] places, long[] keys, int from, int to, int[] spare) {
    if (to - from <= SHORT) {
      for (int i = from + 1; i < to; i++) {
        int place = places[i];
        int at = i;
        for (; at > from && keys[places[at - 1]] < keys[place]; at--) {
          places[at] = places[at - 1];
        }
        places[at] = place;
      }
      return;
    }
    int middle = (from + to) >>> 1;
    sort(places, keys, from, middle, spare);
    sort(places, keys, middle, to, spare);
    System.arraycopy(places, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean first = right == to || (left < middle && keys[spare[left]] >= keys[spare[right]]);
      places[i] = first ? spare[left++] : spare[right++];
    }
  }
}
