package ouroboros.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

class SymmetricEigenvaluesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 31, 100})
  void equalThoseOfALibrary(int d) {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.TRUTH, d);
    double[][] full = new double[d][d];
    double[] lower = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        lower[a * d + b] = Normal.sample(random);
        full[a][b] = lower[a * d + b];
        full[b][a] = full[a][b];
      }
    }
    double[] expected =
        new EigenDecomposition(MatrixUtils.createRealMatrix(full)).getRealEigenvalues();
    double[] ours = SymmetricEigenvalues.of(lower, d);
    Arrays.sort(expected);
    Arrays.sort(ours);

    assertThat(ours).containsExactly(expected, within(1e-10 * d));
  }

  @Test
  void aDiagonalMatrixIsItsOwnAnswer() {
    double[] values = SymmetricEigenvalues.of(new double[] {3, 0, 0, 0, 1, 0, 0, 0, 2}, 3);
    Arrays.sort(values);

    assertThat(values).containsExactly(1, 2, 3);
  }

  @Test
  void aMatrixOfRankOneHasOneEigenvalue() {
    double[] lower = new double[25];
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b <= a; b++) {
        lower[a * 5 + b] = (a + 1) * (b + 1);
      }
    }
    double[] values = SymmetricEigenvalues.of(lower, 5);
    Arrays.sort(values);

    assertThat(values[4]).isCloseTo(55, within(1e-12));
    assertThat(values[3]).isCloseTo(0, within(1e-12));
  }
}
