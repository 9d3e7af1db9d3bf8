package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ouroboros.random.Key;
import ouroboros.truth.MemberFamilies;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthFamily;

/**
 * The lineages of the members of an ecosystem with a known truth, one generation of all members
 * after the other. Not thread-safe; one object serves many replicates.
 */
final class MemberLineages {
  private final MemberFamilies<?> members;
  private final int last;
  private final List<Schedule> schedules;

  MemberLineages(TruthCell cell) {
    members = MemberFamilies.of(cell);
    last = cell.generations();
    schedules =
        IntStream.range(0, members.families().size())
            .mapToObj(members::cell)
            .map(own -> new Schedule(own.policy(), own.stock()))
            .toList();
  }

  /** All values of a replicate: [generation, measure]. */
  double[][] values(Key key) {
    List<GenerationLoop<double[], ?, ?>> loops = new ArrayList<>();
    for (int k = 0; k < schedules.size(); k++) {
      loops.add(loop(members.families().get(k), schedules.get(k), key.of(k)));
    }
    members.start(key);
    double[][] values = new double[last + 1][];
    for (int g = 0; g <= last; g++) {
      if (g > 0) {
        members.ready(g, loops.stream().map(GenerationLoop::past).toList());
      }
      loops.forEach(GenerationLoop::draw);
      loops.forEach(GenerationLoop::finish);
      int now = g;
      values[g] = members.values(loops.stream().map(loop -> loop.past().get(now)).toList());
    }
    return values;
  }

  private static <D, L> GenerationLoop<double[], D, L> loop(
      TruthFamily<D, L> family, Schedule schedule, Key key) {
    GenerationLoop<double[], D, L> loop =
        new GenerationLoop<>(family, schedule, key, new Unsealed(), AfterSeal.none());
    loop.begin();
    return loop;
  }

  /** A known truth seals whole cells, not single generations. */
  private record Unsealed() implements GenerationStore<double[]> {
    @Override
    public Optional<double[]> read(int g) {
      return Optional.empty();
    }

    @Override
    public double[] seal(int g, double[] made) {
      return made;
    }
  }
}
