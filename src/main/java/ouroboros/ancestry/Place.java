package ouroboros.ancestry;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A token of a text.
 *
 * @param source {@link #REAL}, {@link #RESERVE}, or j >= 1 for S_j
 * @param unit number of its sentence within the source
 * @param position its place in the sentence, from 0
 */
public record Place(int source, long unit, int position)
    implements Comparable<Place>, Serializable {
  /** R. */
  public static final int REAL = 0;

  /** Real text outside R. */
  public static final int RESERVE = -1;

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::source)
          .thenComparingLong(Place::unit)
          .thenComparingInt(Place::position);

  /** Whether a person wrote it. */
  public boolean isHuman() {
    return source <= REAL;
  }

  /** The generation of its source; 0 for all real text. */
  public int generation() {
    return Math.max(REAL, source);
  }

  /** The name of its source. */
  public String sourceName() {
    return sourceName(source);
  }

  /** The name of a source: {@code R}, {@code reserve} or {@code S_j}. */
  public static String sourceName(int source) {
    return source == REAL ? "R" : source == RESERVE ? "reserve" : "S_" + source;
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
