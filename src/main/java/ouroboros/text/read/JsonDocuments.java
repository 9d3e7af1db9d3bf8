package ouroboros.text.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;

/**
 * Documents as JSON objects, one per line. A field of an object inside is named by its path, {@code
 * meta.genre}. {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers, as Python writes
 * them; a field that is {@code NaN} is missing.
 */
final class JsonDocuments implements DocumentReader {
  private static final int NAMES_SHOWN = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What Jackson advises programmers to do; a user of this program cannot. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(: enable `JsonReadFeature[^`]*` to allow)|( \\(not recognized as one since"
              + " Feature[^)]*\\))|(,? from `[^`]*`)");

  private final CorpusSpec spec;
  private final String name;
  private final TextLines lines;
  private final IngestReport tally;
  private final DocumentFields fields;
  private final List<String> seen = new ArrayList<>();
  private @Nullable String text;
  private boolean badText;

  JsonDocuments(CorpusSpec spec, String name, TextLines lines, IngestReport tally) {
    this.spec = spec;
    this.name = name;
    this.lines = lines;
    this.tally = tally;
    this.fields = new DocumentFields(spec, tally);
  }

  @Override
  public @Nullable Document next() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        lines.countBlank();
        continue;
      }
      try (JsonParser json = JSON.createParser(line)) {
        Document document = document(json);
        if (document != null) {
          return document;
        }
      } catch (JsonProcessingException e) {
        problem(
            "no valid JSON: "
                + ADVICE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("")
                + (e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")")
                + "; one JSON object a line is expected");
      }
    }
    return null;
  }

  private @Nullable Document document(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      problem("no JSON object; one a line is expected, not an array or a bare value");
      return null;
    }
    fields.clear();
    seen.clear();
    text = null;
    badText = false;
    object(json, "");
    if (json.nextToken() != null) {
      problem("more than one JSON value on the line; one object a line is expected");
      return null;
    }
    if (text == null) {
      problem(
          badText
              ? "the field \"" + spec.text() + "\" is no string; corpus.text names the field"
              : missing());
      return null;
    }
    return fields.document(text, name + ":" + lines.start(), lines.origin());
  }

  /**
   * Reads the fields of an object; those of an object inside only where a key names one of them.
   */
  private void object(JsonParser json, String path) throws IOException {
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      String key = path + field;
      seen.add(key);
      if (fields.wants(key)) {
        fields.put(key, token.isScalarValue() ? scalar(json) : null);
      }
      if (key.equals(spec.text())) {
        text = token == JsonToken.VALUE_STRING ? json.getText() : null;
        badText = token != JsonToken.VALUE_STRING;
      }
      if (token == JsonToken.START_OBJECT && fields.wantsWithin(key)) {
        object(json, key + ".");
      } else {
        json.skipChildren();
      }
    }
  }

  private static @Nullable String scalar(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL || isNaN(json) ? null : json.getText();
  }

  private static boolean isNaN(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && json.getText().equals("NaN");
  }

  private String missing() {
    List<String> names = NearestName.ranked(spec.text(), seen);
    return "no field \""
        + spec.text()
        + "\"; nearest first, the line has "
        + String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
        + "; corpus.text names the field that holds the text";
  }

  private void problem(String message) {
    tally.problem(lines.origin(), message);
  }
}
