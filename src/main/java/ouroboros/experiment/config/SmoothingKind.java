package ouroboros.experiment.config;

import ouroboros.experiment.Names;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.NearestName;

/** Finds a smoothing by the name that a command line gives. */
public final class SmoothingKind {
  private SmoothingKind() {}

  /**
   * The smoothing with its defaults.
   *
   * @param k the number that {@code additive} adds to each count
   * @throws IllegalArgumentException for an unknown name; the message lists the names that exist
   */
  public static Smoothing of(String name, double k) {
    for (Smoothing smoothing : SmoothingBinder.DEFAULTS) {
      if (Names.of(smoothing.getClass()).equals(name)) {
        return smoothing instanceof Additive ? new Additive(k) : smoothing;
      }
    }
    String nearest = NearestName.of(name, KindCatalogue.smoothings());
    throw new IllegalArgumentException(
        "unknown smoothing \""
            + name
            + "\"; kinds: "
            + String.join(", ", KindCatalogue.smoothings())
            + (nearest == null ? "" : "; nearest: " + nearest));
  }
}
