package ouroboros.experiment;

import java.util.List;
import ouroboros.ngram.Smoothing;
import ouroboros.policy.Policy;

/** The kinds that exist, read from the sealed types. */
public final class Catalogue {
  private Catalogue() {}

  /** Kinds of {@code family}. */
  public static List<String> families() {
    return Names.in(FamilySpec.class);
  }

  /** Kinds of {@code smoothing}. */
  public static List<String> smoothings() {
    return Names.in(Smoothing.class);
  }

  /** Kinds of {@code policy}. */
  public static List<String> policies() {
    return Names.in(Policy.class);
  }

  /** Kinds of {@code policy} that a family can be trained under. */
  public static List<String> policies(String family) {
    return Capabilities.policies(family);
  }
}
