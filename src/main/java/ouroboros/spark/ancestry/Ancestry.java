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
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.OutFolder;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.RecipeLine;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.Jobs;
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

  /** Tokens of each source, without {@code </s>}; S'_j for j < g, which is what models copy. */
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
    AskedNgrams.Builder every = new AskedNgrams.Builder();
    every.number(new AskedNgrams.Ngram(AskedNgrams.ANY, List.of()));
    long[] chosen = chosen(many, tokens());
    Place[] places =
        search.find(
            List.of(sentences.drawn(generation)),
            every.build(),
            new int[chosen.length],
            (i, total) -> chosen[i]);
    return followed(Arrays.asList(places), begun);
  }

  /** Numbers of tokens without replacement, ascending, by Floyd's algorithm. */
  private long[] chosen(int many, long tokens) {
    KeyedStream random = lineage.key().stream(generation, Purpose.ANCESTOR, SAMPLE);
    Set<Long> chosen = new HashSet<>();
    for (long last = tokens - many; last < tokens; last++) {
      long drawn = random.below(last + 1);
      chosen.add(chosen.contains(drawn) ? last : drawn);
    }
    return chosen.stream().mapToLong(each -> each).sorted().toArray();
  }

  /** The tree of all tokens of a sentence of S_g. */
  public FamilyTree ofSentence(long unit, IntConsumer begun) {
    int length = sentence(unit).size();
    return followed(
        IntStream.range(0, length).mapToObj(at -> new Place(generation, unit, at)).toList(), begun);
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

  private FamilyTree followed(List<Place> tokens, IntConsumer begun) {
    FamilyTree tree = new FamilyTree(generation, tokens.stream().sorted().toList());
    TreeMap<Integer, TreeSet<Place>> open = new TreeMap<>();
    open.put(generation, new TreeSet<>(tokens));
    while (!open.isEmpty() && open.lastKey() > Place.REAL) {
      var youngest = open.pollLastEntry();
      int g = youngest.getKey();
      begun.accept(g);
      List<Place> children = List.copyOf(youngest.getValue());
      List<Parent> parents = parents(g, children);
      for (int i = 0; i < children.size(); i++) {
        Parent parent = parents.get(i);
        tree.put(children.get(i), parent);
        Place place = parent.place();
        if (place != null) {
          open.computeIfAbsent(place.source(), source -> new TreeSet<>()).add(place);
        }
      }
    }
    return tree;
  }

  /** The parents of tokens of S_g, or of S'_g for g < generation. */
  private List<Parent> parents(int g, List<Place> children) {
    DrawnText text = g == generation ? lineage.drawn(g) : lineage.passed(g);
    Traced traced = new Traced(children.size());
    Storage from = storage;
    for (long[] numbers : Jobs.each(spark, redraws(text, children), task -> task.traced(from))) {
      traced.add(numbers);
    }
    KeyedStream random = lineage.key().stream(g, Purpose.ANCESTOR, 0);
    int[] asks = IntStream.range(0, children.size()).filter(i -> traced.orders[i] > 0).toArray();
    Place[] places =
        search.find(
            sentences.training(lineage.model(g)),
            traced.ngrams.build(),
            IntStream.of(asks).map(i -> traced.numbers[i]).toArray(),
            (ask, total) -> {
              Place child = children.get(asks[ask]);
              if (traced.occurrences[asks[ask]] >= 0) {
                return traced.occurrences[asks[ask]];
              }
              random.seek(child.unit(), child.position());
              return random.below(total);
            });
    Parent[] parents = new Parent[children.size()];
    Arrays.setAll(parents, i -> Parent.mutation(traced.words[i]));
    for (int ask = 0; ask < asks.length; ask++) {
      parents[asks[ask]] =
          new Parent(
              Objects.requireNonNull(
                  places[ask], () -> "an n-gram of S_" + g + " does not occur in its training set"),
              traced.orders[asks[ask]],
              traced.words[asks[ask]]);
    }
    return List.of(parents);
  }

  /** Tasks that draw the sentences of tokens again; a sentence is in one task. */
  private List<RedrawTask> redraws(DrawnText text, List<Place> children) {
    int wanted = Math.max(1, Math.min(4 * spark.defaultParallelism(), children.size() / 256));
    List<RedrawTask> tasks = new ArrayList<>();
    int from = 0;
    for (int t = 1; t <= wanted; t++) {
      int to = (int) ((long) children.size() * t / wanted);
      while (to > from
          && to < children.size()
          && children.get(to).unit() == children.get(to - 1).unit()) {
        to++;
      }
      if (to > from) {
        List<Place> own = children.subList(from, to);
        tasks.add(
            new RedrawTask(
                text,
                own.stream().flatMapToLong(place -> LongStream.of(place.unit())).toArray(),
                own.stream().mapToInt(Place::position).toArray()));
        from = to;
      }
    }
    return tasks;
  }

  /** As which n-grams tokens were drawn. */
  private static final class Traced {
    private final AskedNgrams.Builder ngrams = new AskedNgrams.Builder();
    private final int[] numbers;
    private final int[] orders;
    private final int[] words;
    private final long[] occurrences;
    private int filled;

    Traced(int tokens) {
      numbers = new int[tokens];
      orders = new int[tokens];
      words = new int[tokens];
      occurrences = new long[tokens];
    }

    void add(long[] traced) {
      for (int at = 0; at < traced.length; filled++) {
        int order = (int) traced[at];
        orders[filled] = order;
        occurrences[filled] = traced[at + 1];
        int component = (int) traced[at + 2];
        words[filled] = (int) traced[at + 3];
        at += RedrawTask.HEAD;
        if (order > 0) {
          List<Integer> tokens =
              Arrays.stream(traced, at, at + order).mapToObj(t -> (int) t).toList();
          numbers[filled] = ngrams.number(new AskedNgrams.Ngram(component, tokens));
          at += order;
        }
      }
    }
  }
}
