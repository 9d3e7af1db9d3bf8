package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Fixed jqwik seed: the same cases each time, so no false alarms. */
class PassedBlocksPropertyTest {

  @Property(seed = "11", tries = 100)
  void partsOfWholeBlocksAddUpToTheWhole(
      @ForAll @IntRange(min = 0, max = 20_000) int units,
      @ForAll @IntRange(min = 0, max = 5) int cut,
      @ForAll @IntRange(min = 0, max = 5) int further,
      @ForAll Refill refill) {
    Gates gates = GateWalkTest.gates(refill, .3, .6);
    long first = Math.min(units, (long) cut * PassedBlocks.UNITS);
    long second = Math.min(units, first + (long) further * PassedBlocks.UNITS);
    PassedBlocks whole = PassedBlocks.of(gates, 0, units);
    PassedBlocks parts = PassedBlocks.of(gates, 0, first);
    if (second > first) {
      parts = parts.and(PassedBlocks.of(gates, first, second));
    }
    parts = parts.and(PassedBlocks.of(gates, second, units));
    assertThat(parts).isEqualTo(whole);
  }

  @Property(seed = "12", tries = 20)
  void blocksCountTheUnitsThatPass(@ForAll @IntRange(min = 0, max = 10_000) int units) {
    Gates gates = GateWalkTest.gates(Refill.SHRINK, .5, .25);
    PassedBlocks blocks = PassedBlocks.of(gates, 0, units);
    GateWalk walk = gates.walk();
    List<Integer> passed = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      if (unit % PassedBlocks.UNITS == 0) {
        passed.add(0);
      }
      if (walk.passing(unit) >= 0) {
        passed.set(passed.size() - 1, passed.get(passed.size() - 1) + 1);
      }
    }
    assertThat(blocks.passed()).isEqualTo(passed);
    assertThat(blocks.counts()).isEqualTo(walk.counts());
    assertThat(blocks.units()).isEqualTo(blocks.counts().get(1).kept());
    long[] before = PassedBlocks.before(passed);
    assertThat(before).hasSize(passed.size() + 1);
    assertThat(before[0]).isZero();
    assertThat(before[passed.size()]).isEqualTo(blocks.units());
    for (int b = 0; b < passed.size(); b++) {
      assertThat(before[b + 1] - before[b]).isEqualTo((long) passed.get(b));
    }
  }

  @Property(seed = "13", tries = 20)
  void underRedrawEveryUnitPasses(@ForAll @IntRange(min = 0, max = 10_000) int units) {
    PassedBlocks blocks = PassedBlocks.of(GateWalkTest.gates(Refill.REDRAW, .5), 0, units);
    assertThat(blocks.units()).isEqualTo(units);
    assertThat(blocks.counts().get(0).offered()).isGreaterThanOrEqualTo(units);
  }
}
