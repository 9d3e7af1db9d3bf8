package ouroboros.metric;

/**
 * One measured number.
 *
 * @param metric the metric's name as in the catalogue, for example {@code vocabulary-retention}
 * @param subject what it describes
 * @param scope {@code all}, {@code stratum=X}, {@code period=1900} or {@code count=3}
 * @param value never NaN: an undefined metric has no measurement
 */
public record Measurement(String metric, Subject subject, String scope, double value) {}
