package ouroboros.experiment.config;

import java.util.List;

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

  /** Kinds of {@code safeguards}. */
  public static List<String> safeguards() {
    return SafeguardsBinder.KINDS.names();
  }

  /** Kinds of {@code policy}. */
  public static List<String> policies() {
    return PolicyBinder.KINDS.names();
  }
}
