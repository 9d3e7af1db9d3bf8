package ouroboros.metric;

import java.util.List;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PairHistogram;

/** The histogram behind the gold numbers: rows (r, s, types), 24 types, 5299 and 4272 tokens. */
public final class GoldPairs {
  public static final List<long[]> ROWS =
      List.of(
          new long[] {0, 1, 2},
          new long[] {0, 3, 1},
          new long[] {1, 0, 5},
          new long[] {1, 1, 4},
          new long[] {1, 2, 2},
          new long[] {2, 0, 1},
          new long[] {2, 2, 3},
          new long[] {3, 5, 1},
          new long[] {7, 4, 1},
          new long[] {70, 64, 1},
          new long[] {100, 90, 2},
          new long[] {5000, 4000, 1});

  private GoldPairs() {}

  public static PairHistogram histogram() {
    return of(ROWS);
  }

  public static PairHistogram of(List<long[]> rows) {
    PairCounter counter = new PairCounter();
    rows.forEach(row -> counter.add(row[0], row[1], row[2]));
    return counter.histogram();
  }
}
