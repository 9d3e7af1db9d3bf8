package ouroboros.random;

/**
 * What a random number is for: the last word of the Philox counter. Two purposes never share a
 * number. The codes are part of the format of a run: never reused, never renumbered.
 */
public enum Purpose {
  /** The tokens of a synthetic unit. */
  DRAW(1),
  /** Which units of a source enter a training set. */
  SELECT(2),
  /** How many units each source gives, where the recipe itself is random. */
  RECIPE(3),
  /** Points drawn from a known truth or from a model fitted to it. */
  TRUTH(4),
  /** The split of documents into the four parts, and the order of documents. */
  SPLIT(5),
  /** Initial parameters of iterative fits such as EM. */
  START(6),
  /** Bootstrap and jackknife groups. */
  RESAMPLE(7),
  /** Which sentences are shown to a person. */
  SHOW(8),
  /** Which component of a mixture a synthetic sentence is drawn from. */
  COMPONENT(9),
  /** Whether a safeguard passes a candidate. */
  GATE(10),
  /** Which unit of R takes the place of a unit that did not pass. */
  REFILL(11),
  /** Which documents make up the R of a replicate, where R is drawn again. */
  CORPUS(12),
  /** The counts or the moments of many units at once. */
  POPULATION(13),
  /** Which tokens are taken from a store of text. */
  RETRIEVE(16),
  /** Which of several models gives a sentence or a token, and which occurrence of a store. */
  MEMBER(17),
  /** Which tokens are traced back, and which occurrence of an n-gram was copied. */
  ANCESTOR(18),
  /** Which sentences a metric looks at, and in which order. */
  MEASURE(20),
  /** Which model of an ecosystem writes a unit of a pool, and how pools are shuffled. */
  AUTHOR(24);

  private final long code;

  Purpose(long code) {
    this.code = code;
  }

  /** The counter word. */
  public long code() {
    return code;
  }
}
