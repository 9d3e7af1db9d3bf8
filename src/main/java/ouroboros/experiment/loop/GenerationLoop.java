package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
  private final List<R> past = new ArrayList<>();
  private AvailableUnits available;
  private Optional<R> sealed = Optional.empty();
  private @Nullable Generation<R, D> drawn;
  private boolean isOver;

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
    this.available = schedule.begin();
  }

  /**
   * Runs generations 0 .. {@code last}, or until {@code afterSeal} ends the lineage.
   *
   * @return how many generations are sealed
   */
  public int run(int last) {
    begin();
    while (!isOver && past.size() <= last) {
      draw();
      finish();
    }
    return past.size();
  }

  /** Forgets everything and begins the lineage. */
  public void begin() {
    past.clear();
    available = schedule.begin();
    isOver = false;
  }

  /** The records of the generations so far. */
  public List<R> past() {
    return Collections.unmodifiableList(past);
  }

  /** Whether the lineage has ended. */
  public boolean isOver() {
    return isOver;
  }

  /** Draws S_g of the next generation, or finds that the generation is sealed. */
  public void draw() {
    int g = past.size();
    sealed = store.read(g);
    drawn =
        sealed.isPresent()
            ? null
            : g == 0 ? new Generation<>(0, available, past, null) : drawn(g, available, past);
  }

  /** Trains on what was drawn and seals the generation. */
  public void finish() {
    int g = past.size();
    Generation<R, D> now = drawn;
    R made = now == null ? sealed.orElseThrow() : seal(now);
    past.add(made);
    if (g > 0) {
      available = schedule.and(g, available, family.passed(made, schedule.wanted(g, available)));
    }
    if (now != null) {
      store.release(g, () -> family.unneeded(past));
    }
    isOver = afterSeal.decide(past) == AfterSeal.Decision.STOP;
    drawn = null;
  }

  private R seal(Generation<R, D> now) {
    int g = now.number();
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
  private Generation<R, D> drawn(int g, AvailableUnits before, List<R> records) {
    long units = family.units(g, schedule.wanted(g, before), records);
    D synthetic = family.draw(g, units, records);
    D guarded = family.guard(g, synthetic, records);
    return new Generation<>(
        g,
        schedule.and(g, before, family.passed(guarded)),
        records,
        new Generation.Corpora<>(synthetic, guarded));
  }
}
