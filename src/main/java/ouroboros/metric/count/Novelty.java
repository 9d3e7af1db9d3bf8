package ouroboros.metric.count;

import java.io.Serializable;
import ouroboros.ngram.count.GroupSink;

/**
 * How many n-gram tokens a text has, and how many of them occur in no real text used so far, for
 * each n. The values are integers and are added over key ranges.
 */
public final class Novelty implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] tokens;
  private final long[] novel;

  private Novelty(int orders) {
    tokens = new long[orders + 1];
    novel = new long[orders + 1];
  }

  /** How a token that is {@code <unk>} in held-out text is counted. */
  public enum Unknown {
    /**
     * For an R without {@code <unk>}: the token is a word that does not occur in R, so its n-grams
     * are novel.
     */
    NOVEL(GroupSink.UNKNOWN),
    /**
     * For an R whose rare words are also {@code <unk>}: the n-grams that contain it are not
     * counted, as in all other metrics.
     */
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

    /** The counts that were collected. */
    public Novelty finish() {
      return sum;
    }
  }

  /** Nothing counted. */
  public static Novelty none(int orders) {
    return new Novelty(orders);
  }

  /** The sum of both. */
  public Novelty merge(Novelty more) {
    Novelty both = new Novelty(tokens.length - 1);
    for (int n = 0; n < tokens.length; n++) {
      both.tokens[n] = tokens[n] + more.tokens[n];
      both.novel[n] = novel[n] + more.novel[n];
    }
    return both;
  }

  /** Number of n-gram tokens of order n. */
  public long tokens(int n) {
    return tokens[n];
  }

  /** Number of novel n-gram tokens of order n. */
  public long novel(int n) {
    return novel[n];
  }
}
