package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.BagMixture;
import ouroboros.mixture.Blocks;
import ouroboros.random.Key;

/**
 * What a family of mixtures of words brings to {@link BagEstimator}.
 *
 * @param <M> a model
 */
interface BagFamily<M extends BagMixture<M>> {

  /** The model of a training set; starts from the model before where it can. */
  BlockEstimator.Fitted<M> fit(Blocks<BagBlock> training, @Nullable M before, Key key);

  /** Mean log probability of documents, nats; NaN where it is not known. */
  double logLikelihood(Blocks<BagBlock> documents, M model);

  /** Reads what {@link BagMixture#write} wrote. */
  M read(DataInputStream in) throws IOException;
}
