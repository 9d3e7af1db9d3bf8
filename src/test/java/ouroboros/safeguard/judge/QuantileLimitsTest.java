package ouroboros.safeguard.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuantileLimitsTest {
  /** Of the numbers 1 .. 100, the middle nine tenths are 6 .. 95. */
  @Test
  void quantilesOfAHundredNumbers() {
    assertThat(QuantileLimits.of(upTo(100), .05, .95)).isEqualTo(new QuantileLimits(6, 95));
    assertThat(QuantileLimits.of(upTo(100), .29, .57)).isEqualTo(new QuantileLimits(30, 57));
    assertThat(QuantileLimits.of(upTo(10), .05, .95)).isEqualTo(new QuantileLimits(1, 10));
    assertThat(QuantileLimits.of(upTo(4), .25, .75)).isEqualTo(new QuantileLimits(2, 3));
    assertThat(QuantileLimits.of(upTo(3), .5, .6)).isEqualTo(new QuantileLimits(2, 2));
  }

  @Test
  void zeroAndOneAreNoLimits() {
    QuantileLimits all = QuantileLimits.of(upTo(3), 0, 1);

    assertThat(all.pass(-1e300)).isTrue();
    assertThat(all.pass(Double.POSITIVE_INFINITY)).isTrue();
    assertThat(QuantileLimits.of(upTo(3), 0, .5))
        .isEqualTo(new QuantileLimits(Double.NEGATIVE_INFINITY, 2));
  }

  @Property
  void atMostTheStatedSharesAreOutside(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 0, max = 98) int low,
      @ForAll @IntRange(min = 1, max = 99) int width) {
    int high = Math.min(100, low + width);
    double[] values = upTo(n);
    QuantileLimits limits = QuantileLimits.of(values, low / 100.0, high / 100.0);

    long below = Arrays.stream(values).filter(x -> x < limits.lower()).count();
    long above = Arrays.stream(values).filter(x -> x > limits.upper()).count();
    assertThat(below).isEqualTo((long) low * n / 100);
    assertThat(above).isEqualTo((100L - high) * n / 100);
    assertThat(Arrays.stream(values).filter(limits::pass).count()).isEqualTo(n - below - above);
  }

  @Test
  void equalValuesPassTogether() {
    QuantileLimits limits = QuantileLimits.of(new double[] {1, 2, 2, 2, 2, 2, 2, 2, 2, 3}, .2, .8);

    assertThat(limits).isEqualTo(new QuantileLimits(2, 2));
    assertThat(limits.pass(1)).isFalse();
    assertThat(limits.pass(2)).isTrue();
  }

  @Test
  void aSampleNeedsAValueOutsideEachLimit() {
    assertThat(QuantileLimits.fewest(.05, .95)).isEqualTo(20);
    assertThat(QuantileLimits.fewest(0, .99)).isEqualTo(100);
    assertThat(QuantileLimits.fewest(.3, 1)).isEqualTo(4);
    assertThat(QuantileLimits.fewest(0, 1)).isEqualTo(1);
  }

  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }
}
