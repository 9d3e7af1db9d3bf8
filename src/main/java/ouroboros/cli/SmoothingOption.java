package ouroboros.cli;

import ouroboros.experiment.config.KindCatalogue;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.CorpusException;

/**
 * The smoothing and the order that a command line gives. An unknown smoothing or a wrong order is
 * wrong input.
 */
final class SmoothingOption {
  private SmoothingOption() {}

  static Smoothing of(String name, double k) {
    try {
      return KindCatalogue.smoothing(name, k);
    } catch (IllegalArgumentException e) {
      throw new CorpusException("--smoothing: " + e.getMessage());
    }
  }

  static int checkOrder(int order) {
    if (order < 1 || order > 6) {
      throw new CorpusException("--order is " + order + "; it must lie in 1..6");
    }
    return order;
  }
}
