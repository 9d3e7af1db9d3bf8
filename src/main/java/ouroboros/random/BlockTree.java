package ouroboros.random;

import java.io.Serializable;

/**
 * A binary tree over the units [0, population). Its leaves are blocks of 1,024 units. Nodes are
 * numbered as in a binary heap: the root is 1, the children of i are 2i and 2i + 1.
 *
 * <p>A node reads the random numbers of unit {@code salt 2^40 + number}. Every source of a
 * generation has its own salt, so two sources never use the same random number. Populations reach
 * 2^48 units, salts 2^23.
 */
final class BlockTree implements Serializable {
  private static final long serialVersionUID = 1;

  static final int LEAF_UNITS = 1024;
  private static final int SALT_SHIFT = 40;

  private final long population;
  private final long rootSpan;
  private final long salt;

  BlockTree(long population, long salt) {
    if (population < 0 || population > 1L << 48) {
      throw new IllegalArgumentException("A source has 0 to 2^48 units, not " + population + ".");
    }
    if (salt < 0 || salt >= 1L << 23) {
      throw new IllegalArgumentException("A source's salt is in [0, 2^23), not " + salt + ".");
    }
    this.population = population;
    this.salt = salt << SALT_SHIFT;
    long span = LEAF_UNITS;
    while (span < population) {
      span *= 2;
    }
    rootSpan = span;
  }

  Node root() {
    return new Node(1, 0, rootSpan);
  }

  long population() {
    return population;
  }

  /** A node: the units [start, start + span), as far as they exist. */
  final class Node {
    private final long number;
    private final long start;
    private final long span;

    private Node(long number, long start, long span) {
      this.number = number;
      this.start = start;
      this.span = span;
    }

    boolean isLeaf() {
      return span == LEAF_UNITS;
    }

    Node left() {
      return new Node(2 * number, start, span / 2);
    }

    Node right() {
      return new Node(2 * number + 1, start + span / 2, span / 2);
    }

    long start() {
      return start;
    }

    /** How many existing units are below this node. */
    long units() {
      return Math.max(0, Math.min(span, population - start));
    }

    boolean meets(long from, long to) {
      return start < to && from < start + span;
    }

    KeyedStream stream(Key key, long generation) {
      return key.stream(generation, Purpose.SELECT, salt + number);
    }
  }
}
