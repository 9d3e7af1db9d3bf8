package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.law.gate.DetectorLaw;
import ouroboros.metric.Expectation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.Safeguard.OnPool;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The laws of cells with gates.
 *
 * <p>Gates that do not look at points ({@code thin}, {@code detector}) change how many points T_g
 * has, and, on a pool, how many of them are real: {@link DetectorLaw}. On synthetic points with
 * {@code redraw} they change nothing. Gates that judge by one of two types: {@link
 * GuardedSelection}. A critic of a Gaussian: {@link GuardedTruncation}. Other lists have no law.
 */
final class GuardedLaws implements TruthLaws {
  private final TruthCell cell;
  private final TruthLaws plain;
  private final List<Gate> gates;
  private final Refill refill;
  private final boolean isBlind;
  private final boolean isOnPool;

  /** [generations + 1] with {@code redraw}, how many points pass: those of S_g. */
  private final double[] passing;

  private final List<PoolingLaw.State> states = new ArrayList<>();
  private final Optional<GuardedSelection> selection;
  private final Optional<GuardedTruncation> truncation;

  GuardedLaws(TruthCell cell) {
    this.cell = cell;
    plain = TruthLaws.withoutGates(cell);
    gates = cell.safeguards().gates();
    refill = cell.safeguards().refill();
    isBlind = gates.stream().allMatch(GuardedLaws::isBlind);
    isOnPool = gates.stream().allMatch(OnPool.class::isInstance);
    passing = new double[cell.generations() + 1];
    AvailableUnits stock = cell.stock();
    for (int g = 1; g <= cell.generations(); g++) {
      stock = stock.after(cell.policy(), g);
      passing[g] = stock.synthetic(g);
    }
    if (isBlind) {
      pool();
    }
    selection = isBlind ? Optional.empty() : GuardedSelection.of(cell);
    truncation = isBlind ? Optional.empty() : GuardedTruncation.of(cell);
  }

  private static boolean isBlind(Gate gate) {
    return gate.judge() instanceof Safeguard.Blind || gate.judge() instanceof Safeguard.Detector;
  }

  /** The probability that a gate keeps a synthetic or a real point. */
  private static double kept(Gate gate, boolean isSynthetic) {
    if (gate.judge() instanceof Safeguard.Detector detector) {
      return 1 - (isSynthetic ? detector.recall() : detector.falseAlarm());
    }
    return 1 - ((Safeguard.Thin) gate.judge()).share();
  }

  private static double kept(List<Gate> all, boolean isSynthetic) {
    return all.stream().mapToDouble(gate -> kept(gate, isSynthetic)).reduce(1, (a, b) -> a * b);
  }

  private double kept(boolean isSynthetic) {
    return kept(gates, isSynthetic);
  }

  /** The synthetic share of the points before the gates; empty where it has no simple law. */
  private Optional<Double> syntheticShare() {
    if (cell.policy() instanceof Policy.Mixture mixture) {
      return Optional.of(1 - mixture.realShare());
    }
    return cell.policy() instanceof Policy.Replace ? Optional.of(1.0) : Optional.empty();
  }

  private Optional<DetectorLaw> onPool() {
    return isBlind && isOnPool
        ? syntheticShare().map(s -> DetectorLaw.of(s, kept(true), kept(false)))
        : Optional.empty();
  }

  /** The states of the model where gates change the size of T_g or its synthetic share. */
  private void pool() {
    Optional<Estimator> estimator = estimator();
    boolean mixed = gates.stream().anyMatch(OnPool.class::isInstance) && !isOnPool;
    if (estimator.isEmpty() || syntheticShare().isEmpty() || mixed) {
      return;
    }
    double before = syntheticShare().orElseThrow();
    double share = onPool().map(DetectorLaw::contamination).orElse(before);
    double kept = onPool().map(DetectorLaw::kept).orElse(kept(true));
    if (refill == Refill.REDRAW && isOnPool) {
      states(1 - share, 1.0 / cell.size(), estimator.get());
    } else if (refill == Refill.SHRINK) {
      states(1 - share, DetectorLaw.reciprocal(cell.size(), kept), estimator.get());
    } else if (refill == Refill.REAL && before == 1 && isFaithful()) {
      replaced(kept);
    }
  }

  private void states(double realShare, double reciprocal, Estimator estimator) {
    MixtureLaw.states(
        realShare, (double) cell.real(), reciprocal, cell.generations(), estimator, states);
  }

  /**
   * Each of n points is synthetic with probability k, else drawn from R with replacement: D_t = 1/n
   * + (1 - 1/n) (k^2 D + 2 k (1 - k) A + (1 - k)^2 / |R|), where A_t = k A + (1 - k) / |R| is how
   * the error goes along with that of R.
   */
  private void replaced(double k) {
    double ofReal = 1.0 / cell.real();
    double error = ofReal;
    double shared = ofReal;
    states.add(new PoolingLaw.State(error, 1 - error, 1));
    for (int g = 1; g <= cell.generations(); g++) {
      double inherited = k * k * error + 2 * k * (1 - k) * shared + (1 - k) * (1 - k) * ofReal;
      error = 1.0 / cell.size() + (1 - 1.0 / cell.size()) * inherited;
      shared = k * shared + (1 - k) * ofReal;
      states.add(new PoolingLaw.State(error, 1 - error, 1));
    }
  }

  /** Whether points are drawn from the model as it is fitted. */
  private boolean isFaithful() {
    return !(cell.family() instanceof TruthSpec.Gaussian gaussian && gaussian.spread() != 1);
  }

  private Optional<Estimator> estimator() {
    if (cell.family() instanceof TruthSpec.Gaussian gaussian) {
      return gaussian.divisor() == TruthSpec.Divisor.N
          ? Optional.of(Estimator.gaussian(gaussian.divisor(), gaussian.spread()))
          : Optional.empty();
    }
    boolean cut = cell.family() instanceof TruthSpec.Zipf zipf && zipf.cut() < zipf.types();
    boolean types =
        cell.family() instanceof TruthSpec.Zipf || cell.family() instanceof TruthSpec.Categorical;
    return types && !cut && cell.temperature() == 1
        ? Optional.of(Estimator.likelihood())
        : Optional.empty();
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    if (cell.guarded().contains(measure)) {
      return generation == 0 ? Optional.empty() : guarded(generation, measure).map(Expectation::of);
    } else if (generation == 0) {
      return plain.expected(0, measure);
    } else if (isUnchanged()) {
      return plain.expected(generation, measure);
    } else if (!states.isEmpty()) {
      return ofState(states.get(generation), measure);
    }
    return selection
        .map(law -> law.expected(generation, measure))
        .orElseGet(() -> truncation.flatMap(law -> law.expected(generation, measure)));
  }

  /** Whether T_g has the distribution that it has without gates. */
  private boolean isUnchanged() {
    boolean redrawn =
        isBlind && refill == Refill.REDRAW && gates.stream().noneMatch(OnPool.class::isInstance);
    return redrawn
        || cell.safeguards().changesNothing()
        || cell.policy() instanceof Policy.Frozen
        || cell.policy() instanceof Policy.FreshDisjoint
        || cell.policy() instanceof Policy.Bootstrap;
  }

  private Optional<Expectation> ofState(PoolingLaw.State state, Measure measure) {
    double truth =
        cell.family() instanceof TruthSpec.Gaussian ? 1 : 1 - GuardedSelection.squares(cell);
    return switch (measure.metric()) {
      case "heterozygosity-ratio", "variance" -> Optional.of(Expectation.of(state.diversity()));
      case "squared-mean" -> Optional.of(Expectation.of(state.error()));
      case "mean-squared-error" -> Optional.of(Expectation.of(truth * state.error()));
      case "second-moment" -> Optional.of(Expectation.of(state.secondMoment()));
      default -> Optional.empty();
    };
  }

  private Optional<Double> guarded(int generation, Measure measure) {
    return switch (measure.metric()) {
      case "gate-kept" ->
          keptBy(Integer.parseInt(measure.scope().substring("gate=".length())) - 1, generation);
      case "contamination" -> contamination();
      case "candidates" -> candidates();
      default -> Optional.empty();
    };
  }

  /**
   * The share that a gate keeps. With {@code redraw} the number n that passes all gates is fixed.
   * Then the mean of kept / offered is larger by about P (1 - p)/n, where P is the probability that
   * a candidate which reaches this gate passes it and all gates after it.
   */
  private Optional<Double> keptBy(int gate, int generation) {
    Optional<Double> kept = Optional.empty();
    if (isBlind && isOnPool && syntheticShare().isPresent()) {
      double share = syntheticShare().orElseThrow();
      for (int k = 0; k < gate; k++) {
        share =
            DetectorLaw.of(share, kept(gates.get(k), true), kept(gates.get(k), false))
                .contamination();
      }
      Gate of = gates.get(gate);
      kept = Optional.of(DetectorLaw.of(share, kept(of, true), kept(of, false)).kept());
    } else if (isBlind(gates.get(gate))
        && !(gates.get(gate) instanceof OnPool)
        && !(refill == Refill.SHRINK && choosesFromPool())) {
      kept = Optional.of(kept(gates.get(gate), true));
    } else if (truncation.isPresent()) {
      kept = truncation.get().kept();
    } else if (gates.size() == 1 && gates.get(0).judge() instanceof Safeguard.BestOf best) {
      return Optional.of(1.0 / best.candidates());
    }
    if (refill != Refill.REDRAW) {
      return kept;
    }
    double n = passing[generation];
    if (gates.size() == 1) {
      return kept.map(p -> p + p * (1 - p) / n);
    }
    if (!isBlind || gates.stream().anyMatch(OnPool.class::isInstance)) {
      return Optional.empty();
    }
    double all = kept(gates.subList(gate, gates.size()), true);
    return kept.map(p -> p + all * (1 - p) / n);
  }

  /** Whether further candidates of a pool, whose size varies, come to gates on synthetic points. */
  private boolean choosesFromPool() {
    return gates.stream()
        .anyMatch(gate -> gate instanceof OnPool && gate.judge() instanceof Safeguard.BestOf);
  }

  /** The synthetic share of T_g: gates on the pool change it, gates on synthetic points do not. */
  private Optional<Double> contamination() {
    List<Gate> onPool = gates.stream().filter(OnPool.class::isInstance).toList();
    if (refill == Refill.REAL || !onPool.stream().allMatch(GuardedLaws::isBlind)) {
      return Optional.empty();
    }
    return syntheticShare()
        .map(s -> DetectorLaw.of(s, kept(onPool, true), kept(onPool, false)).contamination());
  }

  private Optional<Double> candidates() {
    if (gates.size() == 1 && gates.get(0).judge() instanceof Safeguard.BestOf best) {
      return Optional.of((double) best.candidates());
    } else if (refill != Refill.REDRAW) {
      return isBlind ? Optional.of(1.0) : Optional.empty();
    } else if (isBlind && isOnPool) {
      return onPool().map(law -> 1 / law.kept());
    } else if (isBlind && gates.stream().noneMatch(OnPool.class::isInstance)) {
      return Optional.of(1 / kept(true));
    }
    return truncation.flatMap(GuardedTruncation::kept).map(p -> 1 / p);
  }
}
