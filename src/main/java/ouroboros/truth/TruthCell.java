package ouroboros.truth;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.safeguard.SafeguardList;

/**
 * One cell of an experiment whose truth is known.
 *
 * @param family the family and its truth
 * @param policy which says what T_g is made of
 * @param real points of R, drawn from the truth, >= 1
 * @param size points drawn per synthetic generation, >= 1
 * @param generations the last g: the models are M_0 .. M_generations
 * @param drawing how points are drawn from a model
 * @param metrics names of the metrics to compute; empty means all of the family
 * @param safeguards between drawing and training
 */
public record TruthCell(
    TruthSpec family,
    Policy policy,
    long real,
    long size,
    int generations,
    Drawing drawing,
    List<String> metrics,
    SafeguardList safeguards)
    implements Serializable {
  public TruthCell {
    metrics = List.copyOf(metrics);
  }

  /**
   * How points are drawn.
   *
   * @param temperature {@code categorical} and {@code zipf} models draw from their probabilities
   *     raised to the power 1/temperature; 1 for all other families
   * @param backend point by point, or the statistics of all points at once
   * @param members whose models feed one pool; null where there is one model
   */
  public record Drawing(double temperature, Backend backend, @Nullable TruthMembers members)
      implements Serializable {
    /** Point by point, from the model as it is fitted. */
    public static final Drawing AS_FITTED = new Drawing(1, Backend.POINTS);

    /** One model draws. */
    public Drawing(double temperature, Backend backend) {
      this(temperature, backend, null);
    }
  }

  /** How many points are drawn at once. */
  public enum Backend {
    /**
     * {@link #POPULATION} from {@value #MANY} points a generation on where it can be, else points.
     */
    AUTO,
    POINTS,
    /** The counts or the moments of all points of a generation, from their exact law. */
    POPULATION
  }

  private static final double MANY = 1e8;

  /** A cell without safeguards. */
  public TruthCell(
      TruthSpec family,
      Policy policy,
      long real,
      long size,
      int generations,
      double temperature,
      List<String> metrics) {
    this(
        family,
        policy,
        real,
        size,
        generations,
        new Drawing(temperature, Backend.POINTS),
        metrics,
        SafeguardList.NONE);
  }

  /** A cell with temperature 1 and all metrics of the family. */
  public static TruthCell of(
      TruthSpec family, Policy policy, long real, long size, int generations) {
    return new TruthCell(family, policy, real, size, generations, 1, List.of());
  }

  /** The same cell with another number of generations. */
  public TruthCell until(int last) {
    return new TruthCell(family, policy, real, size, last, drawing, metrics, safeguards);
  }

  /** The same cell with another family and temperature. */
  public TruthCell with(TruthSpec other, double temperature) {
    return new TruthCell(
        other,
        policy,
        real,
        size,
        generations,
        new Drawing(temperature, drawing.backend()),
        metrics,
        safeguards);
  }

  /** The power of the probabilities is 1 divided by this. */
  public double temperature() {
    return drawing.temperature();
  }

  /** Whether the statistics of all points of a generation are drawn at once. */
  public boolean isPopulation() {
    return switch (drawing.backend()) {
      case POINTS -> false;
      case POPULATION -> true;
      case AUTO ->
          drawing.members() == null
              && (Math.max(real, size) >= MANY || isGrouped())
              && populationProblem().isEmpty();
    };
  }

  /** Whether there are so many types that their ranks are in groups. */
  boolean isGrouped() {
    return family instanceof TruthSpec.Zipf zipf && zipf.isGrouped();
  }

  /** Why its generations cannot be drawn at once; empty if they can. */
  public Optional<String> populationProblem() {
    return PopulationFamily.problem(this);
  }

  /** The metrics of this cell, in the order of the tables. */
  public List<Measure> measures() {
    TruthMembers members = drawing.members();
    List<Measure> all = members == null ? family.measures() : members.measures(family.measures());
    return all.stream()
        .filter(measure -> metrics.isEmpty() || metrics.contains(measure.metric()))
        .toList();
  }

  /** The metrics of its safeguards: subject {@code guarded}. None where it has none. */
  public List<Measure> guarded() {
    return GuardedMeasures.of(safeguards.gates()).stream()
        .filter(measure -> metrics.isEmpty() || metrics.contains(measure.metric()))
        .toList();
  }

  /**
   * The columns of its values: {@link #measures()}, {@link #guarded()}, and {@value
   * GuardedMeasures#COUNTS} counts of each gate: offered, kept, real points dropped.
   */
  public List<Measure> columns() {
    return Stream.of(measures(), guarded(), GuardedMeasures.counts(safeguards.gates()))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The column of a measure of the model, or of the safeguards; -1 where it is not measured.
   *
   * @param ofGates whether it is one of {@link #guarded()}
   */
  public int column(Measure measure, boolean ofGates) {
    int place = (ofGates ? guarded() : measures()).indexOf(measure);
    return ofGates && place >= 0 ? measures().size() + place : place;
  }

  /** The units that are available before anything is drawn. */
  public AvailableUnits stock() {
    return AvailableUnits.ofTruth(real, size);
  }
}
