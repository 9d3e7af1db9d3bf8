package ouroboros.policy;

import java.io.Serializable;
import java.util.List;
import ouroboros.random.Key;
import ouroboros.random.KeyedShuffle;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * The pool P_{k,g} of a member as a function: who writes each of its units, and which of that
 * member's units it is.
 *
 * <p>With a matrix, unit i is unit o_k + i of the author's S_g, where o_k is the number of units
 * that the pools before have together; so no two members read the same unit. With {@code recut} the
 * units 0 .. size - 1 of all members are shuffled and divided.
 *
 * @param member k
 * @param generation g
 * @param sizes [K] units that each member draws
 */
public record MemberPool(Ecosystem ecosystem, Key key, int member, int generation, List<Long> sizes)
    implements Serializable {
  /** Copies the list; the lots do not depend on whose key this is, only on the replicate. */
  public MemberPool {
    key = key.of(0);
    sizes = List.copyOf(sizes);
  }

  private boolean isRecut() {
    return ecosystem.members() > 1 && ecosystem.mixing() instanceof Ecosystem.Recut;
  }

  private long all() {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  /** Units of the pool. */
  public long units() {
    return isRecut()
        ? ecosystem.part(all(), member + 1) - ecosystem.part(all(), member)
        : sizes.get(member);
  }

  /** [members] The share of its units that each member writes, on average. */
  public List<Double> shares() {
    if (ecosystem.members() > 1 && ecosystem.mixing() instanceof Ecosystem.Matrix matrix) {
      return matrix.rows().get(member);
    }
    double all = (double) all();
    return sizes.stream().map(size -> size / all).toList();
  }

  /** Says whose each unit is. Not thread-safe. */
  public Cursor cursor() {
    return new Cursor();
  }

  /** A place in the pool. */
  public final class Cursor {
    private final KeyedStream lots = key.of(member).stream(generation, Purpose.AUTHOR, 0);
    private final long all = all();
    private final KeyedShuffle shuffle =
        new KeyedShuffle(key, generation, Purpose.AUTHOR, Math.max(1, all));
    private final long first = first();
    private int author;
    private long unit;

    private Cursor() {}

    private long first() {
      return isRecut()
          ? ecosystem.part(all(), member)
          : sizes.subList(0, member).stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Moves to a unit of the pool. Gates may ask for units behind its end; they are distinct too.
     */
    public Cursor seek(long i) {
      if (ecosystem.members() == 1) {
        author = 0;
        unit = i;
      } else if (ecosystem.mixing() instanceof Ecosystem.Matrix matrix) {
        lots.seek(i);
        author = chosen(matrix.rows().get(member), lots.nextDouble());
        unit = first + i;
      } else if (first + i >= all) {
        author = member;
        unit = first + i;
      } else {
        long rest = shuffle.at(first + i);
        author = 0;
        while (rest >= sizes.get(author)) {
          rest -= sizes.get(author++);
        }
        unit = rest;
      }
      return this;
    }

    /** The place in the pool of a unit that is in it; the inverse of {@link #seek}. */
    public long place(int of, long number) {
      if (!isRecut()) {
        return number - (ecosystem.members() == 1 ? 0 : first);
      }
      if (number >= all) {
        return number - first;
      }
      long before = sizes.subList(0, of).stream().mapToLong(Long::longValue).sum();
      return shuffle.place(before + number) - first;
    }

    /** Who writes the unit. */
    public int author() {
      return author;
    }

    /** Its number among that member's units. */
    public long unit() {
      return unit;
    }
  }

  private static int chosen(List<Double> row, double u) {
    double upTo = 0;
    int last = 0;
    for (int j = 0; j < row.size(); j++) {
      double share = row.get(j);
      last = share > 0 ? j : last;
      upTo += share;
      if (share > 0 && u < upTo) {
        return j;
      }
    }
    return last;
  }
}
