package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import ouroboros.ngram.smoothing.Smoothing;

/**
 * What a generation of sentences costs on a cluster that is not there: sums and products of
 * constants that were measured on one machine.
 *
 * <p>With T tokens drawn, R tokens of R, D(N) distinct n-grams in N tokens, m drawing tasks, r key
 * ranges, s shards and k workers of c cores:
 *
 * <pre>
 * D(N)      = types x (N / 10^7)^growth, at most N; without smoothing D(T) is at most D(R)
 * m         = T / 2^24 to T / 2^21, about 16 a core; r = R / (tokens per range), s = D(T) x model / (memory / 4)
 * records   = m x D(T / m)
 * CPU       = T x draw + records x log2(m) x merge + D(T) x scan
 *           + k x D(T) x compile                    whole models, in every worker; in shards:
 *           + D(T) x (compile + s x sweep)          every shard passes over the whole table
 *           + T x (1 - 1/s) x move
 * shuffled  = .6 x records x bytes + m x r x block + .6 x T x (1 - 1/s) x travel
 * disk      = shuffled + 2 x D(T) x bytes
 * wall      = CPU / cores + shuffled / (k x network) + disk / (k x disk speed) + driver
 * driver    = (m + 3 t) x dispatch                  t: r or 16 a core
 *           + rounds x (n x dispatch + round)       only with shards, n tasks in a round
 * </pre>
 *
 * The parts of the wall time are added up although they overlap. {@code scale.md} says where the
 * constants come from and how far they were checked. Cost: none.
 */
public final class ScaleModel {
  private static final double TOKENS_A_DRAW = 1 << 24;
  private static final double FEWEST_A_DRAW = 1 << 21;

  /** With so many tasks or more, a task makes several key ranges. */
  private static final double FEWEST_RANGE_TASKS = 256;

  /** D and its growth are those of {@code novels.txt}, counted at 10^6 and 10^7 tokens. */
  private static final double COUNTED_AT = 1e7;

  private static final double MOST_SHARDS = 1 << 12;

  /** Contexts of one length that end in the same token are numbered in 31 bits. */
  private static final double MOST_CONTEXTS = (1L << 31) - 1;

  /** The share of all contexts that end in the most frequent token: that of a text's words. */
  private static final double FREQUENT = 0.05;

  /** Contexts per n-gram: of 7.14 M trigrams of the novels, 2.06 M; order 5 is not measured. */
  private static final double CONTEXTS_3 = 0.29;

  private static final double CONTEXTS_5 = 0.85;

  /** Size of n-grams in a shuffle, which is compressed, to that in a file. */
  private static final double COMPRESSED = 0.6;

  /**
   * Bytes that a block of a shuffle takes in addition to its n-grams: place in the index, header.
   */
  private static final double BLOCK = 60;

  /** Bytes of an unfinished sentence that moves to another shard: measured, not compressed. */
  private static final double TRAVEL = 172;

  /** Seconds of a core to move it: to write, sort and read it, garbage collection included. */
  private static final double MOVE = 0.66e-6;

  /** Rounds of moves: the tokens of the longest sentence, about. */
  private static final double ROUNDS = 190;

  /** Seconds of the driver for a round, in addition to its tasks. */
  private static final double ROUND = 0.0017;

  /** Seconds of the driver for a task, from 31,355 ranges that hold almost nothing. */
  private static final double DISPATCH = 0.001;

  /** Bytes that the driver keeps for a file of a table, and the tables that it keeps. */
  private static final double FILE = 70;

  private static final double TABLES = 4;

  /** Copies of a range's n-grams while they are merged: inputs, one pass, the sum. */
  private static final double COPIES = 3;

  /**
   * The constants of one kind of model.
   *
   * @param types distinct n-grams of the highest order in 10^7 tokens
   * @param growth exponent of their number
   * @param draw CPU seconds to draw, count and sort a token
   * @param merge CPU seconds of an n-gram in one pass of a merge
   * @param scan CPU seconds to measure and write an n-gram
   * @param compile CPU seconds to compile an n-gram
   * @param sweep CPU seconds to pass over an n-gram that belongs to another shard
   * @param bytes of an n-gram in a file
   */
  private record Constants(
      double types,
      double growth,
      double draw,
      double merge,
      double scan,
      double compile,
      double sweep,
      double bytes) {}

  /** Each figure has its measurement in the table of {@code scale.md}. */
  private static Constants constants(int order, boolean isSmoothed) {
    return order <= 3
        ? isSmoothed
            ? new Constants(4.57e6, 0.84, 0.49e-6, 5e-9, 100e-9, 170e-9, 20e-9, 4)
            : new Constants(4.57e6, 0.84, 0.23e-6, 5e-9, 100e-9, 100e-9, 20e-9, 4)
        : isSmoothed
            ? new Constants(8.6e6, 0.96, 0.72e-6, 6e-9, 160e-9, 440e-9, 45e-9, 9)
            : new Constants(8.6e6, 0.96, 0.19e-6, 6e-9, 80e-9, 170e-9, 45e-9, 7);
  }

  private final ClusterSize cluster;
  private final Constants constants;
  private final int order;
  private final boolean isSmoothed;
  private final double drawn;
  private final double distinct;
  private final double keyWords;

  private ScaleModel(ClusterSize cluster, int order, boolean isSmoothed) {
    this.cluster = cluster;
    this.order = order;
    this.isSmoothed = isSmoothed;
    constants = constants(order, isSmoothed);
    drawn = cluster.generation();
    double ofReal = distinct((double) cluster.real());
    distinct = isSmoothed ? distinct(drawn) : Math.min(distinct(drawn), ofReal);
    keyWords = order <= 3 ? 1 : 2;
  }

  /**
   * A generation under {@code replace}.
   *
   * @param cluster with the tokens of R and of a generation
   * @param order of the n-grams that are counted, 1 to 6
   */
  public static ScaleModel of(ClusterSize cluster, int order, boolean isSmoothed) {
    if (cluster.real() < 1 || cluster.generation() < 1) {
      throw new IllegalArgumentException(
          "R has "
              + cluster.real()
              + " tokens and a generation "
              + cluster.generation()
              + "; both must be at least 1");
    }
    if (order < 1 || order > 6) {
      throw new IllegalArgumentException("order is " + order + "; it must lie in 1..6");
    }
    return new ScaleModel(cluster, order, isSmoothed);
  }

  /**
   * The models of an experiment's cells that draw sentences, one for each kind of n-gram table.
   *
   * @param cluster with the tokens of R and of a generation
   */
  public static List<ScaleModel> of(ClusterSize cluster, Experiment experiment) {
    int asked = Math.max(experiment.metricOrder(), experiment.evaluation().order());
    TreeMap<String, ScaleModel> models = new TreeMap<>();
    for (Cell cell : experiment.cells()) {
      if (cell.family() instanceof FamilySpec.Sentences sentences) {
        int order = Math.max(asked, sentences.each().order());
        boolean isSmoothed = !(sentences.each().smoothing() instanceof Smoothing.None);
        models.put(order + " " + isSmoothed, of(cluster, order, isSmoothed));
      }
    }
    return List.copyOf(models.values());
  }

  private double distinct(double tokens) {
    double by = StrictMath.pow(Math.max(1, tokens) / COUNTED_AT, constants.growth);
    return Math.min(tokens, constants.types * by);
  }

  /** Distinct n-grams of a generation. */
  public double distinct() {
    return distinct;
  }

  /** Tasks that draw, as {@code CountJobs} chooses them. */
  public double drawTasks() {
    double cores = cluster.cores();
    double each = Math.max(FEWEST_A_DRAW, Math.min(TOKENS_A_DRAW, drawn / (16 * cores)));
    double wanted = StrictMath.ceil(drawn / each);
    return wanted <= cores ? wanted : StrictMath.ceil(wanted / cores) * cores;
  }

  /** Key ranges: tasks that merge, and files of a table. */
  public double keyRanges() {
    return StrictMath.ceil(cluster.real() / (double) cluster.rangeTokens());
  }

  /** Bytes of an n-gram while a model is compiled; as {@code ModelPlaces} decides about shards. */
  private double modelBytes() {
    return isSmoothed ? 96 : 56;
  }

  /** Shards of the model; 1 for a whole one. */
  public double shards() {
    double bytes = distinct * modelBytes();
    return bytes <= cluster.memory() / 4.0
        ? 1
        : Math.min(MOST_SHARDS, StrictMath.ceil(bytes / (cluster.memory() / 4.0)));
  }

  /** N-grams that all drawing tasks together send. */
  private double records() {
    return drawTasks() * distinct(drawn / drawTasks());
  }

  /** How often a sentence moves to another shard. */
  private double moves() {
    return drawn * (1 - 1 / shards());
  }

  /** CPU seconds of all tasks. */
  public double cpuSeconds() {
    double passes = StrictMath.log(Math.max(2, drawTasks())) / StrictMath.log(2);
    double fits =
        shards() == 1
            ? cluster.workers() * constants.compile
            : constants.compile + shards() * constants.sweep;
    return drawn * constants.draw
        + records() * passes * constants.merge
        + distinct * constants.scan
        + distinct * fits
        + moves() * MOVE;
  }

  /** Bytes that are sent between tasks. */
  public double shuffledBytes() {
    return records() * constants.bytes * COMPRESSED
        + drawTasks() * keyRanges() * BLOCK
        + moves() * TRAVEL * COMPRESSED;
  }

  /** Contexts of the longest kind. */
  public double contexts() {
    return distinct * (order <= 3 ? CONTEXTS_3 : CONTEXTS_5);
  }

  /** Bytes that a generation leaves in OUT. */
  public double storedBytes() {
    return distinct * constants.bytes;
  }

  /** Tasks of a round: about two a core, and equally many for every shard. */
  private double roundTasks() {
    double each = 2.0 * cluster.cores() / shards();
    double ways = 1;
    while (ways < each) {
      ways *= 2;
    }
    return shards() * ways;
  }

  /** Seconds of the driver, one task after the other. */
  public double driverSeconds() {
    double ofRounds = shards() == 1 ? 0 : ROUNDS * (roundTasks() * DISPATCH + ROUND);
    double ofRanges = Math.min(keyRanges(), Math.max(FEWEST_RANGE_TASKS, 16.0 * cluster.cores()));
    return (drawTasks() + 3 * ofRanges) * DISPATCH + ofRounds;
  }

  /**
   * Bytes of the driver: tables, and for each drawing task what it has for each range, a byte, or a
   * bit where there are more than 2,000 ranges.
   */
  public double driverBytes() {
    double status = keyRanges() > 2000 ? keyRanges() / 8 : keyRanges();
    return RunCost.RESERVED + TABLES * keyRanges() * FILE + drawTasks() * status;
  }

  /** Wall seconds. */
  public double wallSeconds() {
    double k = cluster.workers();
    return cpuSeconds() / cluster.cores()
        + shuffledBytes() / (k * cluster.network())
        + (shuffledBytes() + 2 * storedBytes()) / (k * cluster.disk())
        + driverSeconds();
  }

  /** Bytes of an n-gram in memory. */
  private double entry() {
    return 8 * (keyWords + 1);
  }

  /** Bytes of the task that holds most, without the model: one that draws, or one that merges. */
  public double largestTaskBytes() {
    double draws = COPIES * distinct(drawn / drawTasks()) * entry();
    double merges =
        COPIES * (records() + distinct((double) cluster.real())) / keyRanges() * entry();
    return Math.max(draws, merges);
  }

  /**
   * Bytes of a worker: the largest task on every core, and the model or a shard of it while it is
   * compiled; with shards, also its share of them.
   */
  public double workerBytes() {
    double kept =
        shards() == 1 ? 0 : StrictMath.ceil(shards() / cluster.workers()) * compiledBytes();
    return RunCost.RESERVED
        + cluster.workerCores() * largestTaskBytes()
        + distinct / shards() * modelBytes()
        + kept * distinct / shards();
  }

  /** Bytes of an n-gram in a compiled shard. */
  private double compiledBytes() {
    return isSmoothed ? 61 : 26;
  }

  /** Why the generation does not fit; empty if it does. */
  public List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    if (workerBytes() > cluster.memory()) {
      obstacles.add(
          String.format(
              Locale.ROOT,
              "a worker needs about %s, it has %s: give it more memory or fewer cores",
              RunCost.bytes(workerBytes()),
              RunCost.bytes((double) cluster.memory())));
    }
    if (FREQUENT * contexts() > MOST_CONTEXTS) {
      obstacles.add(
          String.format(
              Locale.ROOT,
              "about %.1e contexts end in the most frequent token, and they are numbered up to"
                  + " 2^31 - 1: take a lower order or a sample of R",
              FREQUENT * contexts()));
    }
    double kept = isSmoothed ? 2 : 4; // as ModelPlaces warns
    if (shards() > kept * cluster.workers()) {
      obstacles.add(
          String.format(
              Locale.ROOT,
              "%.0f shards on %d workers: a worker keeps about %.0f in memory, and others are"
                  + " compiled again in every round: give them more memory, or take more of them",
              shards(),
              cluster.workers(),
              kept));
    }
    double blocks = drawTasks() * keyRanges();
    if (blocks > 1e9) {
      obstacles.add(
          String.format(
              Locale.ROOT,
              "%.1e blocks are shuffled, %.0f bytes each: more than disks without an external"
                  + " shuffle service serve well; raise spark.ouroboros.tokensPerRange (here"
                  + " tokens-per-range)",
              blocks,
              records() * constants.bytes * COMPRESSED / blocks));
    }
    return obstacles;
  }

  /** All figures, one a line. */
  public String text() {
    return String.format(
            Locale.ROOT,
            "%d-grams, %s, on %d cores (%d workers): a generation of %.3g tokens, R has %.3g, %.3g"
                + " distinct n-grams%n",
            order,
            isSmoothed ? "with smoothing" : "without smoothing",
            cluster.cores(),
            cluster.workers(),
            drawn,
            (double) cluster.real(),
            distinct)
        + String.format(
            Locale.ROOT,
            "  wall %.0f s: computing %.0f s, driver %.0f s, network and disk the rest%n",
            wallSeconds(),
            cpuSeconds() / cluster.cores(),
            driverSeconds())
        + String.format(
            Locale.ROOT,
            "  shuffled %s, stored %s in %.0f files (one for each key range)%n",
            RunCost.bytes(shuffledBytes()),
            RunCost.bytes(storedBytes()),
            keyRanges())
        + String.format(
            Locale.ROOT,
            "  %.0f drawing tasks, the largest task holds %s, the driver %s%n",
            drawTasks(),
            RunCost.bytes(largestTaskBytes()),
            RunCost.bytes(driverBytes()))
        + String.format(
            Locale.ROOT,
            "  model: %s%n",
            shards() == 1 ? "whole in every worker" : (long) shards() + " shards")
        + String.join(
            "", obstacles().stream().map(text -> "  does not fit: " + text + "\n").toList());
  }
}
