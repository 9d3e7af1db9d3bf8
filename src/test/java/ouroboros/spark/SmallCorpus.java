package ouroboros.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import ouroboros.spark.cluster.CorpusFiles;

/** Every twelfth document of the bundled corpus, none longer than 600 characters: real text. */
public final class SmallCorpus {
  private static final int EVERY = 12;
  private static final int LONGEST = 600;

  private SmallCorpus() {}

  /** Writes the corpus as JSON lines. */
  public static Path write(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    StringBuilder lines = new StringBuilder();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new BZip2CompressorInputStream(CorpusFiles.bundled("strata"), true),
                StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (number++ % EVERY != 0) {
          continue;
        }
        JsonNode document = json.readTree(line);
        String text = document.path("text").asText();
        ObjectNode kept = json.createObjectNode();
        kept.set("id", document.path("id"));
        kept.set("stratum", document.path("stratum"));
        kept.put("text", text.substring(0, Math.min(LONGEST, text.length())));
        lines.append(kept).append('\n');
      }
    }
    return Files.writeString(file, lines);
  }
}
