package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import ouroboros.ngram.count.KeyLayout;

/**
 * Of every context of the text that is scored, the tokens that can be the likeliest next one under
 * the evaluation model, whatever its discounts are.
 *
 * <p>After h, a token w has the counts x(hw), x(h'w), .., x(w), where h' is h without its oldest
 * token. What the model keeps of a count never falls as the count grows, so a token whose counts
 * are all at most those of another token is not more probable. Only the tokens that no other token
 * beats in this way are kept: the Pareto front. A token that does not follow h is less probable
 * than the likeliest token after h', or is that token; so these need no place here ({@link
 * LikeliestTokens}).
 *
 * <p>All n-grams of one last token must be in one key range, so a range knows all counts of its
 * tokens, and fronts of ranges can be merged in any order. Of tokens with the same counts the
 * lowest id is kept. {@code <unk>} is never a candidate: the model adds up all that it stands for.
 *
 * <p>Cost: one look-up per distinct n-gram, and a comparison with the front, which has a few tokens
 * for nearly all contexts. A candidate takes 8 (n + 1) + 4 bytes at order n.
 */
final class LikeliestCandidates {
  private static final int NONE = -1;

  /** [order + 1] null at 0. */
  private final Front[] fronts;

  /** [order + 1] n-grams that end in the present token; empty after {@link #read}. */
  private final Pending[] pending;

  /** The candidates of all contexts of one order n. */
  static final class Front {
    private final int order;

    /** [contexts] the first candidate of each; NONE where there is none. */
    private final int[] first;

    /** [candidates] the next candidate of the same context. */
    private int[] next = new int[0];

    /** [candidates] the token; NONE for a free place. */
    private int[] tokens = new int[0];

    /** [candidates, n] x of the 1-gram to the n-gram. */
    private long[] counts = new long[0];

    private int size;
    private int free = NONE;

    Front(int order, int contexts) {
      this.order = order;
      first = new int[contexts];
      Arrays.fill(first, NONE);
    }

    /** Adds a token of a context with its counts, unless another one is at least as good. */
    void offer(int context, int token, long[] from, int at) {
      int before = NONE;
      int place = first[context];
      while (place != NONE) {
        int after = next[place];
        if (beats(counts, place * order, tokens[place], from, at, token)) {
          return;
        }
        if (beats(from, at, token, counts, place * order, tokens[place])) {
          if (before == NONE) {
            first[context] = after;
          } else {
            next[before] = after;
          }
          tokens[place] = NONE;
          next[place] = free;
          free = place;
        } else {
          before = place;
        }
        place = after;
      }
      int own = place();
      tokens[own] = token;
      System.arraycopy(from, at, counts, own * order, order);
      next[own] = first[context];
      first[context] = own;
    }

    private boolean beats(long[] a, int i, int tokenA, long[] b, int j, int tokenB) {
      boolean isMore = tokenA < tokenB;
      for (int n = 0; n < order; n++) {
        if (a[i + n] < b[j + n]) {
          return false;
        }
        isMore |= a[i + n] > b[j + n];
      }
      return isMore;
    }

    private int place() {
      if (free != NONE) {
        int place = free;
        free = next[place];
        return place;
      }
      if (size == next.length) {
        int room = Math.max(16, 2 * size);
        next = Arrays.copyOf(next, room);
        tokens = Arrays.copyOf(tokens, room);
        counts = Arrays.copyOf(counts, Math.multiplyExact(room, order));
      }
      return size++;
    }

    /** The first candidate of a context; below 0 where there is none. */
    int first(int context) {
      return first[context];
    }

    /** The candidate after another one of the same context; below 0 after the last. */
    int next(int place) {
      return next[place];
    }

    int token(int place) {
      return tokens[place];
    }

    /** x of the last n tokens of a candidate's n-gram. */
    long count(int place, int n) {
      return counts[place * order + n - 1];
    }

    /** Whether a candidate has the higher count at the highest order where two of them differ. */
    boolean isBefore(int place, int than) {
      for (int n = order; n >= 1; n--) {
        if (count(place, n) != count(than, n)) {
          return count(place, n) > count(than, n);
        }
      }
      return false;
    }

    void add(Front more) {
      for (int c = 0; c < first.length; c++) {
        for (int place = more.first[c]; place != NONE; place = more.next[place]) {
          offer(c, more.tokens[place], more.counts, place * order);
        }
      }
    }

    void write(DataOutput out) throws IOException {
      long[] sizes = new long[first.length];
      long[] ids = new long[size];
      long[] values = new long[size * order];
      int at = 0;
      for (int c = 0; c < first.length; c++) {
        for (int place = first[c]; place != NONE; place = next[place]) {
          sizes[c]++;
          ids[at] = tokens[place];
          System.arraycopy(counts, place * order, values, at * order, order);
          at++;
        }
      }
      SparseNumbers.write(sizes, out);
      SparseNumbers.write(Arrays.copyOf(ids, at), out);
      SparseNumbers.write(Arrays.copyOf(values, at * order), out);
    }

    static Front read(int order, DataInput in) throws IOException {
      long[] sizes = SparseNumbers.longs(in);
      long[] ids = SparseNumbers.longs(in);
      long[] values = SparseNumbers.longs(in);
      Front front = new Front(order, sizes.length);
      int at = 0;
      for (int c = 0; c < sizes.length; c++) {
        for (long i = 0; i < sizes[c]; i++) {
          front.offer(c, (int) ids[at], values, at * order);
          at++;
        }
      }
      return front;
    }
  }

  /** N-grams of one order that end in the present token. */
  private static final class Pending {
    private final HeldOut.Level level;
    private final boolean[] needed;
    private final long[][] key;
    private final int[] filled;
    private int[] contexts = new int[64];
    private long[] counts;
    private int size;

    Pending(HeldOut.Level level, boolean[] needed) {
      this.level = level;
      this.needed = needed;
      int order = level.layout.order();
      counts = new long[contexts.length * order];
      filled = new int[order + 1];
      key =
          order == 1
              ? new long[0][]
              : new long[KeyLayout.ofBits(order - 1, level.layout.bits()).words()][1];
    }

    void add(KeyLayout layout, long[][] keys, int at, long x) {
      int order = level.layout.order();
      int context = 0;
      if (order > 1) {
        KeyLayout shorter = KeyLayout.ofBits(order - 1, level.layout.bits());
        HeldOutBuilder.contextOf(layout, keys, at, shorter, key, 0);
        context = level.index().find(key, 0);
      }
      if (context < 0 || !needed[context]) {
        return;
      }
      if (size == contexts.length) {
        contexts = Arrays.copyOf(contexts, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size * order);
      }
      contexts[size] = context;
      counts[size++ * order + order - 1] = x;
    }

    /** Says what x of the last n tokens of all n-grams since the last call is. */
    void fill(int n, long x) {
      int order = level.layout.order();
      for (int i = filled[n]; i < size; i++) {
        counts[i * order + n - 1] = x;
      }
      filled[n] = size;
    }

    void empty(int token, Front into) {
      for (int i = 0; i < size; i++) {
        into.offer(contexts[i], token, counts, i * level.layout.order());
      }
      size = 0;
      Arrays.fill(filled, 0);
    }
  }

  LikeliestCandidates(HeldOut text, int order) {
    boolean[][] needed = text.scoredContexts(order);
    fronts = new Front[order + 1];
    pending = new Pending[order + 1];
    for (int n = 1; n <= order; n++) {
      fronts[n] = new Front(n, text.level(n).contexts);
      pending[n] = new Pending(text.level(n), needed[n]);
    }
  }

  private LikeliestCandidates(Front[] fronts) {
    this.fronts = fronts;
    pending = new Pending[0];
  }

  /**
   * Takes an n-gram of a scan that is no padding, does not end outside the closed vocabulary, and
   * is not longer than the model's order.
   */
  void group(int n, KeyLayout layout, long[][] keys, int at, long x) {
    for (int longer = n + 1; longer < pending.length; longer++) {
      pending[longer].fill(n, x);
    }
    pending[n].add(layout, keys, at, x);
    if (n == 1) {
      int token = layout.token(keys, at, 0);
      for (int order = 1; order < pending.length; order++) {
        pending[order].empty(token, fronts[order]);
      }
    }
  }

  /** The candidates of the contexts of n-grams of one order. */
  Front front(int n) {
    return fronts[n];
  }

  void add(LikeliestCandidates more) {
    for (int n = 1; n < fronts.length; n++) {
      fronts[n].add(more.fronts[n]);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(fronts.length);
    for (int n = 1; n < fronts.length; n++) {
      fronts[n].write(out);
    }
  }

  static LikeliestCandidates read(DataInput in) throws IOException {
    Front[] fronts = new Front[in.readInt()];
    for (int n = 1; n < fronts.length; n++) {
      fronts[n] = Front.read(n, in);
    }
    return new LikeliestCandidates(fronts);
  }

  /** The contexts whose likeliest next token a score needs: [order + 1, contexts]. */
  static boolean[][] needed(HeldOut text, int order) {
    boolean[][] needed = new boolean[order + 1][];
    for (int n = 1; n <= order; n++) {
      needed[n] = new boolean[text.level(n).contexts];
    }
    ScoredTokens scored = text.scored();
    for (int e = 0; e < text.entries(); e++) {
      if (scored.first[e] < scored.first[e + 1]) {
        int n = Math.min(text.order(e), order);
        int number = text.number(e, n);
        for (; n >= 1; n--) {
          needed[n][text.level(n).context[number]] = true;
          number = text.level(n).shorter[number];
        }
      }
    }
    return needed;
  }
}
