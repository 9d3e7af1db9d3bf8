package ouroboros.spark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Keep;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.Size;
import ouroboros.experiment.TextBackend;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.ngram.NgramFamilies;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.text.Part;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * distinct(N) = distinct(pilot) x (N / pilot tokens)^0.85, seconds = 8 x counting + 0.1 per
 * generation.
 *
 * <p>Estimates the cost of an experiment on text. The first 300,000 tokens of R, the pilot, are
 * counted and timed; the number of distinct n-grams is extrapolated by Heaps' law. Every member of
 * an ecosystem is a model of its own; its pool is drawn and counted in addition to what it draws,
 * and one table more is kept, of all members together. Cells that draw documents are left out: most
 * of their time goes into fits, whose number of rounds is not known in advance.
 */
final class TextCost {
  private static final long TOKENS_TIMED = 300_000;
  private static final int BUFFER = 1 << 18;

  /** Time of drawing, counting, merging, fitting and measuring, relative to counting alone. */
  private static final double STEPS = 8;

  /** Time of a population, for each n-gram of its model, relative to counting a token. */
  private static final double WALKS = 40;

  /** Time of the jobs of an empty generation. */
  private static final double SECONDS_A_GENERATION = 0.1;

  private static final double HEAPS = 0.85;
  private static final double MODEL_BYTES = 24;
  private static final double TABLE_BYTES = 8;

  /** Passes before the timed one, so that the JVM has compiled the code. */
  private static final int PASSES_BEFORE = 3;

  private TextCost() {}

  /**
   * The counts of the first sentences of R.
   *
   * @param seconds processor time of this thread, so that other work on the machine does not count
   * @param distinct number of distinct n-grams
   */
  private record Pilot(long tokens, double seconds, double distinct) {
    static Pilot of(CorpusReader corpus, KeyLayout layout) {
      NgramCounter counter = new NgramCounter(layout, BUFFER);
      long tokens = 0;
      Iterator<SentenceBlock> blocks = CorpusReader.read(corpus.blocks(Part.REAL));
      long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      while (blocks.hasNext() && tokens < TOKENS_TIMED) {
        SentenceBlock block = blocks.next();
        for (int i = 0; i < block.sentences(); i++) {
          counter.add(block.tokens(), block.start(i), block.end(i));
          tokens += block.end(i) - block.start(i) + 1;
        }
      }
      CountRun run = counter.finish();
      long ended = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      return new Pilot(tokens, (ended - started) / 1e9, run.size());
    }
  }

  /**
   * One of the models of a cell.
   *
   * @param real sentences of R that it starts from
   * @param reserve sentences of the reserve that it can take
   */
  private record Model(Cell cell, long real, long reserve) {
    static List<Model> of(Cell cell, UnitSizes sizes) {
      PartSizes parts = sizes.of(cell);
      EcosystemSpec ecosystem = cell.ecosystem();
      if (ecosystem == null) {
        return List.of(new Model(cell, parts.real(), parts.reserve()));
      }
      List<Choice.Part> own = ecosystem.real(sizes);
      List<Model> models = new ArrayList<>();
      for (int k = 0; k < own.size(); k++) {
        models.add(new Model(cell.member(k), own.get(k).many(), parts.reserve() / cell.models()));
      }
      return models;
    }
  }

  static RunCost of(Experiment experiment, CorpusReader corpus, int cores) {
    UnitSizes sizes = UnitSizes.of(corpus.corpus());
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    PreparedCorpus.PartEntry reserve = corpus.corpus().part(Part.RESERVE);
    List<Cell> cells = NgramFamilies.ofSentences(experiment);
    int asked = Math.max(experiment.metricOrder(), experiment.evaluation().order());
    int order = 1;
    List<Model> models = cells.stream().flatMap(cell -> Model.of(cell, sizes).stream()).toList();
    for (Model model : models) {
      order = Math.max(order, NgramModels.family(model.cell()).order());
    }
    for (Cell cell : cells) {
      order = NgramFamilies.isPopulation(cell, corpus) ? order : Math.max(order, asked);
    }
    KeyLayout layout = KeyLayout.of(order, corpus.vocabulary().size());
    for (int i = 0; i < PASSES_BEFORE; i++) {
      Pilot.of(corpus, layout);
    }
    Pilot pilot = Pilot.of(corpus, layout);
    double timed = Math.max(1, pilot.tokens());
    double tokens = 0;
    double ofPopulations = 0;
    double counted = 0;
    double disk = 0;
    double memory = 0;
    double lineages = (double) models.size() * experiment.replicates();
    double states =
        experiment.keep() == Keep.ALL
            ? experiment.generations() + 1.0
            : Math.min(3, experiment.generations() + 1.0);
    double perSentence = (double) real.tokens() / Math.max(1, real.sentences());
    Set<String> calibrated = new HashSet<>();
    for (Model model : models) {
      Cell ofModel = model.cell();
      Cell cell = experiment.cells().get(ofModel.index());
      boolean isMember = cell.ecosystem() != null;
      double size =
          cell.size() instanceof Size.Tokens t
              ? t.tokens() / perSentence
              : cell.size().units(model.real()).orElseThrow();
      AvailableUnits stock =
          AvailableUnits.ofCorpus(model.real(), model.reserve(), Math.round(size))
              .choosing(cell.policy(), real.tokens(), reserve.tokens());
      // S'_g, and the pool of a member, are drawn and counted as well.
      int times = 1 + (cell.safeguards().isEmpty() ? 0 : 1) + (isMember ? 1 : 0);
      boolean isPopulation = NgramFamilies.isPopulation(cell, corpus);
      double largest = isPopulation ? real.tokens() : size * perSentence;
      double before = tokens;
      for (int g = 1; g <= experiment.generations(); g++) {
        double drawn = cell.policy().syntheticUnits(g, stock) * perSentence;
        tokens += times * drawn * experiment.replicates();
        largest = isPopulation ? largest : Math.max(largest, drawn);
      }
      // Counted with the first member, for all of them.
      tokens +=
          (double) AlarmSeals.draws(experiment, cell, calibrated)
              * (isMember ? 2 * cell.models() : 1)
              * cell.policy().syntheticUnits(1, stock)
              * perSentence;
      double distinct = pilot.distinct() * StrictMath.pow(Math.max(1, largest / timed), HEAPS);
      if (isPopulation) {
        int types = corpus.corpus().vocabulary().realTypes();
        double drawn = cell.policy().syntheticUnits(1, stock) * (perSentence + 1);
        double support = TextBackend.ngrams(ofModel.family(), types);
        distinct =
            Math.max(distinct, support > FullContexts.MOST ? Math.min(support, drawn) : support);
        ofPopulations += tokens - before;
        counted += WALKS * distinct * experiment.generations() * experiment.replicates();
      }
      double bytes = distinct * layout.words();
      double kept = isMember ? experiment.generations() + 1.0 : states;
      disk += (times + 1) / 2.0 * TABLE_BYTES * bytes * kept * experiment.replicates();
      memory = Math.max(memory, MODEL_BYTES * bytes * order);
    }
    double seconds =
        pilot.seconds() / timed * (STEPS * (tokens - ofPopulations) + counted) / cores
            + SECONDS_A_GENERATION * lineages * (experiment.generations() + 1);
    double atOnce = RunCost.RESERVED + memory * Math.max(2, cores);
    int others = experiment.cells().size() - cells.size();
    return new RunCost("tokens", tokens, seconds, atOnce, disk, others);
  }
}
