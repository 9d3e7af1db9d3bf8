package ouroboros.safeguard.judge;

import java.io.Serializable;
import ouroboros.mixture.BagBlock;

/** Passes or drops a document that is a bag of words. */
public interface PageFilter extends Serializable {
  /** Whether a document of a block passes. */
  boolean passes(BagBlock documents, int document);

  /** How many rules of the published filter need lines or the order of words: not applied. */
  long notApplied();
}
