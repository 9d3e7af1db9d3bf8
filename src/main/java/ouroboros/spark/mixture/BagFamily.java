package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.BagMixture;
import ouroboros.mixture.Blocks;
import ouroboros.random.Key;

/**
 * A family of mixtures of words, as {@link BagEstimator} uses it.
 *
 * @param <M> a model
 */
interface BagFamily<M extends BagMixture<M>> {

  /** Fits a model to a training set; starts from the earlier model if the family supports that. */
  BlockEstimator.Fitted<M> fit(Blocks<BagBlock> training, @Nullable M before, Key key);

  /** Mean log probability of a document, in nats; NaN if there is no document. */
  double logLikelihood(Blocks<BagBlock> documents, M model);

  /** Reads what {@link BagMixture#write} wrote. */
  M read(DataInputStream in) throws IOException;
}
