package ouroboros.experiment.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.Measurement;
import ouroboros.metric.SafeguardMetric;

/**
 * The provenance of one sealed training set.
 *
 * @param ledger one share per author, people first
 * @param reviewed share of its synthetic units that were reviewed; 1 where it has none
 */
public record TrainingSet(
    String cell, int replicate, int generation, List<Manifest.Share> ledger, double reviewed) {
  private static final String REVIEWED = SafeguardMetric.REVIEWED_UNITS.id();

  public TrainingSet {
    ledger = List.copyOf(ledger);
  }

  /** The sealed training sets of a lineage, T_0 first. */
  public static List<TrainingSet> of(StoredRun run, String cell, int replicate) {
    List<TrainingSet> sets = new ArrayList<>();
    List<Double> reviewed = new ArrayList<>(List.of(1.0));
    for (int g = 0; g <= run.generations(); g++) {
      Optional<Manifest> sealed = run.manifest(cell, replicate, g);
      if (sealed.isEmpty()) {
        break;
      }
      if (g > 0) {
        reviewed.add(reviewed(sealed.get()));
      }
      List<Manifest.Share> ledger = sealed.get().record().ledger();
      sets.add(new TrainingSet(cell, replicate, g, ledger, reviewed(ledger, reviewed)));
    }
    return sets;
  }

  /** The share of the units of S'_g that were reviewed. */
  private static double reviewed(Manifest sealed) {
    double units =
        sealed.record().measured().measurements().stream()
            .filter(m -> m.metric().equals(REVIEWED))
            .mapToDouble(Measurement::value)
            .sum();
    return units == 0 ? 0 : Math.min(1, units / sealed.record().passed());
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
