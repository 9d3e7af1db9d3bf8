package ouroboros.experiment.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.StoredRun;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Safeguard;

/**
 * The provenance of one sealed training set.
 *
 * @param ledger one share per author, people first
 * @param reviewed share of its synthetic units that were reviewed; 1 where it has none
 */
public record TrainingSet(
    String cell, int replicate, int generation, List<Manifest.Share> ledger, double reviewed) {
  public TrainingSet {
    ledger = List.copyOf(ledger);
  }

  /** The sealed training sets of a lineage, T_0 first. */
  public static List<TrainingSet> of(StoredRun run, String cell, int replicate) {
    List<TrainingSet> sets = new ArrayList<>();
    List<Double> reviewed = new ArrayList<>(List.of(1.0));
    boolean passesRest = passesRest(run, cell);
    boolean ofPool =
        run.experiment(cell).cells().get(0).safeguards().gates().stream()
            .anyMatch(
                gate ->
                    gate instanceof Safeguard.OnPool && gate.judge() instanceof Safeguard.Review);
    for (int g = 0; g <= run.generations(); g++) {
      Optional<Manifest> sealed = run.manifest(cell, replicate, g);
      if (sealed.isEmpty()) {
        break;
      }
      if (g > 0) {
        // Of a pool nothing passes without a review, or it is not known what was reviewed.
        reviewed.add(
            ofPool
                ? (passesRest ? 0.0 : 1.0)
                : reviewed(sealed.get().record().gates(), passesRest));
      }
      List<Manifest.Share> ledger = sealed.get().record().ledger();
      sets.add(new TrainingSet(cell, replicate, g, ledger, reviewed(ledger, reviewed)));
    }
    return sets;
  }

  /** Whether units that are not reviewed pass. */
  private static boolean passesRest(StoredRun run, String cell) {
    return run.experiment(cell).cells().get(0).safeguards().gates().stream()
        .anyMatch(
            gate ->
                gate.judge() instanceof Safeguard.Review review
                    && review.rest() == Safeguard.Rest.PASS);
  }

  /** The share of the synthetic units of S'_g that were reviewed; those that passed only. */
  private static double reviewed(@Nullable GateRecord gates, boolean passesRest) {
    GateCounts last = gates == null ? null : gates.counts().get(gates.counts().size() - 1);
    if (gates == null || last == null || last.reviewed() == 0) {
      return 0;
    }
    long others = passesRest ? 0 : last.offered() - last.reviewed();
    long passed = last.reviewed() - (last.dropped() - others) - last.changed();
    long synthetic = gates.units() - gates.realUnits();
    return synthetic == 0 ? 1 : Math.min(1, (double) passed / synthetic);
  }

  private static double reviewed(List<Manifest.Share> ledger, List<Double> byAuthor) {
    double synthetic = 0;
    double seen = 0;
    for (Manifest.Share share : ledger) {
      if (share.author() > 0) {
        synthetic += share.units();
        seen += share.units() * byAuthor.get(share.author());
      }
    }
    return synthetic == 0 ? 1 : seen / synthetic;
  }

  /**
   * Share of its units that a model wrote, weights included, as the metric of this name. The ledger
   * has shares of tokens; the weight of a unit of an author is in proportion to share / tokens.
   */
  public double contamination() {
    double synthetic = 0;
    double all = 0;
    for (Manifest.Share share : ledger) {
      double units = share.tokens() == 0 ? 0 : share.units() * share.share() / share.tokens();
      synthetic += share.author() > 0 ? units : 0;
      all += units;
    }
    return all == 0 ? 0 : synthetic / all;
  }

  /** The largest number of models between people and its text. */
  public int depth() {
    return ledger.stream().mapToInt(Manifest.Share::depth).max().orElse(0);
  }

  /** Cell, replicate and generation. */
  public String name() {
    return cell + " replicate " + replicate + " generation " + generation;
  }
}
