package ouroboros.report.provenance;

import org.jspecify.annotations.Nullable;

/**
 * A comparison of a law with what was measured, from {@code summary.csv}.
 *
 * @param z empty where no test was possible
 * @param p empty where no test was possible
 */
record LawTest(
    String metric,
    String subject,
    String scope,
    String expected,
    String measured,
    String z,
    String p) {
  /**
   * A law is said to fail below this p. A run has many tests; this is the chance of a false alarm
   * of each.
   */
  static final double LEVEL = 0.001;

  String name() {
    return "law " + metric + "/" + subject + "/" + scope;
  }

  /** In the words of OpenLineage. */
  String status() {
    @Nullable Double value = p.isEmpty() ? null : Double.valueOf(p);
    return value == null ? "skip" : value < LEVEL ? "fail" : "pass";
  }
}
