package ouroboros.random;

/**
 * Philox 4x64-10: a bijection of 256-bit counters for every 128-bit key, so any number of any
 * stream can be computed directly.
 *
 * <p>Ten rounds of {@code (c0, c1, c2, c3) -> (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1,
 * lo(M0 c0))}; between rounds the Weyl constants are added to the key. Bit-identical to {@code
 * numpy.random.Philox} and to Commons RNG's {@code PHILOX_4X64}. Cost: 20 multiplications of 64 x
 * 64 bits for four longs.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. 2011, Parallel random
 *     numbers: as easy as 1, 2, 3</a>
 */
public final class Philox {
  private static final long M0 = 0xD2E7470EE14C6C93L;
  private static final long M1 = 0xCA5A826395121157L;
  private static final long W0 = 0x9E3779B97F4A7C15L;
  private static final long W1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;

  private Philox() {}

  /**
   * Writes the block of one counter to {@code out[at .. at + 4)}.
   *
   * @param k0 first word of the key (the seed)
   * @param k1 second word of the key (the replicate)
   * @param c0 counter word 0 (block within the unit)
   * @param c1 counter word 1 (unit)
   * @param c2 counter word 2 (generation)
   * @param c3 counter word 3 (purpose)
   */
  public static void block(
      long k0, long k1, long c0, long c1, long c2, long c3, long[] out, int at) {
    for (int round = 0; round < ROUNDS; round++) {
      long hi0 = unsignedMultiplyHigh(M0, c0);
      long lo0 = M0 * c0;
      long hi1 = unsignedMultiplyHigh(M1, c2);
      long lo1 = M1 * c2;
      c0 = hi1 ^ c1 ^ k0;
      c1 = lo1;
      c2 = hi0 ^ c3 ^ k1;
      c3 = lo0;
      k0 += W0;
      k1 += W1;
    }
    out[at] = c0;
    out[at + 1] = c1;
    out[at + 2] = c2;
    out[at + 3] = c3;
  }

  /** The upper 64 bits of the 128-bit product of two unsigned numbers. */
  public static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
