package ouroboros.model;

/** The shape of a component's covariance matrix. */
public enum Covariance {
  /** No restriction. */
  FULL {
    @Override
    public void shape(double[] matrix, int d) {}
  },
  /** One variance per coordinate. */
  DIAGONAL {
    @Override
    public void shape(double[] matrix, int d) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < a; b++) {
          matrix[a * d + b] = 0;
        }
      }
    }
  },
  /** One variance for all coordinates. */
  SPHERICAL {
    @Override
    public void shape(double[] matrix, int d) {
      DIAGONAL.shape(matrix, d);
      double sum = 0;
      for (int a = 0; a < d; a++) {
        sum += matrix[a * d + a];
      }
      for (int a = 0; a < d; a++) {
        matrix[a * d + a] = sum / d;
      }
    }
  };

  /**
   * Changes the maximum-likelihood covariance, [d, d], lower triangle, into the maximum-likelihood
   * covariance of this shape.
   */
  public abstract void shape(double[] matrix, int d);
}
