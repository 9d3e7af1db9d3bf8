package ouroboros.spark.ngram;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.heldout.DeletedInterpolation;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.WeightedSum;

/**
 * Fits to the guard text those parameters of a smoothing that counts do not determine. One pass
 * over a table collects the counts of the guard's n-grams; the driver does the arithmetic. Each
 * table is fitted once. The guard is read when it is first needed.
 */
final class EstimationGuard implements GuardFit {
  private static final int GUARD = 0;

  private final CountJobs steps;
  private final Supplier<Broadcast<HeldOut>> read;
  private final int closed;
  private final SharedResults<Integer, Broadcast<HeldOut>> guard = new SharedResults<>();
  private final SharedResults<Fit, Smoothing> fits = new SharedResults<>();

  private record Fit(Smoothing smoothing, int order, CountTable table, long types) {}

  /**
   * @param read reads the guard's n-grams, with {@code <unk>} for words outside R's types
   * @param closed one more than the highest id of R's types
   */
  EstimationGuard(CountJobs steps, Supplier<Broadcast<HeldOut>> read, int closed) {
    this.steps = steps;
    this.read = read;
    this.closed = closed;
  }

  @Override
  public Smoothing fitted(Smoothing smoothing, int order, CountTable table, long types) {
    return smoothing.needsGuard()
        ? fits.get(
            new Fit(smoothing, order, table, types), () -> fit(order, smoothing, table, types))
        : smoothing;
  }

  private Smoothing fit(int order, Smoothing smoothing, CountTable table, long types) {
    Broadcast<HeldOut> text = guard.get(GUARD, read);
    int[] occurrences = HeldOutCounts.occurrences(smoothing, order);
    ScanRequest measure = ScanRequest.NOTHING.scoring(text, occurrences, closed);
    HeldOutCounts counts =
        Objects.requireNonNull(
            steps.merge(WeightedSum.of(List.of(table)), "guard", measure).heldOut());
    return DeletedInterpolation.fit(
        text.value(), counts, order, types > 0 ? types : counts.typesWithMarks());
  }
}
