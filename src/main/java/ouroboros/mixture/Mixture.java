package ouroboros.mixture;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A fitted mixture of any kind: components with weights that add up to 1; a component of weight 0
 * is dead and keeps its number.
 *
 * @param <M> the kind
 */
public interface Mixture<M extends Mixture<M>> extends Serializable {

  /** [components] their shares. */
  double[] weights();

  /**
   * Bhattacharyya distance -ln of the integral of (p q)^(1/2), nats, between units of component k
   * here and of component j of another model of the kind; 0 where they are the same.
   */
  double distance(int k, M other, int j);

  /** Writes all parameters, to the last bit. */
  void write(DataOutput out) throws IOException;
}
