package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Keep;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.count.RangeCounts;
import ouroboros.model.Generation;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.RelativeScale;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.count.WeightedSum;

/**
 * The training sets of one lineage: the sum of the tables of a recipe, measured while it is added
 * up. If T_g is R, it is measured once for all cells with the same family. If T_g is S'_g, its
 * counts are not measured again.
 */
final class TrainingTables {
  private final NgramContext context;
  private final Lineage lineage;
  private final GenerationMetrics metrics;

  TrainingTables(NgramContext context, Lineage lineage, GenerationMetrics metrics) {
    this.context = context;
    this.lineage = lineage;
    this.metrics = metrics;
  }

  /** T_g with its metrics and those of M_g. */
  MeasuredTable fit(PooledTraining.Judged judged, Function<RecipeLine, RecipeTables.Line> take) {
    Generation<Manifest, NgramFamily.Drawn> now = judged.now();
    List<CountTable> tables = judged.lines().stream().map(RecipeTables.Line::counts).toList();
    WeightedSum terms = terms(now, judged.recipe(), tables, take);
    List<CountTable> otherReal = new ArrayList<>(RecipeTables.fresh(now.past()));
    otherReal.addAll(judged.fresh());
    MeasuredTable drawn = now.corpora() == null ? null : now.drawn().guarded().made();
    boolean evaluated = now.number() % context.experiment().evaluation().every() == 0;
    return measured(terms, evaluated, lineage.folder(now.number()), List.copyOf(otherReal), drawn);
  }

  /** The tables of the real text that no earlier training set used. */
  static List<CountTable> fresh(Recipe recipe, List<RecipeTables.Line> lines) {
    List<CountTable> fresh = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (recipe.parts().get(i).source() instanceof Source.Reserve) {
        fresh.add(lines.get(i).counts());
      }
    }
    return fresh;
  }

  /**
   * The sum that gives T_g. If T_g contains most of T_{g-1}, it is T_{g-1} plus the new lines minus
   * the lines that left.
   */
  private WeightedSum terms(
      Generation<Manifest, NgramFamily.Drawn> now,
      Recipe recipe,
      List<CountTable> tables,
      Function<RecipeLine, RecipeTables.Line> take) {
    Policy policy = lineage.cell().policy();
    int g = now.number();
    if (lineage.cell().safeguards().mayIntervene()) {
      return WeightedSum.of(recipe, tables);
    }
    Optional<Recipe> growth = g == 0 ? Optional.empty() : policy.growth(g, now.available());
    if (growth.isPresent()) {
      List<CountTable> sum = new ArrayList<>(List.of(now.before().tables().training()));
      for (RecipeLine line : growth.get().parts()) {
        sum.add(tables.get(recipe.parts().indexOf(line)));
      }
      return WeightedSum.of(sum);
    }
    if (g > 0 && policy.slides() && context.experiment().keep() == Keep.ALL) {
      return WeightedSum.of(
          recipe,
          tables,
          policy.recipe(g - 1, now.available(), lineage.key()),
          now.before().tables().training(),
          line -> take.apply(line).counts());
    }
    return WeightedSum.of(recipe, tables);
  }

  /**
   * @param drawn S'_g; null for g = 0
   */
  private MeasuredTable measured(
      WeightedSum terms,
      boolean evaluated,
      String folder,
      List<CountTable> otherReal,
      @Nullable MeasuredTable drawn) {
    Reference reference = context.reference();
    Reference.TestText text = reference.test();
    Broadcast<HeldOut> test = evaluated && text != null ? text.text() : null;
    boolean isReal = terms.asItStands() && terms.tables().get(0).isSameAs(reference.real());
    // Of R more is known than of another training set, also where it has passed gates on a pool.
    RangeCounts known = isReal ? null : known(terms, drawn, test != null);
    ScanRequest asked =
        ScanRequest.NOTHING
            .with(reference.scan())
            .scoring(test, metrics.tops(), reference.closed())
            .under(NgramModels.family(lineage.cell()).smoothing())
            .evaluating(
                new RelativeScale(
                    reference.scales().orders().evaluation(),
                    terms.occurrences(),
                    reference.scales().realSize()))
            .calibrating(reference.wanted())
            .inUnitsOf(terms.unit());
    ScanRequest measure =
        known == null
            ? asked
                .against(reference.real(), reference.scales().orders().metrics())
                .withOtherReal(otherReal)
            : asked;
    if (known != null) {
      ScannedTable counted =
          test == null ? ScannedTable.known(terms.tables().get(0)) : merged(terms, folder, measure);
      return metrics.training(counted.with(known));
    }
    Supplier<ScannedTable> merge = () -> merged(terms, folder, measure);
    record Trained(FamilySpec family, boolean evaluated, boolean hasOneModel) {}
    return isReal
        ? context
            .shared()
            .measured()
            .get(
                new Trained(lineage.cell().family(), evaluated, metrics.hasOneModel()),
                () -> metrics.real(merge.get()))
        : metrics.training(merge.get());
  }

  private ScannedTable merged(WeightedSum terms, String folder, ScanRequest measure) {
    return context.jobs().merge(terms, folder + "/T", measure).of(components(terms, folder));
  }

  /**
   * The measured counts of S'_g, if T_g is S'_g and no metric needs another pass; otherwise null.
   */
  private @Nullable RangeCounts known(
      WeightedSum terms, @Nullable MeasuredTable drawn, boolean evaluated) {
    if (drawn == null || (evaluated && context.reference().scan().value().ownOrder() > 0)) {
      return null;
    }
    boolean same = terms.asItStands() && terms.tables().get(0).isSameAs(drawn.table());
    return same ? drawn.counts() : null;
  }

  /** The tables of the components of a sum: one sum per component, all in one job. */
  private List<CountTable> components(WeightedSum terms, String folder) {
    List<CountTable> first = terms.tables().get(0).components();
    if (terms.asItStands()) {
      return first;
    }
    List<WeightedSum> sums = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (int k = 0; k < first.size(); k++) {
      sums.add(terms.component(k));
      prefixes.add(folder + "/T-" + k);
    }
    return first.isEmpty()
        ? List.of()
        : context.jobs().merge(sums, prefixes, ScanRequest.NOTHING).stream()
            .map(ScannedTable::table)
            .toList();
  }
}
