package ouroboros.dating;

import java.util.List;

/** The policies, compared by their likelihoods for one assumption about sizes. */
final class AgeFit {
  /**
   * By how much log likelihood ratios of independent types are at least too large for generated
   * text. Measured on runs of order-3 models, where intervals of words at this inflation cover
   * about 95 %.
   */
  static final double INFLATION = 2;

  /**
   * For n-grams: by how much it is larger than the clustering in sentences of R explains. Chosen on
   * two runs of {@code conf/runs/ages.yaml} with other seeds than the table of ancestry.md.
   */
  private static final double BEYOND_SENTENCES = 1.6;

  /**
   * A log likelihood this far above the one of mixture and replace speaks for accumulate, times the
   * inflation.
   */
  private static final double BETTER = 1.5;

  /** How far two shares of real text are from each other that are compared for the clustering. */
  private static final double STEP = .01;

  private final Evidence evidence;
  private final LineageSizes sizes;
  private final AgeLikelihood likelihood;
  private final AgeProfile mixture;
  private final AgeProfile replace;
  private final AgeProfile accumulate;
  private final double inflation;

  AgeFit(Evidence evidence, LineageSizes sizes) {
    this.evidence = evidence;
    this.sizes = sizes;
    likelihood = new AgeLikelihood(evidence, sizes);
    mixture = AgeProfile.mixture(likelihood);
    replace = AgeProfile.replace(likelihood);
    accumulate = AgeProfile.accumulate(likelihood);
    Age age = mixture.likeliest();
    double clustering = evidence.clustering().applyAsDouble(likelihood.ratios(age, near(age)));
    inflation = Math.max(INFLATION, BEYOND_SENTENCES * clustering);
  }

  LineageSizes sizes() {
    return sizes;
  }

  double highest() {
    return Math.max(mixture.highest(), accumulate.highest());
  }

  /** The age that fits best. */
  Age likeliest() {
    return best().likeliest();
  }

  private boolean accumulates() {
    return accumulate.highest() > mixture.highest() + BETTER * inflation;
  }

  private AgeProfile best() {
    return accumulates() ? accumulate : mixture;
  }

  /** An age close to another one. */
  static Age near(Age age) {
    int k = age.generations();
    double share = age.realShare();
    return age.policy() != FeedbackPolicy.ACCUMULATE && k > 2
        ? new Age(age.policy(), k, share > .5 ? share - STEP : share + STEP)
        : new Age(age.policy(), k < AgeLikelihood.DEEPEST ? k + 1 : k - 1, share);
  }

  /**
   * The age with its interval.
   *
   * @param documents by how much documents of the candidate make it less certain
   */
  TextAge age(double documents, FitTest test, double realText) {
    double all = Math.max(inflation, documents);
    AgeEstimate estimate =
        accumulates()
            ? AgeEstimate.accumulated(accumulate, all)
            : AgeEstimate.of(likelihood, mixture, all);
    return new TextAge(
        TextAge.Kind.DATED,
        "",
        estimate,
        List.of(
            PolicyFit.of(replace, all, highest()),
            PolicyFit.of(mixture, all, highest()),
            PolicyFit.of(accumulate, all, highest())),
        test,
        new ReadFrom(evidence.order(), likelihood.types(), all),
        realText);
  }
}
