package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedInput;
import ouroboros.metric.CountMetrics;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.Measurements;
import ouroboros.metric.Metric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.count.Ranks;
import ouroboros.metric.count.Survival;
import ouroboros.metric.count.TextSize;
import ouroboros.ngram.heldout.EvaluationModel;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutPeriods;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.draw.RedrawnUnits;
import ouroboros.spark.draw.RunTask;
import ouroboros.spark.text.SentenceTask;

/** Computes the metrics of a generation from what the jobs counted. */
final class GenerationMetrics {
  private static final String ALL = "all";

  private final NgramContext context;
  private final Reference reference;
  private final Cell cell;
  private final ComponentMetrics components;

  GenerationMetrics(NgramContext context, Cell cell) {
    this.context = context;
    this.reference = context.reference();
    this.cell = cell;
    this.components = new ComponentMetrics(context, cell);
  }

  /** The metrics of the components of a mixture. */
  ComponentMetrics components() {
    return components;
  }

  /**
   * The metrics of the safeguards: what they kept of S_g, and how much of T_g is real and
   * synthetic.
   */
  Measured gates(GateRecord gates, SyntheticText drawn, List<SafeguardMetric.Taken> training) {
    Measurements into = new Measurements();
    List<SafeguardMetric.Judged> judged =
        gates.counts().stream()
            .map(gate -> new SafeguardMetric.Judged(gate.offered(), gate.kept()))
            .toList();
    long units = cell.safeguards().judgedUnits(gates.counts(), drawn.units());
    SafeguardMetric.measure(judged, units, training, reference.wanted(), into);
    if (cell.safeguards().hasReview()) {
      long reviewed = gates.counts().stream().mapToLong(GateCounts::reviewed).sum();
      SafeguardMetric.reviewed(reviewed, reference.wanted(), into);
    }
    List<Safeguard.Gate> list = cell.safeguards().gates();
    for (int k = 0; k < list.size(); k++) {
      int gate = k + 1;
      context
          .shared()
          .judges()
          .quality(list.get(k), drawn.corpus(), drawn.units())
          .ifPresent(
              quality ->
                  SafeguardMetric.detector(
                      gate,
                      quality.auc(),
                      quality.recall(),
                      quality.falseAlarm(),
                      reference.wanted(),
                      into));
    }
    return Measured.of(into, new TreeMap<>());
  }

  /** The orders for which the probability under M_g needs the numbers of occurrences. */
  int[] tops() {
    FamilySpec.Ngram own = NgramModels.family(cell);
    return HeldOutCounts.occurrences(own.smoothing(), own.order());
  }

  /** Draws, counts and scans all of S_g or S'_g, in one job. */
  ScannedTable scan(SyntheticText text, String prefix, List<CountTable> otherReal) {
    return scan(text.tasks(context), text.redrawn(), prefix, otherReal);
  }

  /**
   * The same for other tasks.
   *
   * @param redrawn their drawn units one by one
   */
  ScannedTable scan(
      List<SentenceTask> drawing, RedrawnUnits redrawn, String prefix, List<CountTable> otherReal) {
    SentencePlan plan = reference.sentences().plan();
    ScanRequest counts = request(otherReal);
    if (drawing.stream().anyMatch(SentenceTask::isWeighted)) {
      // Metrics of whole sentences count sentences, so none is defined for weights.
      return context.jobs().draw(drawing, prefix, counts);
    }
    ScanRequest measure = counts.with(reference.counts().measure(plan, reference.scan()));
    List<SentenceTask> tasks = new ArrayList<>(drawing);
    if (plan.asksForRuns()) {
      tasks.addAll(RunTask.all(reference.text(), redrawn, plan.sample()));
    }
    return context.jobs().draw(tasks, prefix, measure);
  }

  /**
   * Draws, counts and scans all of S_g and of S'_g, in one job.
   *
   * @param text S'_g
   * @param folder of the generation
   * @return S_g, then S'_g, which has what the gates let pass
   */
  List<ScannedTable> scanBoth(SyntheticText text, String folder, List<CountTable> otherReal) {
    SentencePlan plan = reference.sentences().plan();
    List<List<SentenceTask>> runs = new ArrayList<>();
    for (SyntheticText of : List.of(SyntheticText.of(text.corpus(), text.units()), text)) {
      runs.add(
          plan.asksForRuns()
              ? RunTask.all(reference.text(), of.redrawn(), plan.sample())
              : List.of());
    }
    return context
        .jobs()
        .drawGuarded(
            new CountJobs.Guarded(
                text.both(context),
                text.corpus().maxLength(),
                runs.get(0),
                runs.get(1),
                List.of(folder + "/S", folder + "/P")),
            request(otherReal).with(reference.counts().measure(plan, reference.scan())));
  }

  /** Draws, counts and scans populations that together are S_g. */
  ScannedTable scan(List<PopulationTask> parts, String prefix, List<CountTable> otherReal) {
    return context.jobs().drawPopulation(parts, prefix, request(otherReal));
  }

  private ScanRequest request(List<CountTable> otherReal) {
    return ScanRequest.NOTHING
        .against(reference.real(), reference.scales().orders().metrics())
        .withOtherReal(otherReal)
        .with(reference.scan());
  }

  /** The metrics of S_g or S'_g. */
  MeasuredTable synthetic(ScannedTable drawn, Subject subject) {
    RangeCounts state = drawn.counts();
    Measurements into = new Measurements();
    TreeMap<String, Long> notes = new TreeMap<>();
    counts(state, subject, drawn.table().unit(), into);
    boolean isWeighted = drawn.table().unit() > 1;
    if (!isWeighted
        && cell.sampling().maxLength() != null
        && reference.wanted().includes(SentenceMetric.TRUNCATED)) {
      long sentences = drawn.table().sentences();
      into.add(SentenceMetric.TRUNCATED, subject, ALL, (double) drawn.truncated() / sentences);
    }
    if (drawn.sentences() != null) {
      SentenceMetric.measure(
          drawn.sentences(),
          reference.text().strata(),
          reference.sentences().clusters(),
          subject,
          reference.wanted(),
          into);
    }
    if (isWeighted && reference.sentences().plan().asks()) {
      notes.put("undefined metrics of whole sentences, guarded: sentences have weights", 1L);
    }
    components.shares(drawn.table(), subject, into);
    components.recall(drawn.table(), subject, into);
    if (drawn.truncated() > 0) {
      notes.put("sentences ended by max-length", drawn.truncated());
    }
    return made(drawn, state, into, notes);
  }

  /** The metrics of S_g with those of classifiers that are trained on its sentences. */
  MeasuredTable learned(MeasuredTable made, SyntheticText text) {
    if (!components.asksForLogistic()) {
      return made;
    }
    Measurements into = new Measurements();
    components.logistic(text, Subject.SYNTHETIC, into);
    return new MeasuredTable(
        made.table(), made.counts(), made.measured().and(into.rows(), new TreeMap<>()));
  }

  /** The metrics of a table whose sentences are not known. */
  MeasuredTable counted(ScannedTable table, Subject subject) {
    Measurements into = new Measurements();
    counts(table.counts(), subject, table.table().unit(), into);
    return made(table, table.counts(), into, new TreeMap<>());
  }

  /** Whether something is measured of the pool of a member before gates. */
  boolean asksForPool() {
    return IntStream.rangeClosed(1, context.experiment().metricOrder())
        .anyMatch(n -> reference.wanted().includes(EcosystemMetric.POOL_RETENTION, n));
  }

  /** Draws and counts the pool of a member, and measures what it still has of R. */
  MeasuredTable pool(SyntheticText text, String prefix, List<CountTable> otherReal) {
    ScanRequest measure =
        ScanRequest.NOTHING
            .against(reference.real(), context.experiment().metricOrder())
            .withOtherReal(otherReal)
            .with(reference.scan());
    ScannedTable pool = context.jobs().draw(text.tasks(context), prefix, measure);
    RangeCounts state = pool.counts();
    Measurements into = new Measurements();
    for (int n = 1; n <= state.orders(); n++) {
      CountState counts = CountState.of(n, state.pairs(n));
      EcosystemMetric.pool(counts, reference.wanted(), into);
    }
    return new MeasuredTable(pool.table(), state, Measured.of(into, new TreeMap<>()));
  }

  /** T_g with its metrics, and with those of M_g if the scan included the test text. */
  MeasuredTable training(ScannedTable training) {
    RangeCounts state = training.counts();
    Measurements into = new Measurements();
    TreeMap<String, Long> notes = new TreeMap<>();
    counts(state, Subject.TRAINING, training.table().unit(), into);
    components.shares(training.table(), Subject.TRAINING, into);
    if (training.heldOut() != null) {
      evaluate(training.heldOut(), state.own(), training.table(), into, notes);
    }
    return made(training, state, into, notes);
  }

  /** T_g if it is R: with the metrics of whole sentences too, which are sealed with R's counts. */
  MeasuredTable real(ScannedTable training) {
    MeasuredTable made = training(training);
    Measurements into = new Measurements();
    components.recall(training.table(), Subject.TRAINING, into);
    if (components.asksForLogistic()) {
      components.logisticOfReal(into);
    }
    Measured measured = made.measured().and(into.rows(), new TreeMap<>());
    SealedInput sentences = reference.counts().sentences();
    if (sentences == null) {
      return into.rows().isEmpty() ? made : new MeasuredTable(made.table(), null, measured);
    }
    return new MeasuredTable(
        made.table(), null, measured.and(sentences.measurements(), sentences.notes()));
  }

  private static MeasuredTable made(
      ScannedTable counted,
      RangeCounts state,
      Measurements measured,
      SortedMap<String, Long> notes) {
    return new MeasuredTable(
        counted.table(), state, Measured.of(measured, notes).with(survival(state), ranks(state)));
  }

  private void counts(RangeCounts counts, Subject subject, long unit, Measurements into) {
    CountMetrics.measure(
        new TextSize(counts.tokens(), counts.sentences(), unit),
        subject,
        ALL,
        reference.wanted(),
        into);
    for (int n = 1; n <= counts.orders(); n++) {
      CountState state = CountState.of(n, counts.pairs(n)).novel(counts.novel(n)).inUnitsOf(unit);
      CountMetrics.measure(scaled(state, counts.test()), subject, ALL, reference.wanted(), into);
    }
    List<String> strata = reference.text().strata();
    for (int s = 0; s < counts.strata(); s++) {
      String scope = "stratum=" + strata.get(s);
      CountMetrics.retention(counts.exclusive(s), subject, scope, reference.wanted(), into);
    }
  }

  private CountState scaled(CountState counts, Novelty test) {
    CountState state = counts.zipfFrom(reference.scales().zipfCut());
    long rarefyTo = reference.scales().rarefyTo()[counts.n()];
    if (rarefyTo > 0) {
      state = state.rarefiedTo(rarefyTo);
    }
    long tokens = test.tokens(counts.n());
    return tokens > 0 ? state.testNovel((double) test.novel(counts.n()) / tokens) : state;
  }

  private void evaluate(
      HeldOutCounts counts,
      OwnEntropy entropy,
      CountTable table,
      Measurements into,
      Map<String, Long> notes) {
    HeldOut text = reference.testText().text().value();
    EvaluationModel model = EvaluationModel.fit(text, counts, context.models().closedTypes());
    HeldOutScore score = model.score();
    if (TextModelMetric.asksForCalibration(reference.wanted())) {
      TextModelMetric.calibration(model.calibration(counts), reference.wanted(), into);
    }
    perplexity(TextModelMetric.PERPLEXITY, Subject.TRAINING, text, score, into);
    if (reference.wanted().includes(TextModelMetric.CONFIDENCE_GAP)) {
      into.add(
          TextModelMetric.CONFIDENCE_GAP, Subject.TRAINING, ALL, entropy.gap(score.perplexity()));
    }
    if (reference.wanted().includes(TextModelMetric.OOV_RATE)) {
      into.add(TextModelMetric.OOV_RATE, Subject.TRAINING, ALL, text.outOfVocabulary(counts));
    }
    HeldOutPeriods periods = reference.testText().periods();
    if (periods != null) {
      byPeriod(periods, model, counts, into);
    }
    if (hasOneModel()) {
      generator(counts, table, into, notes);
    } else {
      notes.put("undefined perplexity-generator, zero-probability-share: M_g is an ensemble", 1L);
    }
  }

  private void byPeriod(
      HeldOutPeriods periods, EvaluationModel model, HeldOutCounts counts, Measurements into) {
    boolean isPerplexity = reference.wanted().includes(TextModelMetric.PERPLEXITY);
    HeldOutScore score = isPerplexity ? model.score(periods) : null;
    for (int p = 0; p < periods.names().size(); p++) {
      String scope = "period=" + periods.names().get(p);
      if (score != null) {
        into.add(TextModelMetric.PERPLEXITY, Subject.TRAINING, scope, score.perplexity(p));
      }
      if (reference.wanted().includes(TextModelMetric.OOV_RATE)) {
        double rate = periods.outOfVocabulary(p, counts);
        into.add(TextModelMetric.OOV_RATE, Subject.TRAINING, scope, rate);
      }
    }
  }

  /** Whether M_g is one model of the family, not an ensemble of others. */
  boolean hasOneModel() {
    return cell.safeguards().drawing(Safeguard.Ensemble.class).isEmpty();
  }

  private void generator(
      HeldOutCounts counts, CountTable table, Measurements into, Map<String, Long> notes) {
    FamilySpec.Ngram family = NgramModels.family(cell);
    HeldOut text = reference.testText().text().value();
    Smoothing smoothing = context.models().smoothing(family, table);
    HeldOutScore own = own(smoothing, counts, table);
    noteFallbacks(counts, family.order(), smoothing, notes);
    perplexity(TextModelMetric.PERPLEXITY_GENERATOR, Subject.MODEL, text, own, into);
    if (reference.wanted().includes(TextModelMetric.ZERO_PROBABILITY_SHARE)) {
      into.add(
          TextModelMetric.ZERO_PROBABILITY_SHARE,
          Subject.MODEL,
          ALL,
          (double) own.allZeros() / own.allTokens());
    }
  }

  /** The score of M_g on the test text. */
  private HeldOutScore own(Smoothing smoothing, HeldOutCounts counts, CountTable table) {
    if (!table.components().isEmpty()) {
      return components.score(table);
    }
    FamilySpec.Ngram family = NgramModels.family(cell);
    HeldOut text = reference.testText().text().value();
    return smoothing.backsOff()
        ? context.jobs().score(context.models().model(family, table), reference.testText().text())
        : HeldOutScore.of(
            smoothing, text, counts, family.order(), context.models().types(family, counts));
  }

  private void perplexity(
      Metric metric, Subject subject, HeldOut text, HeldOutScore score, Measurements into) {
    if (!reference.wanted().includes(metric)) {
      return;
    }
    into.add(metric, subject, ALL, score.perplexity());
    String[] strata = text.strata();
    if (strata.length > 1) {
      for (int s = 0; s < strata.length; s++) {
        into.add(metric, subject, "stratum=" + strata[s], score.perplexity(s));
      }
    }
  }

  private static void noteFallbacks(
      HeldOutCounts counts, int top, Smoothing smoothing, Map<String, Long> notes) {
    for (int n = 1; smoothing.needsCountsOfCounts() && n <= top; n++) {
      if (counts.discounts(n, top, smoothing, 0).fallback()) {
        notes.put("fallback discounts, model, order " + n, 1L);
      }
    }
  }

  /** How many of R's types survive, by initial count, for every n. */
  private static List<Manifest.Survivors> survival(RangeCounts counts) {
    List<Manifest.Survivors> rows = new ArrayList<>();
    for (int n = 1; n <= counts.orders(); n++) {
      for (Survival.Bin bin : Survival.of(counts.pairs(n))) {
        rows.add(new Manifest.Survivors(n, bin.initialCount(), bin.types(), bin.alive()));
      }
    }
    return rows;
  }

  /** The rank-frequency curve, for every n. */
  private static List<Manifest.RankCount> ranks(RangeCounts counts) {
    List<Manifest.RankCount> rows = new ArrayList<>();
    for (int n = 1; n <= counts.orders(); n++) {
      for (Ranks.Point point : Ranks.of(counts.pairs(n).subjectCounts())) {
        rows.add(new Manifest.RankCount(n, point.rank(), point.count()));
      }
    }
    return rows;
  }
}
