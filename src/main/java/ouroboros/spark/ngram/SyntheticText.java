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
 * @param gates the safeguards; null if there are none
 * @param record how much passed; null if there are no safeguards
 */
record SyntheticText(
    SyntheticCorpus corpus, long units, @Nullable Gates gates, @Nullable GateRecord record) {

  /** S_g without safeguards. */
  static SyntheticText of(SyntheticCorpus corpus, long units) {
    return new SyntheticText(corpus, units, null, null);
  }

  /** Whether it is S'_g, with safeguards. */
  boolean isGuarded() {
    return gates != null;
  }

  /** Which candidate of each unit is in the text; negative if none is. */
  CounterWords candidates() {
    return gates == null ? CounterWords.FIRST : gates;
  }

  /** Number of units that a recipe can choose from. */
  long passed() {
    return record == null ? units : record.units();
  }

  /** Tasks that draw the chosen units. */
  List<SentenceTask> tasks(Selection chosen, CountJobs steps, Reference reference) {
    List<SentenceTask> tasks = new ArrayList<>();
    if (gates == null || record == null) {
      tasks.addAll(drawn(chosen, CounterWords.FIRST, steps, reference));
    } else if (gates.list().refill() == Refill.REDRAW) {
      tasks.addAll(drawn(chosen, gates, steps, reference));
    } else if (gates.list().refill() == Refill.SHRINK) {
      Selection ranked = PassedUnits.byRank(gates, units, record.passed(), chosen);
      tasks.addAll(drawn(ranked, CounterWords.FIRST, steps, reference));
    } else {
      Selection own = PassedUnits.byNumber(gates, chosen);
      tasks.addAll(drawn(own, CounterWords.FIRST, steps, reference));
      tasks.addAll(replacements(chosen, reference));
    }
    return tasks;
  }

  /** Tasks that read the sentences of R that replace chosen units that did not pass. */
  List<SentenceTask> replacements(Selection chosen, Reference reference) {
    if (gates == null || gates.list().refill() != Refill.REAL) {
      return List.of();
    }
    long real = reference.text().units(Part.REAL);
    return reference.text().tasks(Part.REAL, new RealReplacements(gates, real, chosen));
  }

  private List<DrawTask> drawn(
      Selection selection, CounterWords words, CountJobs steps, Reference reference) {
    double meanLength = reference.meanLength();
    long population = selection.population();
    long chosen = selection.chosen();
    int tasks = steps.tasks((long) (chosen * meanLength));
    List<DrawTask> all = new ArrayList<>(tasks);
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
