package ouroboros.experiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.text.NearestName;

/** A run, read from its folder: cells by name, lineages from their manifests. */
public final class StoredRun {
  private static final List<String> OF_A_CELL =
      List.of(
          "family",
          "policy",
          "size",
          "real",
          "sampling",
          "safeguards",
          "refill",
          "ecosystem",
          "inject");

  private final OutFolder out;
  private final ObjectNode tree;
  private final Map<String, JsonNode> cells = new LinkedHashMap<>();
  private final Seals seals;

  private StoredRun(OutFolder out, ObjectNode tree) {
    this.out = out;
    this.tree = tree;
    this.seals = out.seals();
    tree.path("cells").forEach(cell -> cells.put(cell.path("cell").asText(), cell));
  }

  /**
   * Opens a run.
   *
   * @throws SpecException if the folder holds no run
   */
  public static StoredRun open(OutFolder out) {
    return new StoredRun(out, out.open().tree());
  }

  /** Where the text came from; empty for a known truth. */
  public List<String> sources() {
    List<String> sources = new ArrayList<>();
    tree.path("corpus").path("source").forEach(source -> sources.add(source.asText()));
    return sources;
  }

  /** Names of the cells, in the order of the sweep. */
  public List<String> cells() {
    return List.copyOf(cells.keySet());
  }

  /** The folder of a cell. */
  public String folder(String cell) {
    return known(cell).path("folder").asText();
  }

  /** Whether each S_g of a cell is drawn from the model before it, and not from M_0. */
  boolean hasFeedback(String cell) {
    return known(cell).path("policy").path("feedback").asBoolean(true);
  }

  /** Number of lineages per cell. */
  public int replicates() {
    return tree.path("replicates").asInt();
  }

  /** G: the last generation that was asked for. */
  public int generations() {
    return tree.path("generations").asInt();
  }

  /** The manifest of a generation, if it is sealed. */
  public Optional<Manifest> manifest(String cell, int replicate, int generation) {
    return seals.read(Seals.folder(folder(cell), replicate, generation));
  }

  /**
   * The manifest of a generation.
   *
   * @throws IllegalStateException if it is not sealed
   */
  public Manifest sealed(String cell, int replicate, int generation) {
    return manifest(cell, replicate, generation)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "generation "
                        + generation
                        + " of replicate "
                        + replicate
                        + " of cell "
                        + cell
                        + " is not sealed; the run has "
                        + replicates()
                        + " replicates of generations 0 .. "
                        + generations()
                        + "; run the experiment again: it continues where it stopped"));
  }

  /** Whether the folder still has a file. */
  public boolean has(String file) throws IOException {
    return out.files().exists(HadoopPath.of(out.root() + "/" + file));
  }

  /**
   * The experiment of a cell alone, without a sweep. Its metrics are the default ones and those of
   * the cell's alarms, because the metrics of the run may belong to another cell.
   */
  public Experiment experiment(String cell) {
    ObjectNode alone = tree.deepCopy();
    alone.remove(List.of("cells", "metrics"));
    JsonNode content = known(cell);
    for (String key : OF_A_CELL) {
      if (content.hasNonNull(key)) {
        alone.set(key, content.path(key));
      }
    }
    Set<String> watched = new LinkedHashSet<>();
    for (JsonNode each : content.path("safeguards")) {
      if (each.path("kind").asText().equals("alarm")) {
        watched.add(each.path("metric").asText());
      }
    }
    if (!watched.isEmpty()) {
      ArrayNode metrics = alone.putArray("metrics").add("default");
      watched.forEach(metrics::add);
    }
    prune(alone);
    return SpecFile.parse(out.root() + "/experiment.json", alone.toPrettyString(), List.of());
  }

  /**
   * The same, where a command draws the text of the cell again.
   *
   * @throws SpecException if several models wrote it
   */
  public Experiment redrawn(String cell) {
    JsonNode members = known(cell).path("ecosystem").path("members");
    if ((members.isArray() ? members.size() : members.asInt()) > 1) {
      throw new SpecException(
          List.of(
              new Problem(
                  "--cell",
                  0,
                  "",
                  "cell \""
                      + cell
                      + "\" has several models; this command cannot draw the text of one of them"
                      + " again yet")));
    }
    return experiment(cell);
  }

  private JsonNode known(String cell) {
    JsonNode found = cells.get(cell);
    if (found != null) {
      return found;
    }
    String nearest = NearestName.of(cell, cells.keySet());
    throw new SpecException(
        List.of(
            new Problem(
                "--cell",
                0,
                "",
                out.root()
                    + " has no cell \""
                    + cell
                    + "\"; "
                    + (nearest == null
                        ? "its cells: " + String.join(", ", shown())
                        : "nearest: " + nearest))));
  }

  private List<String> shown() {
    List<String> names = new ArrayList<>(cells.keySet());
    return names.size() <= 20 ? names : names.subList(0, 20);
  }

  /** Removes keys without a value: they mean the same as missing keys. */
  private static void prune(JsonNode node) {
    Iterator<JsonNode> children = node.elements();
    while (children.hasNext()) {
      JsonNode child = children.next();
      if (child.isNull()) {
        children.remove();
      } else {
        prune(child);
      }
    }
  }
}
