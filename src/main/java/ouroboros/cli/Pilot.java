package ouroboros.cli;

import java.util.List;
import ouroboros.spark.InputSurvey.Survey;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.Part;

/**
 * How much of a corpus a first run uses, and how it is split, so that the run ends and is short.
 *
 * @param sample share of the documents
 * @param split the parts
 * @param fresh share of R that policy {@code fresh} takes from the reserve in a generation; 0 where
 *     the policy is left out
 * @param reserve share of R that the reserve has for each generation, with the safety of the
 *     forecast
 * @param documents how many documents are in the sample, about
 * @param tokens of R, about
 */
record Pilot(
    double sample, Split split, double fresh, double reserve, double documents, double tokens) {
  /** The seed of the experiment; another one splits the documents in another way. */
  static final long SEED = 42;

  static final int GENERATIONS = 10;
  static final int REPLICATES = 5;

  /**
   * Tokens that a core draws, counts, fits and measures in a second, about: the 175 million tokens
   * of the quickstart took 53 and 57 s on two cores of the machine of {@code benchmarks.md}, an AMD
   * EPYC with nothing else to do, of which 20 s are for what does not grow with the corpus.
   */
  static final double TOKENS_A_SECOND = 2e6;

  static final int FEW_DOCUMENTS = 60;
  static final int TOO_FEW_DOCUMENTS = 8;

  private static final double SECONDS = 120;
  private static final double MOST_SECONDS = 300;
  private static final double LEAST_TEST = 0.02;
  private static final int CELLS = 5;

  private static final Split HALVES = new Split(0.5, 0, 0, 0.5);
  private static final Split ALL = new Split(1, 0, 0, 0);
  private static final Split MORE_RESERVE = new Split(0.5, 0.3, 0, 0.2);

  /**
   * The pilot of a corpus. The reserve comes first: a run that takes five minutes rather than two,
   * a larger reserve, less of it for {@code fresh}, and only then no such policy.
   */
  static Pilot of(Survey found, int cores) {
    for (double seconds : new double[] {SECONDS, MOST_SECONDS}) {
      for (Pilot each :
          List.of(
              of(found, Split.DEFAULT, 0.02, seconds, cores),
              of(found, MORE_RESERVE, 0.02, seconds, cores),
              of(found, MORE_RESERVE, 0.01, seconds, cores))) {
        if (each.lasts(found)) {
          return each;
        }
      }
    }
    Pilot halves = of(found, HALVES, 0, SECONDS, cores);
    double real = halves.share(found, Part.REAL);
    double test = halves.share(found, Part.TEST);
    boolean isTested = real > 0 && test > LEAST_TEST * real;
    return halves.documents >= TOO_FEW_DOCUMENTS && isTested
        ? halves
        : of(found, ALL, 0, SECONDS, cores);
  }

  private static Pilot of(Survey found, Split split, double fresh, double seconds, int cores) {
    int cells = fresh > 0 ? CELLS + 1 : CELLS;
    double most = seconds * TOKENS_A_SECOND * cores / (cells * REPLICATES * GENERATIONS);
    double all = found.sizes().tokens();
    double sample = 1;
    int digit = 10;
    double scale = 10;
    double tokens = all * found.parts().share(SEED, sample, split, Part.REAL).middle();
    while (tokens > most) {
      digit--;
      if (digit == 0) {
        digit = 9;
        scale *= 10;
      }
      double smaller = digit / scale;
      double left = all * found.parts().share(SEED, smaller, split, Part.REAL).middle();
      if (!(left > 0) || found.parts().documents(smaller) < TOO_FEW_DOCUMENTS) {
        break;
      }
      sample = smaller;
      tokens = left;
    }
    var real = found.parts().share(SEED, sample, split, Part.REAL);
    var reserve = found.parts().share(SEED, sample, split, Part.RESERVE);
    return new Pilot(
        sample,
        split,
        fresh,
        real.most() > 0 ? reserve.least() / real.most() / GENERATIONS : 0,
        found.parts().documents(sample),
        tokens);
  }

  /** Whether reserve and test text suffice, with the safety of the forecast. */
  private boolean lasts(Survey found) {
    double test = found.parts().share(SEED, sample, split, Part.TEST).least();
    double sentences =
        found.sizes().sentences() * found.parts().share(SEED, sample, split, Part.REAL).least();
    return documents >= FEW_DOCUMENTS
        && reserve >= fresh
        && fresh * sentences >= 1
        && test > LEAST_TEST * share(found, Part.REAL);
  }

  private double share(Survey found, Part part) {
    return found.parts().share(SEED, sample, split, part).middle();
  }

  int cells() {
    return fresh > 0 ? CELLS + 1 : CELLS;
  }

  /** The tokens that all lineages draw, about. */
  double drawn() {
    return tokens * cells() * REPLICATES * GENERATIONS;
  }

  boolean hasTest() {
    return split.test() > 0;
  }
}
