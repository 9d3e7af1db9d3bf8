package ouroboros.dating;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the word counts of a text say about its age.
 *
 * @param kind what the text was found to be
 * @param reason why there is no age, in words; empty if there is one
 * @param estimate null if there is no age
 * @param policies the policies compared; empty if there is no age
 * @param fit null if no law was fitted
 * @param readFrom the counts that gave the age; null if there is none
 * @param realText p of k = 0: that the text is another sample of R's source
 */
public record TextAge(
    Kind kind,
    String reason,
    @Nullable AgeEstimate estimate,
    List<PolicyFit> policies,
    @Nullable FitTest fit,
    @Nullable ReadFrom readFrom,
    double realText) {

  /** What a text was found to be. */
  public enum Kind {
    /** It has an age. */
    DATED,
    /** Other real text of R's source: k = 0. */
    REAL_TEXT,
    /** R itself, or a part of it. */
    COPY,
    /** None of the policies explains its counts. */
    UNKNOWN
  }

  static TextAge none(Kind kind, String reason, double realText) {
    return new TextAge(kind, reason, null, List.of(), null, null, realText);
  }

  /** The age under the policy that explains the text best. */
  public Optional<Age> age() {
    return estimate == null ? Optional.empty() : Optional.of(estimate.age());
  }

  /** Everything in one sentence. */
  public String sentence() {
    if (estimate == null) {
      return reason;
    }
    return (estimate.age().policy() == FeedbackPolicy.ACCUMULATE ? accumulated() : mixed())
        + (realText < .05 ? "; k = 0 is rejected" : "; k = 0 cannot be rejected");
  }

  private String mixed() {
    AgeEstimate found = java.util.Objects.requireNonNull(estimate);
    AgeInterval interval = found.interval();
    int k = found.age().generations();
    if (k == 1) {
      return "this text looks "
          + depth(1, interval)
          + " deep; the first generation does not show a share of real text";
    }
    String share =
        Percent.of(found.age().realShare(), interval.lowShare(), interval.highShare())
            + " real text";
    if (k == 2) {
      String deeper =
          interval.atMost() > 2
              ? ", or deeper with mostly real text; two generations look the same with any share"
              : "; two generations look the same with any share of real text";
      return "this text looks 2 generations deep" + deeper;
    }
    return interval.isSettled()
        ? "this text looks settled: at least "
            + interval.atLeast()
            + " generations deep with "
            + share
        : "this text looks " + depth(k, interval) + " deep with " + share;
  }

  private String accumulated() {
    AgeEstimate found = java.util.Objects.requireNonNull(estimate);
    AgeInterval interval = found.interval();
    int k = found.age().generations();
    return interval.isSettled()
        ? "this text looks at least "
            + interval.atLeast()
            + " generations deep, from models of all text so far, real text included"
        : "this text looks "
            + depth(k, interval)
            + " deep, from models of all text so far, real text included";
  }

  private static String depth(int k, AgeInterval interval) {
    return k
        + " ("
        + interval.atLeast()
        + (interval.isSettled() ? " or more" : "-" + interval.atMost())
        + ") "
        + (k == 1 ? "generation" : "generations");
  }
}
