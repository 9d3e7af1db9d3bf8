package ouroboros.experiment.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.UnitSizes;
import ouroboros.law.gate.DetectorLaw;
import ouroboros.law.gate.ReviewLaw;
import ouroboros.metric.ForecastRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.policy.AvailableUnits;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.Safeguard.OnPool;
import ouroboros.safeguard.SafeguardList;

/**
 * What gates will let pass in cells that draw sentences, as far as it is known before the run: the
 * shares that they keep, reviews, real units, the synthetic share of T_g. What a gate does that
 * compares text with a model, or what people decide, is not known; then there is no row, and {@link
 * #notes} gives limits for reviews.
 */
public final class GateForecast {
  private static final String ALL = "all";

  private final Cell cell;
  private final List<Gate> gates;
  private final Refill refill;

  /** Units of S_g. */
  private final long units;

  private final long real;

  private GateForecast(Cell cell, long units, long real) {
    this.cell = cell;
    this.gates = cell.safeguards().gates();
    this.refill = cell.safeguards().refill();
    this.units = units;
    this.real = real;
  }

  private static Optional<GateForecast> of(Cell cell, int g, UnitSizes sizes) {
    PartSizes parts = sizes.of(cell);
    OptionalLong size = cell.size().units(parts.real());
    if (!(cell.family() instanceof FamilySpec.Sentences)
        || cell.safeguards().gates().isEmpty()
        || cell.safeguards().mayAct()
        || cell.safeguards().gates().stream().anyMatch(SafeguardList::reweights)
        || size.isEmpty()) {
      return Optional.empty();
    }
    AvailableUnits stock = AvailableUnits.ofCorpus(parts.real(), parts.reserve(), size.getAsLong());
    return Optional.of(
        new GateForecast(cell, cell.policy().syntheticUnits(g, stock), parts.real()));
  }

  /** The rows of all cells. Sorted. */
  public static List<ForecastRow> rows(Experiment experiment, UnitSizes sizes) {
    List<ForecastRow> rows = new ArrayList<>();
    for (Cell cell : experiment.cells()) {
      for (int g = 1; g <= experiment.generations(); g++) {
        int generation = g;
        of(cell, g, sizes).ifPresent(forecast -> forecast.rows(generation, rows));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** For each cell with a review, how many decisions it asks for and what may come of them. */
  public static List<String> notes(Experiment experiment, UnitSizes sizes) {
    List<String> notes = new ArrayList<>();
    for (Cell cell : experiment.cells()) {
      if (experiment.generations() > 0) {
        of(cell, 1, sizes)
            .flatMap(forecast -> forecast.note(experiment.generations() * experiment.replicates()))
            .ifPresent(
                note -> notes.add((cell.name().isEmpty() ? "review" : cell.name()) + ": " + note));
      }
    }
    return notes;
  }

  private void rows(int g, List<ForecastRow> into) {
    if (gates.stream().anyMatch(OnPool.class::isInstance)) {
      if (gates.stream().allMatch(OnPool.class::isInstance)) {
        pool(g, into);
      }
      return;
    }
    double reach = 1;
    double candidates = 1;
    for (int k = 0; k < gates.size(); k++) {
      if (gates.get(k) instanceof Safeguard.Review review) {
        double reviewed = reviewed(review, reach);
        add(g, "reviewed-units", ALL, reviewed, into);
        OptionalDouble kept = kept(review, reviewed, reach, k == 0);
        if (kept.isEmpty()) {
          return;
        }
        add(g, "gate-kept", "gate=" + (k + 1), kept.getAsDouble(), into);
        reach *= kept.getAsDouble();
        continue;
      }
      OptionalDouble kept = kept(gates.get(k), true);
      if (kept.isEmpty()) {
        if (refill == Refill.REDRAW) {
          reviewsBehindUnknownGates(g, into);
        }
        return;
      }
      add(g, "gate-kept", "gate=" + (k + 1), kept.getAsDouble(), into);
      candidates /= kept.getAsDouble();
      boolean isFilter =
          gates.get(k) instanceof Safeguard.Thin || gates.get(k) instanceof Safeguard.Detector;
      reach *= refill != Refill.REDRAW && isFilter ? kept.getAsDouble() : 1;
    }
    boolean isBestOf = gates.stream().anyMatch(Safeguard.BestOf.class::isInstance);
    if (refill == Refill.REDRAW || !isBestOf) {
      add(g, "candidates", ALL, refill == Refill.REDRAW ? candidates : 1, into);
    }
    passed(g, reach, into);
  }

  /** With redraw, S'_g is full before the review, whatever the gates before it do. */
  private void reviewsBehindUnknownGates(int g, List<ForecastRow> into) {
    if (gates.get(gates.size() - 1) instanceof Safeguard.Review review) {
      add(g, "reviewed-units", ALL, reviewed(review, 1), into);
    }
  }

  /** Units that come to the review, where this share of S_g does. */
  private double reviewed(Safeguard.Review review, double reach) {
    return Math.min(review.budget().of(real), units) * reach;
  }

  /** What is known of S'_g and T_g, where this share of S_g passes. */
  private void passed(int g, double share, List<ForecastRow> into) {
    boolean isReplaced = refill == Refill.REAL;
    add(g, "sentences", ALL, isReplaced ? units : units * share, into);
    if (cell.policy().isNewest()) {
      add(g, "contamination", ALL, isReplaced ? share : 1, into);
      add(g, "real-units-used", ALL, isReplaced ? units * (1 - share) : 0, into);
    }
  }

  private void pool(int g, List<ForecastRow> into) {
    OptionalDouble ofReal = cell.policy().realProbability();
    if (ofReal.isEmpty() || refill == Refill.REAL) {
      return;
    }
    double synthetic = 1 - ofReal.getAsDouble();
    double all = 1;
    for (int k = 0; k < gates.size(); k++) {
      Gate judge = ((OnPool) gates.get(k)).gate();
      OptionalDouble ofModel = kept(judge, true);
      OptionalDouble ofPeople = kept(judge, false);
      if (ofModel.isEmpty() || ofPeople.isEmpty() || judge instanceof Safeguard.BestOf) {
        return;
      }
      DetectorLaw law = DetectorLaw.of(synthetic, ofModel.getAsDouble(), ofPeople.getAsDouble());
      add(g, "gate-kept", "gate=" + (k + 1), law.kept(), into);
      synthetic = law.contamination();
      all *= law.kept();
    }
    double size = refill == Refill.REDRAW ? units : units * all;
    add(g, "candidates", ALL, refill == Refill.REDRAW ? 1 / all : 1, into);
    add(g, "contamination", ALL, synthetic, into);
    add(g, "sentences", ALL, size, into);
    add(g, "real-units-used", ALL, size * (1 - synthetic), into);
  }

  /** The probability that a gate keeps a unit; empty where it compares text with a model. */
  private static OptionalDouble kept(Gate gate, boolean isSynthetic) {
    if (gate instanceof Safeguard.Thin thin) {
      return OptionalDouble.of(1 - thin.share());
    } else if (gate instanceof Safeguard.Detector detector) {
      return OptionalDouble.of(1 - (isSynthetic ? detector.recall() : detector.falseAlarm()));
    } else if (gate instanceof Safeguard.Revise) {
      return OptionalDouble.of(1);
    }
    return gate instanceof Safeguard.BestOf best
        ? OptionalDouble.of(1.0 / best.candidates())
        : OptionalDouble.empty();
  }

  /**
   * The share of what comes to a review that passes it. Which sentences are good is known only
   * where the limits are quantiles of S_g itself, and no gate chooses before.
   */
  private OptionalDouble kept(
      Safeguard.Review review, double reviewed, double reach, boolean isFirst) {
    ReviewLaw law = ReviewLaw.of(review.reviewers(), review.error(), review.errorBad());
    boolean knowsGood =
        isFirst
            && review.by() instanceof Safeguard.Critic critic
            && critic.limits() == Safeguard.Limits.MOVING;
    if (reviewed > 0 && (review.isQueue() || !(knowsGood || law.good() == law.bad()))) {
      return OptionalDouble.empty();
    }
    double passed = reviewed > 0 ? law.kept(good((Safeguard.Critic) review.by())) * reviewed : 0;
    return OptionalDouble.of(share(review, passed, reviewed, reach));
  }

  /** The share of text that a critic passes, of text that is as likely as what it learned from. */
  private static double good(Safeguard.Critic critic) {
    double between = critic.high() - critic.low();
    return between * (1 - critic.noise()) + (1 - between) * critic.noise();
  }

  private double share(Safeguard.Review review, double passed, double reviewed, double reach) {
    double rest = review.rest() == Safeguard.Rest.PASS ? Math.max(0, units * reach - reviewed) : 0;
    return reach > 0 && units > 0 ? (passed + rest) / (units * reach) : 0;
  }

  private void add(int g, String metric, String scope, double value, List<ForecastRow> into) {
    into.add(new ForecastRow(new SeriesKey(cell.name(), g, metric, Subject.GUARDED, scope), value));
  }

  /**
   * @param times generations of all replicates
   */
  private Optional<String> note(int times) {
    Gate last = gates.get(gates.size() - 1);
    if (!(last.judge() instanceof Safeguard.Review review)) {
      return Optional.empty();
    }
    OptionalDouble reach = last instanceof OnPool ? OptionalDouble.empty() : beforeReview();
    double reviewed =
        last instanceof OnPool
            ? Math.min(
                review.budget().of(real),
                cell.policy().realProbability().isPresent() ? units : real)
            : reviewed(review, reach.orElse(1));
    StringBuilder note = new StringBuilder();
    note.append(
        String.format(
            Locale.ROOT,
            "%s%,.0f of %s are reviewed, %,.0f answers%s in all",
            reach.isPresent() ? "" : "at most ",
            reviewed,
            last instanceof OnPool
                ? "the pool of a generation"
                : String.format(Locale.ROOT, "%,d units of a generation", units),
            reviewed * review.reviewers() * times,
            review.isQueue() ? " of people" : ""));
    ReviewLaw law =
        review.isQueue()
            ? new ReviewLaw(1, 0)
            : ReviewLaw.of(review.reviewers(), review.error(), review.errorBad());
    double least = Math.min(law.good(), law.bad());
    double most = Math.max(law.good(), law.bad());
    note.append(
        String.format(Locale.ROOT, "; %.1f %% to %.1f %% of them pass", 100 * least, 100 * most));
    if (review.isQueue()) {
      note.append(", because nobody knows before what people will decide");
    } else {
      note.append(
          String.format(
              Locale.ROOT,
              ", %.1f %% if S_g is as likely under the model of the critics as guard",
              100 * law.kept(good((Safeguard.Critic) review.by()))));
    }
    if (refill == Refill.REAL && reach.isPresent()) {
      double came = reach.getAsDouble();
      double few = units * came * share(review, reviewed * least, reviewed, came);
      double many = units * came * share(review, reviewed * most, reviewed, came);
      note.append(
          String.format(
              Locale.ROOT,
              "; %,.0f to %,.0f units of R take the place of what is dropped",
              units - many,
              units - few));
    }
    return Optional.of(note.toString());
  }

  /** The share of S_g that comes to the review; empty where it is not known. */
  private OptionalDouble beforeReview() {
    double reach = 1;
    for (Gate gate : gates.subList(0, gates.size() - 1)) {
      OptionalDouble kept = kept(gate, true);
      if (refill != Refill.REDRAW && kept.isEmpty()) {
        return OptionalDouble.empty();
      }
      boolean isFilter = gate instanceof Safeguard.Thin || gate instanceof Safeguard.Detector;
      reach *= refill != Refill.REDRAW && isFilter ? kept.getAsDouble() : 1;
    }
    return OptionalDouble.of(reach);
  }
}
