package ouroboros.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An experiment as a tree with every default filled in, in the order of the grammar. {@code
 * run.json} contains this tree, and two experiments are compared by it. {@code cells} is a list of
 * {cell, folder, family, policy, size, sampling, safeguards}, with refill where there are
 * safeguards. Immutable.
 */
public final class ResolvedSpec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode tree;

  private ResolvedSpec(ObjectNode tree) {
    this.tree = tree;
  }

  /** Copies the tree. */
  public static ResolvedSpec of(ObjectNode tree) {
    return new ResolvedSpec(tree.deepCopy());
  }

  /** Reads what {@link #json()} wrote. */
  public static ResolvedSpec parse(String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode tree) {
        return new ResolvedSpec(tree);
      }
      throw new IllegalArgumentException("a resolved spec must be a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a resolved spec must be JSON: " + e.getMessage(), e);
    }
  }

  /** A copy of the tree. */
  public ObjectNode tree() {
    return tree.deepCopy();
  }

  /** The same bytes for the same experiment. */
  public String json() {
    return tree.toPrettyString() + "\n";
  }

  /**
   * The reasons why this spec cannot continue a run of another spec: all differences, except more
   * generations, more replicates and more cells. Empty if it can.
   */
  public List<Change> changesSince(ResolvedSpec run) {
    return SpecDifference.between(run.tree, tree);
  }

  /**
   * A changed key.
   *
   * @param key the path into the file
   * @param before its value in the run, as JSON; {@code absent} if it had none
   * @param now its value now
   */
  public record Change(String key, String before, String now) {
    /**
     * Whether the run was begun by a version with another evaluation model: those versions did not
     * have this key.
     */
    public boolean isOfEarlierEvaluation() {
      return key.equals("evaluation.max-strata") && before.equals(SpecDifference.ABSENT);
    }

    @Override
    public String toString() {
      return key + ": " + before + " in the run, " + now + " now";
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResolvedSpec spec && json().equals(spec.json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
