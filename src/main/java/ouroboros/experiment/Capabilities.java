package ouroboros.experiment;

import java.util.List;
import java.util.Map;

/** Which policies a family can be trained under. A family that is not listed takes all. */
final class Capabilities {
  private static final Map<String, List<String>> POLICIES = Map.of();

  private Capabilities() {}

  /** By the name of the family's kind. */
  static List<String> policies(String family) {
    return POLICIES.getOrDefault(family, PolicyBinder.KINDS.names());
  }
}
