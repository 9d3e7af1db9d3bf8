package ouroboros.safeguard;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.Amount;

/** What follows when an alarm fires. */
public sealed interface AlarmAction extends Serializable {

  /** The name in a spec and in {@code alarms.csv}. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** It is reported, and nothing else. */
  record Warn() implements AlarmAction {}

  /** The lineage ends with the generation that fired; other lineages go on. */
  record Stop() implements AlarmAction {}

  /**
   * Units of the reserve that nothing used before join T_{g+1}, and only it. Where the reserve has
   * fewer left, these.
   */
  record Refresh(Amount real) implements AlarmAction {}

  /**
   * S_{g+1} is drawn from M_{g-k}, or from M_0 where {@code g < k}. T_{g+1} is made of it as
   * always.
   *
   * @param k at least 1
   */
  record Rollback(int k) implements AlarmAction {}

  /** A family of models, as an experiment names it. */
  interface Family extends Serializable {}

  /**
   * From M_{g+1} on, models are of another family; S_{g+1} is drawn from one that is fitted to T_g.
   */
  record Switch(Family family) implements AlarmAction {}

  /**
   * From S_{g+1} on, units are drawn with these settings; points only with their temperature.
   *
   * @param maxLength number of tokens after which a sentence is ended; null for no limit
   */
  record Set(Decoding decoding, @Nullable Integer maxLength) implements AlarmAction {}
}
