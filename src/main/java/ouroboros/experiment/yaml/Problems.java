package ouroboros.experiment.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;
import ouroboros.experiment.Problem;

/** Collects all problems, each once. Binding continues after a problem. */
public final class Problems {
  /**
   * The most problems that are kept. They are more than anybody reads; the limit protects against
   * files that are made to exhaust memory.
   */
  public static final int LIMIT = 1000;

  private final Set<Problem> found = new LinkedHashSet<>();
  private BiFunction<String, String, List<String>> places = (key, path) -> List.of();
  private final Map<String, AskedKey> asked = new TreeMap<>();

  public void add(Location at, String key, String text) {
    if (found.size() < LIMIT) {
      found.add(new Problem(at.file(), at.line(), Shown.path(key), text));
    }
  }

  /** Remembers a key that was asked for; what was known of it first stays. */
  void asked(AskedKey key) {
    AskedKey before = asked.get(key.label());
    if (before == null || before.expectation().isEmpty()) {
      asked.put(key.label(), key);
    }
  }

  /** The keys that the binders asked for, given or not, sorted by label. */
  public List<AskedKey> asked() {
    return List.copyOf(asked.values());
  }

  /**
   * Says where a key belongs that is unknown where it is.
   *
   * @param places gives the places of a key with this name, those near a path first
   */
  public Problems withPlaces(BiFunction<String, String, List<String>> places) {
    this.places = places;
    return this;
  }

  /** The place of a key that is unknown at a path; null if no map has it. */
  @Nullable String placeOf(String key, String path) {
    List<String> found = places.apply(key, path);
    return found.isEmpty() ? null : found.get(0);
  }

  /** How many there are so far. */
  int count() {
    return found.size();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The problems in the order of lines; those without a line come first. */
  public List<Problem> sorted() {
    List<Problem> list = new ArrayList<>(found);
    list.sort(Comparator.comparingInt(Problem::line));
    return List.copyOf(list);
  }
}
