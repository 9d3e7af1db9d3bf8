package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.text.Sha256;

/**
 * The owners of everything that is sealed in the folder of a run. More generations, replicates,
 * cells or other metrics do not change them, so an extended run knows its earlier seals.
 */
public final class SealOwners {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** The folder of a member of an ecosystem. */
  private static final Pattern MEMBER = Pattern.compile("(.+)-m([0-9]{3})");

  private static final List<String> OF_ALL = List.of("seed", "metric-order", "evaluation");

  private final ObjectNode common;
  private final Map<String, JsonNode> cells = new HashMap<>();
  private final @Nullable String corpus;

  /** The hashes of cells by their folders. A run asks for them twice for each generation. */
  private final Map<String, String> hashes = new ConcurrentHashMap<>();

  private SealOwners(ResolvedSpec spec, @Nullable String corpus) {
    ObjectNode tree = ResolvedSpec.parse(spec.json()).tree();
    this.common = JSON.createObjectNode();
    OF_ALL.forEach(key -> common.set(key, tree.path(key)));
    tree.path("cells").forEach(cell -> cells.put(cell.path("folder").asText(), cell));
    this.corpus = corpus;
  }

  /**
   * The owners in a run of this experiment.
   *
   * @param corpus hash of the encoded text; null where there is none or it is not known
   */
  public static SealOwners of(ResolvedSpec spec, @Nullable String corpus) {
    return new SealOwners(spec, corpus);
  }

  /** The owner of the generations of a lineage; empty if the experiment has no such cell. */
  Optional<SealOwner> lineage(String cellFolder, int replicate) {
    Matcher member = MEMBER.matcher(cellFolder);
    boolean isMember = member.matches() && !cells.containsKey(cellFolder);
    String of = isMember ? " member=" + Integer.parseInt(member.group(2)) : "";
    String folder = isMember ? member.group(1) : cellFolder;
    return Optional.ofNullable(cells.get(folder))
        .map(
            cell ->
                new SealOwner(
                    hashes.computeIfAbsent(folder, name -> hash(content(cell))),
                    corpus,
                    cell.path("cell").asText() + of,
                    replicate));
  }

  /**
   * The owner of an input that is made from the corpus once, or once for the R of a replicate.
   *
   * @param replicate null where all replicates have the same R
   */
  SealOwner input(@Nullable Integer replicate) {
    return new SealOwner(hash(common), corpus, null, replicate);
  }

  /**
   * The owner of the results of all replicates of a cell, and of their differences from the cell
   * that they are compared with; empty if the experiment has no such cell.
   */
  public Optional<SealOwner> compared(String cellFolder, String baselineFolder) {
    JsonNode cell = cells.get(cellFolder);
    JsonNode baseline = cells.get(baselineFolder);
    if (cell == null || baseline == null) {
      return Optional.empty();
    }
    String both = Sha256.hex(hash(content(cell)) + hash(content(baseline)));
    return Optional.of(new SealOwner(both, corpus, cell.path("cell").asText(), null));
  }

  /** The same for a cell that is compared with another one by its name. */
  public Optional<SealOwner> comparedWith(String cellFolder, String baseline) {
    return cells.entrySet().stream()
        .filter(cell -> cell.getValue().path("cell").asText().equals(baseline))
        .findFirst()
        .flatMap(cell -> compared(cellFolder, cell.getKey()));
  }

  private ObjectNode content(JsonNode cell) {
    ObjectNode content = cell.deepCopy();
    content.remove(List.of("cell", "folder"));
    content.setAll(common);
    return content;
  }

  private static String hash(ObjectNode content) {
    try {
      return Sha256.hex(JSON.writeValueAsBytes(JSON.treeToValue(content, Map.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
