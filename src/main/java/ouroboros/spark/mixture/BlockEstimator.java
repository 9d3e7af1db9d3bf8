package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.Measurements;
import ouroboros.metric.Subject;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.Mixture;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/**
 * Draws, fits and measures a family of mixtures. Units are in blocks.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
interface BlockEstimator<B, M extends Mixture<M>> {

  /** Units {@code from .. from + count} of a part of the corpus. */
  SparkBlocks.Source<B> real(Part part, long from, int count);

  /**
   * Units {@code from .. from + count} of a synthetic corpus, drawn from the model of the
   * generation before.
   *
   * @param candidates which candidate of each unit; a unit without one is drawn as its first
   */
  SparkBlocks.Source<B> drawn(
      M model,
      Key key,
      ouroboros.policy.Source.Synthetic source,
      CounterWords candidates,
      long from,
      int count);

  /** The units of a block, each as often as it was chosen. */
  SparkBlocks.Source<B> chosen(SparkBlocks.Source<B> block, Choice choice);

  /** Counts the tokens of a block; each unit counts once. 0 if units are not text. */
  Blocks.Step<B, Long> tokens();

  /** Fits a model to a training set; starts from the earlier model if there is one. */
  Fitted<M> fit(Blocks<B> training, @Nullable M before, Key key);

  /** Measures S_g or S'_g. */
  void drawn(Blocks<B> units, Subject subject, Measurements into);

  /** Measures T_g; by default nothing, because the metrics of M_g already describe it. */
  default void training(Blocks<B> units, Measurements into) {}

  /** Measures M_g. */
  void model(M model, Measurements into);

  /** The units of S_g that the report shows; those of R if there is no model. */
  List<Manifest.Sample> shown(@Nullable M drawnFrom, Key key, int generation);

  /**
   * A unit as the report shows it.
   *
   * @param word the counter word with which it is drawn
   */
  String shown(M drawnFrom, Key key, int generation, long word);

  /** The most probable words of a component, in falling order; null if a component has no words. */
  default @Nullable String words(M model, int component) {
    return null;
  }

  /**
   * A preset that judges the candidates of a synthetic corpus.
   *
   * @param drawnFrom the model that draws them
   */
  default Safeguard.WordFilter judge(
      Safeguard.PagePreset gate, M drawnFrom, Key key, ouroboros.policy.Source.Synthetic source) {
    throw new IllegalStateException(gate.kind() + " judges bags of words only");
  }

  /** Reads what {@link Mixture#write} wrote. */
  M read(DataInputStream in) throws IOException;

  /**
   * A model and notes on its fit.
   *
   * @param notes fallbacks that were used, with counts
   */
  record Fitted<M>(M model, SortedMap<String, Long> notes) {}

  /**
   * How often each unit of a block counts, and with which weight.
   *
   * @param from the block's first unit
   * @param weight of each unit, fixed point: {@code RecipeLine.ONE} is 1
   */
  record Choice(Selection selection, long from, int count, long weight) implements Serializable {
    /** [count] How often each unit was chosen. */
    int[] times() {
      int[] times = new int[count];
      selection.multiplicities(from, count, times);
      return times;
    }

    /** The weight as a factor, 1 for {@code RecipeLine.ONE}. */
    double factor() {
      return (double) weight / ouroboros.policy.RecipeLine.ONE;
    }
  }
}
