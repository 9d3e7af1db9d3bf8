package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.Measurements;
import ouroboros.metric.Subject;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/**
 * Draws, fits and measures a family of mixtures. Units are in blocks.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
interface BlockEstimator<B extends UnitBlock<B>, M extends Mixture<M>> {

  /** Units {@code from .. from + count} of a part of the corpus. */
  SparkBlocks.Source<B> real(Part part, long from, int count);

  /** A synthetic corpus, drawn from the model of the generation before. */
  UnitDrawer<B> drawer(M model, Key key, ouroboros.policy.Source.Synthetic source);

  /** Fits a model to a training set; starts from the earlier model if there is one. */
  Fitted<M> fit(Blocks<B> training, @Nullable M before, Key key);

  /** Measures S_g or S'_g. */
  void drawn(Blocks<B> units, Subject subject, Measurements into);

  /** Measures T_g; by default nothing, because the metrics of M_g already describe it. */
  default void training(Blocks<B> units, Measurements into) {}

  /** Measures M_g. */
  void model(M model, Measurements into);

  /** Measures the mean of the models of the members of an ecosystem. */
  void modelOfMembers(List<? extends Mixture<?>> models, Measurements into);

  /** Whether units are bags of words, which {@link #counts} counts. */
  default boolean countsWords() {
    return false;
  }

  /** [types] How often each word occurs in units, as {@link #members} takes it. */
  default long[] counts(Blocks<B> units) {
    throw new IllegalStateException("vectors have no words");
  }

  /**
   * Measures the words of the members of an ecosystem together, and how far they are apart.
   *
   * @param each [members] the counts of the words of each
   */
  default void members(List<long[]> each, Subject subject, Measurements into) {
    throw new IllegalStateException("vectors have no words");
  }

  /** Whether something is measured of the pool of a member. */
  default boolean asksForPool() {
    return false;
  }

  /** Measures the pool of a member. */
  default void pool(Blocks<B> pool, Measurements into) {}

  /** How many units of each generation the report shows, the first ones. */
  int shown();

  /** A unit of R as the report shows it. */
  String shown(int unit);

  /** A drawn unit, alone in its block, as the report shows it. */
  String shown(B one);

  /** The most probable words of a component, in falling order; null if a component has no words. */
  default @Nullable String words(M model, int component) {
    return null;
  }

  /**
   * A preset that judges the candidates of a synthetic corpus.
   *
   * @param drawer draws them
   */
  default Safeguard.WordFilter judge(Safeguard.PagePreset gate, UnitDrawer<B> drawer) {
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

    /** The units of a block, each as often as it was chosen. */
    <B extends UnitBlock<B>> SparkBlocks.Source<B> of(SparkBlocks.Source<B> block) {
      return () -> block.load().chosen(times(), factor());
    }

    /** The weight as a factor, 1 for {@code RecipeLine.ONE}. */
    double factor() {
      return (double) weight / ouroboros.policy.RecipeLine.ONE;
    }
  }
}
