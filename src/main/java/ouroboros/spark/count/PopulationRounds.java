package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.population.PopulationDraw;
import ouroboros.ngram.population.ShardCounts;
import ouroboros.ngram.population.ShardWalk;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.Models;
import ouroboros.spark.draw.PopulationTask;
import scala.Tuple2;

/**
 * Draws a population from a model in shards, which are intervals of contexts in suffix order.
 * Contexts do not move; in each round all walkers take one step ({@link ShardWalk}), and only the
 * frontier is sent: for each context that somebody reached, how many. Random numbers are keyed by
 * round and context, so the counts have the same bits for any number of shards and of workers.
 *
 * <p>Cost: <b>a Spark stage for every token of the longest sentence</b>, hundreds of them for 10^12
 * sentences without a limit of length, and a job for every {@value #ROUNDS}. A stage sends at most
 * about four bytes per context, and writes as much per slot to the disks of the workers. In one
 * memory a population is faster. At the end of a job every shard writes its walkers and its counts
 * to files of the run, from which the next job begins, so Spark's lineage of RDDs does not grow,
 * and if a worker is lost, only its part of the last job is computed again.
 *
 * @param task its corpus has shards
 * @param prefix how the names of files begin that are needed only while walkers move
 */
public record PopulationRounds(
    Storage storage, Jobs.Given<KeyRanges> keys, PopulationTask task, String prefix)
    implements Serializable {
  /** Rounds in one job. */
  static final int ROUNDS = 16;

  /**
   * A shard between two jobs.
   *
   * @param begun whether it has made a round
   * @param walkers in its contexts, by their numbers in the shard; null for none
   * @param flows how many took each slot, a file for each job
   */
  public record Place(
      int shard, boolean begun, @Nullable SealedFile walkers, List<SealedFile> flows)
      implements Serializable {}

  /**
   * What a shard did in a job.
   *
   * @param walkers that are in its contexts now
   * @param steps that walkers took
   */
  public record Moved(
      @Nullable SealedFile arrived, @Nullable SealedFile flows, long walkers, long steps)
      implements Serializable {}

  /**
   * The counts of populations, cut into key ranges: each in one task, or in shards.
   *
   * @param scratch gets the names of files that can be deleted when the counts were used
   */
  static JavaPairRDD<Integer, ShuffledCounts> slices(
      JavaSparkContext spark,
      Storage storage,
      Jobs.Given<KeyRanges> keys,
      List<PopulationTask> parts,
      String prefix,
      List<String> scratch) {
    List<PopulationTask> whole = parts.stream().filter(part -> part.shards() == null).toList();
    JavaPairRDD<Integer, ShuffledCounts> all =
        whole.isEmpty()
            ? JavaPairRDD.fromJavaRDD(spark.emptyRDD())
            : Jobs.pairs(spark, whole, part -> TaskCounts.slices(storage, keys.get(), part));
    for (PopulationTask part : parts) {
      if (part.shards() != null) {
        all = all.union(new PopulationRounds(storage, keys, part, prefix).slices(spark, scratch));
      }
    }
    return all;
  }

  private JavaPairRDD<Integer, ShuffledCounts> slices(
      JavaSparkContext spark, List<String> scratch) {
    PopulationDraw draw = task.population();
    List<Place> places =
        IntStream.range(0, shards().size())
            .mapToObj(shard -> new Place(shard, false, null, List.of()))
            .toList();
    long walkers = draw.sentences();
    long steps = 0;
    int round = 0;
    while (walkers > 0 && (draw.maxLength() == 0 || round < draw.maxLength())) {
      if (round >= SentenceDrawer.LONGEST) {
        throw SentenceDrawer.endless(0, draw.number());
      }
      int rounds = draw.maxLength() == 0 ? ROUNDS : Math.min(ROUNDS, draw.maxLength() - round);
      List<Moved> moved = move(spark, places, round, rounds);
      round += rounds;
      walkers = moved.stream().mapToLong(Moved::walkers).sum();
      for (Moved each : moved) {
        steps += each.steps();
        Stream.of(each.arrived(), each.flows())
            .filter(Objects::nonNull)
            .map(SealedFile::name)
            .forEach(scratch::add);
      }
      if (steps + walkers < 0) {
        throw draw.overflow();
      }
      places = next(places, moved);
    }
    return Jobs.pairs(spark, places, this::counts);
  }

  private static List<Place> next(List<Place> places, List<Moved> moved) {
    List<Place> next = new ArrayList<>();
    for (Place place : places) {
      Moved own = moved.get(place.shard());
      List<SealedFile> flows = new ArrayList<>(place.flows());
      if (own.flows() != null) {
        flows.add(own.flows());
      }
      next.add(new Place(place.shard(), true, own.arrived(), List.copyOf(flows)));
    }
    return next;
  }

  /** Makes rounds in one job; one stage each. */
  private List<Moved> move(JavaSparkContext spark, List<Place> places, int round, int rounds) {
    ByRange byShard = new ByRange(places.size(), 1);
    List<JavaPairRDD<Integer, CountRun>> made = new ArrayList<>();
    JavaPairRDD<Integer, CountRun> arriving = Jobs.pairs(spark, places, this::arriving);
    for (int i = 0; i < rounds; i++) {
      int number = round + i;
      JavaPairRDD<Integer, CountRun> moved =
          arriving
              .mapPartitionsToPair(walkers -> step(number, walkers))
              .persist(StorageLevel.DISK_ONLY());
      made.add(moved);
      arriving = moved.filter(sent -> sent._1() >= 0).partitionBy(byShard);
    }
    JavaRDD<Tuple2<Integer, CountRun>> all = arriving.mapPartitions(walkers -> walkers);
    for (JavaPairRDD<Integer, CountRun> each : made) {
      // Partition i of every round has the slots of shard i.
      all = all.zipPartitions(each, PopulationRounds::withSlots);
    }
    try {
      return Jobs.reduce(all, this::moved);
    } finally {
      made.forEach(each -> each.unpersist(false));
    }
  }

  private static Iterator<Tuple2<Integer, CountRun>> withSlots(
      Iterator<Tuple2<Integer, CountRun>> before, Iterator<Tuple2<Integer, CountRun>> round) {
    List<Tuple2<Integer, CountRun>> all = new ArrayList<>();
    before.forEachRemaining(all::add);
    round.forEachRemaining(
        sent -> {
          if (sent._1() < 0) {
            all.add(sent);
          }
        });
    return all.iterator();
  }

  private Shards shards() {
    return Objects.requireNonNull(task.shards());
  }

  private ShardWalk walk(int shard) {
    DrawTask.Corpus corpus = task.corpus();
    DecodedModel model = Models.of(storage, corpus, shards(), shard);
    return new ShardWalk(model, shard, shards().size(), task.population());
  }

  private CountRun read(SealedFile file) {
    return storage.read(file, CountCodec::read);
  }

  /** The walkers that are in a shard when a job begins. */
  private Iterator<Tuple2<Integer, CountRun>> arriving(Place place) {
    CountRun here = CountRun.empty(ShardWalk.NUMBERS);
    if (place.walkers() != null) {
      here = read(place.walkers());
    } else if (!place.begun() && place.shard() == shards().start()) {
      here = walk(place.shard()).begin();
    }
    List<Tuple2<Integer, CountRun>> sent = new ArrayList<>();
    send(place.shard(), here, sent);
    return sent.iterator();
  }

  /** One round in one shard: the slots that were taken, with a key below 0, and who leaves. */
  private Iterator<Tuple2<Integer, CountRun>> step(
      int round, Iterator<Tuple2<Integer, CountRun>> walkers) {
    if (!walkers.hasNext()) {
      return walkers;
    }
    List<CountRun> here = new ArrayList<>();
    int shard = 0;
    while (walkers.hasNext()) {
      Tuple2<Integer, CountRun> some = walkers.next();
      shard = some._1();
      here.add(some._2());
    }
    ShardWalk walk = walk(shard);
    ShardWalk.Step step = StepClock.time(StepClock.Step.DRAW_COUNT, () -> walk.step(round, here));
    List<Tuple2<Integer, CountRun>> sent = new ArrayList<>();
    send(-1 - shard, step.flows(), sent);
    for (int to = 0; to < step.leaving().size(); to++) {
      send(to, step.leaving().get(to), sent);
    }
    return sent.iterator();
  }

  /** Cuts a list into records. */
  private static void send(int key, CountRun run, List<Tuple2<Integer, CountRun>> sent) {
    int most = CountCodec.blockEntries(ShardWalk.NUMBERS);
    for (int from = 0; from < run.size(); from += most) {
      sent.add(new Tuple2<>(key, run.slice(from, Math.min(run.size(), from + most))));
    }
  }

  /** Ends a job: writes what a shard did. */
  private Moved moved(int shard, Iterator<Tuple2<Integer, CountRun>> sent) {
    List<CountRun> walkers = new ArrayList<>();
    List<CountRun> flows = new ArrayList<>();
    sent.forEachRemaining(each -> (each._1() < 0 ? flows : walkers).add(each._2()));
    CountRun here = CountMerge.sum(ShardWalk.NUMBERS, walkers);
    CountRun taken = CountMerge.sum(ShardWalk.NUMBERS, flows);
    return new Moved(write(shard, here), write(shard, taken), total(here), total(taken));
  }

  private @Nullable SealedFile write(int shard, CountRun run) {
    return run.size() == 0
        ? null
        : storage.writeNew(CountJobs.name(prefix, shard), out -> CountCodec.write(run, out));
  }

  private static long total(CountRun run) {
    long total = 0;
    for (int i = 0; i < run.size(); i++) {
      total += run.counts()[i];
    }
    return total;
  }

  /** The counts of the n-grams whose contexts are in a shard. */
  private Iterator<Tuple2<Integer, ShuffledCounts>> counts(Place place) {
    ShardWalk walk = walk(place.shard());
    CountRun forced =
        place.walkers() == null ? CountRun.empty(ShardWalk.NUMBERS) : read(place.walkers());
    CountRun counts =
        StepClock.time(
            StepClock.Step.DRAW_COUNT,
            () ->
                ShardCounts.of(
                    task.corpus().model().table().ranges().stream().map(storage::read).iterator(),
                    walk.model(),
                    keys.get().layout(),
                    shards(),
                    place.shard(),
                    CountMerge.sum(
                        ShardWalk.NUMBERS, place.flows().stream().map(this::read).toList()),
                    forced));
    return TaskCounts.slices(keys.get(), counts, total(forced)).iterator();
  }
}
