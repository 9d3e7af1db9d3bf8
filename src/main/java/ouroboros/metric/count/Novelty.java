package ouroboros.metric.count;

import java.io.Serializable;
import ouroboros.ngram.count.GroupSink;

/**
 * How many n-gram tokens a text has and how many of them stand in no real text used so far, for
 * each n: integers, added over key ranges.
 */
public final class Novelty implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] tokens;
  private final long[] novel;

  private Novelty(int orders) {
    tokens = new long[orders + 1];
    novel = new long[orders + 1];
  }

  /** What a token that is {@code <unk>} in held-out text says. */
  public enum Unknown {
    /** R has no {@code <unk>}: it is a word that R has not, so its n-grams are novel. */
    NOVEL(GroupSink.UNKNOWN),
    /** Rare words of R are {@code <unk>} too: its n-grams do not count, as nowhere else. */
    NOT_COUNTED(0);

    private final int counted;

    Unknown(int counted) {
      this.counted = counted;
    }
  }

  /** Collects during a suffix scan over (R, text, other real text used so far). */
  public static final class Collector implements GroupSink {
    private final Novelty sum;
    private final int counted;

    /**
     * @param orders n = 1 .. orders
     */
    public Collector(int orders, Unknown unknown) {
      sum = new Novelty(orders);
      counted = unknown.counted;
    }

    @Override
    public void group(
        int n, int kind, long real, long text, long other, int left, long[][] keys, int at) {
      if (n < sum.tokens.length && (kind & ~counted) == 0) {
        sum.tokens[n] += text;
        sum.novel[n] += real == 0 && other == 0 ? text : 0;
      }
    }

    /** What was collected. */
    public Novelty finish() {
      return sum;
    }
  }

  /** Nothing counted. */
  public static Novelty none(int orders) {
    return new Novelty(orders);
  }

  /** Of both. */
  public Novelty merge(Novelty more) {
    Novelty both = new Novelty(tokens.length - 1);
    for (int n = 0; n < tokens.length; n++) {
      both.tokens[n] = tokens[n] + more.tokens[n];
      both.novel[n] = novel[n] + more.novel[n];
    }
    return both;
  }

  /** n-gram tokens. */
  public long tokens(int n) {
    return tokens[n];
  }

  /** Novel ones. */
  public long novel(int n) {
    return novel[n];
  }
}
