package ouroboros.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import ouroboros.law.CountsOfCounts;
import ouroboros.law.Forecast;
import ouroboros.law.ShareLaw;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Survival;
import ouroboros.ngram.Smoothing;
import ouroboros.policy.Stock;

/**
 * What is expected of the cells of an experiment on text, from R's counts alone: retention and lost
 * mass of types, how many of each initial count survive, and the shares of components.
 *
 * <p>Where the family is a single Gaussian on documents: the variance of what is drawn.
 *
 * <p>What is left of types is known for n-gram models under maximum likelihood that are drawn from
 * as they are; a cell with smoothing, decoding controls or a forced sentence end has no law.
 */
public final class TextLaws {
  private final Map<String, Forecast> forecasts = new HashMap<>();
  private final Map<String, double[]> variances = new HashMap<>();
  private final Map<String, Shares> shares = new HashMap<>();
  private final SortedMap<Long, Long> typesOfCount;
  private final CountsOfCounts real;

  private TextLaws(SortedMap<Long, Long> typesOfCount) {
    this.typesOfCount = typesOfCount;
    this.real = CountsOfCounts.of(typesOfCount);
  }

  /**
   * The laws of all cells that have one.
   *
   * @param typesOfCount how many types occur how often in R
   */
  public static TextLaws of(
      Experiment experiment, UnitSizes parts, SortedMap<Long, Long> typesOfCount) {
    TextLaws laws = new TextLaws(typesOfCount);
    for (Cell cell : experiment.cells()) {
      PartSizes sizes = parts.of(cell);
      cell.size()
          .units(sizes.real())
          .ifPresent(
              size ->
                  laws.add(
                      cell,
                      Stock.ofCorpus(sizes.real(), sizes.reserve(), size),
                      experiment.generations()));
    }
    return laws;
  }

  private void add(Cell cell, Stock stock, int generations) {
    if (cell.family() instanceof FamilySpec.NgramMixture mixture) {
      ShareLaw.of(cell.policy(), stock, generations)
          .ifPresent(law -> shares.put(cell.name(), new Shares(law, mixture.grouping().scope())));
    }
    if (cell.family() instanceof FamilySpec.Sentences family
        && family.each().smoothing() instanceof Smoothing.None
        && cell.sampling().isFaithful()) {
      Forecast.of(cell.policy(), stock, generations)
          .ifPresent(forecast -> forecasts.put(cell.name(), forecast));
    } else if (cell.family() instanceof FamilySpec.GaussianMixture gaussian
        && gaussian.components() == 1) {
      VarianceLaw.of(cell.policy(), stock, generations)
          .ifPresent(ratios -> variances.put(cell.name(), ratios));
    }
  }

  /** No laws: what was made elsewhere may have been made in any way. */
  public static TextLaws none() {
    return new TextLaws(new java.util.TreeMap<>());
  }

  /** What is expected of a number; empty where no law is known. */
  public Optional<Expectation> of(SeriesKey key) {
    if (!key.scope().equals("all")) {
      return Optional.empty();
    }
    double[] ratios = variances.get(key.cell());
    if (ratios != null && key.metric().equals("variance-ratio")) {
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
        key.subject().equals("synthetic")
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
    Optional<Forecast.Survival> left = survival(cell, generation, "synthetic");
    if (n != 1 || left.isEmpty()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (var entry : typesOfCount.tailMap(initialCount).entrySet()) {
      if (Survival.lowest(entry.getKey()) != initialCount) {
        break;
      }
      sum += entry.getValue() * left.get().alive(entry.getKey());
    }
    return OptionalDouble.of(sum);
  }

  private Optional<Forecast.Survival> survival(String cell, int generation, String subject) {
    Forecast forecast = forecasts.get(cell);
    if (forecast == null) {
      return Optional.empty();
    }
    if (subject.equals("training")) {
      return Optional.of(forecast.ofTraining(generation, real));
    }
    return subject.equals("synthetic") && generation > 0
        ? Optional.of(forecast.ofSynthetic(generation, real))
        : Optional.empty();
  }
}
