package ouroboros.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.random.Hypergeometric;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Subset;

/**
 * Samples units without replacement from several lines of a recipe at once. The numbers of units
 * that the lines give are multivariate hypergeometric. They are drawn line by line, with the random
 * numbers of purpose {@code RECIPE}, unit 0. Cost: one hypergeometric number for each line.
 */
final class Pool {
  private Pool() {}

  /**
   * Samples {@code units} units from lines that take whole sources.
   *
   * @throws IllegalStateException if they have fewer: how many pass safeguards is known only then
   */
  static List<RecipeLine> sample(
      Policy policy, List<RecipeLine> parts, long units, int g, Key key) {
    long there = parts.stream().mapToLong(RecipeLine::units).sum();
    if (units > there) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "generation %d: policy %s needs %,d units; R and what passed of S_1 .. S_%d have"
                  + " %,d; ask for fewer units, draw more (size), or set refill: redraw or real",
              g,
              policy.kind(),
              units,
              g,
              there));
    }
    List<RecipeLine> chosen = new ArrayList<>();
    long[] counts = counts(parts, units, g, key);
    for (int i = 0; i < counts.length; i++) {
      RecipeLine part = parts.get(i);
      chosen.add(new RecipeLine(part.source(), new Choice.Without(g), counts[i], part.weight()));
    }
    return chosen;
  }

  /** Samples {@code units} units from those that the lines have chosen. */
  static List<RecipeLine> survivors(List<RecipeLine> parts, long units, int g, Key key) {
    List<RecipeLine> left = new ArrayList<>();
    long[] counts = counts(parts, units, g, key);
    for (int i = 0; i < counts.length; i++) {
      RecipeLine part = parts.get(i);
      Choice.Survivors before =
          part.take() instanceof Choice.Survivors survivors
              ? survivors
              : new Choice.Survivors(part.units(), List.of());
      List<Subset.Step> steps = new ArrayList<>(before.steps());
      steps.add(new Subset.Step(g, counts[i]));
      left.add(
          new RecipeLine(
              part.source(),
              new Choice.Survivors(before.first(), steps),
              counts[i],
              part.weight()));
    }
    return left;
  }

  private static long[] counts(List<RecipeLine> parts, long units, int g, Key key) {
    KeyedStream random = key.stream(g, Purpose.RECIPE, 0);
    long population = parts.stream().mapToLong(RecipeLine::units).sum();
    long wanted = units;
    long[] counts = new long[parts.size()];
    for (int i = 0; i < counts.length; i++) {
      long here = parts.get(i).units();
      counts[i] = Hypergeometric.sample(random, population, here, wanted);
      population -= here;
      wanted -= counts[i];
    }
    return counts;
  }
}
