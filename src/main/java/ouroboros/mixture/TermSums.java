package ouroboros.mixture;

import java.io.Serializable;

/**
 * The sums of the expectation step: for every component the documents and words that belong to it,
 * weighted by responsibility. They are integers, so they add up to the same in any order.
 *
 * <p>Memory: 8 bytes per type and component. A sum can reach 8.5e9 weighted words.
 */
final class TermSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The fixed-point value of one document or one word. */
  static final double ONE = 1L << 30;

  /** The fixed-point value of one nat of log likelihood. */
  static final double NAT = 1L << 20;

  /** [components] documents of a component, in units of {@link #ONE}. */
  final long[] documents;

  /** [types, components] words of a component, in units of {@link #ONE}. */
  final long[] words;

  /** Weight of all documents that have a word, in units of {@link #ONE}. */
  long total;

  /** Sum over documents of weight x log probability, in units of {@link #NAT}. */
  long logLikelihood;

  TermSums(int types, int components) {
    documents = new long[components];
    words = new long[types * components];
  }

  /** Adds the sums of other documents. */
  TermSums add(TermSums other) {
    add(documents, other.documents);
    add(words, other.words);
    total = Math.addExact(total, other.total);
    logLikelihood = Math.addExact(logLikelihood, other.logLikelihood);
    return this;
  }

  private static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.addExact(to[i], from[i]);
    }
  }

  /** Mean log likelihood in nats per document; NaN without documents. */
  double meanLogLikelihood() {
    return logLikelihood / NAT / (total / ONE);
  }
}
