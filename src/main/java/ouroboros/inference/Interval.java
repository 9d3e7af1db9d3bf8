package ouroboros.inference;

/**
 * A 95% interval from one text alone, without replicates.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least {@code low}
 * @param method how it was found
 */
public record Interval(double low, double high, Method method) {

  /** Where an interval comes from. */
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
