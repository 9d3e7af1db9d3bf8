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
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Size;
import ouroboros.experiment.store.CountTable;
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
import ouroboros.mixture.Blocks;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.cluster.Storage;

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
  private final TreeMap<Integer, M> models = new TreeMap<>();

  /**
   * @param parts how many units the four parts of the corpus have
   * @param firsts generation 0, made once for all cells with equal families
   */
  DocumentFamily(
      Setting<B, M> setting,
      Lineage lineage,
      PartSizes parts,
      SharedResults<Object, Manifest> firsts) {
    this.setting = setting;
    this.lineage = lineage;
    this.parts = parts;
    this.firsts = firsts;
  }

  /** What all lineages of a family share. */
  record Setting<B, M extends Mixture<M>>(
      JavaSparkContext spark,
      Storage storage,
      BlockEstimator<B, M> estimator,
      MetricSelection wanted) {}

  /** S_g: its size and its metrics. */
  record Drawn(long units, long tokens, Measurements measured) {}

  /**
   * A line of a recipe.
   *
   * @param blocks the chosen units
   * @param loaded number of units that are read or drawn in order to choose from them
   */
  record Line<B>(List<SparkBlocks.Source<B>> blocks, long loaded) {}

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
    Source.Synthetic source = new Source.Synthetic(g);
    long tokens =
        with(
            blocks(source, units, Selection.all(units), RecipeLine.ONE, past),
            units,
            blocks -> {
              setting.estimator().synthetic(blocks, into);
              return blocks.map(setting.estimator().tokens()).stream()
                  .mapToLong(Long::longValue)
                  .sum();
            });
    return new Drawn(units, tokens, into);
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
    return new Line<>(
        blocks(line.source(), population, selection, line.weight(), now.past()), population);
  }

  /** The chosen units of a source, in blocks. */
  private List<SparkBlocks.Source<B>> blocks(
      Source source, long population, Selection selection, long weight, List<Manifest> past) {
    boolean asItIs = selection.equals(Selection.all(population)) && weight == RecipeLine.ONE;
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      SparkBlocks.Source<B> whole = whole(past, source, from, count);
      blocks.add(
          asItIs
              ? whole
              : setting
                  .estimator()
                  .chosen(whole, new BlockEstimator.Choice(selection, from, count, weight)));
    }
    return blocks;
  }

  private SparkBlocks.Source<B> whole(List<Manifest> past, Source source, long from, int count) {
    if (source instanceof Source.Synthetic synthetic) {
      M drawnFrom = model(drawnFrom(synthetic.generation()), past);
      return setting.estimator().drawn(drawnFrom, lineage.key(), synthetic, from, count);
    }
    boolean isReserve = source instanceof Source.Reserve;
    return setting
        .estimator()
        .real(isReserve ? ouroboros.text.Part.RESERVE : ouroboros.text.Part.REAL, from, count);
  }

  @Override
  public Manifest fit(
      Generation<Manifest, Drawn> now, Recipe recipe, Function<RecipeLine, Line<B>> take) {
    Supplier<Manifest> fit = () -> fitted(now, recipe, recipe.parts().stream().map(take).toList());
    record First(Object family, Object key) {}
    return now.number() == 0
        ? firsts.get(new First(lineage.cell().family(), lineage.key()), fit)
        : fit.get();
  }

  private Manifest fitted(Generation<Manifest, Drawn> now, Recipe recipe, List<Line<B>> lines) {
    int g = now.number();
    BlockEstimator<B, M> estimator = setting.estimator();
    M before = g == 0 ? null : model(g - 1, now.past());
    Measurements into =
        now.corpora() == null ? new Measurements() : now.drawn().synthetic().measured();
    long[] tokens = new long[lines.size()];
    BlockEstimator.Fitted<M> fitted =
        with(
            lines.stream().flatMap(line -> line.blocks().stream()).toList(),
            lines.stream().mapToLong(Line::loaded).sum(),
            blocks -> {
              List<Long> counted = blocks.map(estimator.tokens());
              int next = 0;
              for (int i = 0; i < tokens.length; i++) {
                for (int b = 0; b < lines.get(i).blocks().size(); b++) {
                  tokens[i] += counted.get(next++);
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
        files(now, recipe, Arrays.stream(tokens).sum()).withModel(file),
        new GenerationRecord(
            now.corpora() == null ? 0 : now.drawn().synthetic().units(),
            recipe.parts().stream().map(RecipeLine::toString).toList(),
            Measured.of(into, fitted.notes()),
            Ledger.of(entries(recipe, tokens), j -> Manifest.depth(now.past().get(drawnFrom(j)))),
            estimator.shown(g == 0 ? null : model(drawnFrom(g), now.past()), lineage.key(), g),
            Manifest.Component.of(
                g,
                fates,
                g == 0 ? List.of() : now.before().record().components(),
                k -> estimator.words(model, k),
                k -> null),
            null));
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
    return GenerationFiles.ofCounts(synthetic, training, null);
  }

  /** How much each author gives to the training set; a share is a share of the units. */
  private static List<Ledger.Entry> entries(Recipe recipe, long[] tokens) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      RecipeLine line = recipe.parts().get(i);
      double mass = (double) line.units() * line.weight();
      entries.add(new Ledger.Entry(Ledger.author(line), line.units(), tokens[i], mass));
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
    int oldest = Math.max(1, lineage.cell().policy().oldestNeeded(g + 1)) - 1;
    List<String> names = new ArrayList<>();
    for (int i = 1; i < Math.min(oldest, g); i++) {
      names.add(sealedModel(past, i).name());
    }
    return names;
  }

  private int drawnFrom(int g) {
    return lineage.cell().policy().drawnFrom(g);
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
