package ouroboros.ngram.population;

import java.util.Locale;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.Sampler;

/**
 * All sentences of a generation of an n-gram model, drawn at once as counts. The counts have
 * exactly the law of the counts of as many sentences drawn one by one.
 *
 * <p><b>State space.</b> The next token depends on the context alone, so sentences in one context
 * are exchangeable, and the state of the generation is the number of walkers in every context. n
 * walkers in a context are distributed over its successors by one {@link
 * ouroboros.random.Multinomial}; temperature, top-k and top-p only change the weights of the
 * successors. A walker that draws {@code </s>} has ended. How many walkers went from a context to a
 * successor is the count of that n-gram of the model's order, and all shorter n-grams are suffixes
 * of those. Longer n-grams depend on who walked where, so they have no counts.
 *
 * <p><b>Smoothing.</b> The context of a model with smoothing is the longest part of the history
 * that was seen, which says neither the whole n-gram that is counted nor the next context. There
 * the state is the last order - 1 tokens, seen or not; {@link
 * ouroboros.ngram.sampling.FullContexts} compiles a model in which these are the contexts. For it
 * everything here holds as it is written. Where there are too many of them, only those with walkers
 * are in memory, and all walkers take a step in each round ({@link SparseWalk}).
 *
 * <p><b>Any order.</b> Imagine the successors that a context will give as a fixed sequence, each
 * drawn independently. Which of the walkers takes which successor makes no difference to the counts
 * (the network is abelian: Diaconis and Fulton 1991, Bond and Levine 2016). So walkers may move in
 * any order, and the counts have the same law. Without a limit of length ({@link FreeWalk}) as many
 * successors of each context are used at once as walkers are expected there in the whole
 * generation; what this was wrong by is moved on, or given back, in the same way, and the last
 * walkers take single steps. {@link Stacks} and {@link Settling} say why the law stays exact.
 * Contexts with one successor, more than half of those of a text, are passed at once ({@link
 * Branches}). With a limit, all walkers advance by one token in each round ({@link Walk}), so the
 * number of the round is their length.
 *
 * <p>A model in shards moves its walkers in rounds too, with a limit of length or without one
 * ({@link ShardWalk}): contexts stay in their shards, and only the frontier is sent.
 *
 * <p>Random numbers have the key (seed, replicate) and the counter (position, part x 2^63 + round x
 * 2^32 + context, generation, purpose). Contexts are numbered in suffix order by the table of
 * counts, so the result depends on neither cores nor partitions. Cost without a limit: five or six
 * times, expected numbers (5 to 15 passes over the successors) and at most one binomial or
 * hypergeometric number for each successor, and single steps in proportion to the contexts; one
 * time more for 10^12 sentences than for 10^8. Memory without a limit, in addition to the model: up
 * to 80 bytes per successor, 20 per context, and 110 per context with several successors. Cost with
 * a limit: a pass over the successors in each round.
 *
 * @see <a href="https://doi.org/10.1137/15M1030984">Bond and Levine 2016, Abelian networks I</a>
 */
public final class TextPopulation {
  /** Bytes that an n-gram takes at most, in the model and while walkers move. */
  public static final int BYTES = 120;

  /** The largest part of a JVM's memory that a population may take. */
  public static final double SHARE = 0.75;

  private TextPopulation() {}

  /**
   * Refuses a model that is too large, before it is compiled.
   *
   * @param ngrams how many n-grams the model has
   * @param memory bytes of this JVM
   * @throws IllegalStateException if the model and its walkers may take more than {@value #SHARE}
   *     of that
   */
  public static void checkMemory(int order, double ngrams, long memory) {
    double bytes = BYTES * ngrams;
    if (bytes > SHARE * memory) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "sampling.backend population: a model with %,.0f n-grams of order %d takes up to %.3g"
                  + " GB while walkers move, in one memory, and at most %.3g of the %.3g GB of this"
                  + " process may go to it: start with at least %.0f GB (--driver-memory, or"
                  + " --executor-memory on a cluster), lower family.order, raise corpus.min-count,"
                  + " or choose sampling.backend sentences",
              ngrams,
              order,
              bytes / 1e9,
              SHARE * memory / 1e9,
              memory / 1e9,
              Math.ceil(bytes / SHARE / 1e9)));
    }
  }

  /**
   * Draws a generation.
   *
   * @param model under maximum likelihood, or with smoothing compiled to full contexts; its
   *     decoding is compiled into its weights
   * @param layout of the counts; its order is the model's
   */
  public static PopulationCounts draw(Sampler model, KeyLayout layout, PopulationDraw draw) {
    if (model.shorter.length > 0) {
      throw new IllegalArgumentException(
          "the contexts of a population are of one length; compile full contexts first");
    }
    if (layout.order() != model.order()) {
      throw new IllegalArgumentException(
          "a model of order " + model.order() + " has no counts of order " + layout.order());
    }
    Walk walk = Walk.of(model, draw);
    return new PopulationCounts(
        new FlowCounts(model, layout).run(walk.flows(), walk.forced()), walk.truncated());
  }
}
