package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.SentenceMetric;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/**
 * Which cells that draw sentences draw a generation as a population: as its count table, in time
 * that hardly depends on its size. Under {@code auto} these are the cells for which it is possible,
 * whose S_1 has at least 10^8 tokens, and whose model is sure to have at most 2^26 n-grams. With
 * smoothing that means 2^26 n-grams that can be drawn: from 10^8 tokens on, their number alone does
 * not say that there are fewer.
 */
public final class TextBackend {
  /** Tokens of a generation from which {@code auto} draws populations. */
  public static final double MANY_TOKENS = 1e8;

  /** The most n-grams of a population, as many as an array has places. */
  private static final long MOST_NGRAMS = Integer.MAX_VALUE;

  /** How often a line of a recipe takes each real sentence at most, on average. */
  public static final long MOST_COPIES = 1L << 30;

  /**
   * Amounts for which recipes are made to look at them. They have no common factors, so no line
   * takes a whole source by chance.
   */
  private static final long REAL = 10_007;

  private static final long RESERVE = 100_000_007;
  private static final long DRAWN = 100_003;
  private static final int LAST = 4;

  private TextBackend() {}

  /**
   * Whether a cell draws populations, given R's sentences, tokens and types. No bit of that depends
   * on the memory of a machine.
   */
  public static boolean isPopulation(Cell cell, long sentences, long tokens, long types) {
    return switch (cell.sampling().backend()) {
      case SENTENCES -> false;
      case POPULATION -> cell.family() instanceof FamilySpec.Sentences;
      case AUTO ->
          hasManyTokens(cell, sentences, tokens)
              && obstacle(cell, sentences, tokens, types).isEmpty();
    };
  }

  /**
   * What of an experiment {@code auto} draws one by one although it has many tokens: the reason,
   * and of how many cells.
   */
  public static SortedMap<String, Long> notes(Experiment experiment, UnitSizes sizes) {
    TreeMap<String, Long> notes = new TreeMap<>();
    for (Cell cell : experiment.cells()) {
      if (!(cell.family() instanceof FamilySpec.Ngram)
          || cell.sampling().backend() != Sampling.Backend.AUTO) {
        continue;
      }
      PartSizes parts = sizes.of(cell);
      if (hasManyTokens(cell, parts.real(), parts.realTokens())) {
        obstacle(cell, parts.real(), parts.realTokens(), parts.realTypes())
            .ifPresent(
                reason ->
                    notes.merge(
                        "sampling.backend auto: sentences are drawn one by one: " + reason,
                        1L,
                        Long::sum));
      }
    }
    return notes;
  }

  private static boolean hasManyTokens(Cell cell, long sentences, long tokens) {
    if (cell.size() instanceof Size.Tokens size) {
      return size.tokens() >= MANY_TOKENS;
    }
    double drawn = cell.policy().syntheticUnits(1, stock(cell, sentences));
    return drawn * (tokens / (double) Math.max(1, sentences)) >= MANY_TOKENS;
  }

  /** Why {@code auto} cannot draw a cell as a population; empty if it can. */
  private static Optional<String> obstacle(Cell cell, long sentences, long tokens, long types) {
    return problems(cell).stream()
        .findFirst()
        .or(() -> shards(cell.sampling()))
        .or(() -> support(cell.family(), types))
        .or(() -> large(cell.family(), sentences, tokens, types))
        .or(() -> groups(cell.policy(), stock(cell, sentences)));
  }

  /** Why {@code auto} does not move walkers through a model in shards. */
  private static Optional<String> shards(Sampling sampling) {
    return sampling.model() == Sampling.ModelPlace.SHARDED
        ? Optional.of(
            "through a model in shards walkers take a Spark stage for every token of the longest"
                + " sentence: choose sampling.backend population if that is wanted")
        : Optional.empty();
  }

  /** Whether its generations can be drawn as populations, and may be, where R is known. */
  public static boolean canBePopulation(Cell cell, long sentences, long tokens, long types) {
    return cell.sampling().backend() != Sampling.Backend.SENTENCES
        && obstacle(cell, sentences, tokens, types).isEmpty();
  }

  /**
   * Why the n-grams of R may be too many for a model in one memory; empty if they are not. There is
   * at most one for each token and each end of a sentence. Only {@code auto} goes by that.
   */
  private static Optional<String> large(
      FamilySpec family, long sentences, long tokens, long types) {
    if (!(family instanceof FamilySpec.Ngram ngram && ngrams(family, types) == 0)) {
      return Optional.empty();
    }
    double most =
        Math.min((double) tokens + sentences, FullContexts.ngrams(ngram.order(), types + 1));
    return most > FullContexts.MOST
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "R has up to %.3g n-grams of order %d, a model of up to %.3g GB while walkers move,"
                    + " in one memory; auto takes at most %,d n-grams: choose sampling.backend"
                    + " population where that fits",
                most,
                ngram.order(),
                TextPopulation.BYTES * most / 1e9,
                FullContexts.MOST))
        : Optional.empty();
  }

  /** Why the n-grams that can be drawn are too many to compile them all; empty if they are not. */
  private static Optional<String> support(FamilySpec family, long types) {
    return family instanceof FamilySpec.Ngram ngram && ngrams(family, types) > FullContexts.MOST
        ? Optional.of(FullContexts.tooMany(ngram.order(), types + 1))
        : Optional.empty();
  }

  /**
   * Why the n-grams of a population are too many for any memory; empty if they are not. With
   * smoothing there are at most as many as tokens and ends of sentences, and at most types^order.
   * Whether they fit into the memory of a process is known when it draws.
   *
   * @param units sentences of S_1
   */
  public static Optional<String> support(FamilySpec family, double units, PartSizes parts) {
    double drawn = units * (1 + parts.realTokens() / (double) Math.max(1, parts.real()));
    double all = ngrams(family, parts.realTypes());
    return family instanceof FamilySpec.Ngram ngram && Math.min(all, drawn) > MOST_NGRAMS
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "with smoothing, new n-grams come with every sentence: %,.0f sentences have up to"
                    + " %.3g n-grams of order %d, and %,d types make %.3g; a population has at most"
                    + " %,d: lower size or family.order, raise corpus.min-count, or choose"
                    + " sampling.backend sentences",
                units,
                drawn,
                ngram.order(),
                parts.realTypes() + 1,
                all,
                MOST_NGRAMS))
        : Optional.empty();
  }

  /** How many n-grams can be drawn with smoothing where R has so many types; 0 without. */
  public static double ngrams(FamilySpec family, long types) {
    // One more than the words of R: the end of a sentence.
    return family instanceof FamilySpec.Ngram ngram
            && !(ngram.smoothing() instanceof Smoothing.None)
        ? FullContexts.ngrams(ngram.order(), types + 1)
        : 0;
  }

  /** How often T_1 takes each real sentence on average, if that is too often; else empty. */
  public static OptionalLong copies(Policy policy, AvailableUnits stock) {
    AvailableUnits drawn = stock.and(policy.syntheticUnits(1, stock));
    return policy.recipe(1, drawn, new Key(1, 0)).parts().stream()
        .filter(line -> !(line.source() instanceof Source.Synthetic))
        .mapToLong(line -> line.units() / Math.max(1, line.source().units(drawn)))
        .filter(copies -> copies > MOST_COPIES)
        .findFirst();
  }

  private static AvailableUnits stock(Cell cell, long sentences) {
    return AvailableUnits.ofCorpus(sentences, 0, cell.size().units(sentences).orElseThrow())
        .choosing(List.of(1L));
  }

  private static List<String> problems(Cell cell) {
    if (cell.ecosystem() != null) {
      return List.of("the pools of an ecosystem are made of single sentences");
    }
    return problems(cell.family(), cell.policy(), cell.size(), cell.sampling(), cell.safeguards());
  }

  /** Why a cell cannot draw populations, one reason each; empty if it can. */
  public static List<String> problems(
      FamilySpec family, Policy policy, Size size, Sampling sampling, SafeguardList safeguards) {
    List<String> problems = new ArrayList<>();
    if (!(family instanceof FamilySpec.Ngram)) {
      return List.of("a population is drawn from one n-gram model; family must be ngram");
    }
    decoding(sampling.decoding(safeguards)).ifPresent(problems::add);
    if (size instanceof Size.Tokens) {
      problems.add(
          "size in tokens ends with a certain sentence, and a population has no single sentences;"
              + " size must be in sentences");
    }
    if (sampling.model() == Sampling.ModelPlace.SHARDED
        && family instanceof FamilySpec.Ngram ngram
        && !(ngram.smoothing() instanceof Smoothing.None)) {
      problems.add(
          "with smoothing, walkers are in one memory; sampling.model must be auto or broadcast");
    }
    safeguards(safeguards).ifPresent(problems::add);
    recipes(policy).ifPresent(problems::add);
    return problems;
  }

  private static Optional<String> decoding(Decoding decoding) {
    if (decoding.penalises()) {
      return Optional.of(
          "a repetition penalty depends on the words that a sentence already contains, and a"
              + " population only knows how many sentences are in each context; leave it out");
    }
    return decoding.hasFloor()
        ? Optional.of("an entropy floor is not available for populations; leave it out")
        : Optional.empty();
  }

  private static Optional<String> safeguards(SafeguardList safeguards) {
    if (!safeguards.gates().isEmpty()) {
      return Optional.of("gates judge single sentences, which a population does not have");
    }
    if (safeguards.drawing(Safeguard.Ensemble.class).isPresent()
        || safeguards.drawing(Safeguard.Retrieval.class).isPresent()) {
      return Optional.of("a population is drawn from one model; remove ensemble and retrieval");
    }
    boolean changes =
        safeguards.alarms().stream()
            .map(Safeguard.Alarm::action)
            .anyMatch(
                action ->
                    !(action instanceof AlarmAction.Warn
                        || action instanceof AlarmAction.Stop
                        || action instanceof AlarmAction.Refresh
                        || action instanceof AlarmAction.Rollback));
    if (changes) {
      return Optional.of("an alarm may not change how a population is drawn; remove that action");
    }
    return safeguards.alarms().stream()
        .map(Safeguard.Alarm::metric)
        .filter(name -> MetricCatalogue.named(name).orElse(null) instanceof SentenceMetric)
        .findFirst()
        .map(
            name ->
                "an alarm watches " + name + ", which needs sentences, and a population has none");
  }

  /**
   * T_g must be a sum of whole count tables, and of parts of S_j whose sentences are in the same
   * training sets: {@link Stays}.
   */
  private static Optional<String> recipes(Policy policy) {
    AvailableUnits stock = AvailableUnits.ofCorpus(REAL, RESERVE, DRAWN).choosing(List.of(1L));
    if (!policy.problems(LAST, stock).isEmpty()) {
      return Optional.empty();
    }
    for (int g = 1; g <= LAST; g++) {
      stock = stock.and(policy.syntheticUnits(g, stock));
      for (RecipeLine line : policy.recipe(g, stock, new Key(1, 0)).parts()) {
        if (line.source() instanceof Source.Synthetic synthetic
            && !line.isWhole(synthetic.units(stock))
            && !isPartOfNewest(line, synthetic, g)
            && !(policy.thins() && line.take() instanceof Choice.Survivors)) {
          return Optional.of(
              "policy "
                  + policy.kind()
                  + " chooses in every generation again among all earlier sentences, and a sentence"
                  + " is not a bag of n-grams: counts do not say which n-grams go with a sentence"
                  + " that is chosen again");
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a line takes some sentences of the newest generation, each at most once. */
  private static boolean isPartOfNewest(RecipeLine line, Source.Synthetic source, int g) {
    return source.generation() == g
        && (line.take() instanceof Choice.Without || line.take() instanceof Choice.Slice);
  }

  /** Why S_1 would be drawn in too many groups; empty if it is not. */
  public static Optional<String> groups(Policy policy, AvailableUnits stock) {
    if (!policy.thins()) {
      return Optional.empty();
    }
    try {
      Stays.of(policy, 1, stock.and(policy.syntheticUnits(1, stock)), new Key(1, 0));
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
