package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.Measurements;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.Mixture;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/**
 * How a family of mixtures draws its units in blocks, is fitted and measured.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
interface BlockEstimator<B, M extends Mixture<M>> {

  /** Units {@code from .. from + count} of a part of the corpus. */
  SparkBlocks.Source<B> real(Part part, long from, int count);

  /** Units {@code from .. from + count} of a synthetic corpus, drawn from the model before. */
  SparkBlocks.Source<B> drawn(
      M model, Key key, ouroboros.policy.Source.Synthetic source, long from, int count);

  /** Units of a block, each as often as it was chosen. */
  SparkBlocks.Source<B> chosen(SparkBlocks.Source<B> block, Choice choice);

  /** Counts the tokens of a block, each unit once; 0 where a unit is no text. */
  Blocks.Step<B, Long> tokens();

  /** The model of a training set; starts from the model before where there is one. */
  Fitted<M> fit(Blocks<B> training, @Nullable M before, Key key);

  /** Measures S_g. */
  void synthetic(Blocks<B> units, Measurements into);

  /** Measures T_g; by default what is measured of M_g says it all. */
  default void training(Blocks<B> units, Measurements into) {}

  /** Measures M_g. */
  void model(M model, Measurements into);

  /** What a person is shown of S_g; of R where there is no model that drew it. */
  List<Manifest.Sample> shown(@Nullable M drawnFrom, Key key, int generation);

  /** The most probable words of a component, falling; null where it has none. */
  default @Nullable String words(M model, int component) {
    return null;
  }

  /** Reads what {@link Mixture#write} wrote. */
  M read(DataInputStream in) throws IOException;

  /**
   * A model and what is to be said of its fit.
   *
   * @param notes what was fallen back on, with counts
   */
  record Fitted<M>(M model, SortedMap<String, Long> notes) {}

  /**
   * How often each unit of a block counts.
   *
   * @param from the block's first unit
   * @param weight of each time
   */
  record Choice(Selection selection, long from, int count, long weight) implements Serializable {
    /** [count] */
    int[] times() {
      int[] times = new int[count];
      selection.multiplicities(from, count, times);
      return times;
    }

    /** The weight as a number. */
    double factor() {
      return (double) weight / ouroboros.policy.RecipeLine.ONE;
    }
  }
}
