package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.random.Selection;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.GatedTask;
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
   * @param tokens without {@code </s>}
   */
  public record TextAmount(long units, long tokens) implements Serializable {
    /** No text. */
    public static final TextAmount NONE = new TextAmount(0, 0);

    private TextAmount and(TextAmount more) {
      return new TextAmount(units + more.units, tokens + more.tokens);
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

  private static TextAmount amount(Storage storage, SentenceTask task) {
    long[] sum = new long[2];
    task.feed(
        storage,
        (component, unit, tokens, start, end) -> {
          sum[0]++;
          sum[1] += end - start;
        });
    return new TextAmount(sum[0], sum[1]);
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
