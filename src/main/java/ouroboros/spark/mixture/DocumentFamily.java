package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Size;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.Subject;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealUnits;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.cluster.Storage;

/**
 * The mixtures along one lineage: draws, measures and fits. Units are documents or paragraphs. A
 * line of a recipe is its units in blocks of {@code VectorBlock.ROWS}, by their numbers ({@link
 * DocumentLines}). Of a generation only the model is sealed.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
public final class DocumentFamily<B extends UnitBlock<B>, M extends Mixture<M>>
    implements Family<Manifest, DocumentFamily.Drawn, DocumentLines.Line<B>> {
  private final Setting<B, M> setting;
  private final Lineage lineage;
  private final SharedResults<Object, Manifest> firsts;
  private final AfterSeal<Manifest> afterSeal;
  private final DocumentLines<B, M> lines;

  /**
   * @param lines what the lineage takes its units by
   * @param firsts generation 0, made once for all cells with equal families that start from the
   *     same units
   * @param afterSeal what alarms do
   */
  DocumentFamily(
      Setting<B, M> setting,
      Lineage lineage,
      DocumentLines<B, M> lines,
      SharedResults<Object, Manifest> firsts,
      AfterSeal<Manifest> afterSeal) {
    this.setting = setting;
    this.lineage = lineage;
    this.lines = lines;
    this.firsts = firsts;
    this.afterSeal = afterSeal;
  }

  /**
   * What all lineages of a family share.
   *
   * @param pilot finds gates that pass nothing of what M_0 draws
   */
  record Setting<B extends UnitBlock<B>, M extends Mixture<M>>(
      JavaSparkContext spark,
      Storage storage,
      BlockEstimator<B, M> estimator,
      MetricSelection wanted,
      GatePilot pilot) {
    private static final long IN_THREAD = 1 << 16;

    /**
     * Does work on blocks: up to 65,536 units ({@code spark.ouroboros.unitsInThread}) in this
     * thread, more in Spark jobs, with the same bits.
     *
     * @param units that are read or drawn
     */
    <U, T> T with(
        List<? extends SparkBlocks.Source<U>> sources, long units, Function<Blocks<U>, T> work) {
      if (units <= spark.getConf().getLong("spark.ouroboros.unitsInThread", IN_THREAD)) {
        return work.apply(Blocks.here(sources.stream().<U>map(SparkBlocks.Source::load).toList()));
      }
      try (SparkBlocks<U> blocks = SparkBlocks.of(spark, sources)) {
        return work.apply(blocks);
      }
    }
  }

  /**
   * S_g or S'_g: its size and its metrics.
   *
   * @param record what gates let pass; null for S_g and for a pool without gates
   */
  record Drawn(long units, long tokens, Measurements measured, @Nullable GateRecord record) {}

  /** What is available before anything is drawn. */
  public AvailableUnits initial() {
    Size size = lineage.cell().size();
    PartSizes parts = lines.parts();
    return AvailableUnits.ofCorpus(
        parts.real(),
        parts.reserve(),
        size instanceof Size.Units units ? units.units() : parts.real());
  }

  /** S_g as a function. */
  UnitDrawer<B> corpus(int g, List<Manifest> past) {
    return lines.own(new Source.Synthetic(g), past);
  }

  /** M_g, which is sealed. */
  Mixture<?> model(int g, List<Manifest> past) {
    return lines.model(g, past);
  }

  @Override
  public Drawn draw(int g, long units, List<Manifest> past) {
    Measurements into = new Measurements();
    long tokens =
        measure(DocumentLines.all(corpus(g, past), units), units, Subject.SYNTHETIC, into);
    return new Drawn(units, tokens, into, null);
  }

  /** Measures S_g or S'_g. Returns its tokens. */
  private long measure(
      List<SparkBlocks.Source<B>> sources, long loaded, Subject subject, Measurements into) {
    return setting.with(
        sources,
        loaded,
        blocks -> {
          setting.estimator().drawn(blocks, subject, into);
          return blocks.map(B::tokens).stream().mapToLong(Long::longValue).sum();
        });
  }

  /**
   * @throws ouroboros.experiment.SpecException with all gates that pass nothing of S_1
   */
  @Override
  public Drawn guard(int g, Drawn synthetic, List<Manifest> past) {
    Measurements into = new Measurements();
    Source.Synthetic source = new Source.Synthetic(g);
    if (lines.areOfMember() && setting.estimator().asksForPool()) {
      setting.with(
          DocumentLines.all(lines.read(source, past), synthetic.units()),
          synthetic.units(),
          blocks -> {
            setting.estimator().pool(blocks, into);
            return true;
          });
    }
    if (lines.areNotJudged()) {
      return lines.areOfMember()
          ? new Drawn(synthetic.units(), synthetic.tokens(), into, null)
          : synthetic;
    }
    DocumentGates gates = lines.gates(past);
    if (g == 1 && lineage.key().replicate() == 0) {
      setting.pilot().check(lineage.cell(), many -> gates.first(source, many), Long.MAX_VALUE);
    }
    GateRecord record = gates.record(source, synthetic.units());
    if (gates.hasPool()) {
      // What is measured is T_g.
      return new Drawn(record.units(), synthetic.tokens(), into, record);
    }
    DocumentLines.Line<B> all = lines.passed(source, synthetic.units(), record, past);
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
  public DocumentLines.Line<B> take(RecipeLine line, Generation<Manifest, Drawn> now) {
    return lines.take(line, now);
  }

  @Override
  public Manifest fit(
      Generation<Manifest, Drawn> now,
      Recipe recipe,
      Function<RecipeLine, DocumentLines.Line<B>> take) {
    if (now.corpora() != null && lines.gates(now.past()).hasPool()) {
      return judged(now, recipe, take);
    }
    Supplier<Manifest> fit =
        () ->
            fitted(
                now,
                recipe,
                new DocumentRecord.Training<>(recipe, recipe.parts().stream().map(take).toList()));
    record First(Object family, Object key, RealUnits real) {}
    // Files of draws of a reference, whose replicate words are negative, are deleted once they have
    // been measured.
    return now.number() == 0 && lineage.key().replicate() >= 0
        ? firsts.get(new First(lineage.cell().family(), lineage.key(), lines.real()), fit)
        : fit.get();
  }

  /** Fits M_g to what gates on the pool let pass. */
  private Manifest judged(
      Generation<Manifest, Drawn> now,
      Recipe recipe,
      Function<RecipeLine, DocumentLines.Line<B>> take) {
    // What an alarm adds is not in the recipe of the policy, so it is not in the pool.
    List<RecipeLine> joining = afterSeal.joins(now.past(), now.available());
    int own = recipe.parts().size() - joining.size();
    Recipe ofPool = new Recipe(recipe.parts().subList(0, own));
    Source.Synthetic source = new Source.Synthetic(now.number());
    Drawn synthetic = now.drawn().synthetic();
    GateRecord before = Objects.requireNonNull(now.drawn().guarded().record());
    PoolWalk.Passed passed =
        lines.gates(now.past()).pool(ofPool, source, synthetic.units(), before, now.available());
    DocumentLines.Line<B> line = lines.pooled(now, ofPool, passed);
    Measurements into = now.drawn().guarded().measured();
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
    List<DocumentLines.Line<B>> all = new ArrayList<>(List.of(line));
    joining.forEach(each -> all.add(take.apply(each)));
    return fitted(known, recipe, new DocumentRecord.Training<>(new Recipe(parts), all));
  }

  private Manifest fitted(
      Generation<Manifest, Drawn> now, Recipe ofPolicy, DocumentRecord.Training<B> training) {
    int g = now.number();
    BlockEstimator<B, M> estimator = setting.estimator();
    M before = g == 0 ? null : lines.model(g - 1, now.past());
    Measurements into =
        now.corpora() == null ? new Measurements() : now.drawn().synthetic().measured();
    List<DocumentLines.Line<B>> taken = training.lines();
    long[][] tokens = new long[taken.size()][2];
    BlockEstimator.Fitted<M> fitted =
        setting.with(
            taken.stream().flatMap(line -> line.blocks().stream()).toList(),
            taken.stream().mapToLong(DocumentLines.Line::loaded).sum(),
            blocks -> {
              List<Long> counted = blocks.map(B::tokens);
              int next = 0;
              for (int i = 0; i < tokens.length; i++) {
                for (int b = 0; b < taken.get(i).blocks().size(); b++) {
                  tokens[i][taken.get(i).real().has(b) ? 1 : 0] += counted.get(next++);
                }
              }
              estimator.training(blocks, into);
              return estimator.fit(blocks, before, lineage.key());
            });
    M model = fitted.model();
    estimator.model(model, into);
    List<ComponentMatch> fates =
        ComponentMatch.of(model, g == 0 ? model : lines.model(0, now.past()));
    MixtureMetric.measureShares(ComponentMatch.entropyBits(fates), setting.wanted(), into);
    lines.keep(g, model);
    String name = lineage.folder(g) + "/M-" + UUID.randomUUID().toString().substring(0, 13);
    SealedFile file = setting.storage().writeNew(name, model::write);
    return new DocumentRecord<>(setting, lineage.cell().safeguards(), lines, now, training)
        .manifest(
            ofPolicy,
            new DocumentRecord.Fit<>(model, Measured.of(into, fitted.notes()), tokens, file),
            fates);
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
      names.add(DocumentLines.sealedModel(past, i).name());
    }
    return names;
  }
}
