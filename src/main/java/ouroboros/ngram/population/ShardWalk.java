package ouroboros.ngram.population;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.ModelShard;
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
 * <p>Lists of walkers are {@link CountRun}s whose n-grams are one number: the context, in the shard
 * that it belongs to, or the slot in this shard. Cost of a round: the slots of the shard, if
 * anybody is there, and the successors of the contexts that have walkers. Memory, in addition to
 * the model: 8 bytes per slot of the shard, and about 30 for every successor that has walkers. Not
 * thread-safe.
 */
public final class ShardWalk {
  /** Keys that are one number. */
  public static final KeyLayout NUMBERS = KeyLayout.ofBits(1, 31);

  private final Sampler model;
  private final ModelShard shard;
  private final PopulationDraw draw;
  private final int number;
  private final int shards;

  /**
   * @param model one shard of a model without smoothing
   * @param number its number
   * @param shards how many shards there are
   */
  public ShardWalk(DecodedModel model, int number, int shards, PopulationDraw draw) {
    this.model = model.sampler();
    shard = model.shard();
    this.draw = draw;
    this.number = number;
    this.shards = shards;
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
    long many = model.start >= 0 && shard.hasLongest() ? draw.sentences() : 0;
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
    Arrivals[] leaving = new Arrivals[shards];
    Arrays.setAll(leaving, i -> new Arrivals());
    KeyedStream random = draw.stream(round);
    Multinomial.Sink sink =
        (slot, many) -> {
          flows[slot] += many;
          int next = model.next[slot];
          if (next >= 0) {
            leaving[number].add(next, many);
          } else if (ModelShard.isOther(next)) {
            // Without smoothing there are no copies, so its number there is that in its sampler.
            leaving[shard.shard(next)].add(shard.context(next), many);
          }
        };
    int taken = 0;
    for (int i = 0; i < here.size(); i++) {
      int own = (int) here.keys()[0][i];
      int from = Successors.first(model, own, draw.drawsUnknown());
      int end = model.offsets[own + 1];
      if (end - from == 1) {
        sink.accept(from, here.counts()[i]);
      } else {
        random.seek(draw.word(round, shard.before() + own));
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
      int own = (int) here.keys()[0][i];
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
    Arrays.setAll(runs, to -> leaving[to].isEmpty() ? CountRun.empty(NUMBERS) : leaving[to].run());
    return List.of(runs);
  }

  /** The shard, with its decoding. */
  public Sampler model() {
    return model;
  }
}
