package ouroboros.mixture;

import java.io.Serializable;

/**
 * What documents give to the next model: for every component the documents and words that belong to
 * it, weighted by responsibility. Whole numbers, so that they add up to the same in any order.
 *
 * <p>8 bytes a type and component. Room for 8.5e9 weighted words.
 */
final class TermSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One document, one word. */
  static final double ONE = 1L << 30;

  /** One nat of log likelihood. */
  static final double NAT = 1L << 20;

  /** [components] documents of a component, in units of {@link #ONE}. */
  final long[] documents;

  /** [types, components] words of a component, in units of {@link #ONE}. */
  final long[] words;

  /** Weight of all documents that have a word, in units of {@link #ONE}. */
  long total;

  /** Sum of weight x log probability of a document, in units of {@link #NAT}. */
  long logLikelihood;

  TermSums(int types, int components) {
    documents = new long[components];
    words = new long[types * components];
  }

  /** Adds those of other documents. */
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

  /** Nats a document; NaN without documents. */
  double meanLogLikelihood() {
    return logLikelihood / NAT / (total / ONE);
  }
}
