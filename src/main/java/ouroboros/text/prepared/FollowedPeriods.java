package ouroboros.text.prepared;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.text.PeriodValue;

/**
 * The periods of test that metrics follow one by one. Where there are more than the limit,
 * neighbours are joined, so that each scope has about as many sentences. Text without a period is
 * in no scope.
 */
public final class FollowedPeriods implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What no period is in. */
  public static final int NONE = -1;

  private final List<String> names;

  /** [scopes] the place of the last period of each scope, ascending. */
  private final long[] last;

  private FollowedPeriods(List<String> names, long[] last) {
    this.names = List.copyOf(names);
    this.last = last;
  }

  /**
   * The scopes of a corpus.
   *
   * @param sentences by {@link PeriodValue#place}, how many sentences have the period
   * @param most how many scopes there may be, at least 1
   */
  public static FollowedPeriods of(SortedMap<Long, Long> sentences, int most) {
    TreeMap<Long, Long> known = new TreeMap<>(sentences);
    known.remove(PeriodValue.place(PeriodValue.UNKNOWN));
    long all = known.values().stream().mapToLong(Long::longValue).sum();
    List<String> names = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    boolean each = known.size() <= most;
    long before = 0;
    long first = 0;
    long scope = -1;
    for (Map.Entry<Long, Long> period : known.entrySet()) {
      long to = each ? names.size() : (long) ((double) before / all * most);
      if (to != scope) {
        first = period.getKey();
        names.add(PeriodValue.textOf(first));
        ends.add(first);
        scope = to;
      } else {
        int at = names.size() - 1;
        names.set(at, PeriodValue.textOf(first) + ".." + PeriodValue.textOf(period.getKey()));
        ends.set(at, period.getKey());
      }
      before += period.getValue();
    }
    return new FollowedPeriods(names, ends.stream().mapToLong(Long::longValue).toArray());
  }

  /** The names of the scopes in ascending order: a period, or {@code FIRST..LAST}. */
  public List<String> names() {
    return names;
  }

  /** The number of the scope of a period; {@value #NONE} where it has none. */
  public int scope(long period) {
    long place = PeriodValue.place(period);
    int found = Arrays.binarySearch(last, place);
    int scope = found >= 0 ? found : -found - 1;
    return scope < last.length ? scope : NONE;
  }
}
