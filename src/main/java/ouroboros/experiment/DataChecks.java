package ouroboros.experiment;

import java.util.List;
import java.util.Locale;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;

/** What can be said about an experiment once the sizes of its parts are known. */
public final class DataChecks {
  private final Experiment experiment;
  private final PartSizes parts;
  private final Problems problems = new Problems();

  private DataChecks(Experiment experiment, PartSizes parts) {
    this.experiment = experiment;
    this.parts = parts;
  }

  /** Every problem of an experiment with its corpus; one a policy, however many cells have it. */
  public static List<Problem> check(Experiment experiment, PartSizes parts) {
    DataChecks checks = new DataChecks(experiment, parts);
    if (parts.real() < 1) {
      checks.add("corpus.split.real", "R has no sentences; it must have at least one");
    } else {
      experiment.cells().forEach(checks::cell);
    }
    return checks.problems.sorted();
  }

  private void cell(Cell cell) {
    Policy policy = cell.policy();
    if (policy instanceof Policy.Anchor anchor) {
      fromReal("anchor", anchor.real());
      cut(cell, "anchor", anchor.total(), anchor.real());
    } else if (policy instanceof Policy.Fresh fresh) {
      fromReserve("fresh", some("fresh", fresh.real()));
      cut(cell, "fresh", fresh.total(), fresh.real());
    } else if (policy instanceof Policy.Weighted weighted) {
      fromReserve("weighted", some("weighted", weighted.real()));
    } else if (policy instanceof Policy.FreshDisjoint) {
      fromReserve("fresh-disjoint", parts.real());
    } else if (policy instanceof Policy.AccumulateSubsample subsample) {
      fromPool(cell, some("accumulate-subsample", subsample.size()));
    } else if (policy instanceof Policy.Contaminated contaminated) {
      contaminated(contaminated);
    }
  }

  /** Units of an amount; at least one is needed. */
  private long some(String kind, Amount amount) {
    long units = amount.of(parts.real());
    if (units < 1) {
      add(
          "policy",
          String.format(
              Locale.ROOT,
              "%s takes %s, which is no sentence of the %,d of R; it must be at least one",
              kind,
              shown(amount),
              parts.real()));
    }
    return units;
  }

  private void fromReal(String kind, Amount amount) {
    long units = some(kind, amount);
    if (units > parts.real()) {
      needs(kind, String.format(Locale.ROOT, "%,d", units), "R", parts.real());
    }
  }

  private void fromReserve(String kind, long slice) {
    int generations = experiment.generations();
    if (slice > parts.reserve() / generations) {
      needs(
          kind,
          String.format(Locale.ROOT, "%,d x %,d", generations, slice),
          "reserve",
          parts.reserve());
    }
  }

  private void contaminated(Policy.Contaminated policy) {
    if (policy.source() != Policy.RealSource.FRESH) {
      return;
    }
    List<Double> shares = policy.schedule();
    double needed = 0;
    for (int g = 1; g <= experiment.generations(); g++) {
      double share = shares.get(Math.min(g, shares.size()) - 1);
      needed += Math.round((1 - share) * parts.real());
    }
    if (needed > parts.reserve()) {
      needs(
          "contaminated", String.format(Locale.ROOT, "%,.0f", needed), "reserve", parts.reserve());
    }
  }

  /** The smallest pool is that of generation 1: R and S_1. */
  private void fromPool(Cell cell, long units) {
    if (cell.size() instanceof Size.Tokens) {
      return;
    }
    if (units - parts.real() > drawn(cell)) {
      needs(
          "accumulate-subsample",
          String.format(Locale.ROOT, "%,d", units),
          "R with S_1",
          parts.real() + drawn(cell));
    }
  }

  /** With {@code total: fixed}, S_g must fill up what the real units leave of R's size. */
  private void cut(Cell cell, String kind, Policy.Total total, Amount real) {
    if (total != Policy.Total.FIXED || cell.size() instanceof Size.Tokens) {
      return;
    }
    long left = parts.real() - real.of(parts.real());
    if (left < 0) {
      add(
          "policy",
          String.format(
              Locale.ROOT,
              "%s with total: fixed takes %s, more than R's %,d sentences; it must be at most that",
              kind,
              shown(real),
              parts.real()));
    } else if (drawn(cell) < left) {
      needs(
          kind + " with total: fixed",
          String.format(Locale.ROOT, "%,d", left),
          "each S_g",
          drawn(cell));
    }
  }

  private long drawn(Cell cell) {
    return cell.size() instanceof Size.Units units ? units.units() : parts.real();
  }

  private static String shown(Amount amount) {
    return amount instanceof Amount.Share share
        ? "{share: " + share.share() + "}"
        : "{units: " + ((Amount.Units) amount).units() + "}";
  }

  private void needs(String kind, String needed, String source, long there) {
    add(
        "policy",
        String.format(
            Locale.ROOT, "policy %s needs %s sentences; %s has %,d", kind, needed, source, there));
  }

  private void add(String key, String text) {
    problems.add(new Location(experiment.file(), 0), key, text);
  }
}
