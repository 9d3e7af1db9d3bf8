package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.text.block.SentenceBlock;

/** Which component of a mixture a real sentence belongs to. */
@FunctionalInterface
public interface Labels extends Serializable {
  /** There is one. */
  Labels ONE = (block, i) -> 0;

  /** A component a stratum, by its number. */
  Labels STRATUM = SentenceBlock::stratum;

  /** The component of sentence i of a block. */
  int of(SentenceBlock block, int i);
}
