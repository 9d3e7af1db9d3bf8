package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;

/**
 * The loop of the design for one lineage, the same for every family. In each generation S_g is
 * drawn and passes the safeguards, the policy makes T_g, M_g is fitted to it, and the generation is
 * sealed before the next one begins. A generation that is sealed already is read, not computed
 * again.
 *
 * @param <R> the record of a generation
 * @param <D> units that were drawn
 * @param <L> a line of a recipe, taken from its source
 */
public final class GenerationLoop<R, D, L> {
  private final Family<R, D, L> family;
  private final Schedule schedule;
  private final Key key;
  private final GenerationStore<R> store;
  private final AfterSeal<R> afterSeal;

  /**
   * @param schedule the recipes of the policy
   * @param key of the replicate
   * @param afterSeal decides what follows a sealed generation
   */
  public GenerationLoop(
      Family<R, D, L> family,
      Schedule schedule,
      Key key,
      GenerationStore<R> store,
      AfterSeal<R> afterSeal) {
    this.family = family;
    this.schedule = schedule;
    this.key = key;
    this.store = store;
    this.afterSeal = afterSeal;
  }

  /**
   * Runs generations 0 .. {@code last}, or until {@code afterSeal} ends the lineage.
   *
   * @return how many generations are sealed
   */
  public int run(int last) {
    List<R> past = new ArrayList<>();
    AvailableUnits available = schedule.begin();
    for (int g = 0; g <= last; g++) {
      Optional<R> sealed = store.read(g);
      R made = sealed.isPresent() ? sealed.get() : seal(g, available, past);
      past.add(made);
      if (g > 0) {
        available = schedule.and(g, available, family.passed(made, schedule.wanted(g, available)));
      }
      if (sealed.isEmpty()) {
        store.release(g, () -> family.unneeded(past));
      }
      if (afterSeal.decide(past) == AfterSeal.Decision.STOP) {
        break;
      }
    }
    return past.size();
  }

  private R seal(int g, AvailableUnits available, List<R> past) {
    Generation<R, D> now =
        g == 0 ? new Generation<>(0, available, past, null) : drawn(g, available, past);
    Recipe recipe = schedule.recipe(g, now.available(), key);
    List<RecipeLine> joining = afterSeal.joins(past, now.available());
    if (!joining.isEmpty()) {
      List<RecipeLine> all = new ArrayList<>(recipe.parts());
      all.addAll(joining);
      recipe = new Recipe(all);
    }
    if (recipe.parts().isEmpty()) {
      throw new IllegalStateException(
          "generation "
              + g
              + ": the training set is empty, because nothing of S_"
              + g
              + " passed the safeguards; make them less strict, draw more (size), or set refill:"
              + " redraw or real");
    }
    R fitted = family.fit(now, recipe, line -> family.take(line, now));
    Map<String, Long> notes = afterSeal.notes(past, now.available());
    R made = store.seal(g, notes.isEmpty() ? fitted : family.noted(fitted, notes));
    store.discard(family.scratch(made));
    return made;
  }

  /**
   * Draws S_g and S'_g. T_g can then be made from real text and from all units that passed so far.
   */
  private Generation<R, D> drawn(int g, AvailableUnits available, List<R> past) {
    long units = family.units(g, schedule.wanted(g, available), past);
    D synthetic = family.draw(g, units, past);
    D guarded = family.guard(g, synthetic, past);
    return new Generation<>(
        g,
        schedule.and(g, available, family.passed(guarded)),
        past,
        new Generation.Corpora<>(synthetic, guarded));
  }
}
