package ouroboros.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.RangeCounts;
import ouroboros.metric.SentenceClusters;
import ouroboros.metric.SentencePlan;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutCounts;
import ouroboros.ngram.HeldOutScore;
import ouroboros.ngram.HeldOutSentences;
import ouroboros.ngram.ModifiedKneserNey;
import ouroboros.ngram.Smoothing;
import ouroboros.policy.Part;
import ouroboros.policy.Source;
import ouroboros.policy.Take;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.text.Vocabulary;

/**
 * What all lineages of an experiment work with: the corpus, the steps, and what was already made.
 *
 * @param real R's counts
 * @param plan what is asked of sentences
 * @param counts R's counts with what is sealed beside them
 * @param clusters of sentences, fixed on R; null where no metric asks
 * @param yardstick what subjects are held against besides R's counts
 * @param zipfCut least count that {@code zipf-exponent} is fitted to
 * @param heldOut test text; null where no metric asks for it
 * @param sentences the same by sentences; null for one component
 */
record Workshop(
    Experiment experiment,
    Steps steps,
    Storage storage,
    RealText text,
    Showcase showcase,
    Vocabulary vocabulary,
    CountTable real,
    SentencePlan plan,
    RealCounts counts,
    @Nullable SentenceClusters clusters,
    Broadcast<Yardstick> yardstick,
    long zipfCut,
    @Nullable Broadcast<HeldOut> heldOut,
    @Nullable HeldOutSentences sentences,
    EstimationGuard guard,
    MetricSelection wanted,
    long[] rarefyTo,
    Memo<Object, Made> memo,
    Memo<Object, CountTable> partMemo,
    ModelPlaces places) {

  /** The family of a cell. */
  static FamilySpec.Ngram family(Cell cell) {
    return ((FamilySpec.Sentences) cell.family()).each();
  }

  /** The smoothing of the evaluation model. */
  static final Smoothing EVALUATION = new ModifiedKneserNey();

  /** The smoothing of a cell's model of a table, with nothing left to be fitted. */
  Smoothing smoothing(Cell cell, CountTable training) {
    FamilySpec.Ngram family = family(cell);
    long types = ofReal(family) ? vocabulary.realTypes() + 2L : 0;
    return guard
        .fitted(family.smoothing(), family.order(), training, types)
        .inUnitsOf(training.unit());
  }

  /** Whether the last mass is spread over R's types. */
  static boolean ofReal(FamilySpec.Ngram family) {
    return family.vocabulary() == FamilySpec.VocabularyKind.REAL
        && !(family.smoothing() instanceof Smoothing.None);
  }

  /** The model fitted to a table. */
  ModelRef model(Cell cell, CountTable training) {
    FamilySpec.Ngram family = family(cell);
    int realEnd = ofReal(family) ? vocabulary.realEnd() : 0;
    return new ModelRef(training, family.order(), smoothing(cell, training), realEnd);
  }

  /** Scores the test text under the model fitted to a table, compiled. */
  HeldOutScore score(Cell cell, CountTable training) {
    return steps.score(model(cell, training), Objects.requireNonNull(heldOut));
  }

  /** S_g as a function. */
  SyntheticCorpus corpus(Cell cell, CountTable trainingBefore, Key key, int generation) {
    Shards shards =
        places.of(cell.sampling(), trainingBefore, family(cell).smoothing(), vocabulary);
    return corpus(
        cell, trainingBefore, table -> model(cell, table), key, generation, vocabulary, shards);
  }

  /**
   * S_g as a function of the training set before, by the models of its components.
   *
   * @param model fitted to a table
   */
  static SyntheticCorpus corpus(
      Cell cell,
      CountTable trainingBefore,
      Function<CountTable, ModelRef> model,
      Key key,
      int generation,
      Vocabulary vocabulary,
      @Nullable Shards shards) {
    Integer maxLength = cell.sampling().maxLength();
    Function<CountTable, DrawTask.Corpus> ofOne =
        table ->
            new DrawTask.Corpus(
                model.apply(table),
                cell.sampling().decoding(),
                key,
                generation,
                maxLength == null ? 0 : maxLength,
                vocabulary.realCount(Vocabulary.UNK) > 0,
                shards);
    List<MixedCorpus.Component> living = new ArrayList<>();
    long upTo = 0;
    for (int k = 0; k < trainingBefore.components().size(); k++) {
      CountTable component = trainingBefore.components().get(k);
      if (component.sentences() > 0) {
        upTo = Math.addExact(upTo, component.sentences());
        living.add(new MixedCorpus.Component(k, upTo, ofOne.apply(component)));
      }
    }
    return living.isEmpty() ? ofOne.apply(trainingBefore) : new MixedCorpus(living);
  }

  /** How many units of a synthetic corpus it takes until so many tokens are there. */
  long units(SyntheticCorpus corpus, long tokens) {
    double meanLength = Math.max(1.0, (double) real.tokens() / real.sentences());
    return steps.units(corpus, tokens, meanLength);
  }

  /** Draws, counts and measures S_g, units 0 .. units. S_1 is made once for all cells alike. */
  Made draw(
      Cell cell, SyntheticCorpus corpus, long units, String folder, List<CountTable> otherReal) {
    ScanRequest measure =
        ScanRequest.NOTHING
            .against(real, experiment.metricOrder())
            .withOtherReal(otherReal)
            .with(yardstick)
            .with(counts.measure(plan, yardstick));
    Supplier<Made> make =
        () ->
            new GenerationMetrics(this, cell)
                .synthetic(steps.draw(synthetic(corpus, units), folder + "/S", measure));
    record Drawn(SyntheticCorpus corpus, long units) {}
    return corpus.generation() == 1 ? memo.get(new Drawn(corpus, units), make) : make.get();
  }

  /** All of S_g, and what is measured of it beside. */
  private List<SentenceTask> synthetic(SyntheticCorpus corpus, long units) {
    List<SentenceTask> tasks = new ArrayList<>(drawTasks(corpus, Selection.all(units), units));
    if (plan.asksForRuns()) {
      tasks.addAll(RunTask.all(text, corpus, plan.sample()));
    }
    return tasks;
  }

  private List<DrawTask> drawTasks(SyntheticCorpus corpus, Selection selection, long population) {
    double meanLength = (double) (real.tokens() + real.sentences()) / real.sentences();
    long chosen = selection.chosen();
    int tasks = steps.tasks((long) (chosen * meanLength));
    List<DrawTask> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      long from = population * i / tasks;
      long to = population * (i + 1) / tasks;
      if (from < to) {
        long tokens = (long) (chosen * meanLength * (to - from) / population);
        all.add(new DrawTask(corpus, selection, from, to, tokens));
      }
    }
    return all;
  }

  /** Over how many types the last mass of a model is spread, by the counts of its table. */
  long types(FamilySpec.Ngram family, HeldOutCounts counts) {
    return family.vocabulary() == FamilySpec.VocabularyKind.REAL
        ? vocabulary.realTypes() + 2L
        : counts.typesWithMarks();
  }

  /** One more than the highest id of R's types. */
  int closed() {
    return vocabulary.realEnd();
  }

  /** A part of a recipe as a table of counts. */
  CountTable table(Cell cell, Part part, Key key, List<LineageState> past, String folder) {
    Source source = part.source();
    if (source instanceof Source.Synthetic synthetic) {
      LineageState state = past.get(synthetic.generation());
      if (isWhole(part, state.units())) {
        return Objects.requireNonNull(state.synthetic());
      }
      SyntheticCorpus corpus =
          corpus(
              cell, past.get(synthetic.generation() - 1).training(), key, synthetic.generation());
      Selection selection = part.selection(key, state.units());
      return steps
          .draw(
              drawTasks(corpus, selection, state.units()),
              folder + "/part-S" + synthetic.generation(),
              ScanRequest.NOTHING)
          .table();
    }
    if (source instanceof Source.Real && isWhole(part, real.sentences())) {
      return real;
    }
    record Chosen(Part part, @Nullable Key key) {}
    boolean keyless = part.take() instanceof Take.Slice || part.take() instanceof Take.Whole;
    return partMemo.get(
        new Chosen(part, keyless ? null : key),
        () ->
            steps.count(text.tasks(part, key), folder + "/part-real", ScanRequest.NOTHING).table());
  }

  private static boolean isWhole(Part part, long population) {
    return part.take() instanceof Take.Whole
        || (part.take() instanceof Take.Slice slice
            && slice.from() == 0
            && part.units() == population);
  }

  /**
   * T_g, measured. What is measured of R is measured once for all cells alike; where T_g is S_g its
   * counts are not measured again.
   *
   * @param synthetic S_g; null for g = 0
   */
  Made training(
      Cell cell,
      WeightedSum terms,
      boolean evaluated,
      String folder,
      List<CountTable> otherReal,
      @Nullable Made synthetic) {
    Broadcast<HeldOut> test = evaluated ? heldOut : null;
    RangeCounts known = known(terms, synthetic, test != null);
    ScanRequest asked =
        ScanRequest.NOTHING
            .with(yardstick)
            .scoring(test, tops(cell), closed())
            .inUnitsOf(terms.unit());
    ScanRequest measure =
        known == null
            ? asked.against(real, experiment.metricOrder()).withOtherReal(otherReal)
            : asked;
    GenerationMetrics metrics = new GenerationMetrics(this, cell);
    if (known != null) {
      Counted counted =
          test == null
              ? Counted.known(terms.tables().get(0))
              : steps.merge(terms, folder + "/T", measure).of(components(terms, folder));
      return metrics.training(counted.with(known));
    }
    Supplier<Counted> merge =
        () -> steps.merge(terms, folder + "/T", measure).of(components(terms, folder));
    record Trained(FamilySpec family, boolean evaluated) {}
    return terms.tables().equals(List.of(real)) && terms.asItStands()
        ? memo.get(new Trained(cell.family(), evaluated), () -> metrics.real(merge.get()))
        : metrics.training(merge.get());
  }

  /** What S_g's counts told, where they are T_g's too and nothing else is asked of them. */
  private @Nullable RangeCounts known(
      WeightedSum terms, @Nullable Made synthetic, boolean evaluated) {
    if (synthetic == null || (evaluated && yardstick.value().ownOrder() > 0)) {
      return null;
    }
    boolean same = terms.asItStands() && terms.tables().get(0).equals(synthetic.table());
    return same ? synthetic.counts() : null;
  }

  /** The components of a sum, by their own sums, all in one job. */
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
        : steps.merge(sums, prefixes, ScanRequest.NOTHING).stream().map(Counted::table).toList();
  }

  /** The orders whose occurrences decide how probable the test text is. */
  int[] tops(Cell cell) {
    FamilySpec.Ngram own = family(cell);
    return IntStream.concat(
            Arrays.stream(HeldOutCounts.occurrences(EVALUATION, experiment.evaluation().order())),
            Arrays.stream(HeldOutCounts.occurrences(own.smoothing(), own.order())))
        .distinct()
        .toArray();
  }
}
