package ouroboros.experiment.yaml;

import java.util.Map;
import java.util.TreeMap;
import ouroboros.experiment.KeyPlaces;
import ouroboros.experiment.Location;

/** Where each key of a tree is. */
public final class TreePlaces {
  private TreePlaces() {}

  /**
   * The places of all keys and items.
   *
   * @param file the file that the tree was read from
   */
  public static KeyPlaces of(String file, Node.Fields tree) {
    Map<String, Location> places = new TreeMap<>();
    fields("", tree, places);
    return new KeyPlaces(file, places);
  }

  private static void fields(String path, Node.Fields map, Map<String, Location> into) {
    map.values()
        .forEach(
            (key, field) -> {
              String own = path.isEmpty() ? key : path + "." + key;
              into.put(own, field.at());
              below(own, field.value(), into);
            });
  }

  private static void below(String path, Node node, Map<String, Location> into) {
    if (node instanceof Node.Fields map) {
      fields(path, map, into);
    } else if (node instanceof Node.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        Node item = items.values().get(i);
        into.put(path + "[" + i + "]", item.at());
        below(path + "[" + i + "]", item, into);
      }
    }
  }
}
