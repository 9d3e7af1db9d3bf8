package ouroboros.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Keep;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.SealedFile;
import ouroboros.experiment.Size;
import ouroboros.metric.Measurement;
import ouroboros.policy.Part;
import ouroboros.policy.Recipe;
import ouroboros.policy.Source;
import ouroboros.policy.Stock;
import ouroboros.random.Key;

/** One cell x replicate: the loop of the design, each generation sealed before the next. */
final class Lineage implements SealedLoop.Maker<LineageState> {
  private final Workshop shop;
  private final Cell cell;
  private final Key key;
  private final Set<String> scratch = new HashSet<>();

  Lineage(Workshop shop, Cell cell, int replicate) {
    this.shop = shop;
    this.cell = cell;
    this.key = new Key(shop.experiment().seed(), replicate);
  }

  @Override
  public Manifest make(int g, List<LineageState> past, String folder) {
    return g == 0 ? real(folder) : generation(g, past, folder);
  }

  @Override
  public LineageState state(Manifest manifest, List<LineageState> before) {
    return LineageState.of(manifest, before);
  }

  /** Parts that were only added to T_g. */
  @Override
  public List<String> scraps(Manifest sealed) {
    scratch.removeAll(sealed.files().stream().map(SealedFile::name).toList());
    List<String> scraps = List.copyOf(scratch);
    scratch.clear();
    return scraps;
  }

  @Override
  public List<String> superfluous(int g, List<LineageState> past, String own) {
    return new Retention(own, cell.policy()).superfluous(g, past, stock(past));
  }

  private boolean evaluated(int g) {
    return g % shop.experiment().evaluation().every() == 0;
  }

  /** g = 0: T_0 = R. */
  private Manifest real(String folder) {
    CountTable r = shop.real();
    Made training =
        shop.training(cell, WeightedSum.of(List.of(r)), evaluated(0), folder, List.of(), null);
    ComponentMetrics.Fates fates =
        new ComponentMetrics(shop, cell).fates(0, training.table(), List.of());
    List<Measurement> measured = new ArrayList<>(training.measurements());
    measured.addAll(fates.measurements());
    return new Manifest(
        Manifest.FORMAT,
        0,
        0,
        null,
        training.table(),
        null,
        List.of("R whole, " + r.sentences() + " units"),
        measured,
        List.of(),
        training.ranks(),
        List.of(new Manifest.Share(0, 0, r.sentences(), r.tokens(), 1.0)),
        shop.showcase().real(),
        training.notes(),
        null,
        fates.rows());
  }

  private Manifest generation(int g, List<LineageState> past, String folder) {
    LineageState before = past.get(g - 1);
    Stock stock = stock(past);
    SyntheticCorpus corpus = shop.corpus(cell, before.training(), key, g);
    long units = units(g, stock, corpus);
    List<CountTable> used = new ArrayList<>();
    past.forEach(state -> add(used, state.fresh()));
    Made synthetic = shop.draw(cell, corpus, units, folder, List.copyOf(used));

    Recipe recipe = cell.policy().recipe(g, stock.and(units), key);
    List<LineageState> withThis = new ArrayList<>(past);
    withThis.add(
        new LineageState(
            units,
            synthetic.table(),
            before.training(),
            null,
            before.trainingDepth() + 1,
            0,
            List.of()));
    List<CountTable> tables = new ArrayList<>();
    CountTable fresh = null;
    for (Part part : recipe.parts()) {
      CountTable table = shop.table(cell, part, key, withThis, folder);
      tables.add(table);
      if (part.source() instanceof Source.Synthetic) {
        table.files().stream()
            .map(SealedFile::name)
            .filter(name -> name.startsWith(folder + "/part-"))
            .forEach(scratch::add);
      }
      if (part.source() instanceof Source.Reserve) {
        fresh = table;
      }
    }
    List<Manifest.Sample> shown =
        shop.showcase().synthetic(corpus, synthetic.table(), List.copyOf(used)).stream()
            .filter(sample -> sample.unit() < units)
            .toList();
    add(used, fresh);
    Made training =
        trained(g, past, stock.and(units), recipe, tables, folder, List.copyOf(used), synthetic);

    List<Measurement> measured = new ArrayList<>(synthetic.measurements());
    measured.addAll(training.measurements());
    ComponentMetrics.Fates fates =
        new ComponentMetrics(shop, cell).fates(g, training.table(), before.components());
    measured.addAll(fates.measurements());
    TreeMap<String, Long> notes = new TreeMap<>(synthetic.notes());
    training.notes().forEach((note, times) -> notes.merge(note, times, Long::sum));
    long[] tokens = tables.stream().mapToLong(CountTable::tokens).toArray();
    return new Manifest(
        Manifest.FORMAT,
        g,
        units,
        synthetic.table(),
        training.table(),
        fresh,
        recipe.parts().stream().map(Part::toString).toList(),
        measured,
        synthetic.survival(),
        synthetic.ranks(),
        Ledger.of(recipe, tokens, tokens, j -> withThis.get(j).depth()),
        shown,
        notes,
        null,
        fates.rows());
  }

  /** T_g: where it contains T_{g-1}, what is new is added to that, and what left is taken away. */
  private Made trained(
      int g,
      List<LineageState> past,
      Stock stock,
      Recipe recipe,
      List<CountTable> tables,
      String folder,
      List<CountTable> used,
      Made synthetic) {
    Optional<Recipe> growth = cell.policy().growth(g, stock);
    if (growth.isPresent()) {
      List<CountTable> sum = new ArrayList<>(List.of(past.get(g - 1).training()));
      for (Part part : growth.get().parts()) {
        sum.add(tables.get(recipe.parts().indexOf(part)));
      }
      return shop.training(cell, WeightedSum.of(sum), evaluated(g), folder, used, synthetic);
    }
    WeightedSum sum = WeightedSum.of(recipe, tables);
    if (cell.policy().slides() && shop.experiment().keep() == Keep.ALL) {
      sum =
          WeightedSum.of(
              recipe,
              tables,
              cell.policy().recipe(g - 1, stock, key),
              past.get(g - 1).training(),
              part -> shop.table(cell, part, key, past, folder));
    }
    return shop.training(cell, sum, evaluated(g), folder, used, synthetic);
  }

  /** Units of S_g; where tokens are counted, at least as many as leave no gap in T_g. */
  private long units(int g, Stock stock, SyntheticCorpus corpus) {
    long units = cell.policy().syntheticUnits(g, stock);
    if (cell.size() instanceof Size.Tokens size) {
      long tokens = Math.max(1, Math.round(size.tokens() * cell.policy().scale(g)));
      return Math.max(units, shop.units(corpus, tokens));
    }
    return units;
  }

  private Stock stock(List<LineageState> past) {
    long real = shop.real().sentences();
    long size = cell.size().units(real).orElse(0);
    Stock stock = Stock.ofCorpus(real, shop.text().units(ouroboros.text.Part.RESERVE), size);
    for (LineageState state : past.subList(1, past.size())) {
      stock = stock.and(state.units());
    }
    return stock;
  }

  private static void add(List<CountTable> to, @Nullable CountTable table) {
    if (table != null) {
      to.add(table);
    }
  }
}
