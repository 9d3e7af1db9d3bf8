package ouroboros.policy;

import java.util.List;
import ouroboros.random.Key;

/**
 * The recipes of a rule where every S_j is drawn from M_0, each with random numbers of its own. It
 * is the control of that rule: only feedback is missing.
 */
public record WithoutFeedback(Policy rule) implements Policy, OfRule {
  @Override
  public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
    return rule.parts(g, stock, key, previous);
  }

  @Override
  public Recipe next(int g, AvailableUnits stock, Key key, Recipe previous) {
    return rule.next(g, stock, key, previous);
  }

  @Override
  public Recipe recipe(int g, AvailableUnits stock, Key key) {
    return rule.recipe(g, stock, key);
  }

  @Override
  public String kind() {
    return rule.kind();
  }

  @Override
  public int drawnFrom(int g) {
    return 0;
  }

  @Override
  public boolean hasFeedback() {
    return false;
  }
}
