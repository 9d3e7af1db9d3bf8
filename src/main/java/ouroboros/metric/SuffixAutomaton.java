package ouroboros.metric;

import java.util.Arrays;

/**
 * The smallest automaton that knows every run of tokens of a sequence: a run is in it if it can be
 * walked from state 0. A state stands for the runs that end at the same places.
 *
 * <p>At most two states and three edges a token; edges lie in one table of open addressing.
 */
final class SuffixAutomaton {
  private final int[] length;
  private final int[] shorter;

  /** Edges of a state as a list, for copies; table of (state, token) for look-ups. */
  private final int[] firstEdge;

  private final int[] edgeToken;
  private final int[] edgeTo;
  private final int[] nextEdge;
  private final long[] keys;
  private final int[] edges;

  private int states = 1;
  private int edgeCount;
  private int last;

  /**
   * @param most tokens that will be appended
   */
  SuffixAutomaton(int most) {
    int mostStates = 2 * most + 2;
    int mostEdges = 3 * most + 4;
    length = new int[mostStates];
    shorter = new int[mostStates];
    firstEdge = new int[mostStates];
    Arrays.fill(firstEdge, -1);
    edgeToken = new int[mostEdges];
    edgeTo = new int[mostEdges];
    nextEdge = new int[mostEdges];
    int capacity = Integer.highestOneBit(mostEdges) << 2;
    keys = new long[capacity];
    edges = new int[capacity];
    Arrays.fill(edges, -1);
    shorter[0] = -1;
  }

  int states() {
    return states;
  }

  /** The most tokens of a run of a state. */
  int length(int state) {
    return length[state];
  }

  /** The state of the longest end of its runs that stands at more places; -1 for state 0. */
  int shorter(int state) {
    return shorter[state];
  }

  /** Where a token leads, or -1. */
  int next(int state, int token) {
    int edge = edges[slot(state, token)];
    return edge < 0 ? -1 : edgeTo[edge];
  }

  void append(int token) {
    int whole = states++;
    length[whole] = length[last] + 1;
    int state = last;
    last = whole;
    while (state >= 0 && next(state, token) < 0) {
      put(state, token, whole);
      state = shorter[state];
    }
    if (state < 0) {
      shorter[whole] = 0;
      return;
    }
    int known = next(state, token);
    if (length[known] == length[state] + 1) {
      shorter[whole] = known;
      return;
    }
    int copy = copy(known, length[state] + 1);
    while (state >= 0 && next(state, token) == known) {
      put(state, token, copy);
      state = shorter[state];
    }
    shorter[known] = copy;
    shorter[whole] = copy;
  }

  private int copy(int of, int lengthOfCopy) {
    int copy = states++;
    length[copy] = lengthOfCopy;
    shorter[copy] = shorter[of];
    for (int edge = firstEdge[of]; edge >= 0; edge = nextEdge[edge]) {
      put(copy, edgeToken[edge], edgeTo[edge]);
    }
    return copy;
  }

  private void put(int state, int token, int to) {
    int slot = slot(state, token);
    if (edges[slot] < 0) {
      int edge = edgeCount++;
      keys[slot] = key(state, token);
      edges[slot] = edge;
      edgeToken[edge] = token;
      nextEdge[edge] = firstEdge[state];
      firstEdge[state] = edge;
    }
    edgeTo[edges[slot]] = to;
  }

  private int slot(int state, int token) {
    long key = key(state, token);
    long hash = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int at = (int) (hash ^ hash >>> 32) & mask;
    while (edges[at] >= 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private static long key(int state, int token) {
    return (long) state << 32 | (token & 0xFFFFFFFFL);
  }
}
