package ouroboros.spark.external;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import ouroboros.experiment.store.Manifest;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;

/**
 * Texts made elsewhere as a family that draws nothing: S_g is a text that exists already. It is not
 * known what its models were trained on, so there is no recipe.
 */
public final class ExternalFamily implements Family<Manifest, MeasuredText, MeasuredText> {
  private final List<MeasuredText> generations;
  private final IntFunction<Manifest> measure;

  /**
   * @param generations S_1, S_2 ..
   * @param measure measures generation g; for g = 0 it measures R
   */
  public ExternalFamily(List<MeasuredText> generations, IntFunction<Manifest> measure) {
    this.generations = generations;
    this.measure = measure;
  }

  @Override
  public long units(int g, long wanted, List<Manifest> past) {
    return generations.get(g - 1).sentences();
  }

  @Override
  public MeasuredText draw(int g, long units, List<Manifest> past) {
    return generations.get(g - 1);
  }

  @Override
  public long passed(MeasuredText guarded) {
    return guarded.sentences();
  }

  @Override
  public long passed(Manifest sealed, long planned) {
    return sealed.record().units();
  }

  @Override
  public MeasuredText take(RecipeLine line, Generation<Manifest, MeasuredText> now) {
    return now.drawn().guarded();
  }

  @Override
  public Manifest fit(
      Generation<Manifest, MeasuredText> now,
      Recipe recipe,
      Function<RecipeLine, MeasuredText> take) {
    return measure.apply(now.number());
  }
}
