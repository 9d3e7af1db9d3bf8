package ouroboros.metric.sentence;

/**
 * The smallest automaton that recognizes every run of tokens of a sequence: a run occurs in the
 * sequence if and only if its tokens lead from state 0 to some state. A state represents the runs
 * that end at the same positions.
 *
 * <p>At most two states and three edges per token. The edges are stored in one hash table with open
 * addressing.
 */
final class SuffixAutomaton {
  private final int[] length;
  private final int[] shorter;

  /** [states] one plus the slot of the newest edge of a state; 0 for none. */
  private final int[] newest;

  /** [slots] the edge (state, token) that a slot holds; 0 for a free one. */
  private final long[] keys;

  /** [slots] where the edge leads. */
  private final int[] to;

  /** [slots] one plus the slot of the next older edge of the same state; 0 for none. */
  private final int[] older;

  private int states = 1;
  private int last;

  /**
   * @param most the highest number of tokens that will be appended
   */
  SuffixAutomaton(int most) {
    int mostStates = 2 * most + 2;
    int mostEdges = 3 * most + 4;
    length = new int[mostStates];
    shorter = new int[mostStates];
    newest = new int[mostStates];
    int capacity = Integer.highestOneBit(mostEdges) << 2;
    keys = new long[capacity];
    to = new int[capacity];
    older = new int[capacity];
    shorter[0] = -1;
  }

  int states() {
    return states;
  }

  /** The length in tokens of the longest run that a state represents. */
  int length(int state) {
    return length[state];
  }

  /**
   * The suffix link: the state of the longest ending of this state's runs that occurs at more
   * positions than they do; -1 for state 0.
   */
  int shorter(int state) {
    return shorter[state];
  }

  /** The state to which a token leads, or -1. */
  int next(int state, int token) {
    int slot = slot(state, token);
    return keys[slot] == 0 ? -1 : to[slot];
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
    for (int edge = newest[of]; edge > 0; edge = older[edge - 1]) {
      put(copy, (int) keys[edge - 1], to[edge - 1]);
    }
    return copy;
  }

  private void put(int state, int token, int leadsTo) {
    int slot = slot(state, token);
    if (keys[slot] == 0) {
      keys[slot] = key(state, token);
      older[slot] = newest[state];
      newest[state] = slot + 1;
    }
    to[slot] = leadsTo;
  }

  private int slot(int state, int token) {
    long key = key(state, token);
    long hash = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int at = (int) (hash ^ hash >>> 32) & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** Never 0. */
  private static long key(int state, int token) {
    return (state + 1L) << 32 | (token & 0xFFFFFFFFL);
  }
}
