package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.ancestry.Place;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Refill;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.GatedTask;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Part;

/**
 * The sentences of training sets, in the order in which occurrences are numbered: the lines of the
 * recipe (R, reserve, S_1, S_2 ..), their units in ascending order; in a line with units of R that
 * replace others ({@code refill: real}), these come last.
 */
final class RecipeSentences {
  private static final long MOST_TOKENS = 3 << 19;
  private static final long FEWEST_TOKENS = 1 << 15;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final TracedLineage lineage;

  RecipeSentences(JavaSparkContext spark, Storage storage, TracedLineage lineage) {
    this.spark = spark;
    this.storage = storage;
    this.lineage = lineage;
  }

  /** The sentences of T_t. */
  List<SourceLine> training(int t) {
    Recipe recipe = lineage.recipe(t);
    List<SourceLine> lines = new ArrayList<>();
    for (RecipeLine line : recipe.parts()) {
      long weight = recipe.isWeighted() ? line.weight() : 1;
      int source = number(line.source());
      List<SentenceTask> tasks =
          source > Place.REAL
              ? passed(
                  source, line.selection(lineage.key(), line.source().units(lineage.available(t))))
              : lineage.text().tasks(line, lineage.key());
      lines.add(new SourceLine(source, weight, tasks));
    }
    return lines;
  }

  /** The number of a source, as in {@link Place}. */
  static int number(Source source) {
    return source instanceof Source.Synthetic synthetic
        ? synthetic.generation()
        : source instanceof Source.Reserve ? Place.RESERVE : Place.REAL;
  }

  /** All of S_g, before any gate. */
  SourceLine drawn(int g) {
    long units = lineage.sealed(g).record().units();
    return new SourceLine(
        g, 1, drawn(lineage.drawn(g), Selection.all(units), CounterWords.FIRST, g));
  }

  /** All of S'_g: what gates let pass. */
  SourceLine passed(int g) {
    return new SourceLine(g, 1, passed(g, Selection.all(lineage.sealed(g).record().passed())));
  }

  /** The chosen units of S'_j. */
  private List<SentenceTask> passed(int j, Selection chosen) {
    DrawnText text = lineage.passed(j);
    GateRecord record = lineage.sealed(j).record().gates();
    if (record == null) {
      return drawn(text, chosen, CounterWords.FIRST, j);
    }
    Gates gates = lineage.gates(j);
    long units = lineage.sealed(j).record().units();
    GatedCorpus gated = text.gated();
    List<SentenceTask> all;
    if (gated != null) {
      all =
          GatedTask.all(
              gated, chosen, record.passed(), tasks(tokens(j, units)), tokens(j, chosen.chosen()));
    } else if (gates.list().refill() == Refill.REDRAW) {
      all = drawn(text, chosen, gates, j);
    } else {
      Selection left =
          gates.list().refill() == Refill.SHRINK
              ? PassedUnits.byRank(gates, units, record.passed(), chosen)
              : PassedUnits.byNumber(gates, chosen);
      all = drawn(text, left, CounterWords.FIRST, j);
    }
    if (gates.list().refill() != Refill.REAL) {
      return all;
    }
    List<SentenceTask> withReal = new ArrayList<>(all);
    withReal.addAll(lineage.text().replacements(replaced(gates, gated, chosen, j)));
    return withReal;
  }

  private RealReplacements replaced(
      Gates gates, @Nullable GatedCorpus gated, Selection chosen, int j) {
    long real = lineage.text().units(Part.REAL);
    if (gated == null) {
      return RealReplacements.of(gates, real, chosen);
    }
    int tasks = tasks(tokens(j, gated.units()));
    return RealReplacements.of(
        gates,
        real,
        chosen,
        GateJobs.Dropped.units(new GateJobs(spark, storage).dropped(gated, chosen, tasks)));
  }

  /** About how many tokens so many units of S_j have. */
  private long tokens(int j, long units) {
    Manifest sealed = lineage.sealed(j);
    CountTable table = Objects.requireNonNull(sealed.tables().synthetic());
    double mean = (double) table.tokens() / Math.max(1, table.sentences()) + 1;
    return (long) (units * mean);
  }

  /** The number of tasks for so many tokens: a choice of speed, no bit depends on it. */
  private int tasks(long tokens) {
    int cores = spark.defaultParallelism();
    long each = Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, tokens / (4L * cores)));
    return (int) Math.max(1, (tokens + each - 1) / each);
  }

  private List<SentenceTask> drawn(DrawnText text, Selection selection, CounterWords words, int j) {
    long population = selection.population();
    long tokens = tokens(j, selection.chosen());
    int tasks = tasks(tokens);
    List<SentenceTask> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      long from = population * i / tasks;
      long to = population * (i + 1) / tasks;
      if (from < to) {
        all.add(
            new DrawTask(
                text.corpus(), selection, words, from, to, tokens * (to - from) / population));
      }
    }
    return all;
  }
}
