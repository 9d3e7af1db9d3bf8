package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.ReviewRecord;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.RealUnits;
import ouroboros.safeguard.Refill;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.GatedTask;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.draw.RedrawnUnits;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.SentenceTask;

/**
 * S_g, or S'_g, the part of S_g that passes the safeguards, as a function: gives tasks that draw
 * any selection of its units again.
 *
 * @param corpus S_g as a function
 * @param units of S_g
 * @param passing the safeguards; null without safeguards
 */
record SyntheticText(SyntheticCorpus corpus, long units, @Nullable Passing passing) {

  /** Blocks of a corpus with packs up to which samples say what gates did. */
  private static final long TOLD_BLOCKS = 8;

  /**
   * The safeguards of a synthetic corpus.
   *
   * @param gated where gates see the text; null where they decide without it
   * @param record how much passed; null until the pass that counts S'_g has said it
   * @param real the units of R that can replace others
   * @param replaced the units of R in S'_g, where they are known
   * @param review what people decided; null where nobody is asked
   */
  record Passing(
      Gates gates,
      @Nullable GatedCorpus gated,
      @Nullable GateRecord record,
      RealUnits real,
      @Nullable RealReplacements replaced,
      @Nullable ReviewRecord review) {}

  /** S_g. */
  static SyntheticText of(SyntheticCorpus corpus, long units) {
    return new SyntheticText(corpus, units, null);
  }

  /** S'_g, where this is S_g. */
  SyntheticText passing(Passing safeguards) {
    return new SyntheticText(corpus, units, safeguards);
  }

  /** The same with what passed. */
  SyntheticText passing(GateRecord record) {
    Passing known = Objects.requireNonNull(passing);
    return passing(
        new Passing(
            known.gates(), known.gated(), record, known.real(), known.replaced(), known.review()));
  }

  /** What people decided about it; null where nobody is asked. */
  @Nullable ReviewRecord review() {
    return passing == null ? null : passing.review();
  }

  /** How much of chosen units people wrote: units of R, and units that reviewers edited. */
  GateJobs.TextAmount byPeople(Selection chosen, NgramContext context) {
    GateJobs.TextAmount replaced = context.gates().amount(replacements(chosen, context));
    GatedCorpus gated = passing == null ? null : passing.gated();
    if (gated == null || !gated.isEdited()) {
      return replaced;
    }
    List<Integer> passed = Objects.requireNonNull(record()).passed();
    int tasks = context.jobs().tasks(tokens(units, context));
    return replaced.and(context.gates().written(gated, chosen, passed, tasks));
  }

  /** Whether it is S'_g, with safeguards. */
  boolean isGuarded() {
    return passing != null;
  }

  /** How much passed; null without safeguards. */
  @Nullable GateRecord record() {
    return passing == null ? null : passing.record();
  }

  /**
   * S'_g with gates that tell what they do; null without safeguards, where gates judge a pool, and
   * where it costs too much: packs are judged in whole blocks.
   */
  @Nullable GatedCorpus telling() {
    if (passing == null || passing.gates().hasPool()) {
      return null;
    }
    GatedCorpus gated = passing.gated();
    if (gated == null) {
      List<GateMaker> makers = passing.gates().blind().stream().map(GateMaker::of).toList();
      return new GatedCorpus(corpus, passing.gates(), makers, units);
    }
    return gated.block() * TOLD_BLOCKS < units && gated.pack() > 1 ? null : gated;
  }

  /** Its drawn units, to be drawn again one by one. */
  RedrawnUnits redrawn() {
    if (passing == null) {
      return RedrawnUnits.of(corpus, CounterWords.FIRST);
    }
    GatedCorpus gated = passing.gated();
    return gated == null ? RedrawnUnits.of(corpus, passing.gates()) : gated;
  }

  /** Number of units that a recipe can choose from. */
  long passed() {
    return passing == null ? units : Objects.requireNonNull(passing.record()).units();
  }

  /** Tasks that draw all of it. If it is not known yet what passes, they say it. */
  List<SentenceTask> tasks(NgramContext context) {
    if (passing == null || passing.record() != null) {
      return tasks(Selection.all(passed()), context);
    }
    long tokens = tokens(units, context);
    return GatedTask.all(
        Objects.requireNonNull(passing.gated()), context.jobs().tasks(tokens), tokens);
  }

  /** Tasks that draw all of S_g and of S'_g, and say what passes. */
  List<GuardedTask> both(NgramContext context) {
    Passing known = Objects.requireNonNull(passing);
    long tokens = tokens(units, context);
    int wanted = context.jobs().tasks(tokens);
    return GuardedTask.all(corpus, known.gates(), known.gated(), units, wanted, tokens);
  }

  /** Tasks that draw the chosen units. */
  List<SentenceTask> tasks(Selection chosen, NgramContext context) {
    if (passing == null) {
      return drawn(chosen, CounterWords.FIRST, context);
    }
    List<SentenceTask> all = new ArrayList<>(synthetic(chosen, context));
    all.addAll(replacements(chosen, context));
    return all;
  }

  /** Tasks that draw those of the chosen units that no unit of R replaces. */
  List<SentenceTask> synthetic(Selection chosen, NgramContext context) {
    if (passing == null) {
      return drawn(chosen, CounterWords.FIRST, context);
    }
    Gates gates = passing.gates();
    GateRecord record = Objects.requireNonNull(passing.record());
    List<SentenceTask> tasks;
    if (passing.gated() != null) {
      long tokens = tokens(chosen.chosen(), context);
      int wanted = context.jobs().tasks(tokens(units, context));
      tasks = GatedTask.all(passing.gated(), chosen, record.passed(), wanted, tokens);
    } else if (gates.list().refill() == Refill.REDRAW) {
      tasks = drawn(chosen, gates, context);
    } else if (gates.list().refill() == Refill.SHRINK) {
      tasks =
          drawn(
              PassedUnits.byRank(gates, units, record.passed(), chosen),
              CounterWords.FIRST,
              context);
    } else {
      tasks = drawn(PassedUnits.byNumber(gates, chosen), CounterWords.FIRST, context);
    }
    return tasks;
  }

  /** Tasks that read the sentences of R that replace chosen units that did not pass. */
  List<SentenceTask> replacements(Selection chosen, NgramContext context) {
    if (passing == null || passing.gates().list().refill() != Refill.REAL) {
      return List.of();
    }
    RealReplacements known = passing.replaced();
    return context
        .reference()
        .text()
        .replacements(
            known != null && chosen instanceof Selection.Range range && range.chosen() == units
                ? known
                : replaced(chosen, context));
  }

  private RealReplacements replaced(Selection chosen, NgramContext context) {
    Passing own = Objects.requireNonNull(passing);
    if (own.gated() == null) {
      return RealReplacements.of(own.gates(), own.real(), chosen);
    }
    int tasks = context.jobs().tasks(tokens(units, context));
    return RealReplacements.of(
        own.gates(),
        own.real(),
        chosen,
        GateJobs.Dropped.units(context.gates().dropped(own.gated(), chosen, tasks)));
  }

  private static long tokens(long units, NgramContext context) {
    return (long) (units * context.reference().meanLength());
  }

  private List<SentenceTask> drawn(Selection selection, CounterWords words, NgramContext context) {
    double meanLength = context.reference().meanLength();
    long population = selection.population();
    long chosen = selection.chosen();
    int tasks = context.jobs().tasks(tokens(chosen, context));
    List<SentenceTask> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      long from = population * i / tasks;
      long to = population * (i + 1) / tasks;
      if (from < to) {
        long tokens = (long) (chosen * meanLength * (to - from) / population);
        all.add(new DrawTask(corpus, selection, words, from, to, tokens));
      }
    }
    return all;
  }
}
