package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Refill;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Part;

/**
 * S_g, or S'_g, the part of S_g that passes the safeguards, as a function: gives tasks that draw
 * any selection of its units again.
 *
 * @param corpus S_g as a function
 * @param units of S_g
 * @param passing the safeguards; null without safeguards
 */
record SyntheticText(SyntheticCorpus corpus, long units, @Nullable Passing passing) {

  /**
   * The safeguards of a synthetic corpus.
   *
   * @param record how much passed
   */
  record Passing(Gates gates, GateRecord record) {}

  /** S_g. */
  static SyntheticText of(SyntheticCorpus corpus, long units) {
    return new SyntheticText(corpus, units, null);
  }

  /** S'_g, where this is S_g. */
  SyntheticText passing(Gates gates, GateRecord record) {
    return new SyntheticText(corpus, units, new Passing(gates, record));
  }

  /** Whether it is S'_g, with safeguards. */
  boolean isGuarded() {
    return passing != null;
  }

  /** How much passed; null without safeguards. */
  @Nullable GateRecord record() {
    return passing == null ? null : passing.record();
  }

  /** Which candidate of each unit is in the text; negative if none is. */
  CounterWords candidates() {
    return passing == null ? CounterWords.FIRST : passing.gates();
  }

  /** Number of units that a recipe can choose from. */
  long passed() {
    return passing == null ? units : passing.record().units();
  }

  /** Tasks that draw the chosen units. */
  List<SentenceTask> tasks(Selection chosen, CountJobs jobs, Reference reference) {
    if (passing == null) {
      return drawn(chosen, CounterWords.FIRST, jobs, reference);
    }
    Gates gates = passing.gates();
    if (gates.list().refill() == Refill.REDRAW) {
      return drawn(chosen, gates, jobs, reference);
    }
    if (gates.list().refill() == Refill.SHRINK) {
      Selection ranked = PassedUnits.byRank(gates, units, passing.record().passed(), chosen);
      return drawn(ranked, CounterWords.FIRST, jobs, reference);
    }
    Selection own = PassedUnits.byNumber(gates, chosen);
    List<SentenceTask> tasks = new ArrayList<>(drawn(own, CounterWords.FIRST, jobs, reference));
    tasks.addAll(replacements(gates, chosen, reference));
    return tasks;
  }

  /** Tasks that read the sentences of R that replace chosen units that did not pass. */
  List<SentenceTask> replacements(Selection chosen, Reference reference) {
    return passing == null ? List.of() : replacements(passing.gates(), chosen, reference);
  }

  /** The same for units that gates judge. */
  static List<SentenceTask> replacements(Gates gates, Selection chosen, Reference reference) {
    return gates.list().refill() == Refill.REAL
        ? reference
            .text()
            .replacements(RealReplacements.of(gates, reference.text().units(Part.REAL), chosen))
        : List.of();
  }

  private List<SentenceTask> drawn(
      Selection selection, CounterWords words, CountJobs jobs, Reference reference) {
    double meanLength = reference.meanLength();
    long population = selection.population();
    long chosen = selection.chosen();
    int tasks = jobs.tasks((long) (chosen * meanLength));
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
