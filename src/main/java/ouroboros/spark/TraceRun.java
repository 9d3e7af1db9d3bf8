package ouroboros.spark;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.SampledGenerations;
import ouroboros.ancestry.ShownAncestry;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.spark.ancestry.Ancestry;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.InjectedCorpus;
import ouroboros.spark.corpus.RedrawnCorpus;
import ouroboros.text.Vocabulary;

/** Follows tokens of a sealed run back to people. It seals nothing. */
public final class TraceRun {
  private final Ancestry ancestry;

  private TraceRun(Ancestry ancestry) {
    this.ancestry = ancestry;
  }

  /**
   * Opens S_g of a lineage, g >= 1.
   *
   * @throws ouroboros.experiment.SpecException if it cannot be traced, with the reason
   */
  public static TraceRun open(
      Session session, OutFolder out, String cell, int replicate, int generation) {
    StoredRun run = StoredRun.open(out);
    Experiment experiment = run.redrawn(cell);
    Ancestry.refuse(experiment.cells().get(0));
    CorpusReader prepared = CorpusReader.open(PreparationRun.corpusOf(out, run.sources()));
    CorpusReader corpus =
        InjectedCorpus.open(
            experiment.corpus() != null && experiment.corpus().resample()
                ? RedrawnCorpus.open(prepared, replicate)
                : prepared,
            experiment.cells().get(0).inject());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    return new TraceRun(Ancestry.open(spark, out, cell, replicate, generation, corpus));
  }

  /** Tokens of S_g, without {@code </s>}. */
  public long tokens() {
    return ancestry.tokens();
  }

  /** Sentences of S_g. */
  public long units() {
    return ancestry.units();
  }

  /** The order of the model. */
  public int order() {
    return ancestry.order();
  }

  /** The vocabulary of the corpus. */
  public Vocabulary vocabulary() {
    return ancestry.vocabulary();
  }

  /** Tokens of each source, by its number. */
  public SortedMap<Integer, Long> sizes() {
    return ancestry.sizes();
  }

  /** The shares of sources in training sets, where the laws of genealogy hold. */
  public Optional<Map<Integer, NavigableMap<Integer, Double>>> shares() {
    return ancestry.shares();
  }

  /** The share of each stratum in the tokens of R. */
  public SortedMap<String, Double> strata() {
    return ancestry.strata();
  }

  /** The tokens of a sentence of S_g. */
  public List<Integer> sentence(long unit) {
    return ancestry.sentence(unit);
  }

  /**
   * The tree of so many tokens of S_g, chosen at random.
   *
   * @param begun is told the number of each generation whose parents are looked for
   */
  public FamilyTree sampled(int many, IntConsumer begun) {
    return ancestry.sampled(many, begun);
  }

  /** The tree of so many tokens of each generation, chosen at random. */
  public SampledGenerations ofGenerations(int many, IntConsumer begun) {
    return ancestry.ofGenerations(many, begun);
  }

  /** What a reader sees: the paths of these sentences, and so many tokens of each generation. */
  public ShownAncestry shown(long[] units, int many, IntConsumer begun) {
    return ancestry.shown(units, many, begun);
  }

  /** The tree of all tokens of a sentence of S_g. */
  public FamilyTree ofSentence(long unit, IntConsumer begun) {
    return ancestry.ofSentence(unit, begun);
  }

  /** The human sentences that contain these tokens, by their first place. */
  public SortedMap<Place, HumanSentence> humans(Iterable<Place> tokens) {
    return ancestry.humans(tokens);
  }
}
