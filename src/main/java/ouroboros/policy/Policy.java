package ouroboros.policy;

import java.util.List;

/** The rule for T_g, g >= 1, from R, the reserve and S_1 .. S_g. This type is the catalogue. */
public sealed interface Policy {
  /** T_g = S_g. */
  record Replace() implements Policy {}

  /** T_g = R, S_1 .. S_g. */
  record Accumulate() implements Policy {}

  /** {@code size} units without replacement from R, S_1 .. S_g, anew each generation. */
  record AccumulateSubsample(Amount size) implements Policy {}

  /** The same {@code real} units of R every time, and S_g. */
  record Anchor(Amount real, Choose choose, Total total) implements Policy {}

  /** {@code real} units of reserve never used before, and S_g. */
  record Fresh(Amount real, Total total, OrderBy orderBy) implements Policy {}

  /** Unit i of {@code size} is real with probability {@code realShare}, else unit i of S_g. */
  record Mixture(double realShare) implements Policy {}

  /** {@code realWeight} x the empirical distribution of fresh units + the rest x that of S_g. */
  record Weighted(Amount real, double realWeight) implements Policy {}

  /** The last k of the list R, S_1 .. S_g, and R besides where {@code keepReal}. */
  record Window(int last, boolean keepReal) implements Policy {}

  /** R, S_1 .. S_g with weight 2^(-(g - i) / halfLife) on S_i (R: i = 0). */
  record Decay(double halfLife) implements Policy {}

  /** round((1 - share) M) units of T_{g-1}, the rest drawn anew; M = R's size. */
  record Partial(double share) implements Policy {}

  /** S_g of size x factor^g units. */
  record GrowingByFactor(double factor) implements Policy {}

  /** S_g of size x (g + 1)^power units. */
  record GrowingByPower(double power) implements Policy {}

  /** R's size in units: a share s_g of S_g, the rest real. */
  record Contaminated(List<Double> schedule, RealSource source) implements Policy {}

  /** R: no feedback. */
  record Frozen() implements Policy {}

  /** R's size in units from R with replacement, anew each generation. */
  record Bootstrap() implements Policy {}

  /** A new slice of reserve each generation. */
  record FreshDisjoint() implements Policy {}

  /** {@code add}: train on all of S_g besides; {@code fixed}: cut S_g so that T_g has R's size. */
  enum Total {
    ADD,
    FIXED
  }

  /** In which order the reserve is used up. */
  enum OrderBy {
    HASH,
    PERIOD
  }

  /** Where {@code contaminated} takes real data from. */
  enum RealSource {
    REAL,
    FRESH
  }

  /** How real units are chosen from R. */
  sealed interface Choose {
    /** Every subset alike. */
    record Random() implements Choose {}

    /** The same share of every stratum. */
    record Stratified() implements Choose {}

    /** From one stratum only. */
    record Stratum(String name) implements Choose {}

    /** Sentences with the rarest types first. */
    record Rarest() implements Choose {}
  }
}
