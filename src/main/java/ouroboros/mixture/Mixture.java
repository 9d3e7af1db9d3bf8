package ouroboros.mixture;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * p(x) = sum_k weight_k p_k(x): a fitted mixture of any kind. The weights add up to 1. A component
 * of weight 0 is dead and keeps its number.
 *
 * @param <M> the kind of mixture
 */
public interface Mixture<M extends Mixture<M>> extends Serializable {

  /** [components] the weights. */
  double[] weights();

  /**
   * The Bhattacharyya distance -ln of the integral of (p q)^(1/2), in nats, between the
   * distribution p of a unit of component k of this model and the distribution q of a unit of
   * component j of another model of this kind. It is 0 where p = q.
   */
  double distance(int k, M other, int j);

  /** Writes all parameters without loss of bits. */
  void write(DataOutput out) throws IOException;
}
