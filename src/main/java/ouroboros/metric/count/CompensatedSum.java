package ouroboros.metric.count;

/**
 * A sum of doubles with Neumaier's compensation, in the order given: its error is about that of two
 * roundings, independent of the number of terms as long as they do not cancel. The same terms in
 * the same order give the same bits everywhere.
 *
 * <p>Empty: 0. Terms must be finite. Source: A. Neumaier, ZAMM 54 (1974),
 * doi:10.1002/zamm.19740540106.
 */
public final class CompensatedSum {
  private double sum;
  private double lost;

  public void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  public double value() {
    return sum + lost;
  }
}
