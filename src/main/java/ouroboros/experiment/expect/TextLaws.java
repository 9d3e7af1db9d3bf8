package ouroboros.experiment.expect;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.UnitSizes;
import ouroboros.law.Census;
import ouroboros.law.Forecast;
import ouroboros.law.ShareLaw;
import ouroboros.law.VarianceLaw;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.RecipeLine;

/**
 * What is expected of the cells of an experiment on text, from the real text alone: retention and
 * lost mass of types, how many of each initial count survive, and the shares of components.
 *
 * <p>Where the family is a single Gaussian on documents: the variance of what is drawn.
 *
 * <p>What is left of types is known for n-gram models under maximum likelihood that are drawn from
 * as they are; a cell with smoothing, decoding controls, a forced sentence end or safeguards has no
 * law.
 */
public final class TextLaws {
  private final Map<String, Forecast> forecasts = new HashMap<>();
  private final Map<Survivors, Forecast.Survival> survivals = new HashMap<>();
  private final Map<String, double[]> variances = new HashMap<>();
  private final Map<String, Shares> shares = new HashMap<>();

  private TextLaws() {}

  /**
   * The laws of all cells that have one.
   *
   * @param census of what {@link #slices} asks for
   */
  public static TextLaws of(Experiment experiment, UnitSizes parts, Census census) {
    TextLaws laws = new TextLaws();
    for (Cell cell : experiment.cells()) {
      stock(cell, parts)
          .ifPresent(stock -> laws.add(cell, stock, experiment.generations(), census));
    }
    return laws;
  }

  private void add(Cell cell, AvailableUnits stock, int generations, Census census) {
    if (cell.family() instanceof FamilySpec.NgramMixture mixture) {
      ShareLaw.of(cell.policy(), stock, generations)
          .ifPresent(law -> shares.put(cell.name(), new Shares(law, mixture.grouping().scope())));
    }
    if (losesTypesByChance(cell)) {
      Forecast.of(cell.policy(), stock, generations, census)
          .ifPresent(forecast -> forecasts.put(cell.name(), forecast));
    }
    if (cell.family() instanceof FamilySpec.GaussianMixture gaussian
        && gaussian.components() == 1) {
      VarianceLaw.of(cell.policy(), stock, generations)
          .ifPresent(ratios -> variances.put(cell.name(), ratios));
    }
  }

  /** What has to be counted of real text besides R; empty where R need not be counted either. */
  public static Optional<Set<RecipeLine>> slices(Experiment experiment, UnitSizes parts) {
    Set<RecipeLine> slices = new LinkedHashSet<>();
    boolean any = false;
    for (Cell cell : experiment.cells()) {
      Optional<AvailableUnits> stock =
          losesTypesByChance(cell) ? stock(cell, parts) : Optional.empty();
      any |= stock.isPresent();
      stock
          .map(of -> Forecast.slices(cell.policy(), of, experiment.generations()).values())
          .ifPresent(slices::addAll);
    }
    return any ? Optional.of(slices) : Optional.empty();
  }

  /** Whether its model draws what it was fitted to, and nothing else. */
  private static boolean losesTypesByChance(Cell cell) {
    return cell.family() instanceof FamilySpec.Sentences family
        && family.each().smoothing() instanceof Smoothing.None
        && cell.sampling().isFaithful();
  }

  /** What a cell begins with, if it is known how many units T_g will have of each source. */
  private static Optional<AvailableUnits> stock(Cell cell, UnitSizes units) {
    PartSizes parts = units.of(cell);
    OptionalLong size = cell.size().units(parts.real());
    return size.isPresent() && cell.safeguards().isEmpty()
        ? Optional.of(AvailableUnits.ofCorpus(parts.real(), parts.reserve(), size.getAsLong()))
        : Optional.empty();
  }

  /** No laws: what was made elsewhere may have been made in any way. */
  public static TextLaws none() {
    return new TextLaws();
  }

  /** What is expected of a number; empty where no law is known. */
  public Optional<Expectation> of(SeriesKey key) {
    if (!key.scope().equals("all")) {
      return Optional.empty();
    }
    double[] ratios = variances.get(key.cell());
    if (ratios != null
        && key.metric().equals("variance-ratio")
        && key.subject() == Subject.SYNTHETIC
        && key.generation() > 0) {
      return Optional.of(Expectation.of(ratios[key.generation()]));
    }
    return survival(key.cell(), key.generation(), key.subject())
        .flatMap(
            left ->
                switch (key.metric()) {
                  case "vocabulary-retention", "retention-1" ->
                      Optional.of(Expectation.of(left.retention()));
                  case "lost-mass-1" -> Optional.of(Expectation.of(left.lostMass()));
                  default -> Optional.empty();
                });
  }

  /**
   * What is expected of the share of a component; empty where no law is known.
   *
   * @param ofReal its share in R
   */
  public Optional<Expectation> share(SeriesKey key, double ofReal) {
    Shares known = shares.get(key.cell());
    if (known == null || !key.scope().startsWith(known.scope)) {
      return Optional.empty();
    }
    return Optional.of(
        key.subject() == Subject.SYNTHETIC
            ? known.law.ofSynthetic(key.generation(), ofReal)
            : known.law.ofTraining(key.generation(), ofReal));
  }

  /**
   * How the components of a cell fare.
   *
   * @param scope how the scopes of components begin
   */
  private record Shares(ShareLaw law, String scope) {}

  /** How many types of a bin of initial counts are expected in S_g; empty where no law is known. */
  public OptionalDouble survivors(String cell, int generation, int n, long initialCount) {
    if (n != 1) {
      return OptionalDouble.empty();
    }
    return survival(cell, generation, Subject.SYNTHETIC)
        .map(left -> OptionalDouble.of(left.types().getOrDefault(initialCount, 0.0)))
        .orElse(OptionalDouble.empty());
  }

  private Optional<Forecast.Survival> survival(String cell, int generation, Subject subject) {
    Forecast forecast = forecasts.get(cell);
    boolean training = subject == Subject.TRAINING;
    boolean drawn = subject == Subject.SYNTHETIC && generation > 0;
    if (forecast == null || !(training || drawn)) {
      return Optional.empty();
    }
    return Optional.of(
        survivals.computeIfAbsent(
            new Survivors(cell, generation, subject),
            of -> training ? forecast.ofTraining(generation) : forecast.ofSynthetic(generation)));
  }

  /** What types survive in. */
  private record Survivors(String cell, int generation, Subject subject) {}
}
