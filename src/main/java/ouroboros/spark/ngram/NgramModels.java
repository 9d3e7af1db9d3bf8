package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.MixedCorpus;
import ouroboros.spark.draw.ModelRef;
import ouroboros.spark.draw.Shards;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Vocabulary;

/**
 * Fits the n-gram models of a cell to tables of counts: for the loop, for {@code generate}, for
 * scoring.
 *
 * @param vocabulary of the corpus
 * @param guard fits the parameters that counts do not determine
 */
public record NgramModels(Vocabulary vocabulary, GuardFit guard) {

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
   * S_g as a function of T_{g-1}: it is drawn from the model of T_{g-1}, or from the models of its
   * components.
   *
   * @param shards of each model; null if models are whole
   */
  public SyntheticCorpus corpus(
      Cell cell,
      CountTable trainingBefore,
      Key key,
      Source.Synthetic source,
      @Nullable Shards shards) {
    FamilySpec.Ngram family = family(cell);
    Integer maxLength = cell.sampling().maxLength();
    Function<CountTable, DrawTask.Corpus> ofOne =
        table ->
            new DrawTask.Corpus(
                model(family, table),
                cell.sampling().decoding(),
                key,
                source,
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
}
