package ouroboros.metric;

/**
 * The entry of a metric in the catalogue.
 *
 * @param id the name as in the catalogue: {@code types-n}, {@code types-n@}, {@code tokens}
 * @param isDefault whether {@code metrics: default} includes it
 * @param meaning one sentence
 * @param formula in the symbols of the catalogue page: r count in R, s count in the subject, p =
 *     r/|R|, q = s/|S|
 * @param unit for example {@code types}, {@code bits}, {@code share}
 * @param range lowest and highest value
 * @param undefined when there is no row
 * @param source DOI, arXiv id or book; {@code here} if this project defines it
 * @param shows what it reveals, and how early in a lineage
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

  /** The entry of a metric that {@code metrics: default} includes; parameters as in {@link #of}. */
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

  /** An entry with unit, range and source in one text, separated by {@code " | "}. */
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
