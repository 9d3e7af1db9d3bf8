package ouroboros.experiment;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The known word next to a mistyped one: fewest insertions, deletions, replacements and swaps of
 * neighbours (optimal string alignment), at most a third of the longer word; the first of equals.
 */
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /** Null if none is near. */
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

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
