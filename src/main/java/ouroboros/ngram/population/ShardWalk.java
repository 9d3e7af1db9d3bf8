package ouroboros.ngram.population;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.random.KeyedStream;
import ouroboros.random.Multinomial;

/**
 * The part of a {@link Walk} that one shard of a model does. In a round, every walker takes one
 * step. What arrives from all shards at a context of this one is added up first, then the walkers
 * of each context are split over its successors. The random numbers are keyed by the round and by
 * the number of the context among all shards, so for any number of shards the steps are those that
 * {@link Walk} makes with a whole model, bit for bit.
 *
 * <p>Lists of walkers are {@link CountRun}s whose n-grams are one number: the context, among those
 * of all shards, or the slot in this shard. Cost of a round: the slots of the shard, if anybody is
 * there, and the successors of the contexts that have walkers. Memory, in addition to the model: 8
 * bytes per slot of the shard, and about 30 for every successor that has walkers. Not thread-safe.
 */
public final class ShardWalk {
  /** Keys that are one number. */
  public static final KeyLayout NUMBERS = KeyLayout.ofBits(1, 31);

  private final Sampler model;
  private final PopulationDraw draw;

  /** [shards + 1] the first context of each shard, among all. */
  private final int[] bounds;

  private final int shard;

  /**
   * @param model one shard of a model without smoothing
   * @param shard its number
   */
  public ShardWalk(DecodedModel model, int shard, PopulationDraw draw) {
    this.model = model.sampler();
    this.draw = draw;
    this.shard = shard;
    bounds = model.bounds();
    if (this.model.shorter.length > 0) {
      throw new IllegalArgumentException("with smoothing, a population has no shards");
    }
  }

  /**
   * Where walkers went.
   *
   * @param flows how many took each slot of this shard
   * @param leaving [shards] how many arrive at each context of each shard
   */
  public record Step(CountRun flows, List<CountRun> leaving) {}

  static CountRun run(long[] keys, long[] counts, int size) {
    return new CountRun(NUMBERS, new long[][] {keys}, counts, size);
  }

  /** All walkers of the generation, before the first round, if this shard has their context. */
  public CountRun begin() {
    long many = owner(model.start) == shard ? draw.sentences() : 0;
    return run(new long[] {model.start}, new long[] {many}, many > 0 ? 1 : 0);
  }

  /**
   * Every walker of this shard takes one step.
   *
   * @param round its number, from 0
   * @param arriving walkers that came from every shard
   */
  public Step step(long round, List<CountRun> arriving) {
    CountRun here = CountMerge.sum(NUMBERS, arriving);
    long[] flows = new long[here.size() == 0 ? 0 : model.slots()];
    Arrivals[] leaving = new Arrivals[bounds.length - 1];
    Arrays.setAll(leaving, i -> new Arrivals());
    KeyedStream random = draw.stream(round);
    Multinomial.Sink sink =
        (slot, many) -> {
          flows[slot] += many;
          int next = model.next[slot];
          if (next >= 0) {
            leaving[owner(next)].add(next, many);
          }
        };
    int taken = 0;
    for (int i = 0; i < here.size(); i++) {
      int context = (int) here.keys()[0][i];
      int own = context - bounds[shard];
      int from = Successors.first(model, own, draw.drawsUnknown());
      int end = model.offsets[own + 1];
      if (end - from == 1) {
        sink.accept(from, here.counts()[i]);
      } else {
        random.seek(draw.word(round, context));
        long before = Successors.before(model, own, from);
        Multinomial.split(random, model.cumulative, from, end, before, here.counts()[i], sink);
      }
      for (int slot = from; slot < end; slot++) {
        taken += flows[slot] > 0 ? 1 : 0;
      }
    }
    return new Step(taken(here, flows, taken), runs(leaving));
  }

  /** The slots of these contexts that walkers took. */
  private CountRun taken(CountRun here, long[] flows, int size) {
    long[] keys = new long[size];
    long[] counts = new long[size];
    int at = 0;
    for (int i = 0; i < here.size(); i++) {
      int own = (int) here.keys()[0][i] - bounds[shard];
      for (int slot = model.offsets[own]; slot < model.offsets[own + 1]; slot++) {
        if (flows[slot] > 0) {
          keys[at] = slot;
          counts[at++] = flows[slot];
        }
      }
    }
    return run(keys, counts, size);
  }

  private List<CountRun> runs(Arrivals[] leaving) {
    CountRun[] runs = new CountRun[leaving.length];
    Arrays.setAll(
        runs,
        to ->
            leaving[to].isEmpty()
                ? CountRun.empty(NUMBERS)
                : leaving[to].run(bounds[to], bounds[to + 1]));
    return List.of(runs);
  }

  /** The last shard that begins at or before a context. */
  private int owner(int context) {
    int low = 0;
    int high = bounds.length - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (bounds[middle] <= context) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The same walkers by the numbers of their contexts in this shard. */
  public CountRun own(CountRun walkers) {
    long[] keys = new long[walkers.size()];
    Arrays.setAll(keys, i -> walkers.keys()[0][i] - bounds[shard]);
    return run(keys, walkers.counts(), walkers.size());
  }

  /** The shard, with its decoding. */
  public Sampler model() {
    return model;
  }
}
