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
 * Documents as JSON objects, one per line. Only the fields of the object itself are read, not those
 * of objects inside it. {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers, as Python
 * writes them; a field that is {@code NaN} is missing.
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
          "(: enable `JsonReadFeature[^`]*` to allow)|( \\(not recognized as one since Feature[^)]*\\))"
              + "|(,? from `[^`]*`)");

  private final CorpusSpec spec;
  private final String name;
  private final TextLines lines;
  private final IngestReport tally;
  private final DocumentFields fields;

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
    List<String> seen = new ArrayList<>();
    String text = null;
    boolean badText = false;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      seen.add(field);
      if (fields.wants(field)) {
        fields.put(field, token.isScalarValue() ? scalar(json) : null);
      }
      if (field.equals(spec.text())) {
        text = token == JsonToken.VALUE_STRING ? json.getText() : null;
        badText = token != JsonToken.VALUE_STRING;
      }
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      problem("more than one JSON value on the line; one object a line is expected");
      return null;
    }
    if (text == null) {
      problem(
          badText
              ? "the field \"" + spec.text() + "\" is no string; corpus.text names the field"
              : missing(seen));
      return null;
    }
    return fields.document(text, name + ":" + lines.start(), lines.origin());
  }

  private static @Nullable String scalar(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL || isNaN(json) ? null : json.getText();
  }

  private static boolean isNaN(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && json.getText().equals("NaN");
  }

  private String missing(List<String> seen) {
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
