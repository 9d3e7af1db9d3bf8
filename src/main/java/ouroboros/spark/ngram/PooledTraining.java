package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.Subject;
import ouroboros.model.Generation;
import ouroboros.policy.Choice;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.PooledCorpus;
import ouroboros.spark.draw.RedrawnUnits;
import ouroboros.spark.draw.RevisedTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.draw.WeighedTask;
import ouroboros.spark.draw.WordsTask;
import ouroboros.spark.text.SentenceTask;

/** Training sets of a lineage whose safeguards judge the whole pool: what passes is T_g. */
final class PooledTraining {
  private final NgramContext context;
  private final Lineage lineage;
  private final GenerationMetrics metrics;

  private final @Nullable MemberSeat seat;

  /**
   * @param seat of a member of an ecosystem; null where there is one model
   */
  PooledTraining(
      NgramContext context, Lineage lineage, GenerationMetrics metrics, @Nullable MemberSeat seat) {
    this.seat = seat;
    this.context = context;
    this.lineage = lineage;
    this.metrics = metrics;
  }

  /**
   * What passed of a pool.
   *
   * @param now the generation; its guarded corpus is T_g
   * @param recipe one line: what passed
   * @param lines its table
   * @param fresh tables of the sentences of the reserve in T_g
   * @param telling says what gates did to units of S_g; null where no gate judges a pool, and for a
   *     member of an ecosystem, whose pool has units of others
   */
  record Judged(
      Generation<Manifest, NgramFamily.Drawn> now,
      Recipe recipe,
      List<RecipeTables.Line> lines,
      List<CountTable> fresh,
      @Nullable Telling telling) {
    /** The same with lines that no gate judges. */
    Judged and(List<RecipeLine> joining, List<RecipeTables.Line> taken) {
      List<RecipeLine> parts = new ArrayList<>(recipe.parts());
      parts.addAll(joining);
      List<RecipeTables.Line> all = new ArrayList<>(lines);
      all.addAll(taken);
      List<CountTable> real = new ArrayList<>(fresh);
      real.addAll(TrainingTables.fresh(new Recipe(joining), taken));
      return new Judged(now, new Recipe(parts), all, real, telling);
    }
  }

  /** Says what gates did to units of S_g. */
  @FunctionalInterface
  interface Telling {
    /**
     * What gates on synthetic units did, then, as far as the pool has a unit, those on the pool.
     *
     * @param units ascending
     */
    List<GateJobs.Fate> fates(long[] units);
  }

  private Telling telling(SyntheticText text, RecipePool pool, RecipePool.Judged judged) {
    return units -> {
      TreeMap<Long, GateJobs.Fate> fates = new TreeMap<>();
      GatedCorpus before = text.telling();
      if (before != null) {
        context.gates().fates(before, units).forEach(fate -> fates.put(fate.unit(), fate));
      }
      pool.fates(judged, units)
          .forEach(fate -> fates.merge(fate.unit(), fate, GateJobs.Fate::then));
      return List.copyOf(fates.values());
    };
  }

  /**
   * Judges the units of a recipe.
   *
   * @param recipe of T_g, g >= 1
   */
  Judged judge(Generation<Manifest, NgramFamily.Drawn> now, Recipe recipe) {
    SyntheticText text = now.drawn().guarded().text();
    RecipePool pool = new RecipePool(context, lineage, now, seat);
    RecipePool.Judged judged = pool.judge(recipe);
    PoolWalk.Passed passed = judged.passed().all();
    if (passed.units() == 0) {
      throw new IllegalStateException(
          "generation "
              + now.number()
              + ": the training set is empty, because nothing of its pool passed the safeguards;"
              + " make them less strict, or set refill: redraw or real");
    }
    long tokens = (long) (passed.words().length * context.reference().meanLength());
    List<SentenceTask> ofReserve =
        RecipePool.usesReserve(recipe)
            ? revised(judged, context.reference().text().ofReserve(passed.real()), true)
            : List.of();
    List<SentenceTask> real =
        new ArrayList<>(
            revised(judged, context.reference().text().replacements(passed.real()), true));
    real.addAll(ofReserve);
    List<SentenceTask> tasks =
        new ArrayList<>(
            revised(
                judged,
                WordsTask.all(text.corpus(), passed.words(), context.jobs().tasks(tokens), tokens),
                false));
    tasks.addAll(real);
    List<CountTable> fresh = fresh(now, ofReserve);
    List<SentenceTask> weighedReal = weighed(judged, real);
    List<CountTable> otherReal = new ArrayList<>(RecipeTables.fresh(now.past()));
    otherReal.addAll(fresh);
    ScannedTable counted =
        metrics.scan(
            weighed(judged, tasks),
            redrawn(judged, text.corpus(), passed.words()),
            lineage.folder(now.number()) + "/P",
            otherReal);
    SyntheticText guarded =
        text.passing(
            new SyntheticText.Passing(
                pool.gates(), null, record(text, passed.counts()), pool.real(), null, null));
    MeasuredTable made = metrics.synthetic(counted, Subject.GUARDED);
    MeasuredTable measured =
        seat == null
            ? made
            : new MeasuredTable(
                made.table(),
                made.counts(),
                now.drawn().guarded().made().measured().and(made.measured()));
    return new Judged(
        new Generation<>(
            now.number(),
            now.available(),
            now.past(),
            new Generation.Corpora<>(
                now.drawn().synthetic(), new NgramFamily.Drawn(guarded, measured))),
        new Recipe(
            List.of(
                new RecipeLine(
                    text.corpus().source(), new Choice.Whole(), passed.units(), RecipeLine.ONE))),
        List.of(
            new RecipeTables.Line(
                counted.table(),
                context.gates().amount(weighedReal),
                writers(now.number(), text.corpus(), passed.words(), tokens))),
        fresh,
        seat == null ? telling(text, pool, judged) : null);
  }

  /** Who wrote the synthetic units that passed; nobody is named where there is one model. */
  private List<Manifest.Written> writers(int g, SyntheticCorpus corpus, long[] words, long tokens) {
    return seat == null
        ? List.of()
        : context
            .gates()
            .writers(
                WordsTask.all(corpus, words, context.jobs().tasks(tokens), tokens),
                seat.authors(g));
  }

  /** The sentences of tasks as gates revised them; the same where none revises. */
  private List<SentenceTask> revised(
      RecipePool.Judged judged, List<SentenceTask> tasks, boolean areReal) {
    if (judged.pool().isEmpty() || !revises()) {
      return tasks;
    }
    PooledCorpus pool = judged.pool().get();
    RevisedTask.RealWords words =
        areReal
            ? new RevisedTask.RealWords(judged.passed().numbers(), judged.passed().words())
            : null;
    return tasks.stream().<SentenceTask>map(task -> new RevisedTask(task, pool, words)).toList();
  }

  /** The sentences of tasks with the weights that a gate gives them; the same where none does. */
  private List<SentenceTask> weighed(RecipePool.Judged judged, List<SentenceTask> tasks) {
    List<Safeguard.Gate> gates = lineage.cell().safeguards().gates();
    for (int k = 0; k < gates.size(); k++) {
      if (SafeguardList.weighs(gates.get(k))) {
        GateMaker maker = judged.pool().orElseThrow().makers().get(k);
        return tasks.stream().<SentenceTask>map(task -> new WeighedTask(task, maker)).toList();
      }
    }
    return tasks;
  }

  private boolean revises() {
    return lineage.cell().safeguards().gates().stream()
        .map(Safeguard.Gate::judge)
        .anyMatch(Safeguard.Revise.class::isInstance);
  }

  /** The table of the sentences of the reserve in T_g; empty if there are none. */
  private List<CountTable> fresh(
      Generation<Manifest, NgramFamily.Drawn> now, List<SentenceTask> ofReserve) {
    return ofReserve.isEmpty()
        ? List.of()
        : List.of(
            context
                .jobs()
                .count(ofReserve, lineage.folder(now.number()) + "/fresh", ScanRequest.NOTHING)
                .table());
  }

  /** What all gates did, those on synthetic units in S_g and in further candidates. */
  private static GateRecord record(SyntheticText text, List<GateCounts> counts) {
    GateRecord before = text.record();
    if (before == null) {
      return new GateRecord(text.units(), List.of(), counts, 0, 0);
    }
    List<GateCounts> sums = new ArrayList<>(counts);
    for (int k = 0; k < before.counts().size(); k++) {
      sums.set(k, counts.get(k).plus(before.counts().get(k)));
    }
    return new GateRecord(
        before.units(), before.passed(), sums, before.realUnits(), before.realTokens());
  }

  /** The drawn units among those that metrics look at one by one. */
  private RedrawnUnits redrawn(RecipePool.Judged judged, SyntheticCorpus corpus, long[] words) {
    long[] sample = context.reference().sentences().plan().sample();
    long[] wanted =
        Arrays.stream(words)
            .filter(word -> Arrays.binarySearch(sample, Candidate.unit(word)) >= 0)
            .toArray();
    Listed listed = new Listed(wanted);
    return judged.pool().isPresent() && revises()
        ? new RevisedTask.Units(judged.pool().get(), listed)
        : RedrawnUnits.of(corpus, listed);
  }

  /**
   * Units whose candidates are listed; others are left out.
   *
   * @param listed ascending by their units
   */
  private record Listed(long[] listed) implements CounterWords {
    @Override
    public LongUnaryOperator words() {
      long[] units = Arrays.stream(listed).map(Candidate::unit).toArray();
      return unit -> {
        int place = Arrays.binarySearch(units, unit);
        return place < 0 ? -1 : listed[place];
      };
    }
  }
}
