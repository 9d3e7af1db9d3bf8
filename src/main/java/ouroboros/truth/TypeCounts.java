package ouroboros.truth;

import java.util.Arrays;

/**
 * The weight of each type in a training set, and the list of the types that occur ("alive").
 * Emptying it takes time proportional to the types in it, not to all types.
 */
final class TypeCounts implements TypeShares {
  private final long[] weights;
  private int[] alive = new int[64];
  private int support;
  private long total;

  TypeCounts(int types) {
    weights = new long[types];
  }

  void clear() {
    for (int i = 0; i < support; i++) {
      weights[alive[i]] = 0;
    }
    support = 0;
    total = 0;
  }

  void add(int[] types, long weight) {
    for (int type : types) {
      appear(type);
      weights[type] += weight;
    }
    total += types.length * weight;
  }

  /** Adds {@code points} points of one type. */
  void add(int type, long points, long weight) {
    long here = Math.multiplyExact(points, weight);
    if (here > 0) {
      appear(type);
      weights[type] += here;
      total = Math.addExact(total, here);
    }
  }

  private void appear(int type) {
    if (weights[type] == 0) {
      if (support == alive.length) {
        alive = Arrays.copyOf(alive, 2 * support);
      }
      alive[support++] = type;
    }
  }

  @Override
  public int support() {
    return support;
  }

  /** The i-th type that was added. */
  @Override
  public int alive(int i) {
    return alive[i];
  }

  @Override
  public boolean isAlive(int type) {
    return weights[type] > 0;
  }

  /** The model's probability of a type. */
  @Override
  public double share(int type) {
    return (double) weights[type] / total;
  }
}
