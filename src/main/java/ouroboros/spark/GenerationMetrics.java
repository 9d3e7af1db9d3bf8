package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.experiment.Cell;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Manifest;
import ouroboros.metric.CountMetrics;
import ouroboros.metric.CountState;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.Metric;
import ouroboros.metric.Novelty;
import ouroboros.metric.OwnEntropy;
import ouroboros.metric.RangeCounts;
import ouroboros.metric.Ranks;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.Subject;
import ouroboros.metric.Survival;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.TextSize;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutCounts;
import ouroboros.ngram.HeldOutScore;
import ouroboros.ngram.Smoothing;

/** From what the steps counted to the metrics of a generation. */
final class GenerationMetrics {
  private static final String ALL = "all";

  private final Workshop shop;
  private final Cell cell;

  GenerationMetrics(Workshop shop, Cell cell) {
    this.shop = shop;
    this.cell = cell;
  }

  /** S_g with its metrics. */
  Made synthetic(Counted drawn) {
    RangeCounts state = Objects.requireNonNull(drawn.counts());
    Measurements into = new Measurements();
    TreeMap<String, Long> notes = new TreeMap<>();
    counts(state, Subject.SYNTHETIC, drawn.table().unit(), into);
    if (cell.sampling().maxLength() != null && shop.wanted().includes(SentenceMetric.TRUNCATED)) {
      long sentences = drawn.table().sentences();
      into.add(
          SentenceMetric.TRUNCATED, Subject.SYNTHETIC, ALL, (double) drawn.truncated() / sentences);
    }
    if (drawn.sentences() != null) {
      SentenceMetric.measure(
          drawn.sentences(),
          shop.text().strata(),
          shop.clusters(),
          Subject.SYNTHETIC,
          shop.wanted(),
          into);
    }
    new ComponentMetrics(shop, cell).shares(drawn.table(), Subject.SYNTHETIC, into);
    if (drawn.truncated() > 0) {
      notes.put("sentences ended by max-length", drawn.truncated());
    }
    return made(drawn, state, into, notes);
  }

  /** T_g with its metrics, and those of M_g where the test text was scanned. */
  Made training(Counted training) {
    RangeCounts state = Objects.requireNonNull(training.counts());
    Measurements into = new Measurements();
    TreeMap<String, Long> notes = new TreeMap<>();
    counts(state, Subject.TRAINING, training.table().unit(), into);
    new ComponentMetrics(shop, cell).shares(training.table(), Subject.TRAINING, into);
    if (training.heldOut() != null) {
      evaluate(training.heldOut(), state.own(), training.table(), into, notes);
    }
    return made(training, state, into, notes);
  }

  /** T_g where it is R: its sentences are known too. */
  Made real(Counted training) {
    Made made = training(training);
    Manifest sentences = shop.counts().sentences();
    if (sentences == null) {
      return made;
    }
    List<Measurement> all = new ArrayList<>(made.measurements());
    all.addAll(sentences.measurements());
    TreeMap<String, Long> notes = new TreeMap<>(made.notes());
    sentences.notes().forEach((note, times) -> notes.merge(note, times, Long::sum));
    return new Made(made.table(), null, all, made.survival(), made.ranks(), notes);
  }

  private static Made made(
      Counted counted, RangeCounts state, Measurements measured, SortedMap<String, Long> notes) {
    measured.undefined().forEach((metric, times) -> notes.put("undefined " + metric, times));
    return new Made(counted.table(), state, measured.rows(), survival(state), ranks(state), notes);
  }

  private void counts(RangeCounts counts, Subject subject, long unit, Measurements into) {
    CountMetrics.measure(
        new TextSize(counts.tokens(), counts.sentences(), unit), subject, ALL, shop.wanted(), into);
    for (int n = 1; n <= counts.orders(); n++) {
      CountState state = CountState.of(n, counts.pairs(n)).novel(counts.novel(n)).inUnitsOf(unit);
      CountMetrics.measure(withYardsticks(state, counts.test()), subject, ALL, shop.wanted(), into);
    }
    List<String> strata = shop.text().strata();
    for (int s = 0; s < counts.strata(); s++) {
      String scope = "stratum=" + strata.get(s);
      CountMetrics.retention(counts.exclusive(s), subject, scope, shop.wanted(), into);
    }
  }

  private CountState withYardsticks(CountState counts, Novelty test) {
    CountState state = counts.zipfFrom(shop.zipfCut());
    long rarefyTo = shop.rarefyTo()[counts.n()];
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
    HeldOut text = Objects.requireNonNull(shop.heldOut()).value();
    int order = shop.experiment().evaluation().order();
    HeldOutScore score = HeldOutScore.of(Workshop.EVALUATION, text, counts, order, closedTypes());
    noteFallbacks(counts, order, Workshop.EVALUATION, "evaluation model", notes);
    perplexity(TextModelMetric.PERPLEXITY, Subject.TRAINING, text, score, into);
    if (shop.wanted().includes(TextModelMetric.CONFIDENCE_GAP)) {
      into.add(
          TextModelMetric.CONFIDENCE_GAP, Subject.TRAINING, ALL, entropy.gap(score.perplexity()));
    }
    FamilySpec.Ngram family = Workshop.family(cell);
    Smoothing smoothing = shop.smoothing(cell, table);
    HeldOutScore own = own(smoothing, counts, table);
    noteFallbacks(counts, family.order(), smoothing, "model", notes);
    perplexity(TextModelMetric.PERPLEXITY_GENERATOR, Subject.MODEL, text, own, into);
    if (shop.wanted().includes(TextModelMetric.ZERO_PROBABILITY_SHARE)) {
      into.add(
          TextModelMetric.ZERO_PROBABILITY_SHARE,
          Subject.MODEL,
          ALL,
          (double) own.allZeros() / own.allTokens());
    }
    if (shop.wanted().includes(TextModelMetric.OOV_RATE)) {
      into.add(
          TextModelMetric.OOV_RATE, Subject.TRAINING, ALL, text.outOfVocabulary(counts, order));
    }
  }

  /** M_g on the test text. */
  private HeldOutScore own(Smoothing smoothing, HeldOutCounts counts, CountTable table) {
    if (!table.components().isEmpty()) {
      return new ComponentMetrics(shop, cell).score(table);
    }
    FamilySpec.Ngram family = Workshop.family(cell);
    HeldOut text = Objects.requireNonNull(shop.heldOut()).value();
    return smoothing.backsOff()
        ? shop.score(cell, table)
        : HeldOutScore.of(smoothing, text, counts, family.order(), shop.types(family, counts));
  }

  private long closedTypes() {
    return shop.vocabulary().realTypes() + 2L;
  }

  private void perplexity(
      Metric metric, Subject subject, HeldOut text, HeldOutScore score, Measurements into) {
    if (!shop.wanted().includes(metric)) {
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
      HeldOutCounts counts, int top, Smoothing smoothing, String model, Map<String, Long> notes) {
    for (int n = 1; smoothing.needsCountsOfCounts() && n <= top; n++) {
      if (counts.discounts(n, top, smoothing, 0).fallback()) {
        notes.put("fallback discounts, " + model + ", order " + n, 1L);
      }
    }
  }

  /** Survival of R's types, for every n. */
  private static List<Manifest.Survivors> survival(RangeCounts counts) {
    List<Manifest.Survivors> rows = new ArrayList<>();
    for (int n = 1; n <= counts.orders(); n++) {
      for (Survival.Bin bin : Survival.of(counts.pairs(n))) {
        rows.add(new Manifest.Survivors(n, bin.initialCount(), bin.types(), bin.alive()));
      }
    }
    return rows;
  }

  /** Rank-frequency, for every n. */
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
