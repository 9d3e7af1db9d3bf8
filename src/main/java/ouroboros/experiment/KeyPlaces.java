package ouroboros.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places of the keys of an experiment, for problems that are found after it was read. Those of
 * one file are equal: how an experiment is laid out there is no part of it.
 *
 * @param file the file that it was read from
 * @param keys the place of each key that is given, by its path, such as {@code
 *     safeguards[0].share}; keys of a sweep under {@code sweep}
 */
public record KeyPlaces(String file, Map<String, Location> keys) {
  /** Copies the map. */
  public KeyPlaces {
    keys = Map.copyOf(keys);
  }

  /**
   * The place of a key, or of what sweeps it; where it is not given, that of the nearest key around
   * it, and in the end of the file.
   */
  public Location place(String key) {
    for (String path = key; !path.isEmpty(); path = around(path)) {
      // An index of a swept key counts lists of the sweep, not items of the list of a cell.
      Location swept = path.contains("[") ? null : keys.get("sweep." + path);
      Location at = keys.getOrDefault(path, swept);
      if (at != null) {
        return at;
      }
    }
    return new Location(file, 0);
  }

  /** The path of the map or list that contains what a path leads to; empty at the top. */
  private static String around(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  /** A problem of a key, at its place. */
  public Problem problem(String key, String text) {
    Location at = place(key);
    return new Problem(at.file(), at.line(), key, text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyPlaces places && places.file.equals(file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }
}
