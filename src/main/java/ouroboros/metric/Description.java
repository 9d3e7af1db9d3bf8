package ouroboros.metric;

/**
 * What the catalogue says of a metric.
 *
 * @param meaning one sentence
 * @param formula in the words of the design: r count in R, s count in the subject, p = r/|R|, q =
 *     s/|S|
 * @param unit for example {@code types}, {@code bits}, {@code share}
 * @param range lowest and highest value
 * @param undefined when there is no row
 * @param source where it comes from: DOI, arXiv id, or {@code here} for what this project defines
 * @param shows what it catches, and how early in a chain of generations
 * @param misleads when not to trust it
 */
public record Description(
    String meaning,
    String formula,
    String unit,
    String range,
    String undefined,
    String source,
    String shows,
    String misleads) {}
