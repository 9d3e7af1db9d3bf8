package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.SampledGenerations;
import ouroboros.ancestry.ShownAncestry;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.OutFolder;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.RecipeLine;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.draw.RedrawnUnits;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * Follows tokens of S_g back to people, one generation after the other. In each, the sentences that
 * contain them are drawn again, which gives an n-gram and the number of one of its occurrences;
 * then the sentences of the training set are drawn again, to find these occurrences.
 *
 * <p>Cost of a generation: two passes over its training set, and one over the sentences that are
 * asked for.
 */
public final class Ancestry {
  /** The counter word of the choice of sampled tokens; no unit has this number. */
  private static final long SAMPLE = -1;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final CorpusReader corpus;
  private final TracedLineage lineage;
  private final RecipeSentences sentences;
  private final OccurrenceSearch search;
  private final ParentSearch parents;
  private final int generation;

  private Ancestry(
      JavaSparkContext spark,
      Storage storage,
      CorpusReader corpus,
      TracedLineage lineage,
      int generation) {
    this.spark = spark;
    this.storage = storage;
    this.corpus = corpus;
    this.lineage = lineage;
    this.sentences = new RecipeSentences(spark, storage, lineage);
    this.search = new OccurrenceSearch(spark, storage);
    this.parents = new ParentSearch(spark, storage, lineage, sentences, search);
    this.generation = generation;
  }

  /**
   * Refuses a cell whose tokens have no single parents.
   *
   * @throws ouroboros.experiment.SpecException with the reason
   */
  public static void refuse(Cell cell) {
    TracedLineage.refuse(cell);
  }

  /** The ancestry of S_g of a lineage, g >= 1. */
  public static Ancestry open(
      JavaSparkContext spark,
      OutFolder out,
      String cell,
      int replicate,
      int generation,
      CorpusReader corpus) {
    TracedLineage lineage = TracedLineage.open(spark, out, cell, replicate, generation, corpus);
    return new Ancestry(spark, new Storage(out.root()), corpus, lineage, generation);
  }

  /** Tokens of S_g, without {@code </s>}. */
  public long tokens() {
    return lineage.tokens(generation);
  }

  /**
   * Tokens of each source, without {@code </s>}; S'_j for {@code j < g}, which is what models copy.
   */
  public SortedMap<Integer, Long> sizes() {
    TreeMap<Integer, Long> sizes = new TreeMap<>();
    sizes.put(Place.RESERVE, corpus.corpus().part(Part.RESERVE).tokens());
    sizes.put(Place.REAL, corpus.corpus().part(Part.REAL).tokens());
    for (int j = 1; j < generation; j++) {
      sizes.put(j, Objects.requireNonNull(lineage.sealed(j).tables().passed()).tokens());
    }
    sizes.put(generation, tokens());
    return sizes;
  }

  /**
   * The shares of the sources in the training set of each S_g, if every token of it is equally
   * likely to be copied: without smoothing, decoding and gates, and where whole sources are taken.
   */
  public Optional<Map<Integer, NavigableMap<Integer, Double>>> shares() {
    Cell cell = lineage.cell();
    if (!(cell.family() instanceof FamilySpec.Ngram family)
        || !(family.smoothing() instanceof Smoothing.None)
        || !cell.safeguards().isEmpty()
        || !cell.sampling().decoding(cell.safeguards()).isNone()
        || cell.sampling().maxLength() != null) {
      return Optional.empty();
    }
    SortedMap<Integer, Long> sizes = sizes();
    Map<Integer, NavigableMap<Integer, Double>> shares = new HashMap<>();
    for (int g = 1; g <= generation; g++) {
      int t = lineage.model(g);
      NavigableMap<Integer, Double> weights = new TreeMap<>();
      for (RecipeLine line : lineage.recipe(t).parts()) {
        if (!line.isWhole(line.source().units(lineage.available(t)))) {
          return Optional.empty();
        }
        int source = RecipeSentences.number(line.source());
        weights.put(source, (double) line.weight() * Objects.requireNonNull(sizes.get(source)));
      }
      double all = weights.values().stream().mapToDouble(weight -> weight).sum();
      weights.replaceAll((source, weight) -> weight / all);
      shares.put(g, weights);
    }
    return Optional.of(shares);
  }

  /** The order of the model. */
  public int order() {
    return NgramModels.family(lineage.cell()).order();
  }

  /** The share of each stratum in the tokens of R. */
  public SortedMap<String, Double> strata() {
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    TreeMap<String, Double> strata = new TreeMap<>();
    for (int s = 0; s < real.strata().size(); s++) {
      strata.put(
          corpus.corpus().strata().get(s),
          (double) real.strata().get(s).tokens() / Math.max(1, real.tokens()));
    }
    return strata;
  }

  /** Sentences of S_g. */
  public long units() {
    return lineage.sealed(generation).record().units();
  }

  /** The vocabulary of the corpus. */
  public Vocabulary vocabulary() {
    return lineage.vocabulary();
  }

  /** The tree of so many tokens of S_g, chosen at random without replacement. */
  public FamilyTree sampled(int many, IntConsumer begun) {
    List<Place> chosen = chosen(generation, many);
    return followed(new TreeMap<>(Map.of(generation, chosen)), chosen, begun);
  }

  /**
   * The tree of so many tokens of each generation, chosen at random without replacement: of S_g and
   * of S'_j for {@code j < g}, which is what models were trained on. All of them are followed in
   * one pass.
   */
  public SampledGenerations ofGenerations(int many, IntConsumer begun) {
    TreeMap<Integer, List<Place>> chosen = new TreeMap<>();
    for (int j = 1; j <= generation; j++) {
      chosen.put(j, chosen(j, many));
    }
    List<Place> youngest = Objects.requireNonNull(chosen.get(generation));
    return new SampledGenerations(followed(chosen, youngest, begun), chosen);
  }

  /**
   * What a reader sees: the paths of all tokens of some sentences of S_g, and so many tokens of
   * each generation, followed in one pass.
   */
  public ShownAncestry shown(long[] units, int many, IntConsumer begun) {
    TreeMap<Integer, List<Place>> chosen = new TreeMap<>();
    for (int j = 1; j <= generation; j++) {
      chosen.put(j, chosen(j, many));
    }
    List<Place> shown = new ArrayList<>();
    for (long unit : units) {
      shown.addAll(tokensOf(unit));
    }
    TreeMap<Integer, List<Place>> all = new TreeMap<>(chosen);
    all.merge(
        generation,
        shown,
        (sampled, own) -> Stream.concat(sampled.stream(), own.stream()).distinct().toList());
    FamilyTree tree = followed(all, shown, begun);
    TreeSet<Place> sentencesOfPaths = new TreeSet<>();
    TreeSet<Place> humans = new TreeSet<>();
    for (Place token : shown) {
      for (Place place : tree.path(token)) {
        (place.isHuman() ? humans : sentencesOfPaths)
            .add(new Place(place.source(), place.unit(), 0));
      }
    }
    chosen.values().stream()
        .flatMap(List::stream)
        .flatMap(token -> tree.human(token).stream())
        .forEach(humans::add);
    return new ShownAncestry(
        new SampledGenerations(tree, chosen), texts(sentencesOfPaths), humans(humans));
  }

  /** The synthetic sentences that begin at these places. */
  private SortedMap<Place, List<Integer>> texts(Set<Place> firsts) {
    TreeMap<Place, List<Integer>> texts = new TreeMap<>();
    for (int source : firsts.stream().mapToInt(Place::source).distinct().sorted().toArray()) {
      DrawnText text = source == generation ? lineage.drawn(source) : lineage.passed(source);
      long[] units =
          firsts.stream()
              .filter(place -> place.source() == source)
              .mapToLong(Place::unit)
              .sorted()
              .toArray();
      RedrawnUnits redrawn =
          text.gated() == null ? RedrawnUnits.of(text.corpus(), text.words()) : text.gated();
      redrawn
          .sentences(storage, units)
          .forEach(
              (unit, tokens) ->
                  texts.put(new Place(source, unit, 0), HumanSentence.tokens(tokens)));
    }
    return texts;
  }

  /** So many tokens of S_g, or of S'_j for {@code j < g}; all of them if there are fewer. */
  private List<Place> chosen(int j, int many) {
    AskedNgrams.Builder every = new AskedNgrams.Builder();
    every.number(new AskedNgrams.Ngram(AskedNgrams.ANY, List.of()));
    long tokens = Objects.requireNonNull(sizes().get(j));
    long[] numbers = chosen((int) Math.min(many, tokens), tokens, j);
    return Arrays.asList(
        search.find(
            List.of(j == generation ? sentences.drawn(j) : sentences.passed(j)),
            every.build(),
            new int[numbers.length],
            (i, total) -> numbers[i]));
  }

  /** Numbers of tokens without replacement, ascending, by Floyd's algorithm. */
  private long[] chosen(int many, long tokens, int j) {
    KeyedStream random = lineage.key().stream(j, Purpose.ANCESTOR, SAMPLE);
    Set<Long> chosen = new HashSet<>();
    for (long last = tokens - many; last < tokens; last++) {
      long drawn = random.below(last + 1);
      chosen.add(chosen.contains(drawn) ? last : drawn);
    }
    return chosen.stream().mapToLong(each -> each).sorted().toArray();
  }

  /** The tree of all tokens of a sentence of S_g. */
  public FamilyTree ofSentence(long unit, IntConsumer begun) {
    List<Place> tokens = tokensOf(unit);
    return followed(new TreeMap<>(Map.of(generation, tokens)), tokens, begun);
  }

  private List<Place> tokensOf(long unit) {
    return IntStream.range(0, sentence(unit).size())
        .mapToObj(at -> new Place(generation, unit, at))
        .toList();
  }

  /** The tokens of a sentence of S_g. */
  public List<Integer> sentence(long unit) {
    int[] tokens =
        RedrawnUnits.of(lineage.drawn(generation).corpus(), lineage.drawn(generation).words())
            .sentences(storage, new long[] {unit})
            .get(unit);
    return HumanSentence.tokens(Objects.requireNonNull(tokens));
  }

  /** The human sentences that contain these tokens, by their first place. */
  public SortedMap<Place, HumanSentence> humans(Iterable<Place> tokens) {
    return new HumanSentences(spark, corpus).of(tokens);
  }

  /**
   * The tree of tokens.
   *
   * @param from tokens to be followed, by the number of their source
   * @param sampled those of the youngest generation
   */
  private FamilyTree followed(
      SortedMap<Integer, List<Place>> from, List<Place> sampled, IntConsumer begun) {
    FamilyTree tree = new FamilyTree(generation, sampled.stream().sorted().toList());
    TreeMap<Integer, TreeSet<Place>> open = new TreeMap<>();
    from.values().stream()
        .flatMap(List::stream)
        .forEach(
            place -> open.computeIfAbsent(place.source(), source -> new TreeSet<>()).add(place));
    while (!open.isEmpty() && open.lastKey() > Place.REAL) {
      var youngest = open.pollLastEntry();
      int g = youngest.getKey();
      begun.accept(g);
      List<Place> children = List.copyOf(youngest.getValue());
      DrawnText text = g == generation ? lineage.drawn(g) : lineage.passed(g);
      List<Parent> found = parents.of(g, text, children);
      for (int i = 0; i < children.size(); i++) {
        Parent parent = found.get(i);
        tree.put(children.get(i), parent);
        Place place = parent.place();
        if (place != null) {
          open.computeIfAbsent(place.source(), source -> new TreeSet<>()).add(place);
        }
      }
    }
    return tree;
  }
}
