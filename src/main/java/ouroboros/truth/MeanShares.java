package ouroboros.truth;

import java.util.Arrays;
import java.util.List;

/** The mean of several distributions over the same types. */
final class MeanShares implements TypeShares {
  private final double[] shares;
  private int[] alive = new int[64];
  private int support;

  MeanShares(List<? extends TypeShares> models, int types) {
    shares = new double[types];
    for (TypeShares model : models) {
      for (int i = 0; i < model.support(); i++) {
        int type = model.alive(i);
        if (shares[type] == 0) {
          alive = support == alive.length ? Arrays.copyOf(alive, 2 * support) : alive;
          alive[support++] = type;
        }
        shares[type] += model.share(type);
      }
    }
    for (int i = 0; i < support; i++) {
      shares[alive[i]] /= models.size();
    }
  }

  @Override
  public int support() {
    return support;
  }

  @Override
  public int alive(int i) {
    return alive[i];
  }

  @Override
  public boolean isAlive(int type) {
    return shares[type] > 0;
  }

  @Override
  public double share(int type) {
    return shares[type];
  }
}
