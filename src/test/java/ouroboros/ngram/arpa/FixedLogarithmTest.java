package ouroboros.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random numbers with a fixed seed; the claim is exact, so it cannot fail by chance. */
class FixedLogarithmTest {
  @Test
  void isThatOfStrictMath() {
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 2_000_000; i++) {
      check(random.nextDouble());
      check(1 + (random.nextDouble() - .5) * 1e-6);
      check(Double.longBitsToDouble(random.nextLong(1, 0x7FF0000000000000L)));
    }
    for (int e = -320; e <= 308; e++) {
      double power = Double.parseDouble("1e" + e);
      check(power);
      check(Math.nextUp(power));
      check(Math.nextDown(power));
    }
    for (double each : new double[] {1, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE}) {
      check(each);
    }
    check(Double.POSITIVE_INFINITY);
  }

  /** Numbers whose logarithm lies as near to the middle between two results as a double can. */
  @Test
  void isThatOfStrictMathBetweenTwoResults() {
    SplittableRandom random = new SplittableRandom(23);
    for (int i = 0; i < 200_000; i++) {
      double middle = -(random.nextInt(1, 90_000_000) + .5) / 1e7;
      double x = StrictMath.pow(10, middle);
      for (int step = -3; step <= 3; step++) {
        check(x + step * Math.ulp(x));
      }
    }
  }

  private static void check(double x) {
    long expected = Math.round(StrictMath.log10(x) * 1e7);
    long found = FixedLogarithm.of(x);
    if (found != expected) {
      assertThat(found).as("of %s", x).isEqualTo(expected);
    }
  }
}
