package ouroboros.safeguard;

import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;

/**
 * A gate that sees the text of sentences, ready to judge the candidates of one synthetic corpus. A
 * sentence is its token numbers, without padding.
 *
 * <p>A decision is a pure function of the sentences and of the random numbers that belong to this
 * gate and this candidate. Each task makes its own, so an implementation need not be thread-safe.
 */
public sealed interface TextGate {

  /** Passes or drops one candidate. */
  non-sealed interface Filter extends TextGate {
    /** Whether the sentence {@code tokens[start .. end)} passes. */
    boolean passes(int[] tokens, int start, int end, KeyedStream random);
  }

  /** A filter whose decision depends on a number that is computed faster for many sentences. */
  interface ScoreFilter extends Filter {
    /** The scores of the sentences {@code [0, many)}; a score does not depend on the other ones. */
    void scores(int[][] sentences, int many, double[] into);

    /** Whether a sentence with this score passes. */
    boolean passes(double score, KeyedStream random);
  }

  /** Passes or drops one unit of a pool, and knows where it comes from. */
  non-sealed interface Oracle extends TextGate {
    /** Whether a unit passes. */
    boolean passes(boolean isSynthetic, KeyedStream random);
  }

  /** Takes one candidate several times, or not at all; then nothing takes its place. */
  non-sealed interface Copier extends TextGate {
    /** How often the sentence {@code tokens[start .. end)} is taken. */
    int copies(int[] tokens, int start, int end, KeyedStream random);
  }

  /** Gives one candidate a weight; one of weight 0 is dropped, and nothing takes its place. */
  non-sealed interface Weigher extends TextGate {
    /**
     * The weight of the sentence {@code tokens[start .. end)}, in fixed point: {@link
     * ouroboros.policy.RecipeLine#ONE} is 1.
     */
    long weight(int[] tokens, int start, int end);
  }

  /** Changes one candidate; it always passes. */
  non-sealed interface Reviser extends TextGate {
    /** The changed sentence; {@code sentence} itself where nothing changes. */
    int[] revise(int[] sentence, KeyedStream random);
  }

  /** Chooses one of several candidates. */
  non-sealed interface Chooser extends TextGate {
    /** How many candidates it chooses from. */
    int candidates();

    /**
     * The place of the chosen one.
     *
     * @param sentences at least one, at most {@link #candidates()}
     */
    int choose(int[][] sentences, KeyedStream random);
  }

  /** Passes or drops several neighbouring units together. */
  non-sealed interface PackFilter extends TextGate {
    /** Units of a pack. */
    int pack();

    /**
     * Whether the pack passes.
     *
     * @param sentences one of each unit of the pack
     */
    boolean passes(int[][] sentences, KeyedStream random);
  }

  /** Looks at what comes out of all other gates. It asks for no further candidate. */
  non-sealed interface Reviewer extends TextGate {
    /**
     * Says which units are reviewed next, in this order, so that they can be judged together.
     *
     * @param sentences [units] null for units that do not come
     */
    default void expect(long[] units, int[] @Nullable [] sentences) {}

    /** What becomes of a unit. */
    Reviewed review(long unit, int[] sentence, KeyedStream random);
  }

  /**
   * What became of a unit in a review.
   *
   * @param reviewed whether somebody decided about it
   * @param passed the sentence that passes: the given array itself, or another one that people
   *     wrote; null if the unit is dropped
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Reviewed(boolean reviewed, int @Nullable [] passed) {}
}
