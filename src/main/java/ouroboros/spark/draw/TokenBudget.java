package ouroboros.spark.draw;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;

/**
 * units = min {u : the units 0 .. u - 1 of a synthetic corpus have at least so many tokens}.
 *
 * <p>A unit is a function of its number. So the units are drawn once only for their lengths, in
 * waves, and the result depends neither on waves nor on tasks. Cost: every unit is drawn one time
 * more.
 */
public final class TokenBudget {
  /** Units whose tokens are added up to one number. */
  private static final int BLOCK = 1 << 10;

  /**
   * After so many units without a token it is assumed that the model draws only empty sentences.
   */
  private static final long PATIENCE = 1 << 22;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final SyntheticCorpus corpus;

  public TokenBudget(JavaSparkContext spark, Storage storage, SyntheticCorpus corpus) {
    this.spark = spark;
    this.storage = storage;
    this.corpus = corpus;
  }

  /**
   * The least number of units that hold at least so many tokens.
   *
   * @param tokens at least 1, {@code </s>} not counted
   * @param meanLength about how many tokens a unit has, above 0; decides only the size of the first
   *     wave
   */
  public long units(long tokens, double meanLength) {
    long units = 0;
    long have = 0;
    double length = meanLength;
    while (true) {
      long blocks = 1 + (long) ((tokens - have) / length * 1.02 / BLOCK);
      for (long sum : wave(units, blocks)) {
        if (have + sum >= tokens) {
          return units + within(units, tokens - have);
        }
        have += sum;
        units += BLOCK;
      }
      if (have == 0 && units > PATIENCE) {
        throw new IllegalStateException(
            "the model of S_"
                + corpus.source().generation()
                + " drew "
                + units
                + " sentences without a single token, so size.tokens is never reached; likely the"
                + " training set has sentences without tokens; give size in units");
      }
      length = have == 0 ? meanLength : Math.max((double) have / units, meanLength / 16);
    }
  }

  /** [blocks] The tokens of each block of the units from {@code from} on. */
  private List<Long> wave(long from, long blocks) {
    int tasks = (int) Math.min(blocks, 8L * spark.defaultParallelism());
    List<long[]> cuts = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      cuts.add(new long[] {blocks * task / tasks, blocks * (task + 1) / tasks});
    }
    Storage files = storage;
    SyntheticCorpus drawn = corpus;
    List<Long> sums = new ArrayList<>();
    for (long[] part :
        Jobs.each(
            spark,
            cuts,
            cut -> sums(files, drawn, from + cut[0] * BLOCK, (int) (cut[1] - cut[0])))) {
      for (long sum : part) {
        sums.add(sum);
      }
    }
    return sums;
  }

  private static long[] sums(Storage storage, SyntheticCorpus corpus, long from, int blocks) {
    long[] sums = new long[blocks];
    corpus
        .drawer(storage)
        .draw(
            from,
            from + (long) blocks * BLOCK,
            (unit, tokens, start, end) -> sums[(int) ((unit - from) / BLOCK)] += end - start);
    return sums;
  }

  /** How many units of a block are needed for so many tokens. */
  private long within(long from, long tokens) {
    Storage files = storage;
    SyntheticCorpus drawn = corpus;
    long[] lengths = Jobs.each(spark, List.of(from), first -> lengths(files, drawn, first)).get(0);
    long have = 0;
    int units = 0;
    while (have < tokens) {
      have += lengths[units++];
    }
    return units;
  }

  private static long[] lengths(Storage storage, SyntheticCorpus corpus, long from) {
    long[] lengths = new long[BLOCK];
    corpus
        .drawer(storage)
        .draw(
            from,
            from + BLOCK,
            (unit, tokens, start, end) -> lengths[(int) (unit - from)] = (long) end - start);
    return lengths;
  }
}
