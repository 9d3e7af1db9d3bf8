package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.text.block.SentenceBlock;

/** Gives each real sentence its component of a mixture. */
@FunctionalInterface
public interface Labels extends Serializable {
  /** There is only one component. */
  Labels ONE = (block, i) -> 0;

  /** One component per stratum, by the stratum's number. */
  Labels STRATUM = SentenceBlock::stratum;

  /** The component of sentence i of a block. */
  int of(SentenceBlock block, int i);
}
