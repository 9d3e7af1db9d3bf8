package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals over the sentences of a text, apart from how often each sentence occurs. They are integers
 * and can be merged over any parts of the text. What was not collected is empty.
 */
public final class SentenceTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No sentences. */
  public static final SentenceTotals NONE =
      new SentenceTotals(
          0, 0, null, new long[0], new long[0], new int[0][], new int[0], SentenceTallies.NONE);

  private final long grams;
  private final long repeats;
  private final @Nullable VocabularyGrowth growth;
  private final long[] strata;

  /**
   * Numbers of the sampled sentences, ascending; {@link #sample} has the sentences in the same
   * order.
   */
  private final long[] units;

  private final int[][] sample;

  /** [sample] tokens of the longest run that each sampled sentence shares with R. */
  private final int[] runs;

  private final SentenceTallies tallies;

  public SentenceTotals(
      long grams,
      long repeats,
      @Nullable VocabularyGrowth growth,
      long[] strata,
      long[] units,
      int[][] sample,
      int[] runs,
      SentenceTallies tallies) {
    this.grams = grams;
    this.repeats = repeats;
    this.growth = growth;
    this.strata = strata;
    this.units = units;
    this.sample = sample;
    this.runs = runs;
    this.tallies = tallies;
  }

  /** Only the runs that the sampled sentences share with a part of R. */
  public static SentenceTotals of(SharedRuns runs) {
    return new SentenceTotals(
        0, 0, null, new long[0], new long[0], new int[0][], runs.longest(), SentenceTallies.NONE);
  }

  /** The totals over both parts. */
  public SentenceTotals merge(SentenceTotals more) {
    TreeMap<Long, int[]> both = new TreeMap<>();
    put(both);
    more.put(both);
    return new SentenceTotals(
        grams + more.grams,
        repeats + more.repeats,
        growth == null ? more.growth : more.growth == null ? growth : growth.merge(more.growth),
        StratumShares.merge(strata, more.strata),
        both.keySet().stream().mapToLong(Long::longValue).toArray(),
        both.values().toArray(int[][]::new),
        SharedRuns.merge(runs, more.runs),
        tallies.merge(more.tallies));
  }

  private void put(SortedMap<Long, int[]> into) {
    for (int i = 0; i < units.length; i++) {
      into.put(units[i], sample[i]);
    }
  }

  /** Share of 4-grams that already occurred earlier in their sentence; NaN without 4-grams. */
  public double repetition() {
    return grams == 0 ? Double.NaN : (double) repeats / grams;
  }

  /** See {@link VocabularyGrowth#heapsExponent}; NaN if it was not collected. */
  public double heapsExponent() {
    return growth == null ? Double.NaN : growth.heapsExponent();
  }

  /** How many strata have shares; 0 if they were not collected. */
  public int strata() {
    return Math.max(0, strata.length - 1);
  }

  /** The mean posterior probability of a stratum; NaN without sentences. */
  public double stratumShare(int stratum) {
    return StratumShares.share(strata, stratum);
  }

  /**
   * Mean over the sampled sentences of the longest run that each shares with R, in tokens; NaN
   * without a sample.
   */
  public double meanRun() {
    return Arrays.stream(runs).average().orElse(Double.NaN);
  }

  /** The longest run that any sampled sentence shares with R, in tokens; NaN without a sample. */
  public double longestRun() {
    return runs.length == 0 ? Double.NaN : Arrays.stream(runs).max().getAsInt();
  }

  /** See {@link PromptAnswers#information}; NaN without answers. */
  public double promptInformation() {
    return PromptAnswers.information(tallies.answers());
  }

  /** See {@link PromptAnswers#distance}. */
  public double answerDistance() {
    return PromptAnswers.distance(tallies.answers());
  }

  /** See {@link Catchphrases#longest}; NaN without a sample. */
  public double catchphrase() {
    return Catchphrases.longest(sample());
  }

  /** Whether planted statements were looked for. */
  public boolean hasPlanted() {
    return tallies.planted().length > 0;
  }

  /** See {@link PlantedStatements#share}. */
  public double plantedShare() {
    return PlantedStatements.share(tallies.planted());
  }

  /** The distribution of styles between pairs of so many strata. */
  public Iterable<StyleRatios.Spread> styles(int ofStrata) {
    return StyleRatios.spreads(tallies.styles(), ofStrata);
  }

  /** The numbers of the sampled sentences, ascending. */
  public long[] units() {
    return units.clone();
  }

  /** The sampled sentences in the order of their numbers. */
  public List<int[]> sample() {
    return List.of(sample);
  }
}
