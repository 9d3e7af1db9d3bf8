package ouroboros.experiment.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.Problem;

/**
 * Reads decisions in the format of any of the tools, found by content: a JSON object a line
 * (doccano, Prodigy, the files of a run), or one list of objects (Label Studio, Argilla). All
 * problems are found at once.
 */
final class ReviewReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String file;
  private final ToolFormats formats;
  private final List<ReviewEntry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ReviewReader(String file, ToolFormats formats) {
    this.file = file;
    this.formats = formats;
  }

  /** What a file says. */
  record Result(List<ReviewEntry> entries, List<Problem> problems) {
    Result {
      entries = List.copyOf(entries);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param unnamed the annotator of answers without one
   */
  static Result read(String file, String content, String unnamed) {
    String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    ReviewReader reader = new ReviewReader(file, new ToolFormats(unnamed));
    if (text.stripLeading().startsWith("[")) {
      reader.list(text);
    } else {
      reader.lines(text);
    }
    return new Result(reader.entries, reader.problems);
  }

  private void problem(int line, String text) {
    problems.add(new Problem(file, line, "", text));
  }

  private void lines(String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        element(number, JSON.readTree(line));
      } catch (JsonProcessingException e) {
        problem(number, "is no JSON object, or half of one: " + first(e.getOriginalMessage()));
      }
    }
  }

  private void list(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int line = parser.currentTokenLocation().getLineNr();
        element(
            line,
            JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(parser));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problem(line, "the list ends in the middle, or is no JSON: " + first(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the first sentence: the rest names classes. */
  private static String first(String message) {
    return message.lines().findFirst().orElse(message);
  }

  private void element(int line, JsonNode node) {
    if (!node.isObject()) {
      problem(line, "is no JSON object");
      return;
    }
    ToolFormats.Read read = formats.read(line, node);
    entries.addAll(read.entries());
    read.problems().forEach(text -> problem(line, text));
  }
}
