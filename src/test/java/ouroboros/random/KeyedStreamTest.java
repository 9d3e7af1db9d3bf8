package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class KeyedStreamTest {

  /**
   * python3 -c "import numpy as np; print([hex(int(x)) for x in
   * np.random.Philox(key=[42,7],counter=[0,3,5,9]).random_raw(8)])"
   */
  private static final long[] GOLD = {
    0xfa68c242f3cbdae4L, 0x0b874c6a7d7f4aedL, 0x08c6e68796438e43L, 0x15e607164c62c1eeL,
    0xa85cccf1447e60eeL, 0xa338305ed1985552L, 0x1fdd88267a1999faL, 0x1ed8fdf014084f8eL
  };

  @Test
  void equalsNumpy() {
    long[] out = new long[8];
    Philox.block(42, 7, 1, 3, 5, 9, out, 0);
    Philox.block(42, 7, 2, 3, 5, 9, out, 4);

    assertThat(out).containsExactly(GOLD);
  }

  @Test
  void equalsCommonsRng() {
    for (Purpose purpose : Purpose.values()) {
      long[] seed = {-42, 7, 0, Long.MIN_VALUE + 3, 5, purpose.code()};
      UniformRandomProvider commons = RandomSource.PHILOX_4X64.create(seed);
      KeyedStream ours = KeyedStream.of(-42, 7, 5, purpose, Long.MIN_VALUE + 3);

      for (int i = 0; i < 1000; i++) {
        assertThat(ours.nextLong()).isEqualTo(commons.nextLong());
      }
    }
  }

  @Test
  void seekForgetsWhatWasReadBefore() {
    KeyedStream moved = KeyedStream.of(1, 2, 3, Purpose.DRAW, 4);
    moved.nextLong();
    moved.nextInt();
    moved.seek(9);
    KeyedStream fresh = KeyedStream.of(1, 2, 3, Purpose.DRAW, 9);

    for (int i = 0; i < 9; i++) {
      assertThat(moved.nextLong()).isEqualTo(fresh.nextLong());
    }
  }

  @Test
  void belowIsUniform() {
    // seed 5; false alarm 1e-6
    KeyedStream random = KeyedStream.of(5, 0, 0, Purpose.DRAW, 0);
    long[] counts = new long[7];
    double[] equal = new double[7];
    java.util.Arrays.fill(equal, 1 / 7.0);
    for (int i = 0; i < 70_000; i++) {
      counts[(int) random.below(7)]++;
    }

    assertThat(ChiSquare.pValue(counts, equal, 70_000)).isGreaterThan(1e-6);
  }
}
