package ouroboros.experiment.config;

import java.util.Map;
import java.util.TreeMap;
import ouroboros.experiment.KeyedFile;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.AskedKey;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.YamlTree;

/** All keys that the binders ask for while they read the files of {@code every-key.txt}. */
final class AskedKeys {
  private AskedKeys() {}

  static Map<String, AskedKey> all() {
    Map<String, AskedKey> all = new TreeMap<>();
    for (KeyedFile file : KeyedFile.in("every-key.txt")) {
      Problems problems = new Problems();
      String text = String.join("\n", file.lines());
      Node tree = YamlTree.parse(text, line -> new Location("x", line), problems);
      ExperimentBinder.bind("x", (Node.Fields) tree, problems);
      for (AskedKey key : problems.asked()) {
        AskedKey before = all.get(key.label());
        if (before == null || before.expectation().isEmpty()) {
          all.put(key.label(), key);
        }
      }
    }
    return all;
  }

  /** Prints them, for a first version of the reference. */
  public static void main(String[] arguments) {
    all()
        .values()
        .forEach(
            key ->
                System.out.println(
                    key.label() + " | " + key.expectation() + " | " + key.byDefault()));
  }
}
