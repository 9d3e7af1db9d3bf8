package ouroboros.experiment.config;

import java.util.List;
import ouroboros.experiment.Names;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.NearestName;

/**
 * The kinds that exist: one for each record of the sealed types, in the order of the documentation.
 */
public final class KindCatalogue {
  private KindCatalogue() {}

  /** Kinds of {@code family}. */
  public static List<String> families() {
    return FamilyBinder.KINDS.names();
  }

  /** Kinds of {@code smoothing}. */
  public static List<String> smoothings() {
    return SmoothingBinder.KINDS.names();
  }

  /**
   * The smoothing that a command line names, with its defaults.
   *
   * @param k the number that {@code additive} adds to each count
   * @throws IllegalArgumentException for an unknown name; the message lists the names that exist
   */
  public static Smoothing smoothing(String name, double k) {
    for (Smoothing smoothing : SmoothingBinder.DEFAULTS) {
      if (Names.of(smoothing.getClass()).equals(name)) {
        return smoothing instanceof Additive ? new Additive(k) : smoothing;
      }
    }
    String nearest = NearestName.of(name, smoothings());
    throw new IllegalArgumentException(
        "unknown smoothing \""
            + name
            + "\"; kinds: "
            + String.join(", ", smoothings())
            + (nearest == null ? "" : "; nearest: " + nearest));
  }

  /** Kinds of {@code safeguards}. */
  public static List<String> safeguards() {
    return SafeguardsBinder.KINDS.names();
  }

  /** Kinds of {@code policy}. */
  public static List<String> policies() {
    return PolicyBinder.KINDS.names();
  }
}
