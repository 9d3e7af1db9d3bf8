package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.SealedFile;
import ouroboros.experiment.Size;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.Fate;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.policy.Part;
import ouroboros.policy.Recipe;
import ouroboros.policy.Source;
import ouroboros.policy.Stock;
import ouroboros.random.Key;
import ouroboros.random.Selection;

/**
 * The generations of mixtures: a sealed one is its model; units are drawn again wherever they are
 * needed, in blocks of {@code VectorBlock.ROWS} by their numbers.
 *
 * <p>Up to 65,536 units are worked on where the lineage runs, more as Spark jobs: the same blocks,
 * the same bits.
 */
final class UnitLineage<B, M extends Mixture<M>> implements SealedLoop.Maker<Manifest> {
  private static final long HERE = 1 << 16;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final UnitKind<B, M> kind;
  private final Cell cell;
  private final Key key;
  private final PartSizes parts;
  private final MetricSelection wanted;
  private final Memo<Object, Manifest> firsts;
  private final TreeMap<Integer, M> models = new TreeMap<>();

  /**
   * @param parts units of the four parts
   * @param firsts generation 0, made once for all cells alike
   */
  UnitLineage(
      JavaSparkContext spark,
      Storage storage,
      UnitKind<B, M> kind,
      Cell cell,
      Key key,
      PartSizes parts,
      MetricSelection wanted,
      Memo<Object, Manifest> firsts) {
    this.spark = spark;
    this.storage = storage;
    this.kind = kind;
    this.cell = cell;
    this.key = key;
    this.parts = parts;
    this.wanted = wanted;
    this.firsts = firsts;
  }

  @Override
  public Manifest make(int g, List<Manifest> past, String folder) {
    if (g > 0) {
      return generation(g, past, folder);
    }
    record First(Object family, Key key) {}
    return firsts.get(
        new First(cell.family(), key),
        () -> trained(0, 0, null, List.of(), new Measurements(), folder));
  }

  @Override
  public Manifest state(Manifest manifest, List<Manifest> before) {
    return manifest;
  }

  @Override
  public List<String> scraps(Manifest sealed) {
    return List.of();
  }

  /** M_0 says who the ancestors are; M_g and what S_j of later training sets come from stay too. */
  @Override
  public List<String> superfluous(int g, List<Manifest> past, String own) {
    int oldest = Math.max(1, cell.policy().oldestNeeded(g + 1)) - 1;
    List<String> names = new ArrayList<>();
    for (int i = 1; i < Math.min(oldest, g); i++) {
      names.add(Objects.requireNonNull(past.get(i).model()).name());
    }
    return names;
  }

  private Manifest generation(int g, List<Manifest> past, String folder) {
    long units = cell.policy().syntheticUnits(g, stock(past));
    Measurements into = new Measurements();
    long tokens =
        with(
            sources(kind, past, new Source.Synthetic(g), units, Selection.all(units), Part.ONE),
            units,
            blocks -> {
              kind.synthetic(blocks, into);
              return tokens(blocks);
            });
    CountTable synthetic = new CountTable(List.of(), 0, tokens, units, 1);
    return trained(g, units, synthetic, past, into, folder);
  }

  /** T_g and M_g. */
  private Manifest trained(
      int g,
      long units,
      @Nullable CountTable synthetic,
      List<Manifest> past,
      Measurements into,
      String folder) {
    Stock stock = g == 0 ? stock(past) : stock(past).and(units);
    Recipe recipe = cell.policy().recipe(g, stock, key);
    M before = g == 0 ? null : model(g - 1, past);
    List<SparkBlocks.Source<B>> sources = new ArrayList<>();
    int[] ends = new int[recipe.parts().size()];
    long loaded = 0;
    for (int i = 0; i < ends.length; i++) {
      Part part = recipe.parts().get(i);
      long population = part.source().units(stock);
      Selection selection = part.selection(key, population);
      sources.addAll(sources(kind, past, part.source(), population, selection, part.weight()));
      ends[i] = sources.size();
      loaded += population;
    }
    long[] tokens = new long[ends.length];
    UnitKind.Fitted<M> fitted =
        with(
            sources,
            loaded,
            blocks -> {
              List<Long> counted = blocks.map(kind.tokens());
              for (int i = 0; i < ends.length; i++) {
                for (int b = i == 0 ? 0 : ends[i - 1]; b < ends[i]; b++) {
                  tokens[i] += counted.get(b);
                }
              }
              kind.training(blocks, into);
              return kind.fit(blocks, before, key);
            });
    kind.model(fitted.model(), into);
    List<Fate> fates = Fate.of(fitted.model(), g == 0 ? fitted.model() : model(0, past));
    MixtureMetric.measureShares(Fate.entropyBits(fates), wanted, into);
    models.put(g, fitted.model());
    TreeMap<String, Long> notes = new TreeMap<>(fitted.notes());
    into.undefined().forEach((metric, times) -> notes.put("undefined " + metric, times));
    String name = folder + "/M-" + UUID.randomUUID().toString().substring(0, 13);
    SealedFile file = storage.writeNew(name, out -> fitted.model().write(out));
    long[] mass = recipe.parts().stream().mapToLong(Part::units).toArray();
    long all = java.util.Arrays.stream(tokens).sum();
    return new Manifest(
        Manifest.FORMAT,
        g,
        units,
        synthetic,
        new CountTable(List.of(), 0, all, recipe.units(), 1),
        null,
        recipe.parts().stream().map(Part::toString).toList(),
        into.rows(),
        List.of(),
        List.of(),
        Ledger.of(recipe, tokens, mass, j -> depth(j, past)),
        kind.shown(before, key, g),
        notes,
        file,
        Manifest.Component.of(
            g,
            fates,
            g == 0 ? List.of() : past.get(g - 1).components(),
            k -> kind.words(fitted.model(), k),
            k -> null));
  }

  /** Models between people and S_j: one more than the deepest of T_{j-1}. */
  private static int depth(int j, List<Manifest> past) {
    return 1 + past.get(j - 1).ledger().stream().mapToInt(Manifest.Share::depth).max().orElse(0);
  }

  /** A source's units in blocks, those that were chosen. */
  private List<SparkBlocks.Source<B>> sources(
      UnitKind<B, M> of,
      List<Manifest> past,
      Source source,
      long population,
      Selection selection,
      long weight) {
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      SparkBlocks.Source<B> whole = whole(past, source, from, count);
      boolean asItIs = selection.equals(Selection.all(population)) && weight == Part.ONE;
      blocks.add(
          asItIs ? whole : of.chosen(whole, new UnitKind.Choice(selection, from, count, weight)));
    }
    return blocks;
  }

  private SparkBlocks.Source<B> whole(List<Manifest> past, Source source, long from, int count) {
    if (source instanceof Source.Synthetic synthetic) {
      int j = synthetic.generation();
      return kind.drawn(model(j - 1, past), key, j, from, count);
    }
    return kind.real(
        source instanceof Source.Reserve ? ouroboros.text.Part.RESERVE : ouroboros.text.Part.REAL,
        from,
        count);
  }

  private M model(int g, List<Manifest> past) {
    return models.computeIfAbsent(
        g, i -> storage.read(Objects.requireNonNull(past.get(i).model()), kind::read));
  }

  private long tokens(Blocks<B> blocks) {
    return blocks.map(kind.tokens()).stream().mapToLong(Long::longValue).sum();
  }

  private <R> R with(List<SparkBlocks.Source<B>> sources, long units, Function<Blocks<B>, R> work) {
    if (units <= HERE) {
      return work.apply(Blocks.here(sources.stream().map(SparkBlocks.Source::load).toList()));
    }
    try (SparkBlocks<B> blocks = SparkBlocks.of(spark, sources)) {
      return work.apply(blocks);
    }
  }

  private Stock stock(List<Manifest> past) {
    long size = cell.size() instanceof Size.Units units ? units.units() : parts.real();
    Stock stock = Stock.ofCorpus(parts.real(), parts.reserve(), size);
    for (Manifest manifest : past.subList(Math.min(1, past.size()), past.size())) {
      stock = stock.and(manifest.units());
    }
    return stock;
  }
}
