package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ouroboros.experiment.yaml.Leaves;
import ouroboros.experiment.yaml.Node;
import ouroboros.text.Sha256;

/** Names of cells and of their folders. */
public final class CellName {
  private static final String BASE = "base";
  private static final int DIGITS = 12;

  private CellName() {}

  /** {@code policy=anchor(real.share=0.1);family.order=2}; {@code base} where nothing is swept. */
  static String of(Map<String, Node> swept) {
    if (swept.isEmpty()) {
      return BASE;
    }
    List<String> parts = new ArrayList<>();
    swept.forEach((path, value) -> parts.add(path + "=" + written(path, value)));
    return String.join(";", parts);
  }

  /** {@code NNN-} and the first 12 hex digits of the SHA-256 of the name in UTF-8. */
  public static String folder(int index, String name) {
    return String.format(Locale.ROOT, "%03d-%s", index, digest(name));
  }

  /** The part of a folder's name that depends only on the name of the cell. */
  public static String digest(String name) {
    return Sha256.hex(name).substring(0, DIGITS);
  }

  private static String written(String path, Node value) {
    if (!(value instanceof Node.Fields map) || map.values().isEmpty()) {
      return Leaves.written(value);
    }
    List<String> others = new ArrayList<>();
    String kind = "";
    for (Map.Entry<String, String> leaf : Leaves.of(path, value).entrySet()) {
      String key = leaf.getKey().substring(path.length() + 1);
      if (key.equals("kind")) {
        kind = leaf.getValue();
      } else {
        others.add(key + "=" + leaf.getValue());
      }
    }
    return others.isEmpty() ? kind : kind + "(" + String.join(",", others) + ")";
  }
}
