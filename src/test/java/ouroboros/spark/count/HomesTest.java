package ouroboros.spark.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HomesTest {
  private static Homes homes(int processes, int shards, int model) {
    List<Remaining> tasks =
        IntStream.range(0, 3 * processes)
            .mapToObj(task -> new Remaining(1, 1, "p" + task % processes))
            .toList();
    return Homes.of(tasks, shards, model);
  }

  @Test
  void shardsAreSpreadEvenlyAndStay() {
    Homes homes = homes(3, 6, -7);
    for (String process : homes.processes()) {
      long own = IntStream.range(0, 6).filter(shard -> homes.of(shard, 0).equals(process)).count();
      assertThat(own).isEqualTo(2);
    }
    for (int way = 0; way < 8; way++) {
      assertThat(homes.of(4, way)).isEqualTo(homes.of(4, 0));
    }
  }

  /** Where there are more processes than shards, the tasks of a shard use several. */
  @Test
  void noProcessIsIdleWhereShardsAreFew() {
    Homes homes = homes(9, 2, 5);
    Set<String> used = new HashSet<>();
    for (int way = 0; way < 8; way++) {
      assertThat(homes.of(0, way)).isNotEqualTo(homes.of(1, way));
      used.add(homes.of(0, way));
      used.add(homes.of(1, way));
    }
    assertThat(used).hasSize(8);
  }

  @Test
  void modelsBeginWithDifferentProcesses() {
    assertThat(homes(5, 2, 1).of(0, 0)).isNotEqualTo(homes(5, 2, 2).of(0, 0));
  }
}
