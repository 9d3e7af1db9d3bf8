package ouroboros.experiment;

/**
 * How text is evaluated: the evaluation model of {@code perplexity}, {@link
 * ouroboros.ngram.heldout.EvaluationModel}, and metrics by stratum.
 *
 * @param order 1 .. 6
 * @param every perplexity is measured in generations 0, every, 2 every, ..; at least 1
 * @param maxStrata how many strata metrics follow one by one, the largest ones; at least 1
 */
public record Evaluation(int order, int every, int maxStrata) {}
