package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.Subject;
import ouroboros.model.Generation;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Refill;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.draw.RedrawnUnits;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.draw.WordsTask;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Part;

/** Training sets of a lineage whose safeguards judge the whole pool: what passes is T_g. */
final class PooledTraining {
  private final NgramContext context;
  private final Lineage lineage;
  private final GenerationMetrics metrics;

  PooledTraining(NgramContext context, Lineage lineage, GenerationMetrics metrics) {
    this.context = context;
    this.lineage = lineage;
    this.metrics = metrics;
  }

  /**
   * What passed of a pool.
   *
   * @param now the generation; its guarded corpus is T_g
   * @param recipe one line: T_g
   * @param lines the table of T_g
   */
  record Judged(
      Generation<Manifest, NgramFamily.Drawn> now, Recipe recipe, List<RecipeTables.Line> lines) {}

  /**
   * Judges the units of a recipe.
   *
   * @param recipe of T_g, g >= 1
   */
  Judged judge(Generation<Manifest, NgramFamily.Drawn> now, Recipe recipe) {
    SyntheticText text = now.drawn().guarded().text();
    Gates gates =
        new Gates(lineage.cell().safeguards(), lineage.key(), text.corpus().source().word());
    PoolWalk.Passed passed = passed(now, recipe, text, gates);
    if (passed.units() == 0) {
      throw new IllegalStateException(
          "generation "
              + now.number()
              + ": the training set is empty, because nothing of its pool passed the safeguards;"
              + " make them less strict, or set refill: redraw or real");
    }
    long tokens = (long) (passed.words().length * context.reference().meanLength());
    List<SentenceTask> real = context.reference().text().replacements(passed.real());
    List<SentenceTask> tasks =
        new ArrayList<>(
            WordsTask.all(text.corpus(), passed.words(), context.jobs().tasks(tokens), tokens));
    tasks.addAll(real);
    ScannedTable counted =
        metrics.scan(
            tasks,
            redrawn(text.corpus(), passed.words()),
            lineage.folder(now.number()) + "/P",
            RecipeTables.fresh(now.past()));
    SyntheticText guarded =
        text.passing(new SyntheticText.Passing(gates, null, record(text, passed.counts()), null));
    return new Judged(
        new Generation<>(
            now.number(),
            now.available(),
            now.past(),
            new Generation.Corpora<>(
                now.drawn().synthetic(),
                new NgramFamily.Drawn(guarded, metrics.synthetic(counted, Subject.GUARDED)))),
        new Recipe(
            List.of(
                new RecipeLine(
                    text.corpus().source(), new Choice.Whole(), passed.units(), RecipeLine.ONE))),
        List.of(new RecipeTables.Line(counted.table(), context.gates().amount(real))));
  }

  private PoolWalk.Passed passed(
      Generation<Manifest, NgramFamily.Drawn> now, Recipe recipe, SyntheticText text, Gates gates) {
    long population = context.reference().text().units(Part.REAL);
    Selection fromReal = Selection.range(population, 0, 0);
    Selection fromSynthetic = Selection.range(text.units(), 0, 0);
    Gates before = gates.onSynthetic();
    RealReplacements replaced = RealReplacements.of(before, population, fromSynthetic, new long[0]);
    for (RecipeLine line : recipe.parts()) {
      if (line.source() instanceof Source.Synthetic source) {
        Selection chosen = line.selection(lineage.key(), source.units(now.available()));
        fromSynthetic = chosen;
        if (!before.list().isEmpty() && gates.list().refill() == Refill.SHRINK) {
          GateRecord record = Objects.requireNonNull(text.record());
          fromSynthetic = PassedUnits.byRank(before, text.units(), record.passed(), chosen);
        } else if (!before.list().isEmpty() && gates.list().refill() == Refill.REAL) {
          fromSynthetic = PassedUnits.byNumber(before, chosen);
          replaced = RealReplacements.of(before, population, chosen);
        }
      } else if (line.source() instanceof Source.Reserve) {
        throw new IllegalStateException("gates on the pool do not judge the reserve");
      } else {
        fromReal = line.selection(lineage.key(), population);
      }
    }
    boolean redraws = !before.list().isEmpty() && gates.list().refill() == Refill.REDRAW;
    LongUnaryOperator words = redraws ? before.words() : LongUnaryOperator.identity();
    return PoolWalk.of(gates, lot(now.number())).judge(fromReal, fromSynthetic, words, replaced);
  }

  /** Further candidates are real as often as the policy has real units. */
  private PoolWalk.Lot lot(int g) {
    Policy policy = lineage.cell().policy();
    return new PoolWalk.Lot(policy.realShareOfPool(g), policy.realProbability().isPresent());
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
  private RedrawnUnits redrawn(SyntheticCorpus corpus, long[] words) {
    long[] sample = context.reference().sentences().plan().sample();
    long[] wanted =
        Arrays.stream(words)
            .filter(word -> Arrays.binarySearch(sample, Candidate.unit(word)) >= 0)
            .toArray();
    return RedrawnUnits.of(corpus, new Listed(wanted));
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
