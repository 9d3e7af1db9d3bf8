package ouroboros.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several models that feed one pool. Member k trains on its pool P_k in place of its own S_g.
 *
 * @param members K, at least 1
 * @param real what each member starts from
 * @param mixing whose units a pool has
 */
public record Ecosystem(int members, Real real, Mixing mixing) implements Serializable {

  /** What each member starts from. */
  public enum Real {
    /** From R. */
    SHARED,
    /** From its own K-th of R. */
    DISJOINT,
    /** From one stratum of R. */
    STRATUM
  }

  /** Whose units a pool has. */
  public sealed interface Mixing extends Serializable {}

  /**
   * The author of each unit is drawn by lot.
   *
   * @param rows [k][j] probability that a unit of the pool of member k is written by member j; each
   *     row adds up to 1
   */
  public record Matrix(List<List<Double>> rows) implements Mixing {
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** The units of all members are shuffled and divided into K equal pools. */
  public record Recut() implements Mixing {}

  /** A share {@code own} of each pool is the member's own; the rest is spread over the others. */
  public static Matrix own(int members, double own) {
    List<List<Double>> rows = new ArrayList<>();
    for (int k = 0; k < members; k++) {
      List<Double> row =
          new ArrayList<>(Collections.nCopies(members, (1 - own) / Math.max(1, members - 1)));
      row.set(k, members == 1 ? 1 : own);
      rows.add(row);
    }
    return new Matrix(rows);
  }

  /** Each member writes the same share of each pool. */
  public static Matrix uniform(int members) {
    return own(members, 1.0 / members);
  }

  /** The first unit of the K-th of {@code units} units that member k has; k = K is the end. */
  public long part(long units, int k) {
    return (units / members) * k + (units % members) * k / members;
  }

  /** The scope of what a member has. */
  public static String scope(int member) {
    return "member=" + member;
  }
}
