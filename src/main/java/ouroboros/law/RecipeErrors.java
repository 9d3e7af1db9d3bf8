package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import ouroboros.law.BatchErrors.Pool;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/**
 * D_t = w^T C w: the general law for T_g = sum_j w_{g,j} S_j, with C the matrix of {@link
 * BatchErrors}.
 *
 * <p>The batches are R (two batches if a part of it is kept for ever), every slice of reserve,
 * every S_j, and every new choice of k units from the N units of R. Such a choice has R's error and
 * adds the error of choosing: its total variance is 1/k without replacement and 1/N + (1 - 1/N)/k
 * with replacement. Cost: O(g) batches, so O(g^2) per generation for policies that pool all of
 * them.
 */
final class RecipeErrors {
  private static final Key NO_KEY = new Key(0, 0);

  private final Policy policy;
  private final Estimator estimator;
  private final BatchErrors errors = new BatchErrors();
  private final List<Double> moments = new ArrayList<>();
  private int kept = -1;
  private int rest = -1;
  private long keptUnits;

  RecipeErrors(Policy policy, Estimator estimator) {
    this.policy = policy;
    this.estimator = estimator;
  }

  void states(AvailableUnits before, int generations, List<PoolingLaw.State> states) {
    AvailableUnits stock = before;
    splitReal(stock.real());
    int[] synthetics = new int[generations + 1];
    List<Pool> models = new ArrayList<>();
    for (int g = 0; g <= generations; g++) {
      stock = stock.after(policy, g);
      Recipe recipe = policy.recipe(g, stock, NO_KEY);
      Pool pool = new Pool();
      for (RecipeLine part : recipe.parts()) {
        if (part.source() instanceof Source.Synthetic s && s.generation() == g) {
          int from = policy.drawnFrom(g);
          PoolingLaw.State last = states.get(from);
          double within = estimator.within().applyAsDouble(last.diversity());
          synthetics[g] = errors.drawn(models.get(from), within / part.units());
          moments.add(last.error() + within);
        }
        add(part, stock.real(), synthetics, pool);
      }
      states.add(state(pool));
      models.add(pool);
    }
  }

  private void splitReal(long real) {
    keptUnits =
        policy.rule() instanceof Policy.Anchor anchor
            ? Math.min(real, anchor.real().of(real))
            : real;
    kept = independent((double) keptUnits);
    rest = keptUnits < real ? independent((double) (real - keptUnits)) : -1;
  }

  private void add(RecipeLine part, long real, int[] synthetics, Pool pool) {
    double each = (double) part.weight() / RecipeLine.ONE;
    double units = part.units();
    if (part.source() instanceof Source.Synthetic s) {
      pool.add(synthetics[s.generation()], units, each);
    } else if (part.source() instanceof Source.Reserve) {
      pool.add(independent(units), units, each);
    } else if (part.take() instanceof Choice.Whole) {
      pool.add(kept, (double) keptUnits, each);
      if (rest >= 0) {
        pool.add(rest, (double) (real - keptUnits), each);
      }
    } else if (policy.rule() instanceof Policy.Anchor) {
      pool.add(kept, units, each);
    } else {
      double variance =
          part.take() instanceof Choice.With ? 1.0 / real + (1 - 1.0 / real) / units : 1 / units;
      int batch = errors.derived(kept, variance);
      moments.add(1.0);
      pool.add(batch, units, each);
    }
  }

  private int independent(double units) {
    moments.add(1.0);
    return errors.independent(1 / units);
  }

  private PoolingLaw.State state(Pool pool) {
    double moment = 0;
    for (int i = 0; i < pool.size(); i++) {
      moment += pool.share(i) * moments.get(pool.batch(i));
    }
    return PoolingLaw.State.of(errors.error(pool), moment, pool.concentration(), estimator);
  }
}
