package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ouroboros.random.Key;
import ouroboros.safeguard.AlarmWatch;
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
  private final List<AfterSeal<double[]>> alarms;

  /**
   * @param watches the alarms of each member; empty where there are none
   */
  MemberLineages(TruthCell cell, List<AlarmWatch> watches) {
    members = MemberFamilies.of(cell);
    last = cell.generations();
    schedules =
        IntStream.range(0, members.families().size())
            .mapToObj(members::cell)
            .map(own -> new Schedule(own.policy(), own.stock()))
            .toList();
    alarms =
        IntStream.range(0, members.families().size())
            .<AfterSeal<double[]>>mapToObj(
                k ->
                    watches.isEmpty()
                        ? AfterSeal.none()
                        : KnownTruthLineage.alarms(
                            members.cell(k), members.families().get(k), watches.get(k)))
            .toList();
  }

  /**
   * All values of a replicate: [generation, measure]. If an alarm of a member ends its lineage,
   * that generation is the last one of all; later values are NaN.
   */
  double[][] values(Key key) {
    List<GenerationLoop<double[], ?, ?>> loops = new ArrayList<>();
    for (int k = 0; k < schedules.size(); k++) {
      loops.add(loop(members.families().get(k), schedules.get(k), key.of(k), alarms.get(k)));
    }
    members.start(key);
    double[][] values = new double[last + 1][];
    for (int g = 0; g <= last && loops.stream().noneMatch(GenerationLoop::isOver); g++) {
      if (g > 0) {
        members.ready(g, loops.stream().map(GenerationLoop::past).toList());
      }
      loops.forEach(GenerationLoop::draw);
      loops.forEach(GenerationLoop::finish);
      int now = g;
      values[g] = members.values(loops.stream().map(loop -> loop.past().get(now)).toList());
    }
    return KnownTruthLineage.filled(values);
  }

  private static <D, L> GenerationLoop<double[], D, L> loop(
      TruthFamily<D, L> family, Schedule schedule, Key key, AfterSeal<double[]> alarms) {
    GenerationLoop<double[], D, L> loop =
        new GenerationLoop<>(family, schedule, key, new Unsealed(), alarms);
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
