package ouroboros.spark.ngram;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Size;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.Subject;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.count.ChosenTokens;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.RealText;
import ouroboros.text.Part;

/**
 * The n-gram families along one lineage. Units are sentences. A line of a recipe is the count table
 * of its sentences, and the model of a training set is the training set's count table. Drawing,
 * counting and measuring are one pass.
 */
public final class NgramFamily implements Family<Manifest, NgramFamily.Drawn, RecipeTables.Line> {
  private final NgramContext context;
  private final Lineage lineage;
  private final RecipeTables tables;
  private final TrainingTables training;
  private final GenerationMetrics metrics;

  private final AfterSeal<Manifest> afterSeal;
  private final Retention retention;
  private @Nullable AvailableUnits initial;
  private @Nullable MemberSeat seat;

  NgramFamily(NgramContext context, Lineage lineage, AfterSeal<Manifest> afterSeal) {
    this.context = context;
    this.lineage = lineage;
    this.afterSeal = afterSeal;
    this.retention = new Retention(lineage, afterSeal);
    this.tables = new RecipeTables(context, lineage, afterSeal);
    this.metrics = new GenerationMetrics(context, lineage.cell());
    this.training = new TrainingTables(context, lineage, metrics);
  }

  /**
   * S_g or S'_g.
   *
   * @param text its units, which can be drawn again
   * @param made its counts and the metrics computed from them
   * @param passed S'_g, where this is S_g and both were counted together; otherwise null
   */
  record Drawn(SyntheticText text, MeasuredTable made, @Nullable Passed passed) {
    Drawn(SyntheticText text, MeasuredTable made) {
      this(text, made, null);
    }
  }

  /** S'_g, counted together with S_g. */
  record Passed(SyntheticText text, ScannedTable counted) {}

  /** Makes this the family of a member of an ecosystem. */
  void join(MemberSeat own) {
    seat = own;
    tables.join(own);
  }

  /** What is available before anything is drawn. */
  public AvailableUnits initial() {
    AvailableUnits known = initial;
    if (known == null) {
      MemberSeat member = seat;
      RealText text = context.reference().text();
      long all = context.reference().real().sentences();
      long real = member == null ? all : member.units(all);
      long reserve = member == null ? text.units(Part.RESERVE) : member.reserve().many();
      known =
          new ChosenTokens(
                  text,
                  context.gates(),
                  member == null ? UnaryOperator.identity() : member::ofMember,
                  lineage.key())
              .with(
                  AvailableUnits.ofCorpus(
                      real, reserve, lineage.cell().size().units(real).orElse(0)),
                  lineage.cell().policy(),
                  context.experiment().generations());
      initial = known;
    }
    return known;
  }

  /** S_g as a function. */
  SyntheticCorpus corpus(int g, List<Manifest> past) {
    return tables.corpus(g, past);
  }

  /**
   * If the size is in tokens, the least number of units with so many tokens, but at least {@code
   * wanted}.
   */
  @Override
  public long units(int g, long wanted, List<Manifest> past) {
    if (!(lineage.cell().size() instanceof Size.Tokens size)) {
      return wanted;
    }
    CountTable real = context.reference().real();
    double meanLength = Math.max(1.0, (double) real.tokens() / real.sentences());
    long tokens = Math.max(1, Math.round(size.tokens() * lineage.cell().policy().scale(g)));
    return Math.max(wanted, context.jobs().units(tables.corpus(g, past), tokens, meanLength));
  }

  @Override
  public Drawn draw(int g, long units, List<Manifest> past) {
    SyntheticText text = SyntheticText.of(tables.corpus(g, units, past), units);
    tables.awaitReview(read(g, text));
    List<PopulationTask> parts =
        context.reference().scales().orders().isPopulation()
            ? tables.populations(text, available(past))
            : List.of();
    SyntheticText guarded = parts.isEmpty() ? tables.guardedWith(g, text, past) : null;
    if (guarded != null) {
      List<ScannedTable> both =
          metrics.scanBoth(guarded, lineage.folder(g), RecipeTables.fresh(past));
      return new Drawn(
          text,
          metrics.learned(metrics.synthetic(both.get(0), Subject.SYNTHETIC), text),
          new Passed(guarded, both.get(1)));
    }
    Supplier<MeasuredTable> count = () -> count(text, parts, lineage.folder(g) + "/S", past);
    record OfCells(SyntheticCorpus corpus, long units, List<PopulationTask> parts) {}
    // S_1 is drawn once for all cells with equal family and sampling, unless S'_1 is counted with
    // it. Draws of a reference, whose replicate words are negative, are deleted when they have been
    // measured, so they are not shared.
    MeasuredTable made =
        g == 1 && lineage.key().replicate() >= 0
            ? context.shared().measured().get(new OfCells(text.corpus(), units, parts), count)
            : count.get();
    return new Drawn(text, made);
  }

  /** What gates judge and training sets are made of: S_g, or the pool of a member. */
  private SyntheticText read(int g, SyntheticText synthetic) {
    MemberSeat member = seat;
    return member == null ? synthetic : SyntheticText.of(member.pool(g), synthetic.units());
  }

  @Override
  public Drawn guard(int g, Drawn synthetic, List<Manifest> past) {
    SyntheticText read = read(g, synthetic.text());
    boolean isJudged = !tables.gates(read.corpus().source()).list().isEmpty();
    if (seat == null) {
      Passed both = synthetic.passed();
      if (both != null) {
        return guarded(both.text(), both.counted());
      }
      return isJudged ? judged(g, read, synthetic, past) : synthetic;
    }
    if (!isJudged && !hasPool()) {
      return new Drawn(
          read, metrics.pool(read, lineage.folder(g) + "/P", RecipeTables.fresh(past)));
    }
    MeasuredTable made = synthetic.made();
    Drawn passed = isJudged ? judged(g, read, synthetic, past) : new Drawn(read, made);
    return new Drawn(
        passed.text(),
        new MeasuredTable(
            passed.made().table(),
            passed.made().counts(),
            hasPool()
                ? beforeGates(g, read, past)
                : beforeGates(g, read, past).and(passed.made().measured())));
  }

  /** What is measured of the pool of a member before its gates. */
  private Measured beforeGates(int g, SyntheticText pool, List<Manifest> past) {
    if (!metrics.asksForPool()) {
      return Measured.EMPTY;
    }
    MeasuredTable made = metrics.pool(pool, lineage.folder(g) + "/Q", RecipeTables.fresh(past));
    tables.discard(made.table());
    return made.measured();
  }

  private Drawn judged(int g, SyntheticText read, Drawn synthetic, List<Manifest> past) {
    SyntheticText passed = tables.guarded(g, read, past);
    if (hasPool()) {
      // What is measured is T_g.
      return new Drawn(passed.record() == null ? tables.judged(passed) : passed, synthetic.made());
    }
    return guarded(
        passed, metrics.scan(passed, lineage.folder(g) + "/P", RecipeTables.fresh(past)));
  }

  private Drawn guarded(SyntheticText text, ScannedTable counted) {
    return new Drawn(
        counted.judged() == null ? text : tables.judged(text, counted.judged()),
        metrics.synthetic(counted, Subject.GUARDED));
  }

  private MeasuredTable count(
      SyntheticText text, List<PopulationTask> parts, String prefix, List<Manifest> past) {
    List<CountTable> otherReal = RecipeTables.fresh(past);
    return parts.isEmpty()
        ? metrics.learned(
            metrics.synthetic(metrics.scan(text, prefix, otherReal), Subject.SYNTHETIC), text)
        : metrics.synthetic(metrics.scan(parts, prefix, otherReal), Subject.SYNTHETIC);
  }

  @Override
  public long passed(Drawn guarded) {
    return guarded.text().passed();
  }

  @Override
  public long passed(Manifest sealed, long planned) {
    return sealed.record().passed();
  }

  @Override
  public RecipeTables.Line take(RecipeLine line, Generation<Manifest, Drawn> now) {
    return tables.take(line, now);
  }

  @Override
  public Manifest fit(
      Generation<Manifest, Drawn> now,
      Recipe recipe,
      Function<RecipeLine, RecipeTables.Line> take) {
    if (now.corpora() != null && hasPool()) {
      // What an alarm adds is not in the recipe of the policy, so it is not in the pool.
      List<RecipeLine> joining = afterSeal.joins(now.past(), now.available());
      int own = recipe.parts().size() - joining.size();
      PooledTraining.Judged pool =
          new PooledTraining(context, lineage, metrics, seat)
              .judge(now, new Recipe(recipe.parts().subList(0, own)));
      return fit(pool.and(joining, joining.stream().map(take).toList()), recipe, take);
    }
    List<RecipeTables.Line> lines = recipe.parts().stream().map(take).toList();
    return fit(
        new PooledTraining.Judged(now, recipe, lines, TrainingTables.fresh(recipe, lines), null),
        recipe,
        take);
  }

  private Manifest fit(
      PooledTraining.Judged judged, Recipe ofPolicy, Function<RecipeLine, RecipeTables.Line> take) {
    NgramRecord record = new NgramRecord(context, lineage, ofPolicy, judged, afterSeal);
    Optional<Cell> switched =
        afterSeal.family(judged.now().past()).map(family -> lineage.cell().with(family));
    if (switched.isEmpty()) {
      return record.manifest(training.fit(judged, take), metrics);
    }
    GenerationMetrics ofOther = new GenerationMetrics(context, switched.get());
    TrainingTables other = new TrainingTables(context, lineage.with(switched.get()), ofOther);
    return record.manifest(other.fit(judged, take), ofOther);
  }

  /** Whether gates judge the whole pool of a recipe. */
  private boolean hasPool() {
    return lineage.cell().safeguards().gates().stream()
        .anyMatch(Safeguard.OnPool.class::isInstance);
  }

  @Override
  public Manifest noted(Manifest made, Map<String, Long> notes) {
    return made.noting(notes);
  }

  /** Tables that are needed only to compute T_g. */
  @Override
  public List<String> scratch(Manifest sealed) {
    return tables.scratch(sealed);
  }

  @Override
  public List<String> unneeded(List<Manifest> past) {
    return retention.superfluous(past, available(past));
  }

  private AvailableUnits available(List<Manifest> past) {
    AvailableUnits available = initial();
    for (Manifest sealed : past.subList(1, past.size())) {
      available = available.and(sealed.record().passed());
    }
    return available;
  }
}
