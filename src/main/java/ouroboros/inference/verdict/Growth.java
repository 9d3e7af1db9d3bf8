package ouroboros.inference.verdict;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.inference.Estimate;
import ouroboros.inference.LeastSquares;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;

/**
 * Slope of a quantity over log2 t by least squares, minus that of the control, where t = g + 1 is
 * the number of the fit and T the last one: the late slope over the fits T/2 .. T, the early slope
 * over T/4 .. T/2, both without the first fit, which has no feedback. A quantity that grows at
 * least as fast as log t has a late slope no smaller than the early one. For a quantity that
 * approaches its limit as t^-a, the late slope is 2^-a times the early one.
 *
 * <p>Yes: the late slope exceeds the margin, and it exceeds {@value #LEVELLING} times the early
 * slope, each by a t test on the slopes of the replicates (an intersection-union test: its p-value
 * is the larger of the two). No: the late slope is below the margin. A run cannot see beyond its
 * own length: a bounded quantity may still be growing at the end of the run. Sources: summary
 * measures of serial measurements, J. N. S. Matthews et al. (1990), doi:10.1136/bmj.300.6719.230;
 * R. L. Berger (1982), doi:10.1080/00401706.1982.10487790.
 */
final class Growth {
  private static final double LEVELLING = 0.75;
  private static final int LEAST_FITS = 8;
  private static final int LEAST_POINTS = 3;

  private Growth() {}

  /** The finding about a cell; margins are per doubling of t. */
  static Finding read(Reading reading, Fed seen) {
    int fits = seen.end() + 1;
    SortedMap<Integer, Double> late = slope(seen, fits / 2.0, fits);
    SortedMap<Integer, Double> early = slope(seen, Math.floor(fits / 4.0), fits / 2.0);
    if (fits < LEAST_FITS || late.size() < LEAST_POINTS || early.size() < LEAST_POINTS) {
      return Silence.ofRun(
          "of T fits 3 must be measured in each of T/4 .. T/2 and T/2 .. T, so T >= 8; T is "
              + fits
              + "; more `generations` would tell");
    }
    TreeMap<Integer, Double> keeping = new TreeMap<>(late);
    early.forEach((g, weight) -> keeping.merge(g, -LEVELLING * weight, Double::sum));
    Optional<Scale.Measured> trend = reading.scale().trend(seen, late);
    Optional<Estimate> beyond = trend.flatMap(t -> t.less().apply(reading.yes()));
    Optional<Estimate> steady = seen.less(keeping).estimate();
    if (beyond.isEmpty() || steady.isEmpty()) {
      return reading.withoutSpread();
    }
    Optional<Finding> carried =
        trend.orElseThrow().typical() ? Optional.empty() : reading.carried(seen);
    double grows = reading.side().beyond(beyond.get());
    return carried.orElseGet(
        () ->
            new Evidence(
                reading.quantity(),
                fits - 1,
                trend.orElseThrow().shown(),
                beyond.get().replicates(),
                new Claim(
                    "growth (t of late slope and of levelling)",
                    reading.scale().perDoubling(),
                    reading.yes(),
                    Math.max(grows, reading.side().beyond(steady.get()))),
                new Claim(
                    "equivalence (t of late slope, one side)",
                    reading.scale().perDoubling(),
                    reading.no(),
                    reading.side().shortOf(beyond.get())),
                false,
                "growth is neither absent nor surely without end; more generations or replicates"
                    + " may tell"));
  }

  private static SortedMap<Integer, Double> slope(Fed seen, double from, double to) {
    List<Integer> there =
        seen.generations().stream().filter(g -> g + 1 >= from && g + 1 <= to).toList();
    return LeastSquares.slope(there, g -> StrictMath.log(g + 1.0) / StrictMath.log(2));
  }
}
