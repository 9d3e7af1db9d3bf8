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
import ouroboros.experiment.Size;
import ouroboros.experiment.UnitSizes;
import ouroboros.law.Census;
import ouroboros.law.EffectivePolicy;
import ouroboros.law.Forecast;
import ouroboros.law.ShareLaw;
import ouroboros.law.VarianceLaw;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;

/**
 * The laws of an experiment on text, computed from the real text alone. They predict the retention
 * and lost mass of types, how many types of each initial count survive, and the shares of
 * components.
 *
 * <p>Where the family is a single Gaussian on documents, they predict the variance of what is
 * drawn.
 *
 * <p>The survival of types is known for n-gram models under maximum likelihood, where units are
 * drawn from the model as it is fitted. A cell with smoothing, decoding controls, a forced sentence
 * end, or safeguards that see the text, has no law; for others see {@link EffectivePolicy}.
 */
public final class TextLaws {
  private final Map<String, Forecast> forecasts = new HashMap<>();
  private final Map<Survivors, Forecast.Survival> survivals = new HashMap<>();
  private final Map<String, double[]> variances = new HashMap<>();
  private final Map<String, Shares> shares = new HashMap<>();
  private final Map<String, MemberLaws> members = new HashMap<>();

  private TextLaws() {}

  /**
   * The laws of all cells that have one; none where R is drawn again for each replicate.
   *
   * @param census the counts of the text that {@link #slices} asks for
   */
  public static TextLaws of(Experiment experiment, UnitSizes parts, Census census) {
    TextLaws laws = new TextLaws();
    if (isRedrawn(experiment)) {
      return laws;
    }
    for (Cell cell : experiment.cells()) {
      if (cell.ecosystem() != null) {
        MemberLaws.of(cell, parts, census).ifPresent(law -> laws.members.put(cell.name(), law));
        continue;
      }
      stock(experiment, cell, parts)
          .ifPresent(
              stock ->
                  EffectivePolicy.of(cell.policy(), cell.safeguards())
                      .ifPresent(
                          policy ->
                              laws.add(cell, policy, stock, experiment.generations(), census)));
    }
    return laws;
  }

  private void add(Cell cell, Policy policy, AvailableUnits stock, int generations, Census census) {
    if (cell.family() instanceof FamilySpec.NgramMixture mixture) {
      ShareLaw.of(policy, stock, generations)
          .ifPresent(law -> shares.put(cell.name(), new Shares(law, mixture.grouping().scope())));
    }
    if (losesTypesByChance(cell)) {
      Forecast.of(policy, stock, generations, census)
          .ifPresent(forecast -> forecasts.put(cell.name(), forecast));
    }
    if (cell.family() instanceof FamilySpec.GaussianMixture gaussian
        && gaussian.components() == 1) {
      VarianceLaw.of(policy, stock, generations)
          .ifPresent(ratios -> variances.put(cell.name(), ratios));
    }
  }

  /**
   * The slices of real text outside R, and the parts of R, that have to be counted. Empty where not
   * even R has to be counted.
   */
  public static Optional<Set<RecipeLine>> slices(Experiment experiment, UnitSizes parts) {
    Set<RecipeLine> slices = new LinkedHashSet<>();
    boolean any = false;
    if (isRedrawn(experiment)) {
      return Optional.empty();
    }
    for (Cell cell : experiment.cells()) {
      if (cell.ecosystem() != null) {
        any = true;
        slices.addAll(MemberLaws.parts(cell, parts).values());
      }
      Optional<AvailableUnits> stock =
          cell.ecosystem() == null && losesTypesByChance(cell)
              ? stock(experiment, cell, parts)
              : Optional.empty();
      any |= stock.isPresent();
      stock
          .map(of -> Forecast.slices(cell.policy(), of, experiment.generations()).values())
          .ifPresent(slices::addAll);
    }
    return any ? Optional.of(slices) : Optional.empty();
  }

  /** Whether every replicate has an R of its own. A law is for one R, so there is none then. */
  private static boolean isRedrawn(Experiment experiment) {
    return experiment.corpus() != null && experiment.corpus().resample();
  }

  /** Whether R is known only by its counts of counts, so that every token is a unit. */
  private static boolean isCounted(Experiment experiment) {
    return experiment.corpus() != null && experiment.corpus().countsOfCounts() != null;
  }

  /**
   * Whether the model of a cell gives positive probability only to what it was fitted to, so that
   * types are lost by chance alone. Where statements are planted, R is not the one that was
   * counted.
   */
  private static boolean losesTypesByChance(Cell cell) {
    return cell.inject() == null
        && cell.family() instanceof FamilySpec.Sentences family
        && family.each().smoothing() instanceof Smoothing.None
        && cell.sampling().isFaithful()
        && cell.safeguards().drawsAsFitted();
  }

  /**
   * The units that are available to a cell at the start. Empty where it is not known in advance how
   * many units T_g takes from each source.
   */
  private static Optional<AvailableUnits> stock(Experiment experiment, Cell cell, UnitSizes units) {
    PartSizes parts = units.of(cell);
    OptionalLong size =
        isCounted(experiment) && cell.size() instanceof Size.Tokens tokens
            ? OptionalLong.of(tokens.tokens())
            : cell.size().units(parts.real());
    return size.isPresent()
            && EffectivePolicy.of(cell.policy(), cell.safeguards()).isPresent()
            && !cell.safeguards().mayAct()
        ? Optional.of(
            AvailableUnits.ofCorpus(parts.real(), parts.reserve(), size.getAsLong())
                .choosing(cell.policy(), parts.realTokens(), parts.reserveTokens()))
        : Optional.empty();
  }

  /** No laws. For texts that other programs made: nothing is known about how they were made. */
  public static TextLaws none() {
    return new TextLaws();
  }

  /** The expectation of a number; empty where no law is known. */
  public Optional<Expectation> of(SeriesKey key) {
    MemberLaws ofMembers = members.get(key.cell());
    if (ofMembers != null) {
      return ofMembers.of(key);
    }
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
   * The expectation of the share of a component; empty where no law is known.
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
   * The law of the shares of a cell's components.
   *
   * @param scope how the scopes of components begin
   */
  private record Shares(ShareLaw law, String scope) {}

  /** How many types of a bin of initial counts are expected in S_g; empty where no law is known. */
  public OptionalDouble survivors(String cell, int generation, int n, long initialCount) {
    if (n != 1) {
      return OptionalDouble.empty();
    }
    MemberLaws ofMembers = members.get(cell);
    if (ofMembers != null && generation > 0) {
      return OptionalDouble.of(
          ofMembers.ofSynthetic(generation).types().getOrDefault(initialCount, 0.0));
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

  /** The corpus or training set in which types survive. */
  private record Survivors(String cell, int generation, Subject subject) {}
}
