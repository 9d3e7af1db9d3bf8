package ouroboros.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known name that a mistyped name most likely means: the one with the fewest insertions,
 * deletions, replacements and swaps of neighbouring letters (optimal string alignment distance).
 */
public final class NearestName {
  private static final int LONGEST = 100;

  private NearestName() {}

  /**
   * The nearest of the known names (the first one if several are equally near), if the distance is
   * at most 1 or at most a third of the length of the longer name; else null. A word of more than
   * {@value #LONGEST} letters is near to nothing.
   */
  public static @Nullable String of(String word, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int longer = Math.max(word.length(), candidate.length());
      if (longer > LONGEST) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < least && distance <= Math.max(1, longer / 3)) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** The names in ascending order of distance, then of name. Upper and lower case are equal. */
  public static List<String> ranked(String wanted, Collection<String> names) {
    String word = wanted.toLowerCase(Locale.ROOT);
    return names.stream()
        .sorted(
            Comparator.comparingInt((String name) -> distance(word, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * The optimal string alignment distance. Cost: time proportional to the product of both lengths,
   * memory three times the length of b.
   */
  static int distance(String a, String b) {
    int[] older = new int[b.length() + 1];
    int[] old = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = older;
      older = old;
      old = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = old[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(old[j], row[j - 1]));
        if (isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }

  /**
   * Whether the two letters before position i of {@code a} are those before position j of {@code b}
   * in reverse order.
   */
  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
