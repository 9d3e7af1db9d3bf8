package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.Manifest;
import ouroboros.policy.MemberPool;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Selection;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PoolCandidates;
import ouroboros.safeguard.PoolUnits;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.GatedTask;
import ouroboros.spark.draw.PooledCorpus;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/** The Spark jobs that say what the safeguards let pass. */
public final class GateJobs {
  /** Units whose candidates one task judges, in whole blocks. */
  private static final long UNITS = 64L * PassedBlocks.UNITS;

  private final JavaSparkContext spark;
  private final Storage storage;

  public GateJobs(JavaSparkContext spark, Storage storage) {
    this.spark = spark;
    this.storage = storage;
  }

  /**
   * An amount of text.
   *
   * @param units sentences
   * @param tokens without {@code </s>}, weights included, rounded
   * @param weight the sum of the weights of the sentences, in fixed point
   */
  public record TextAmount(long units, long tokens, long weight) implements Serializable {
    /** No text. */
    public static final TextAmount NONE = new TextAmount(0, 0);

    /** Every sentence has weight 1. */
    public TextAmount(long units, long tokens) {
      this(units, tokens, units * RecipeLine.ONE);
    }

    /** Both together. */
    public TextAmount and(TextAmount more) {
      return new TextAmount(units + more.units, tokens + more.tokens, weight + more.weight);
    }
  }

  /** How much text tasks give; nothing is counted or written. */
  public TextAmount amount(List<SentenceTask> tasks) {
    Storage files = storage;
    return tasks.isEmpty()
        ? TextAmount.NONE
        : Jobs.each(spark, tasks, task -> amount(files, task)).stream()
            .reduce(TextAmount.NONE, TextAmount::and);
  }

  /**
   * What each member of an ecosystem wrote of units of a pool, by number; members that wrote
   * nothing are left out. Cost: one pass that draws the units and counts nothing else.
   *
   * @param tasks that give units of the pool
   */
  public List<Manifest.Written> writers(List<? extends SentenceTask> tasks, MemberPool pool) {
    Storage files = storage;
    int members = pool.ecosystem().members();
    List<Manifest.Written> all = new ArrayList<>();
    List<long[][]> parts =
        Jobs.each(
            spark,
            List.copyOf(tasks),
            task -> {
              long[][] sums = new long[members][2];
              MemberPool.Cursor cursor = pool.cursor();
              task.feed(
                  files,
                  (component, word, text, start, end) -> {
                    long[] sum = sums[cursor.seek(Candidate.unit(word)).author()];
                    sum[0]++;
                    sum[1] += end - start;
                  });
              return sums;
            });
    for (int j = 0; j < members; j++) {
      int member = j;
      long units = parts.stream().mapToLong(sums -> sums[member][0]).sum();
      if (units > 0) {
        long tokens = parts.stream().mapToLong(sums -> sums[member][1]).sum();
        all.add(new Manifest.Written(member, units, tokens));
      }
    }
    return all;
  }

  private static TextAmount amount(Storage storage, SentenceTask task) {
    Amounts sum = new Amounts();
    task.feed(storage, sum);
    return sum.all();
  }

  /** Adds up sentences. */
  private static final class Amounts implements ComponentSink {
    private long units;
    private long tokens;
    private long weight;

    @Override
    public void accept(int component, long unit, int[] text, int start, int end) {
      weighed(component, unit, text, start, end, RecipeLine.ONE);
    }

    @Override
    public void weighed(int component, long unit, int[] text, int start, int end, long own) {
      units++;
      tokens = Math.addExact(tokens, Math.multiplyExact(own, (long) (end - start)));
      weight = Math.addExact(weight, own);
    }

    private TextAmount all() {
      return new TextAmount(units, Math.round((double) tokens / RecipeLine.ONE), weight);
    }
  }

  /**
   * What gates that see the text let pass.
   *
   * @param units those that did not pass, ascending
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Dropped(long[] units, PassedBlocks.Part part) implements Serializable {
    /** The blocks of all parts. */
    public static PassedBlocks blocks(List<Dropped> parts) {
      return PassedBlocks.of(parts.stream().map(Dropped::part).toList());
    }

    /** All units that did not pass. */
    public static long[] units(List<Dropped> parts) {
      return parts.stream().flatMapToLong(part -> LongStream.of(part.units)).toArray();
    }
  }

  /**
   * What gates did to the first candidates of a unit.
   *
   * @param passed the sentence that came out; null if none did
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Fate(long unit, List<Event> events, int @Nullable [] passed)
      implements Serializable {
    /** Decisions that are kept of a unit. */
    static final int MOST = 10;

    /** What these gates did, then other ones to what came out. */
    public Fate then(Fate later) {
      List<Event> all = new ArrayList<>(events);
      all.addAll(later.events);
      return new Fate(unit, List.copyOf(all.subList(0, Math.min(MOST, all.size()))), later.passed);
    }
  }

  /**
   * A gate dropped or changed a candidate.
   *
   * @param changed what the gate made of it; null where the gate dropped it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Event(int gate, String kind, int[] sentence, int @Nullable [] changed)
      implements Serializable {}

  /** Fates of units. */
  public record Fates(List<Fate> all) implements Serializable {}

  /**
   * How much of chosen units people wrote.
   *
   * @param passed as in {@link GatedTask}
   */
  public TextAmount written(GatedCorpus text, Selection chosen, List<Integer> passed, int tasks) {
    Storage files = storage;
    return Jobs.each(
            spark,
            GatedTask.cut(text, chosen, passed, tasks),
            task -> {
              Amounts sum = new Amounts();
              task.written(files, sum);
              return sum.all();
            })
        .stream()
        .reduce(TextAmount.NONE, TextAmount::and);
  }

  /** Sentences by their numbers, ascending. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sentences(long[] units, List<int[]> texts) implements Serializable {}

  /** The first units of S'_g that are there. */
  public Sentences first(GatedCorpus text, long units) {
    Storage files = storage;
    int block = text.block();
    List<Long> blocks = LongStream.range(0, (units + block - 1) / block).boxed().toList();
    List<Sentences> parts =
        blocks.isEmpty()
            ? List.of()
            : Jobs.each(
                spark,
                blocks,
                each ->
                    sentences(
                        text.sentences(
                            files,
                            LongStream.range(each * block, Math.min(units, (each + 1) * block))
                                .toArray())));
    return new Sentences(
        parts.stream().flatMapToLong(part -> LongStream.of(part.units)).toArray(),
        parts.stream().flatMap(part -> part.texts.stream()).toList());
  }

  private static Sentences sentences(SortedMap<Long, int[]> drawn) {
    return new Sentences(
        drawn.keySet().stream().mapToLong(unit -> unit).toArray(), new ArrayList<>(drawn.values()));
  }

  /** What gates did to some units; also those that need no text. */
  public List<Fate> fates(GatedCorpus text, long[] units) {
    Storage files = storage;
    return Jobs.eachSmall(spark, List.of(0), only -> fates(files, text, units)).get(0).all();
  }

  private static Fates fates(Storage storage, GatedCorpus text, long[] units) {
    Heard heard = new Heard(text.gates(), LongStream.of(units));
    text.draw(
        storage,
        units,
        (unit, tokens, start, end) ->
            heard.passed.put(unit, Arrays.copyOfRange(tokens, start, end)),
        heard);
    return heard.fates();
  }

  /** What gates on a pool did to some of its units, which a model drew. */
  public List<Fate> fates(PooledCorpus pool, PoolUnits units) {
    Storage files = storage;
    return Jobs.eachSmall(spark, List.of(0), only -> fates(files, pool, units)).get(0).all();
  }

  private static Fates fates(Storage storage, PooledCorpus pool, PoolUnits units) {
    Heard heard = new Heard(pool.gates(), units.numbers());
    JudgedUnits judged = pool.judge(storage, units, heard);
    for (int i = 0; i < judged.size(); i++) {
      if (judged.passed(i)) {
        heard.passed.put(judged.unit(i), judged.sentence(i));
      }
    }
    return heard.fates();
  }

  /** Hears what gates do to some units, by the numbers of these. */
  private static final class Heard implements GateEvents {
    private final List<Safeguard.Gate> gates;
    private final TreeMap<Long, List<Event>> events = new TreeMap<>();
    private final TreeMap<Long, int[]> passed = new TreeMap<>();

    Heard(Gates gates, LongStream units) {
      this.gates = gates.list().gates();
      units.forEach(unit -> events.put(unit, new ArrayList<>()));
    }

    @Override
    public void dropped(int gate, long word, int[] sentence) {
      hear(gate, word, sentence, null);
    }

    @Override
    public void changed(int gate, long word, int[] before, int[] after) {
      hear(gate, word, before, after);
    }

    private void hear(int gate, long word, int[] sentence, int @Nullable [] after) {
      List<Event> own = events.get(PoolUnits.owner(word));
      if (own != null && own.size() < Fate.MOST) {
        own.add(new Event(gate, gates.get(gate - 1).kind(), sentence, after));
      }
    }

    Fates fates() {
      List<Fate> fates = new ArrayList<>();
      events.forEach((unit, own) -> fates.add(new Fate(unit, own, passed.get(unit))));
      return new Fates(fates);
    }
  }

  /** What gates that see the text do to all units of a small corpus, in one task. */
  public PassedBlocks judged(GatedCorpus text) {
    return Dropped.blocks(dropped(text, Selection.all(text.units()), 1));
  }

  /**
   * Which of the chosen units do not pass, where gates see the text: in parts, in order.
   *
   * @param tasks about how many tasks
   */
  public List<Dropped> dropped(GatedCorpus text, Selection chosen, int tasks) {
    Storage files = storage;
    List<GatedTask> cuts = GatedTask.cut(text, chosen, tasks);
    return Jobs.each(spark, cuts, cut -> dropped(files, cut));
  }

  private static Dropped dropped(Storage storage, GatedTask task) {
    List<Long> units = new ArrayList<>();
    PassedBlocks blocks = task.judge(storage, units::add);
    return new Dropped(
        units.stream().mapToLong(unit -> unit).toArray(),
        new PassedBlocks.Part(task.from(), blocks));
  }

  /**
   * The counter word of each unit of a synthetic corpus that gates which see the text let pass; -1
   * where none did.
   */
  public long[] words(GatedCorpus text, int tasks) {
    Storage files = storage;
    return Jobs.each(
            spark, GatedTask.cut(text, Selection.all(text.units()), tasks), cut -> cut.words(files))
        .stream()
        .flatMapToLong(LongStream::of)
        .toArray();
  }

  /**
   * What gates that see the text let pass of a pool.
   *
   * @param tasks about how many tasks
   */
  public PoolCandidates.Passed pool(PooledCorpus pool, PoolUnits units, int tasks) {
    Storage files = storage;
    int cuts = Math.max(1, Math.min(tasks, units.size()));
    List<PoolUnits> parts = new ArrayList<>();
    for (int i = 0; i < cuts; i++) {
      parts.add(
          units.part(
              (int) ((long) units.size() * i / cuts),
              (int) ((long) units.size() * (i + 1) / cuts)));
    }
    List<PooledCorpus.Chosen> chosen = Jobs.each(spark, parts, part -> pool.judge(files, part));
    List<GateCounts> counts = chosen.get(0).counts();
    for (PooledCorpus.Chosen part : chosen.subList(1, chosen.size())) {
      counts = GateCounts.sum(counts, part.counts());
    }
    return pool.candidates(units)
        .passed(
            pool.population(),
            chosen.stream().flatMapToLong(part -> LongStream.of(part.words())).toArray(),
            chosen.stream().flatMapToInt(part -> IntStream.of(part.copies())).toArray(),
            chosen.get(0).tries(),
            counts);
  }

  /** Numbers that all tasks have. */
  public Broadcast<long[]> share(long[] numbers) {
    return spark.broadcast(numbers);
  }

  /** Which units of S_g have a candidate that passes. */
  public PassedBlocks passed(Gates gates, long units) {
    List<long[]> cuts = new ArrayList<>();
    for (long from = 0; from < units; from += UNITS) {
      cuts.add(new long[] {from, Math.min(units, from + UNITS)});
    }
    return cuts.size() == 1
        ? PassedBlocks.of(gates, 0, units)
        : Jobs.each(spark, cuts, cut -> PassedBlocks.of(gates, cut[0], cut[1])).stream()
            .reduce(PassedBlocks::and)
            .orElseThrow();
  }
}
