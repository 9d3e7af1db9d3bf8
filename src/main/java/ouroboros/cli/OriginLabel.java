package ouroboros.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import ouroboros.experiment.audit.DigitalSourceType;

/** Says in a form that programs read who wrote a generation of text. */
record OriginLabel(String cell, int replicate, int generation) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A sentence with its label, as a line of JSON. */
  String line(long unit, String sentence) {
    ObjectNode line = JSON.createObjectNode();
    line.put(
        "id", String.format(Locale.ROOT, "%s/r%04d/g%05d/%d", cell, replicate, generation, unit));
    line.put("text", sentence);
    return origin(line).toString();
  }

  /** The label of a whole text. */
  String label(long from, long sentences, String sha256) {
    ObjectNode label = JSON.createObjectNode();
    label
        .put("sha256", sha256)
        .put("cell", cell)
        .put("replicate", replicate)
        .put("generation", generation)
        .put("from", from)
        .put("sentences", sentences);
    return origin(label).toString();
  }

  private ObjectNode origin(ObjectNode about) {
    DigitalSourceType type = DigitalSourceType.ofGeneration(generation);
    return about.put("origin", type.origin()).put("digitalSourceType", type.uri());
  }
}
