package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.Problem;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.ReleasedTables;
import ouroboros.experiment.store.StoredRun;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.ChosenTokens;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.PanelCorpus;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.judge.Judges;
import ouroboros.spark.ngram.GuardHere;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.spark.text.ComponentLabeller;
import ouroboros.spark.text.RealText;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.FollowedStrata;

/** The sealed generations 0 .. G of one lineage of sentences, as functions. */
final class TracedLineage {
  private final Cell cell;
  private final Key key;
  private final List<Manifest> past;
  private final long unitsOfReal;
  private final Vocabulary vocabulary;
  private final RealText text;
  private final NgramModels models;
  private final Judges judges;
  private final AfterSeal<Manifest> afterSeal;
  private final AvailableUnits initial;
  private final Map<Integer, SyntheticCorpus> corpora = new HashMap<>();

  private TracedLineage(
      Cell cell,
      Key key,
      List<Manifest> past,
      long unitsOfReal,
      RealText text,
      NgramModels models,
      Judges judges,
      AfterSeal<Manifest> afterSeal,
      AvailableUnits initial) {
    this.cell = cell;
    this.key = key;
    this.past = past;
    this.unitsOfReal = unitsOfReal;
    this.vocabulary = models.vocabulary();
    this.text = text;
    this.models = models;
    this.judges = judges;
    this.afterSeal = afterSeal;
    this.initial = initial;
  }

  /**
   * Opens a lineage.
   *
   * @param corpus the R of the replicate
   * @throws SpecException if it cannot be traced, with the reason
   */
  static TracedLineage open(
      JavaSparkContext spark,
      OutFolder out,
      String cellName,
      int replicate,
      int generation,
      CorpusReader corpus) {
    StoredRun run = StoredRun.open(out);
    Experiment experiment = run.experiment(cellName);
    Cell cell = experiment.cells().get(0);
    List<Manifest> past = new ArrayList<>();
    for (int g = 0; g <= generation; g++) {
      past.add(sealed(run, cellName, replicate, g));
    }
    Vocabulary vocabulary = corpus.vocabulary();
    Storage storage = new Storage(out.root());
    RealText text =
        new RealText(
            spark,
            corpus,
            spark.broadcast(vocabulary),
            new ComponentLabeller(experiment, spark, corpus).components(cell.family()),
            FollowedStrata.together(corpus.corpus()));
    Key key = new Key(experiment.seed(), replicate);
    TracedLineage lineage =
        new TracedLineage(
            cell,
            key,
            past,
            corpus.corpus().part(Part.REAL).sentences(),
            text,
            new NgramModels(vocabulary, new GuardHere(storage, corpus, vocabulary), corpus),
            new Judges(spark, storage, corpus, vocabulary),
            cell.safeguards().mayAct()
                ? new AlarmSeals(out.seals(), experiment).afterSeal(cell)
                : AfterSeal.none(),
            new ChosenTokens(text, new GateJobs(spark, storage), UnaryOperator.identity(), key)
                .with(
                    AvailableUnits.ofCorpus(
                        text.units(Part.REAL),
                        text.units(Part.RESERVE),
                        cell.size().units(text.units(Part.REAL)).orElse(0)),
                    cell.policy(),
                    generation));
    lineage.refuseReleased(new ReleasedTables(out.seals(), run, cellName, replicate), generation);
    return lineage;
  }

  /** Refuses a cell whose tokens have no parents, with the reason. */
  static void refuse(Cell cell) {
    if (!(cell.family() instanceof FamilySpec.Sentences)) {
      throw refusal(
          cell.family().kind()
              + " has no tokens that are copies of others; trace follows families that draw"
              + " sentences");
    }
    Inject inject = cell.inject();
    if (inject != null && !inject.isIntoReal()) {
      throw refusal(
          "inject plants sentences in S_"
              + inject.generation()
              + " (into: synthetic), whose tokens are copies of nothing; trace cannot follow them");
    }
    if (cell.sampling().backend() == Sampling.Backend.POPULATION) {
      throw refusal(
          "sampling.backend population knows how often each n-gram was drawn, and no sentence of"
              + " S_g; trace needs the sentences");
    }
    for (Safeguard.Gate gate : cell.safeguards().gates()) {
      if (SafeguardList.weighs(gate)) {
        throw refusal(
            "safeguard "
                + gate.kind()
                + " gives sentences weights (action: weight), which are no whole number of copies;"
                + " trace cannot follow it");
      }
      if (gate instanceof Safeguard.OnPool) {
        throw refusal(
            "safeguard "
                + gate.kind()
                + " judges the whole pool (applies-to: pool), so the order of the copies in a"
                + " training set is not that of its recipe; trace cannot follow it");
      }
    }
  }

  private static SpecException refusal(String why) {
    return new SpecException(List.of(new Problem("--cell", 0, "", why)));
  }

  private static Manifest sealed(StoredRun run, String cell, int replicate, int generation) {
    Manifest manifest = run.sealed(cell, replicate, generation);
    if (!manifest.record().recipe().isEmpty()
        && manifest.record().recipe().get(0).startsWith(Manifest.MADE_ELSEWHERE)) {
      throw refusal(
          "generation "
              + generation
              + " was "
              + manifest.record().recipe().get(0)
              + "; how it was drawn is not known");
    }
    return manifest;
  }

  /** Refuses a lineage of which a table was released that the tracing needs. */
  private void refuseReleased(ReleasedTables released, int generation) {
    for (int t : needed(generation)) {
      released.refuse(past.get(t).tables().training(), t);
    }
  }

  /** The training sets that ancestors of tokens of S_g can have been drawn from. */
  private Set<Integer> needed(int generation) {
    TreeSet<Integer> tables = new TreeSet<>();
    TreeSet<Integer> open = new TreeSet<>(List.of(generation));
    while (!open.isEmpty()) {
      int t = model(Objects.requireNonNull(open.pollLast()));
      tables.add(t);
      for (RecipeLine line : recipe(t).parts()) {
        if (line.source() instanceof Source.Synthetic synthetic) {
          open.add(synthetic.generation());
        }
      }
    }
    return tables;
  }

  Key key() {
    return key;
  }

  Cell cell() {
    return cell;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** What is known about a sealed generation. */
  Manifest sealed(int g) {
    return past.get(g);
  }

  /** Tokens of S_g, without {@code </s>}. */
  long tokens(int g) {
    return Objects.requireNonNull(past.get(g).tables().synthetic()).tokens();
  }

  /** The number of the training set whose model drew S_g. */
  int model(int g) {
    return Math.min(cell.policy().drawnFrom(g), afterSeal.drawnFrom(past.subList(0, g)));
  }

  /** S_g before any gate. */
  DrawnText drawn(int g) {
    return new DrawnText(corpus(g), CounterWords.FIRST, null);
  }

  /** S'_g: what gates let pass; S_g without gates. */
  DrawnText passed(int g) {
    Gates gates = gates(g);
    if (gates.list().gates().isEmpty()) {
      return drawn(g);
    }
    if (gates.isBlind()) {
      boolean isRedrawn = gates.list().refill() == Refill.REDRAW;
      return new DrawnText(corpus(g), isRedrawn ? gates : CounterWords.FIRST, null);
    }
    List<GateMaker> makers = new ArrayList<>();
    long units = past.get(g).record().units();
    for (Safeguard.Gate gate : gates.list().gates()) {
      Safeguard.Blind blind = Gates.blind(gate);
      makers.add(
          blind == null ? judges.maker(gate, corpus(g), units, unitsOfReal) : GateMaker.of(blind));
    }
    return new DrawnText(
        corpus(g), CounterWords.FIRST, new GatedCorpus(corpus(g), gates, makers, units));
  }

  Gates gates(int g) {
    return new Gates(cell.safeguards(), key, new Source.Synthetic(g).word()).onSynthetic();
  }

  private SyntheticCorpus corpus(int g) {
    return corpora.computeIfAbsent(g, this::corpusOf);
  }

  private SyntheticCorpus corpusOf(int g) {
    List<Manifest> before = past.subList(0, g);
    CountTable training = past.get(model(g)).tables().training();
    Cell drawing = afterSeal.cell(cell, before);
    SyntheticCorpus corpus = models.corpus(drawing, training, key, new Source.Synthetic(g), null);
    if (corpus instanceof PanelCorpus) {
      throw refusal(
          "under retrieval or ensemble several models, or a store of text, decide about a token, so"
              + " it has no single parent; trace cannot follow it");
    }
    return corpus;
  }

  /** The recipe of T_t. */
  Recipe recipe(int t) {
    AvailableUnits available = available(t);
    Recipe recipe = cell.policy().recipe(t, available, key);
    List<RecipeLine> all = new ArrayList<>(recipe.parts());
    all.addAll(afterSeal.joins(past.subList(0, t), available));
    return new Recipe(all);
  }

  /** What is available to the recipe of T_t. */
  AvailableUnits available(int t) {
    AvailableUnits available = initial;
    for (int j = 1; j <= t; j++) {
      available = available.and(past.get(j).record().passed());
    }
    return available;
  }

  RealText text() {
    return text;
  }
}
