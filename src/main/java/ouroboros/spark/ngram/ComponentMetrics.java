package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.Measurements;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.StrataMetric;
import ouroboros.metric.Subject;
import ouroboros.metric.sentence.NaiveBayes;
import ouroboros.metric.sentence.SentenceClassifier;
import ouroboros.mixture.ComponentMatch;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.WeightedSum;
import ouroboros.spark.text.LabelledSentence;
import ouroboros.spark.text.Labels;
import ouroboros.text.Vocabulary;

/** The metrics of the components of an n-gram mixture. */
final class ComponentMetrics {
  /** Sentences of a text that a logistic regression learns from, the first ones. */
  private static final int LEARNED = 20_000;

  private final NgramContext context;
  private final Reference reference;
  private final Cell cell;

  ComponentMetrics(NgramContext context, Cell cell) {
    this.context = context;
    this.reference = context.reference();
    this.cell = cell;
  }

  /**
   * How the components of M_g differ from those of M_0.
   *
   * @param rows for the manifest; empty if the family is no mixture
   */
  record Fates(List<Manifest.Component> rows, Measured measured) {}

  /**
   * Adds the exact share of each component in a text. Does nothing if the family is no mixture, or
   * if the experiment lists its metrics and {@code stratum-share} is not in the list.
   */
  void shares(CountTable table, Subject subject, Measurements into) {
    boolean listed = context.experiment().metrics() instanceof MetricChoice.Listed;
    boolean isMixture = cell.family() instanceof FamilySpec.NgramMixture;
    if (isMixture && (!listed || reference.wanted().includes(SentenceMetric.STRATUM_SHARE))) {
      double[] weights = weights(table.components());
      for (int k = 0; k < weights.length; k++) {
        into.add(
            SentenceMetric.STRATUM_SHARE,
            subject,
            reference.text().components().scopes().get(k),
            weights[k]);
      }
    }
  }

  /**
   * Adds how well a classifier recognises the strata of test, trained on a text whose components
   * are strata. Does nothing where they are not.
   */
  void recall(CountTable table, Subject subject, Measurements into) {
    if (!reference.wanted().includes(StrataMetric.RARE_RECALL)
        || reference.text().components().real() != Labels.STRATUM) {
      return;
    }
    long[] sentences = table.components().stream().mapToLong(CountTable::sentences).toArray();
    NaiveBayes classifier =
        NaiveBayes.of(
            context.jobs().words(table.components(), reference.closed()),
            sentences,
            Vocabulary.FIRST_WORD);
    StrataMetric.recall(
        StrataMetric.RARE_RECALL,
        reference.text().ngrams().recognised(classifier),
        reference.text().components().scopes(),
        subject,
        reference.wanted(),
        into);
  }

  /** Whether a logistic regression is to be trained on the text. */
  boolean asksForLogistic() {
    return reference.wanted().includes(StrataMetric.RARE_RECALL_LOGISTIC)
        && reference.text().components().real() == Labels.STRATUM;
  }

  /** Adds how well a logistic regression recognises the strata of test, trained on S_g. */
  void logistic(SyntheticText text, Subject subject, Measurements into) {
    int units = (int) Math.min(text.units(), LEARNED);
    logistic(context.jobs().labelled(text.corpus(), units), subject, into);
  }

  /** The same, trained on R. */
  void logisticOfReal(Measurements into) {
    logistic(reference.text().ngrams().labelled(LEARNED), Subject.TRAINING, into);
  }

  private void logistic(List<LabelledSentence> sentences, Subject subject, Measurements into) {
    List<String> scopes = reference.text().components().scopes();
    SentenceClassifier classifier =
        LogisticStrata.fit(
            reference.text().ngrams().spark(), sentences, scopes.size(), reference.closed());
    StrataMetric.recall(
        StrataMetric.RARE_RECALL_LOGISTIC,
        reference.text().ngrams().recognised(classifier),
        scopes,
        subject,
        reference.wanted(),
        into);
  }

  /** [components] The share of the sentences that each has. */
  private static double[] weights(List<CountTable> components) {
    double all = components.stream().mapToLong(CountTable::sentences).sum();
    return components.stream().mapToDouble(component -> component.sentences() / all).toArray();
  }

  /** Scores the test text under the mixture fitted to a table, sentence by sentence. */
  HeldOutScore score(CountTable table) {
    List<Double> weights = new ArrayList<>();
    List<double[]> probabilities = new ArrayList<>();
    double[] all = weights(table.components());
    for (int k = 0; k < all.length; k++) {
      if (all[k] > 0) {
        weights.add(all[k]);
        probabilities.add(probabilities(table.components().get(k)));
      }
    }
    return Objects.requireNonNull(reference.testText().sentences())
        .score(weights.stream().mapToDouble(w -> w).toArray(), probabilities);
  }

  /** [entries of the test text] The probability of each under the model of one component. */
  private double[] probabilities(CountTable component) {
    FamilySpec.Ngram family = NgramModels.family(cell);
    Smoothing smoothing = context.models().smoothing(family, component);
    var test = reference.testText().text();
    if (smoothing.backsOff()) {
      return context.jobs().probabilities(context.models().model(family, component), test);
    }
    int[] occurrences = HeldOutCounts.occurrences(smoothing, family.order());
    ScanRequest measure =
        ScanRequest.NOTHING
            .scoring(test, occurrences, reference.closed())
            .under(smoothing)
            .inUnitsOf(component.unit());
    HeldOutCounts counts =
        Objects.requireNonNull(
            context
                .jobs()
                .merge(WeightedSum.of(List.of(component)), "held-out", measure)
                .heldOut());
    HeldOut text = test.value();
    return HeldOutScore.probabilities(
        smoothing, text, counts, family.order(), context.models().types(family, counts));
  }

  /**
   * distance(k, j) = -L ln(sum_w sqrt(p_k(w) p_j(w))), where L is the mean sentence length of R.
   *
   * <p>Compares the components of M_g with those of M_0. The distance of two components is the
   * Bhattacharyya distance in nats between sentences of L words that are drawn independently; it is
   * infinite if a component is empty.
   *
   * @param training T_g
   * @param before the components of M_{g-1}; empty for g = 0
   */
  Fates fates(int g, CountTable training, List<Manifest.Component> before) {
    if (!(cell.family() instanceof FamilySpec.NgramMixture)) {
      return new Fates(List.of(), Measured.EMPTY);
    }
    List<CountTable> first = components(reference.real());
    List<CountTable> own = components(training);
    List<CountTable> both = new ArrayList<>(own);
    both.addAll(first);
    double[][] overlaps = context.jobs().overlaps(own, both);
    double words = (double) reference.real().tokens() / reference.real().sentences();
    ComponentMatch.Distance distance =
        (k, j) -> {
          double tokens = Math.sqrt((double) own.get(k).tokens() * both.get(j).tokens());
          return tokens > 0
              ? Math.max(0, -words * StrictMath.log(overlaps[k][j] / tokens))
              : Double.POSITIVE_INFINITY;
        };
    List<ComponentMatch> fates =
        ComponentMatch.of(
                weights(own), weights(first), (k, j) -> distance.of(k, own.size() + j), distance)
            .stream()
            .map(fate -> fate.weight() > 0 ? fate : dead(fate.component(), before))
            .toList();
    Measurements into = new Measurements();
    MixtureMetric.measureShares(ComponentMatch.entropyBits(fates), reference.wanted(), into);
    IntFunction<@Nullable String> scopes = reference.text().components().scopes()::get;
    return new Fates(
        Manifest.Component.of(g, fates, before, k -> null, scopes),
        Measured.of(into, new TreeMap<>()));
  }

  private static List<CountTable> components(CountTable table) {
    return table.components().isEmpty() ? List.of(table) : table.components();
  }

  /**
   * A dead component keeps its nearest ancestor and its distance from the last generation in which
   * it was alive.
   */
  private static ComponentMatch dead(int k, List<Manifest.Component> before) {
    return before.isEmpty()
        ? new ComponentMatch(k, 0, k, 0, -1)
        : new ComponentMatch(k, 0, before.get(k).nearestAncestor(), before.get(k).distance(), -1);
  }
}
