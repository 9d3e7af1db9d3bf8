package ouroboros.experiment.config;

import ouroboros.experiment.Names;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.NearestName;

/** A smoothing by its name, as a command line gives it. */
public final class SmoothingKind {
  private SmoothingKind() {}

  /**
   * The smoothing with its defaults.
   *
   * @param k what {@code additive} adds
   * @throws IllegalArgumentException for another name, with those that exist
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
