package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

/**
 * Gold numbers of scikit-learn 1.9.1, from the same 43 predictions:
 *
 * <pre>{@code
 * import numpy as np
 * from sklearn.calibration import calibration_curve
 * x = 12345; p = []; y = []
 * for i in range(40):
 *     x = (1103515245 * x + 12345) % 2**31
 *     p.append(((x >> 8) % 1000 + 1) / 1000.0)
 *     x = (1103515245 * x + 12345) % 2**31
 *     y.append(1 if ((x >> 8) % 1000) / 1000.0 < p[-1]**2 else 0)
 * p += [0.2, 0.6, 1.0]; y += [1, 0, 1]
 * accuracy, confidence = calibration_curve(y, p, n_bins=15, strategy="uniform")
 * n = np.bincount(np.searchsorted(np.linspace(0, 1, 16)[1:-1], p), minlength=15)
 * print(n, accuracy, confidence, sum(n / len(p) * abs(accuracy - confidence)))
 * }</pre>
 */
class CalibrationTest {
  private static final long[] TOKENS = {5, 4, 4, 3, 1, 3, 1, 4, 3, 2, 2, 2, 3, 3, 3};
  private static final double[] ACCURACY = {
    0, 0, 1 / 4.0, 1 / 3.0, 0, 1 / 3.0, 1, 1 / 4.0, 1 / 3.0, .5, 0, .5, 1 / 3.0, 2 / 3.0, 2 / 3.0
  };
  private static final double[] CONFIDENCE = {
    0.049,
    0.09125,
    0.1805,
    0.22266666666666668,
    0.304,
    0.36466666666666664,
    0.449,
    0.49475,
    0.5836666666666667,
    0.6255,
    0.679,
    0.7375,
    0.8290000000000001,
    0.9083333333333333,
    0.9726666666666667
  };

  @Test
  @Gold({
    "expected-calibration-error",
    "confidence-mean",
    "confidence-accuracy",
    "confidence-share"
  })
  void isThatOfScikitLearn() {
    Calibration.Sum sum = new Calibration.Sum();
    long x = 12345;
    for (int i = 0; i < 40; i++) {
      x = next(x);
      double p = ((x >> 8) % 1000 + 1) / 1000.0;
      x = next(x);
      sum.add(p, ((x >> 8) % 1000) / 1000.0 < p * p, 1);
    }
    sum.add(.2, true, 1);
    sum.add(.6, false, 1);
    sum.add(1, true, 1);
    Calibration calibration = sum.calibration();
    assertThat(calibration.tokens()).isEqualTo(TOKENS);
    assertThat(IntStream.range(0, 15).mapToDouble(calibration::accuracy).toArray())
        .containsExactly(ACCURACY, within(1e-12));
    assertThat(IntStream.range(0, 15).mapToDouble(calibration::meanConfidence).toArray())
        .containsExactly(CONFIDENCE, within(1e-12));
    assertThat(calibration.error()).isCloseTo(0.21193023255813956, within(1e-12));
    assertThat(calibration.share(0)).isCloseTo(5 / 43.0, within(1e-12));
  }

  @Test
  void aModelThatIsAsOftenRightAsItSaysHasNoError() {
    Calibration.Sum sum = new Calibration.Sum();
    sum.add(.25, true, 1);
    sum.add(.25, false, 3);
    sum.add(1, true, 7);
    Calibration calibration = sum.calibration();
    assertThat(calibration.error()).isZero();
    assertThat(calibration.accuracy()).isEqualTo(8 / 11.0);
    assertThat(calibration.meanConfidence()).isEqualTo(8 / 11.0);
    assertThat(Arrays.stream(calibration.tokens()).sum()).isEqualTo(11);
  }

  @Test
  void withoutPredictionsThereIsNoNumber() {
    assertThat(new Calibration.Sum().calibration().error()).isNaN();
    assertThat(new Calibration.Sum().calibration().accuracy(3)).isNaN();
  }

  private static long next(long x) {
    return (1103515245 * x + 12345) % (1L << 31);
  }
}
