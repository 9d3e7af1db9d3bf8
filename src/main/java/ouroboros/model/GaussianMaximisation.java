package ouroboros.model;

import java.util.ArrayList;
import java.util.List;
import ouroboros.algebra.GaussianComponent;

/**
 * The maximisation step of a Gaussian mixture. Weighted means and covariances are computed from
 * moments about the old mean of each component. Cost: k d^2 operations, and one Cholesky
 * factorisation per component.
 *
 * @param death when a component dies
 * @param covariance the shape of the covariances
 * @param floor added to every variance, >= 0
 */
public record GaussianMaximisation(ComponentDeath death, Covariance covariance, double floor) {

  /** The components with the largest expected log likelihood, given the responsibilities. */
  public List<GaussianComponent> next(List<GaussianComponent> old, GaussianSums sums) {
    double whole = death.whole(sums);
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < old.size(); c++) {
      double here = sums.weight[c];
      GaussianComponent before = old.get(c);
      components.add(
          death.dies(here, sums.total)
              ? GaussianComponent.of(0, before.mean(), before.covariance(), 0)
              : moved(before, here, here / whole, sums.first[c], sums.second[c]));
    }
    return components;
  }

  private GaussianComponent moved(
      GaussianComponent before, double here, double share, double[] first, double[] second) {
    int d = before.mean().length;
    double[] mean = before.mean().clone();
    double[] covariances = new double[d * d];
    for (int a = 0; a < d; a++) {
      mean[a] += first[a] / here;
      for (int b = 0; b <= a; b++) {
        covariances[a * d + b] = second[a * d + b] / here - first[a] / here * (first[b] / here);
      }
    }
    covariance.shape(covariances, d);
    return GaussianComponent.of(share, mean, covariances, floor);
  }
}
