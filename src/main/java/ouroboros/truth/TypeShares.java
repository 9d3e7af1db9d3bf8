package ouroboros.truth;

/** The probabilities of the types that a model draws: those of the types that are alive. */
interface TypeShares {
  /** How many types are alive. */
  int support();

  /** The i-th of them, in the order in which they appeared. */
  int alive(int i);

  boolean isAlive(int type);

  /** The probability of a type. */
  double share(int type);
}
