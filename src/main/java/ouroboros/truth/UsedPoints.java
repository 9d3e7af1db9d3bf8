package ouroboros.truth;

/** How many real and synthetic points a training set has. */
final class UsedPoints {
  private double real;
  private double synthetic;
  private double all;

  void clear() {
    real = 0;
    synthetic = 0;
    all = 0;
  }

  /** Adds points that all have the same weight. */
  void add(ChosenPoints.Part<?> part, long weight) {
    double points = part.chosen();
    real += part.isReal() ? points : 0;
    synthetic += part.isReal() ? 0 : points * weight;
    all += points * weight;
  }

  double real() {
    return real;
  }

  /** The synthetic share, weights included. */
  double contamination() {
    return synthetic / all;
  }
}
