package ouroboros.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ouroboros.experiment.ResolvedSpec.Change;

/**
 * The differences that prevent a spec from continuing a run: one change per key, with the first
 * cell in which it occurs.
 */
final class SpecDifference {
  private static final Set<String> GROWING = Set.of("generations", "replicates");
  static final String ABSENT = "absent";

  private final Map<String, Change> changes = new LinkedHashMap<>();

  private SpecDifference() {}

  static List<Change> between(ObjectNode run, ObjectNode now) {
    SpecDifference difference = new SpecDifference();
    difference.compare("", without(run, now), without(now, run));
    difference.cells(byName(run.path("cells")), byName(now.path("cells")));
    return List.copyOf(difference.changes.values());
  }

  /** Without the cells; for two known truths, which have no test text, without its evaluation. */
  private static ObjectNode without(ObjectNode tree, ObjectNode other) {
    ObjectNode copy = tree.deepCopy();
    copy.remove("cells");
    if (!tree.has("corpus") && !other.has("corpus")) {
      copy.remove("evaluation");
    }
    return copy;
  }

  private static Map<String, JsonNode> byName(JsonNode cells) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (JsonNode cell : cells) {
      ObjectNode content = cell.deepCopy();
      content.remove(List.of("cell", "folder"));
      byName.put(cell.path("cell").asText(), content);
    }
    return byName;
  }

  private void cells(Map<String, JsonNode> run, Map<String, JsonNode> now) {
    run.forEach(
        (name, cell) -> {
          JsonNode same = now.get(name);
          if (same == null) {
            add("sweep", "cell " + name, ABSENT);
          } else {
            compare("", cell, same);
          }
        });
  }

  private void compare(String path, JsonNode run, JsonNode now) {
    if (run instanceof ObjectNode before && now instanceof ObjectNode after) {
      Set<String> keys = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(keys::add);
      after.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        String below = path.isEmpty() ? key : path + "." + key;
        compare(below, before.path(key), after.path(key));
      }
    } else if (!written(run).equals(written(now)) && !grown(path, run, now)) {
      add(path, written(run), written(now));
    }
  }

  private static boolean grown(String path, JsonNode run, JsonNode now) {
    return GROWING.contains(path) && now.asLong() > run.asLong();
  }

  private static String written(JsonNode node) {
    return node.isMissingNode() ? ABSENT : node.toString();
  }

  private void add(String key, String before, String now) {
    changes.putIfAbsent(key, new Change(key, before, now));
  }
}
