package ouroboros.ngram;

/** How counts become probabilities. This type is the catalogue. */
public sealed interface Smoothing extends java.io.Serializable {
  /** Maximum likelihood: what was not seen has probability 0. */
  record None() implements Smoothing {}

  /** Interpolated modified Kneser-Ney (Chen and Goodman 1998; Heafield et al. 2013). */
  record ModifiedKneserNey() implements Smoothing {}
}
