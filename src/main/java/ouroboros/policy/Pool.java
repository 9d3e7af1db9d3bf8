package ouroboros.policy;

import java.util.ArrayList;
import java.util.List;
import ouroboros.random.Hypergeometric;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Subset;

/**
 * Units without replacement from several parts at once: how many each gives is multivariate
 * hypergeometric, one part after the other, with the numbers of purpose {@code RECIPE}, unit 0.
 */
final class Pool {
  private Pool() {}

  /** {@code units} of the parts, each of them whole. */
  static List<RecipeLine> sample(List<RecipeLine> parts, long units, int g, Key key) {
    List<RecipeLine> chosen = new ArrayList<>();
    long[] counts = counts(parts, units, g, key);
    for (int i = 0; i < counts.length; i++) {
      RecipeLine part = parts.get(i);
      chosen.add(new RecipeLine(part.source(), new Choice.Without(g), counts[i], part.weight()));
    }
    return chosen;
  }

  /** {@code units} of what the parts have taken. */
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
