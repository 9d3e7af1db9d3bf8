package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Size;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Ledger;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.Subject;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.cluster.Storage;
import ouroboros.text.Part;

/**
 * The mixtures along one lineage. Units are documents or paragraphs. A line of a recipe is its
 * units in blocks of {@code VectorBlock.ROWS}, by their numbers; synthetic units are drawn again
 * wherever they are needed. Of a generation only the model is sealed.
 *
 * <p>Up to 65,536 units are processed in the thread of the lineage, more in Spark jobs. Both use
 * the same blocks and give the same bits.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
public final class DocumentFamily<B, M extends Mixture<M>>
    implements Family<Manifest, DocumentFamily.Drawn, DocumentFamily.Line<B>> {
  private static final long HERE = 1 << 16;

  private final Setting<B, M> setting;
  private final Lineage lineage;
  private final PartSizes parts;
  private final SharedResults<Object, Manifest> firsts;
  private final DocumentGates gates;
  private final AfterSeal<Manifest> afterSeal;
  private final TreeMap<Integer, M> models = new TreeMap<>();

  /** The generations whose models gates draw from. */
  private List<Manifest> known = List.of();

  /**
   * @param parts how many units the four parts of the corpus have
   * @param firsts generation 0, made once for all cells with equal families
   * @param afterSeal what alarms do
   */
  DocumentFamily(
      Setting<B, M> setting,
      Lineage lineage,
      PartSizes parts,
      SharedResults<Object, Manifest> firsts,
      AfterSeal<Manifest> afterSeal) {
    this.setting = setting;
    this.lineage = lineage;
    this.parts = parts;
    this.firsts = firsts;
    this.afterSeal = afterSeal;
    gates = new DocumentGates(lineage, parts, this::judge);
  }

  /**
   * What all lineages of a family share.
   *
   * @param pilot finds gates that pass nothing of what M_0 draws
   */
  record Setting<B, M extends Mixture<M>>(
      JavaSparkContext spark,
      Storage storage,
      BlockEstimator<B, M> estimator,
      MetricSelection wanted,
      GatePilot pilot) {}

  /**
   * S_g or S'_g: its size and its metrics.
   *
   * @param record what gates let pass; null for S_g
   */
  record Drawn(long units, long tokens, Measurements measured, @Nullable GateRecord record) {}

  /**
   * A line of a recipe.
   *
   * @param blocks the chosen units
   * @param loaded number of units that are read or drawn in order to choose from them
   * @param real the units of R that take the place of others
   */
  record Line<B>(List<SparkBlocks.Source<B>> blocks, long loaded, InPlace real) {}

  /**
   * Units of R that take the place of synthetic ones.
   *
   * @param first the first of their blocks among those of the line
   * @param blocks how many blocks they have
   */
  record InPlace(long units, int first, int blocks) {
    static final InPlace NONE = new InPlace(0, 0, 0);

    boolean has(int block) {
      return block >= first && block < first + blocks;
    }
  }

  /** What is available before anything is drawn. */
  public AvailableUnits initial() {
    Size size = lineage.cell().size();
    return AvailableUnits.ofCorpus(
        parts.real(),
        parts.reserve(),
        size instanceof Size.Units units ? units.units() : parts.real());
  }

  @Override
  public Drawn draw(int g, long units, List<Manifest> past) {
    Measurements into = new Measurements();
    Selection every = Selection.all(units);
    List<SparkBlocks.Source<B>> blocks =
        blocks(new Source.Synthetic(g), every, CounterWords.FIRST, RecipeLine.ONE, past);
    return new Drawn(units, measure(blocks, units, Subject.SYNTHETIC, into), into, null);
  }

  /** Measures S_g or S'_g. Returns its tokens. */
  private long measure(
      List<SparkBlocks.Source<B>> sources, long loaded, Subject subject, Measurements into) {
    return with(
        sources,
        loaded,
        blocks -> {
          setting.estimator().drawn(blocks, subject, into);
          return blocks.map(setting.estimator().tokens()).stream().mapToLong(Long::longValue).sum();
        });
  }

  /**
   * @throws ouroboros.experiment.SpecException with all gates that pass nothing of S_1
   */
  @Override
  public Drawn guard(int g, Drawn synthetic, List<Manifest> past) {
    if (gates.isEmpty()) {
      return synthetic;
    }
    known = past;
    Source.Synthetic source = new Source.Synthetic(g);
    if (g == 1 && lineage.key().replicate() == 0) {
      setting.pilot().check(lineage.cell(), many -> gates.first(source, many), Long.MAX_VALUE);
    }
    GateRecord record = gates.record(source, synthetic.units());
    Measurements into = new Measurements();
    if (gates.hasPool()) {
      // What is measured is T_g.
      return new Drawn(record.units(), synthetic.tokens(), into, record);
    }
    Selection every = Selection.all(record.units());
    Line<B> all = synthetic(source, synthetic.units(), record, every, RecipeLine.ONE, past);
    long tokens =
        record.units() == 0 ? 0 : measure(all.blocks(), all.loaded(), Subject.GUARDED, into);
    return new Drawn(record.units(), tokens, into, record);
  }

  @Override
  public long passed(Drawn guarded) {
    return guarded.units();
  }

  @Override
  public long passed(Manifest sealed, long planned) {
    return sealed.record().passed();
  }

  @Override
  public Line<B> take(RecipeLine line, Generation<Manifest, Drawn> now) {
    long population = line.source().units(now.available());
    Selection selection = line.selection(lineage.key(), population);
    if (!(line.source() instanceof Source.Synthetic synthetic) || gates.isEmpty()) {
      return new Line<>(
          blocks(line.source(), selection, CounterWords.FIRST, line.weight(), now.past()),
          population,
          InPlace.NONE);
    }
    known = now.past();
    int j = synthetic.generation();
    GenerationRecord sealed = j == now.number() ? null : now.past().get(j).record();
    return synthetic(
        synthetic,
        sealed == null ? now.drawn().synthetic().units() : sealed.units(),
        Objects.requireNonNull(sealed == null ? now.drawn().guarded().record() : sealed.gates()),
        selection,
        line.weight(),
        now.past());
  }

  /** Chosen units of S'_j, where S_j has so many. */
  private Line<B> synthetic(
      Source.Synthetic source,
      long units,
      GateRecord record,
      Selection selection,
      long weight,
      List<Manifest> past) {
    DocumentGates.Chosen chosen = gates.of(source, units, record, selection);
    List<SparkBlocks.Source<B>> blocks =
        new ArrayList<>(blocks(source, chosen.selection(), chosen.candidates(), weight, past));
    int drawn = blocks.size();
    chosen
        .replaced()
        .ifPresent(replaced -> blocks.addAll(real(replaced, Part.REAL, weight, past, false)));
    int inPlace = chosen.replaced().map(RealReplacements::size).orElse(0);
    return new Line<>(blocks, units + inPlace, new InPlace(inPlace, drawn, blocks.size() - drawn));
  }

  /**
   * Units of R or of the reserve by their numbers, in blocks.
   *
   * @param isWhole whether blocks of which no unit is taken are there too
   */
  private List<SparkBlocks.Source<B>> real(
      RealReplacements units, Part part, long weight, List<Manifest> past, boolean isWhole) {
    boolean isReserve = part == Part.RESERVE;
    long population = isReserve ? parts.reserve() : parts.real();
    long before = isReserve ? parts.real() : 0;
    Source source = isReserve ? new Source.Reserve(Policy.OrderBy.HASH) : new Source.Real();
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      long[] own = units.among(before + from, before + from + count)[0];
      if (own.length > 0 || isWhole) {
        long[] listed = Arrays.stream(own).map(unit -> unit - before).toArray();
        blocks.add(
            setting
                .estimator()
                .chosen(
                    whole(past, source, CounterWords.FIRST, from, count),
                    new BlockEstimator.Choice(
                        new ListedUnits.OfSource(population, listed), from, count, weight)));
      }
    }
    return blocks;
  }

  /** What gates on the pool let pass of a recipe: T_g. */
  private Line<B> pooled(Generation<Manifest, Drawn> now, Recipe recipe, PoolWalk.Passed passed) {
    Source.Synthetic source = new Source.Synthetic(now.number());
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (Part part : List.of(Part.REAL, Part.RESERVE)) {
      Class<?> asked = part == Part.REAL ? Source.Real.class : Source.Reserve.class;
      boolean isAsked = recipe.parts().stream().anyMatch(line -> asked.isInstance(line.source()));
      blocks.addAll(real(passed.real(), part, RecipeLine.ONE, now.past(), isAsked));
    }
    int ofReal = blocks.size();
    long[] words = passed.words();
    for (int from = 0; from < words.length; ) {
      long block = Candidate.unit(words[from]) / VectorBlock.ROWS;
      int to = from;
      while (to < words.length && Candidate.unit(words[to]) / VectorBlock.ROWS == block) {
        to++;
      }
      blocks.add(
          whole(
              now.past(),
              source,
              new ListedUnits.Drawn(Arrays.copyOfRange(words, from, to)),
              0,
              to - from));
      from = to;
    }
    return new Line<>(blocks, passed.units(), new InPlace(passed.real().size(), 0, ofReal));
  }

  /** The chosen units of a source, in blocks. */
  private List<SparkBlocks.Source<B>> blocks(
      Source source,
      Selection selection,
      CounterWords candidates,
      long weight,
      List<Manifest> past) {
    long population = selection.population();
    boolean asItIs = selection.equals(Selection.all(population)) && weight == RecipeLine.ONE;
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      SparkBlocks.Source<B> whole = whole(past, source, candidates, from, count);
      blocks.add(
          asItIs
              ? whole
              : setting
                  .estimator()
                  .chosen(whole, new BlockEstimator.Choice(selection, from, count, weight)));
    }
    return blocks;
  }

  private SparkBlocks.Source<B> whole(
      List<Manifest> past, Source source, CounterWords candidates, long from, int count) {
    if (source instanceof Source.Synthetic synthetic) {
      M drawnFrom = model(drawnFrom(synthetic.generation(), past), past);
      return setting
          .estimator()
          .drawn(drawnFrom, lineage.key(), synthetic, candidates, from, count);
    }
    boolean isReserve = source instanceof Source.Reserve;
    return setting.estimator().real(isReserve ? Part.RESERVE : Part.REAL, from, count);
  }

  @Override
  public Manifest fit(
      Generation<Manifest, Drawn> now, Recipe recipe, Function<RecipeLine, Line<B>> take) {
    if (now.corpora() != null && gates.hasPool()) {
      return judged(now, recipe, take);
    }
    Supplier<Manifest> fit =
        () ->
            fitted(now, recipe, new Training<>(recipe, recipe.parts().stream().map(take).toList()));
    record First(Object family, Object key) {}
    return now.number() == 0
        ? firsts.get(new First(lineage.cell().family(), lineage.key()), fit)
        : fit.get();
  }

  /**
   * What T_g is made of.
   *
   * @param recipe that of the policy, or what gates on the pool left of it: one line
   * @param lines its lines
   */
  private record Training<B>(Recipe recipe, List<Line<B>> lines) {}

  /** Fits M_g to what gates on the pool let pass. */
  private Manifest judged(
      Generation<Manifest, Drawn> now, Recipe recipe, Function<RecipeLine, Line<B>> take) {
    known = now.past();
    // What an alarm adds is not in the recipe of the policy, so it is not in the pool.
    List<RecipeLine> joining = afterSeal.joins(now.past(), now.available());
    int own = recipe.parts().size() - joining.size();
    Recipe ofPool = new Recipe(recipe.parts().subList(0, own));
    Source.Synthetic source = new Source.Synthetic(now.number());
    Drawn synthetic = now.drawn().synthetic();
    GateRecord before = Objects.requireNonNull(now.drawn().guarded().record());
    PoolWalk.Passed passed = gates.pool(ofPool, source, synthetic.units(), before, now.available());
    Line<B> line = pooled(now, ofPool, passed);
    Measurements into = new Measurements();
    long tokens = measure(line.blocks(), line.loaded(), Subject.GUARDED, into);
    Drawn guarded =
        new Drawn(before.units(), tokens, into, DocumentGates.with(before, passed.counts()));
    Generation<Manifest, Drawn> known =
        new Generation<>(
            now.number(),
            now.available(),
            now.past(),
            new Generation.Corpora<>(synthetic, guarded));
    RecipeLine whole = new RecipeLine(source, new Choice.Whole(), passed.units(), RecipeLine.ONE);
    List<RecipeLine> parts = new ArrayList<>(List.of(whole));
    parts.addAll(joining);
    List<Line<B>> lines = new ArrayList<>(List.of(line));
    joining.forEach(each -> lines.add(take.apply(each)));
    return fitted(known, recipe, new Training<>(new Recipe(parts), lines));
  }

  private Manifest fitted(Generation<Manifest, Drawn> now, Recipe ofPolicy, Training<B> training) {
    List<Line<B>> lines = training.lines();
    Recipe recipe = training.recipe();
    int g = now.number();
    BlockEstimator<B, M> estimator = setting.estimator();
    M before = g == 0 ? null : model(g - 1, now.past());
    Measurements into =
        now.corpora() == null ? new Measurements() : now.drawn().synthetic().measured();
    long[][] tokens = new long[lines.size()][2];
    BlockEstimator.Fitted<M> fitted =
        with(
            lines.stream().flatMap(line -> line.blocks().stream()).toList(),
            lines.stream().mapToLong(Line::loaded).sum(),
            blocks -> {
              List<Long> counted = blocks.map(estimator.tokens());
              int next = 0;
              for (int i = 0; i < tokens.length; i++) {
                for (int b = 0; b < lines.get(i).blocks().size(); b++) {
                  tokens[i][lines.get(i).real().has(b) ? 1 : 0] += counted.get(next++);
                }
              }
              estimator.training(blocks, into);
              return estimator.fit(blocks, before, lineage.key());
            });
    M model = fitted.model();
    estimator.model(model, into);
    List<ComponentMatch> fates = ComponentMatch.of(model, g == 0 ? model : model(0, now.past()));
    MixtureMetric.measureShares(ComponentMatch.entropyBits(fates), setting.wanted(), into);
    models.put(g, model);
    String name = lineage.folder(g) + "/M-" + UUID.randomUUID().toString().substring(0, 13);
    SealedFile file = setting.storage().writeNew(name, model::write);
    return Manifest.of(
        g,
        files(now, recipe, Arrays.stream(tokens).flatMapToLong(Arrays::stream).sum())
            .withModel(file),
        new GenerationRecord(
            now.corpora() == null ? 0 : now.drawn().synthetic().units(),
            ofPolicy.parts().stream().map(RecipeLine::toString).toList(),
            Measured.of(into, fitted.notes()).and(gated(now, training)),
            Ledger.of(
                entries(training, tokens),
                j -> Manifest.depth(now.past().get(drawnFrom(j, now.past())))),
            shown(now),
            Manifest.Component.of(
                g,
                fates,
                g == 0 ? List.of() : now.before().record().components(),
                k -> estimator.words(model, k),
                k -> null),
            now.corpora() == null ? null : now.drawn().guarded().record()));
  }

  /** The units that the report shows, with what gates did to them. */
  private List<Manifest.Sample> shown(Generation<Manifest, Drawn> now) {
    int g = now.number();
    BlockEstimator<B, M> estimator = setting.estimator();
    if (g == 0) {
      return estimator.shown(null, lineage.key(), g);
    }
    known = now.past();
    M from = model(drawnFrom(g, now.past()), now.past());
    List<Manifest.Sample> samples = estimator.shown(from, lineage.key(), g);
    if (gates.isEmpty() || gates.hasPool()) {
      return samples;
    }
    Function<Long, String> text = word -> estimator.shown(from, lineage.key(), g, word);
    List<Manifest.Sample> judged = new ArrayList<>();
    for (Manifest.Sample sample : samples) {
      DocumentGates.Fate fate = gates.fate(new Source.Synthetic(g), sample.unit());
      judged.add(
          fate.dropped().isEmpty()
              ? sample
              : sample.with(
                  new Manifest.Judged(
                      fate.dropped().stream()
                          .map(
                              each ->
                                  new Manifest.Decision(
                                      each.gate(), each.kind(), text.apply(each.word()), null))
                          .toList(),
                      fate.passed() < 0 ? null : text.apply(fate.passed()))));
    }
    return judged;
  }

  /** The sizes of S_g and T_g; there are no count tables. */
  private static GenerationFiles files(
      Generation<Manifest, Drawn> now, Recipe recipe, long tokens) {
    Generation.Corpora<Drawn> corpora = now.corpora();
    CountTable synthetic =
        corpora == null
            ? null
            : new CountTable(
                List.of(), 0, corpora.synthetic().tokens(), corpora.synthetic().units(), 1);
    CountTable training = new CountTable(List.of(), 0, tokens, recipe.units(), 1);
    GenerationFiles files = GenerationFiles.ofCounts(synthetic, training, null);
    if (corpora == null || corpora.guarded().record() == null) {
      return files;
    }
    long passed = corpora.guarded().units();
    return files.withGuarded(new CountTable(List.of(), 0, corpora.guarded().tokens(), passed, 1));
  }

  /** The metrics of S'_g and of the gates; empty where there are none. */
  private Measured gated(Generation<Manifest, Drawn> now, Training<B> training) {
    GateRecord record = now.corpora() == null ? null : now.drawn().guarded().record();
    if (record == null) {
      return Measured.EMPTY;
    }
    Measurements into = new Measurements();
    List<SafeguardMetric.Judged> judged =
        record.counts().stream()
            .map(gate -> new SafeguardMetric.Judged(gate.offered(), gate.kept()))
            .toList();
    List<SafeguardMetric.Taken> taken = new ArrayList<>();
    for (int i = 0; i < training.lines().size(); i++) {
      RecipeLine line = training.recipe().parts().get(i);
      long real = training.lines().get(i).real().units();
      taken.add(new SafeguardMetric.Taken(0, real, line.weight()));
      taken.add(new SafeguardMetric.Taken(Ledger.author(line), line.units() - real, line.weight()));
    }
    SafeguardMetric.measure(judged, now.drawn().synthetic().units(), taken, setting.wanted(), into);
    return Measured.of(now.drawn().guarded().measured(), new TreeMap<>())
        .and(Measured.of(into, new TreeMap<>()));
  }

  /** How much each author gives to the training set; a share is a share of the units. */
  private List<Ledger.Entry> entries(Training<B> training, long[][] tokens) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      RecipeLine line = training.recipe().parts().get(i);
      long real = training.lines().get(i).real().units();
      if (real > 0) {
        entries.add(new Ledger.Entry(0, real, tokens[i][1], (double) real * line.weight()));
      }
      long others = line.units() - real;
      if (others > 0 || real == 0) {
        double mass = (double) others * line.weight();
        entries.add(new Ledger.Entry(Ledger.author(line), others, tokens[i][0], mass));
      }
    }
    return entries;
  }

  @Override
  public Manifest noted(Manifest made, Map<String, Long> notes) {
    return made.noting(notes);
  }

  /**
   * The models that nothing needs any more. M_0 stays because components are compared with it; M_g
   * and the models of every S_j in a later training set stay because units are drawn from them.
   */
  @Override
  public List<String> unneeded(List<Manifest> past) {
    int g = past.size() - 1;
    int needed = Math.max(1, lineage.cell().policy().oldestNeeded(g + 1)) - 1;
    int oldest = Math.min(needed, g - lineage.cell().safeguards().longestRollback());
    List<String> names = new ArrayList<>();
    for (int i = 1; i < Math.min(oldest, g); i++) {
      names.add(sealedModel(past, i).name());
    }
    return names;
  }

  private Safeguard.WordFilter judge(Safeguard.PagePreset gate, Source.Synthetic source) {
    M from = model(drawnFrom(source.generation(), known), known);
    return setting.estimator().judge(gate, from, lineage.key(), source);
  }

  private int drawnFrom(int g, List<Manifest> past) {
    return afterSeal.drawnFrom(past.subList(0, g));
  }

  private M model(int g, List<Manifest> past) {
    return models.computeIfAbsent(
        g, i -> setting.storage().read(sealedModel(past, i), setting.estimator()::read));
  }

  private static SealedFile sealedModel(List<Manifest> past, int g) {
    return Objects.requireNonNull(past.get(g).tables().model());
  }

  private <T> T with(List<SparkBlocks.Source<B>> sources, long units, Function<Blocks<B>, T> work) {
    if (units <= HERE) {
      return work.apply(Blocks.here(sources.stream().map(SparkBlocks.Source::load).toList()));
    }
    try (SparkBlocks<B> blocks = SparkBlocks.of(setting.spark(), sources)) {
      return work.apply(blocks);
    }
  }
}
