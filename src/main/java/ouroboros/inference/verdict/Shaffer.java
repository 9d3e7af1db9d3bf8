package ouroboros.inference.verdict;

import ouroboros.inference.Holm;

/**
 * {@code max over k <= j of min(1, t_k p_(k))}: the adjusted value of the j-th smallest p-value,
 * t_k being the largest number of hypotheses that can all be true among those that are not one of
 * the k - 1 with smaller p-values. Holm's method, which takes their number for t_k, and logic: of
 * two hypotheses that exclude each other only one counts.
 *
 * <p>If every hypothesis with an adjusted value of at most a is rejected, the probability of one or
 * more false rejections is at most a, for any dependence between the tests. Source: J. P. Shaffer
 * (1986), doi:10.1080/01621459.1986.10478341.
 */
final class Shaffer {
  private Shaffer() {}

  /**
   * The adjusted values of pairs of hypotheses, in the order of the input.
   *
   * @param p [2 i] and [2 i + 1] are the p-values of pair i
   * @param exclusive [i] whether at most one hypothesis of pair i can be true
   */
  static double[] adjusted(double[] p, boolean[] exclusive) {
    int[] left = new int[exclusive.length];
    int most = 0;
    for (int i = 0; i < left.length; i++) {
      left[i] = 2;
      most += exclusive[i] ? 1 : 2;
    }
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int hypothesis : Holm.ascending(p)) {
      least = Math.max(least, Math.min(1, most * p[hypothesis]));
      adjusted[hypothesis] = least;
      int pair = hypothesis / 2;
      left[pair]--;
      most -= exclusive[pair] && left[pair] == 1 ? 0 : 1;
    }
    return adjusted;
  }
}
