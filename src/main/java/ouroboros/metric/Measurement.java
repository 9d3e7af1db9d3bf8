package ouroboros.metric;

/**
 * One measured number.
 *
 * @param metric the metric's name as in the catalogue, for example {@code vocabulary-retention}
 * @param subject {@code synthetic}, {@code guarded}, {@code training} or {@code model}
 * @param scope {@code all}, {@code stratum=X}, {@code period=1900} or {@code count=3}
 * @param value never NaN: what is undefined has no measurement
 */
public record Measurement(String metric, String subject, String scope, double value) {}
