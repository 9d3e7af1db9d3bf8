package ouroboros.experiment.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  public void add(Location at, String key, String text) {
    if (found.size() < LIMIT) {
      found.add(new Problem(at.file(), at.line(), Shown.path(key), text));
    }
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
