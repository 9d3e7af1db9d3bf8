package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.InjectedCorpus;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.MixedCorpus;
import ouroboros.spark.draw.ModelRef;
import ouroboros.spark.draw.PanelCorpus;
import ouroboros.spark.draw.PlantedCorpus;
import ouroboros.spark.draw.StoreRef;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;

/**
 * Fits the n-gram models of a cell to tables of counts: for the loop, for {@code generate}, for
 * scoring.
 *
 * @param vocabulary of the corpus
 * @param guard fits the parameters that counts do not determine
 * @param corpus the real text
 */
public record NgramModels(Vocabulary vocabulary, GuardFit guard, CorpusReader corpus) {

  /** The family of a cell; of one component if it is a mixture. */
  public static FamilySpec.Ngram family(Cell cell) {
    return ((FamilySpec.Sentences) cell.family()).each();
  }

  /** Whether the uniform distribution at the end of back-off goes over R's types. */
  private static boolean ofReal(FamilySpec.Ngram family) {
    return family.vocabulary() == FamilySpec.VocabularyKind.REAL
        && !(family.smoothing() instanceof Smoothing.None);
  }

  /** The smoothing of the model fitted to a table, with all parameters determined. */
  Smoothing smoothing(FamilySpec.Ngram family, CountTable training) {
    long types = ofReal(family) ? closedTypes() : 0;
    return guard
        .fitted(family.smoothing(), family.order(), training, types)
        .inUnitsOf(training.unit());
  }

  /** The model fitted to a table. */
  ModelRef model(FamilySpec.Ngram family, CountTable training) {
    int realEnd = ofReal(family) ? vocabulary.realEnd() : 0;
    return new ModelRef(training, family.order(), smoothing(family, training), realEnd);
  }

  /** The same with contexts of all lengths, also where nothing is smoothed. */
  private ModelRef withAllContexts(FamilySpec.Ngram family, CountTable training) {
    return family.smoothing() instanceof Smoothing.None
        ? ModelRef.withAllContexts(training, family.order())
        : model(family, training);
  }

  /**
   * Number of types in the uniform distribution at the end of back-off, for the counts of a table.
   */
  long types(FamilySpec.Ngram family, HeldOutCounts counts) {
    return family.vocabulary() == FamilySpec.VocabularyKind.REAL
        ? closedTypes()
        : counts.typesWithMarks();
  }

  /** Number of R's types, plus {@code </s>} and {@code <unk>}. */
  long closedTypes() {
    return vocabulary.realTypes() + 2L;
  }

  /**
   * S_g as a function of T_{g-1}: it is drawn from the model of T_{g-1}, from the models of its
   * components, or as the safeguards say.
   *
   * @param shards of each model; null if models are whole
   */
  public SyntheticCorpus corpus(
      Cell cell,
      CountTable trainingBefore,
      Key key,
      Source.Synthetic source,
      @Nullable Shards shards) {
    Integer maxLength = cell.sampling().maxLength();
    Decoding decoding = cell.sampling().decoding(cell.safeguards());
    boolean isWhole = decoding.hasFloor() && decoding.penalises();
    Function<ModelRef, DrawTask.Corpus> drawn =
        model ->
            new DrawTask.Corpus(
                model,
                decoding,
                key,
                source,
                maxLength == null ? 0 : maxLength,
                vocabulary.realCount(Vocabulary.UNK) > 0,
                isWhole ? null : shards);
    if (isTogether(cell)) {
      return together(cell, trainingBefore, drawn.andThen(DrawTask.Corpus::whole));
    }
    FamilySpec.Ngram family = alone(cell);
    Function<CountTable, DrawTask.Corpus> ofOne =
        table ->
            drawn.apply(
                decoding.hasFloor() ? withAllContexts(family, table) : model(family, table));
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

  /** The same with the statements that a cell plants in this generation, if it does. */
  public SyntheticCorpus planted(Cell cell, SyntheticCorpus drawn, Key key, long units) {
    Inject inject = cell.inject();
    if (inject == null || inject.generation() != drawn.source().generation()) {
      return drawn;
    }
    return new PlantedCorpus(
        drawn,
        key,
        units,
        inject.first(units),
        inject.second(units),
        statements(corpus, vocabulary, inject).stream()
            .map(ids -> Arrays.stream(ids).boxed().toList())
            .toList());
  }

  /** The tokens of the statement, and those of its rival where it has one. */
  static List<int[]> statements(CorpusReader corpus, Vocabulary vocabulary, Inject inject) {
    int[] text = InjectedCorpus.ids(corpus, vocabulary, inject.text());
    String against = inject.against();
    return against == null
        ? List.of(text)
        : List.of(text, InjectedCorpus.ids(corpus, vocabulary, against));
  }

  /** Whether more than one model, or a store, decides on the tokens. */
  static boolean isTogether(Cell cell) {
    return members(cell).size() > 1
        || shards(cell) > 1
        || cell.safeguards().drawing(Safeguard.Retrieval.class).isPresent();
  }

  /** Into how many parts the sentences of T_g are divided, with a model for each; 1 for none. */
  static int shards(Cell cell) {
    return cell.safeguards()
        .drawing(Safeguard.Ensemble.class)
        .map(Safeguard.Ensemble::shards)
        .orElse(1);
  }

  /** The models that draw, by their settings; that of the family where T_g is divided. */
  private static List<FamilySpec.Ngram> members(Cell cell) {
    return cell.safeguards()
        .drawing(Safeguard.Ensemble.class)
        .filter(ensemble -> !ensemble.members().isEmpty())
        .map(ensemble -> ensemble.members().stream().map(NgramModels::family).toList())
        .orElse(List.of(family(cell)));
  }

  private static FamilySpec.Ngram family(Safeguard.Member member) {
    return new FamilySpec.Ngram(
        member.order(),
        member.smoothing(),
        member.ofReal() ? FamilySpec.VocabularyKind.REAL : FamilySpec.VocabularyKind.TRAINING);
  }

  private static FamilySpec.Ngram alone(Cell cell) {
    return members(cell).get(0);
  }

  /** The longest n-gram that the drawing of a cell needs in the table of T_g. */
  static int order(Cell cell) {
    int own =
        Math.max(
            family(cell).order(),
            members(cell).stream().mapToInt(FamilySpec.Ngram::order).max().orElse(1));
    int switched =
        cell.safeguards().switches().stream()
            .mapToInt(family -> ((FamilySpec.Sentences) family).each().order())
            .max()
            .orElse(1);
    int order = Math.max(own, switched);
    return cell.safeguards()
        .drawing(Safeguard.Retrieval.class)
        .filter(retrieval -> retrieval.store() == Safeguard.Store.POOL)
        .map(retrieval -> Math.max(order, retrieval.match() + 1))
        .orElse(order);
  }

  private SyntheticCorpus together(
      Cell cell, CountTable training, Function<ModelRef, DrawTask.Corpus> drawn) {
    Optional<Safeguard.Retrieval> retrieval = cell.safeguards().drawing(Safeguard.Retrieval.class);
    Safeguard.Combine combine =
        cell.safeguards()
            .drawing(Safeguard.Ensemble.class)
            .map(Safeguard.Ensemble::combine)
            .orElse(Safeguard.Combine.AVERAGE);
    // A member that writes whole sentences never lacks a context.
    boolean writesWhole =
        combine == Safeguard.Combine.MIXTURE
            && retrieval.isEmpty()
            && !cell.sampling().decoding(cell.safeguards()).hasFloor();
    // A part of few sentences may have none: then it has no model.
    List<CountTable> tables =
        training.components().isEmpty()
            ? List.of(training)
            : training.components().stream().filter(table -> table.sentences() > 0).toList();
    return new PanelCorpus(
        members(cell).stream()
            .flatMap(member -> tables.stream().map(table -> model(member, table, writesWhole)))
            .map(drawn)
            .toList(),
        combine,
        shards(cell),
        retrieval.map(some -> store(some, training)).orElse(null));
  }

  private ModelRef model(FamilySpec.Ngram member, CountTable table, boolean writesWhole) {
    return writesWhole ? model(member, table) : withAllContexts(member, table);
  }

  private StoreRef store(Safeguard.Retrieval retrieval, CountTable training) {
    boolean isPool = retrieval.store() == Safeguard.Store.POOL;
    Part part = retrieval.store() == Safeguard.Store.GUARD ? Part.GUARD : Part.REAL;
    StoreRef.Text text =
        new StoreRef.Text(
            isPool ? training : null,
            isPool ? List.of() : corpus.blocks(part),
            retrieval.match(),
            vocabulary.size(),
            vocabulary.realEnd());
    return new StoreRef(text, retrieval.rate());
  }
}
