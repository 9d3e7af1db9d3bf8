package ouroboros.text.prepared;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.CorpusSpec.Deduplicate;
import ouroboros.text.CorpusSpec.Documents;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.token.TextPipeline;

/**
 * A {@link PreparedCorpus} as JSON: {@code {"sha256": digest of the rest, "corpus": {..}}}, so that
 * a manifest that was cut off is recognised.
 */
public final class ManifestJson {
  /** Bytes at the beginning of a manifest from which it is recognised. */
  public static final int HEAD = 64 + 24;

  private static final String DIGEST = "{\"sha256\":\"";
  private static final String BODY = "\",\"corpus\":{";
  private static final JsonMapper MAPPER = mapper();

  private ManifestJson() {}

  /** The manifest as UTF-8. */
  public static byte[] write(PreparedCorpus corpus) {
    String body = MAPPER.valueToTree(corpus).toString();
    String sealed = DIGEST + Sha256.hex(body) + "\",\"corpus\":" + body + "}\n";
    return sealed.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the corpus of a manifest; empty if the manifest is cut off, damaged or of another
   * version.
   */
  public static Optional<PreparedCorpus> read(byte[] manifest) {
    try {
      JsonNode tree = MAPPER.readTree(new String(manifest, StandardCharsets.UTF_8));
      JsonNode body = tree.path("corpus");
      if (!tree.path("sha256").asText().equals(Sha256.hex(body.toString()))
          || body.path("version").asInt() != PreparedCorpus.VERSION) {
        return Optional.empty();
      }
      return Optional.of(MAPPER.treeToValue(body, PreparedCorpus.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a file is a manifest that this program wrote, of any version, or the beginning of one
   * that was cut off.
   *
   * @param start its first {@value #HEAD} bytes
   */
  public static boolean isOurs(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8);
    int digits = Math.min(text.length(), DIGEST.length() + 64);
    String head = text.substring(0, Math.min(text.length(), DIGEST.length()));
    String body = text.substring(digits, Math.min(text.length(), digits + BODY.length()));
    return DIGEST.startsWith(head)
        && text.substring(head.length(), digits).matches("[0-9a-f]*")
        && BODY.startsWith(body);
  }

  /**
   * The hash that identifies a prepared corpus.
   *
   * @param spec the corpus section; its keys {@code source} and {@code resample} are left out
   * @param inputs the input files, sorted
   */
  public static String contentHash(CorpusSpec spec, long seed, List<PreparedCorpus.Input> inputs) {
    ObjectNode keys = MAPPER.valueToTree(spec);
    keys.remove("source");
    keys.remove("resample");
    String all =
        "ouroboros corpus "
            + PreparedCorpus.VERSION
            + "\n"
            + keys
            + "\n"
            + seed
            + "\n"
            + TextPipeline.icuVersion()
            + "\n"
            + MAPPER.valueToTree(inputs);
    return Sha256.hex(all);
  }

  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  private interface Kebab {}

  /** Keys that are left out where they say nothing, so that the hash of other corpora stays. */
  @SuppressWarnings("UnusedMethod") // Jackson reads its annotation
  private interface WithText {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable String countsOfCounts();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<String> strata();
  }

  @SuppressWarnings("UnusedMethod") // Jackson reads its annotation
  private interface ByHash {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Long realUntil();
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (Class<?> closed :
        new Class<?>[] {
          Part.class,
          Notice.class,
          Documents.class,
          Deduplicate.class,
          TokenizerKind.class,
          Sentences.class
        }) {
      builder.addMixIn(closed, Kebab.class);
    }
    return builder
        .addMixIn(CorpusSpec.class, WithText.class)
        .addMixIn(CorpusSpec.Split.class, ByHash.class)
        .build();
  }
}
