package ouroboros.experiment;

/**
 * The evaluation model of {@code perplexity}.
 *
 * @param order 1 .. 6
 * @param every perplexity is measured in generations 0, every, 2 every, ..; at least 1
 */
public record Evaluation(int order, int every) {}
