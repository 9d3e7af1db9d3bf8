package ouroboros.ngram.sampling;

/** What a JVM computes once from counts or text and then keeps for all its tasks. */
public interface Compiled {
  /** How many bytes its arrays take when it is made; always the same number. */
  long bytes();
}
