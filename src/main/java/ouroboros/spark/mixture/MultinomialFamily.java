package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.BagStart;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.MultinomialFit;
import ouroboros.mixture.MultinomialMixture;
import ouroboros.random.Key;

/**
 * {@code multinomial-mixture}.
 *
 * @param types number of words of R
 * @param length mean number of words in a document of R
 */
record MultinomialFamily(FamilySpec.MultinomialMixture spec, int types, double length)
    implements BagFamily<MultinomialMixture> {
  /**
   * Probability mass that is spread evenly over all words when the test text is scored, so that a
   * word that a component has lost has a probability above 0; as in {@code kl-n}.
   */
  private static final double LEVEL = 1e-3;

  @Override
  public BlockEstimator.Fitted<MultinomialMixture> fit(
      Blocks<BagBlock> training, @Nullable MultinomialMixture before, Key key) {
    MultinomialMixture start =
        before != null
            ? before
            : BagStart.of(training.first(), types, spec.components(), length, key);
    var fitted = MultinomialFit.fit(training, start);
    TreeMap<String, Long> notes = new TreeMap<>();
    if (!fitted.converged()) {
      notes.put("fits ended after " + fitted.rounds() + " rounds", 1L);
    }
    return new BlockEstimator.Fitted<>(fitted.model(), notes);
  }

  @Override
  public double logLikelihood(Blocks<BagBlock> documents, MultinomialMixture model) {
    return likelihood(documents, model);
  }

  /** The same for any mixture of unigrams. */
  static double likelihood(Blocks<BagBlock> documents, MultinomialMixture model) {
    return MultinomialFit.logLikelihood(documents, model.levelled(LEVEL));
  }

  @Override
  public MultinomialMixture read(DataInputStream in) throws IOException {
    return MultinomialMixture.read(in);
  }
}
