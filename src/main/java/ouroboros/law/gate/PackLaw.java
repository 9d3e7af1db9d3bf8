package ouroboros.law.gate;

/**
 * How many pairs of equal points a pack of m points has, drawn from fit t under {@code replace}
 * with n points a generation: C(m, 2) (1 - (1 - 1/n)^t H0), H0 the true heterozygosity. So a critic
 * of packs sees the loss of diversity that a critic of single points cannot see. Source of packs:
 * arXiv 1712.04086 (PacGAN); the number is derived for this project.
 */
public final class PackLaw {
  private PackLaw() {}

  /** The expected number of equal pairs. */
  public static double equalPairs(int pack, double n, int t, double heterozygosity) {
    double left = StrictMath.pow(1 - 1 / n, t) * heterozygosity;
    return pack * (pack - 1) / 2.0 * (1 - left);
  }
}
