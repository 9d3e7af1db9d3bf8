package ouroboros.metric;

/**
 * What the catalogue says of a metric.
 *
 * @param id the name as in the catalogue: {@code types-n}, {@code types-n@}, {@code tokens}
 * @param isDefault whether {@code metrics: default} has it
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
    String id,
    boolean isDefault,
    String meaning,
    String formula,
    String unit,
    String range,
    String undefined,
    String source,
    String shows,
    String misleads) {

  /** Of a metric that {@code metrics: default} has, as {@link #of}. */
  static Description usual(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    return of(id, true, meaning, formula, unitRangeSource, undefined, shows, misleads);
  }

  /** With unit, range and source in one text, parted by {@code " | "}. */
  static Description of(
      String id,
      boolean isDefault,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    String[] parts = unitRangeSource.split(" \\| ", 3);
    return new Description(
        id, isDefault, meaning, formula, parts[0], parts[1], undefined, parts[2], shows, misleads);
  }
}
