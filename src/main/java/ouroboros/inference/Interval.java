package ouroboros.inference;

/**
 * A 95% interval computed from a single text, without replicates.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least {@code low}
 * @param method how it was computed
 */
public record Interval(double low, double high, Method method) {

  /** The method that computes an interval. */
  public enum Method {
    /** {@link Jackknife}. */
    JACKKNIFE("jackknife"),
    /** {@link PoissonBootstrap}. */
    POISSON_BOOTSTRAP("poisson-bootstrap");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** The name in output. */
    public String label() {
      return label;
    }
  }
}
