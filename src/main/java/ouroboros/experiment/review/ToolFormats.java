package ouroboros.experiment.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.review.ReviewAnswer.Choice;
import ouroboros.experiment.yaml.Shown;
import ouroboros.text.NearestName;

/**
 * One unit in the formats of the tools.
 *
 * <ul>
 *   <li>A flat object: {@code answer}, or where it is null {@code label} (doccano, which puts the
 *       fields of {@code meta} next to the text), {@code edited}, {@code annotator}. Prodigy adds
 *       {@code _annotator_id} and {@code _session_id}; with a choice, {@code accept} has what was
 *       chosen. Label Studio's JSON-MIN is flat too.
 *   <li>Label Studio: {@code data}, and {@code annotations} with {@code result}s of type choices
 *       and textarea; a skipped task has {@code was_cancelled}.
 *   <li>Argilla: {@code fields}, {@code metadata} and {@code responses} by question; or flat with
 *       {@code answer.responses}, {@code .users} and {@code .status}.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class ToolFormats {
  private static final List<String> PEOPLE =
      List.of("annotator", "_annotator_id", "_session_id", "username", "user");
  private static final String ANSWER = "answer";
  private static final String EDITED = "edited";
  private static final String RESPONSES = ".responses";

  private final String unnamed;

  /** The text of the unit that is being read. */
  private String shown = "";

  /**
   * @param unnamed the annotator of answers that are given as labels and do not say it
   */
  ToolFormats(String unnamed) {
    this.unnamed = unnamed;
  }

  /**
   * What was read of an object.
   *
   * @param entries one; none where the object names no unit
   */
  record Read(List<ReviewEntry> entries, List<String> problems) {
    Read {
      entries = List.copyOf(entries);
      problems = List.copyOf(problems);
    }
  }

  Read read(int line, JsonNode node) {
    List<String> problems = new ArrayList<>();
    boolean isTask = node.path("data").isObject();
    boolean isRecord = !isTask && node.path("fields").isObject();
    JsonNode named = isTask ? node.path("data") : isRecord ? node.path("metadata") : node;
    JsonNode text = (isRecord ? node.path("fields") : named).path("text");
    shown = text.asText().strip();
    List<ReviewAnswer> answers;
    if (isTask) {
      answers = labelStudio(node, problems);
    } else if (isRecord) {
      answers = argilla(node.path("responses"), problems);
    } else if (node.has(ANSWER + RESPONSES)) {
      answers = flatArgilla(node, problems);
    } else {
      answers = flat(node, problems);
    }
    ReviewPlace.Unit unit = unit(named, node);
    if (unit == null) {
      problems.add(
          "names no unit: it has neither meta with cell, replicate, generation and unit nor an id"
              + " of ours");
      return new Read(List.of(), problems);
    }
    byId(named, node)
        .filter(other -> !other.equals(unit))
        .findFirst()
        .ifPresent(
            other ->
                problems.add(
                    "names two units: "
                        + other.place().id(other.unit())
                        + " in id, "
                        + unit.place().id(unit.unit())
                        + " in meta"));
    String shownText = text.isTextual() ? text.asText() : null;
    return new Read(List.of(new ReviewEntry(line, unit, shownText, answers)), problems);
  }

  /** The unit that an object names. */
  private static ReviewPlace.@Nullable Unit unit(JsonNode named, JsonNode whole) {
    for (JsonNode each : List.of(named.path("meta"), named, whole.path("meta"), whole)) {
      Long unit = whole(each.path("unit"));
      Long replicate = whole(each.path("replicate"));
      Long generation = whole(each.path("generation"));
      if (each.path("cell").isTextual()
          && unit != null
          && replicate != null
          && generation != null) {
        return new ReviewPlace.Unit(
            new ReviewPlace(
                each.path("cell").asText(), replicate.intValue(), generation.intValue()),
            unit);
      }
    }
    return byId(named, whole).findFirst().orElse(null);
  }

  /** The units that ids of ours name. */
  private static Stream<ReviewPlace.Unit> byId(JsonNode named, JsonNode whole) {
    return Stream.of(named, whole)
        .flatMap(each -> ReviewPlace.ofId(each.path("id").asText()).stream());
  }

  private static @Nullable Long whole(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    return node.asText().matches("[0-9]{1,18}(\\.0)?")
        ? Long.valueOf(node.asText().replaceFirst("\\.0$", ""))
        : null;
  }

  private List<ReviewAnswer> flat(JsonNode node, List<String> problems) {
    String named =
        PEOPLE.stream()
            .map(node::path)
            .filter(person -> person.isTextual() || person.isNumber())
            .map(JsonNode::asText)
            .filter(person -> !person.isEmpty())
            .findFirst()
            .orElse("");
    Set<String> said = words(node.path(ANSWER));
    if (said.equals(Set.of("accept")) && node.path("options").isArray()) {
      said = words(node.path("accept"));
      said = said.isEmpty() ? Set.of("ignore") : said;
    }
    boolean byLabel = said.isEmpty();
    if (byLabel) {
      said = words(node.has("label") ? node.path("label") : node.path("labels"));
    }
    String annotator = named.isEmpty() && byLabel ? unnamed : named;
    return answer(said, edited(node.path(EDITED)), annotator, problems);
  }

  /** The words of a text, of a list of texts, or of the choices of an object. */
  private static Set<String> words(JsonNode node) {
    Set<String> words = new LinkedHashSet<>();
    if (node.isTextual() && !node.asText().isEmpty()) {
      words.add(node.asText().strip().toLowerCase(Locale.ROOT));
    } else if (node.isArray()) {
      node.forEach(each -> words.addAll(words(each)));
    } else if (node.isObject()) {
      words.addAll(words(node.path("choices")));
    } else if (!node.isMissingNode() && !node.isNull() && !node.isTextual()) {
      words.add(node.asText());
    }
    return words;
  }

  /** The texts that were written instead; null where nothing was. */
  private static @Nullable List<String> edited(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || (node.isArray() && node.isEmpty())) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(each.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  private List<ReviewAnswer> labelStudio(JsonNode task, List<String> problems) {
    List<ReviewAnswer> answers = new ArrayList<>();
    JsonNode all = task.has("annotations") ? task.path("annotations") : task.path("completions");
    for (JsonNode annotation : all) {
      Set<String> said = new LinkedHashSet<>();
      List<String> texts = new ArrayList<>();
      for (JsonNode result : annotation.path("result")) {
        said.addAll(words(result.path("value").path("choices")));
        result.path("value").path("text").forEach(each -> texts.add(each.asText()));
      }
      if (annotation.path("was_cancelled").asBoolean()) {
        said = Set.of("ignore");
        texts.clear();
      }
      JsonNode by = annotation.path("completed_by");
      String person = by.isObject() ? by.path("email").asText(by.path("id").asText()) : by.asText();
      answers.addAll(
          answer(
              said, texts.isEmpty() ? null : texts, person.equals("null") ? "" : person, problems));
    }
    return answers;
  }

  private List<ReviewAnswer> argilla(JsonNode responses, List<String> problems) {
    Map<String, JsonNode> said = new LinkedHashMap<>();
    Map<String, JsonNode> written = new LinkedHashMap<>();
    byPerson(responses.path(ANSWER), said);
    byPerson(responses.path(EDITED), written);
    Set<String> people = new LinkedHashSet<>(said.keySet());
    people.addAll(written.keySet());
    List<ReviewAnswer> answers = new ArrayList<>();
    for (String person : people) {
      JsonNode own = said.get(person);
      JsonNode text = written.get(person);
      answers.addAll(
          answer(
              own == null ? Set.of() : words(own),
              text == null ? null : edited(text),
              person,
              problems));
    }
    return answers;
  }

  private void byPerson(JsonNode responses, Map<String, JsonNode> into) {
    for (JsonNode response : responses) {
      String status = response.path("status").asText("submitted");
      if (!status.equals("draft")) {
        into.put(
            response.path("user_id").asText(""),
            status.equals("discarded") ? TextNode.valueOf("ignore") : response.path("value"));
      }
    }
  }

  private List<ReviewAnswer> flatArgilla(JsonNode node, List<String> problems) {
    Map<String, JsonNode> written = new LinkedHashMap<>();
    each(node, EDITED, written);
    Map<String, JsonNode> said = new LinkedHashMap<>();
    each(node, ANSWER, said);
    List<ReviewAnswer> answers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> own : said.entrySet()) {
      JsonNode text = written.get(own.getKey());
      answers.addAll(
          answer(
              words(own.getValue()), text == null ? null : edited(text), own.getKey(), problems));
    }
    return answers;
  }

  private void each(JsonNode node, String question, Map<String, JsonNode> into) {
    JsonNode values = node.path(question + RESPONSES);
    JsonNode users = node.path(question + RESPONSES + ".users");
    JsonNode status = node.path(question + RESPONSES + ".status");
    for (int i = 0; i < values.size(); i++) {
      String said = status.path(i).asText("submitted");
      if (!said.equals("draft")) {
        into.put(
            users.path(i).asText(""),
            said.equals("discarded") ? TextNode.valueOf("ignore") : values.get(i));
      }
    }
  }

  /** One answer; none where nothing was said. */
  private List<ReviewAnswer> answer(
      Set<String> said, @Nullable List<String> texts, String annotator, List<String> problems) {
    if (said.isEmpty() && texts == null) {
      return List.of();
    }
    String known = String.join(", ", Arrays.stream(Choice.values()).map(Choice::toString).toList());
    if (said.size() > 1) {
      problems.add(
          "says " + Shown.plain(String.join(" and ", said)) + "; it must be one of " + known);
      return List.of();
    }
    String word = said.isEmpty() ? Choice.ACCEPT.toString() : said.iterator().next();
    Optional<Choice> choice =
        Arrays.stream(Choice.values()).filter(each -> each.toString().equals(word)).findFirst();
    if (choice.isEmpty()) {
      String nearest =
          NearestName.of(word, Arrays.stream(Choice.values()).map(Choice::toString).toList());
      problems.add(
          "answer "
              + Shown.text(word)
              + " is unknown; it must be one of "
              + known
              + (nearest == null ? "" : "; nearest: " + nearest));
      return List.of();
    }
    if (texts != null && texts.size() > 1) {
      problems.add("has " + texts.size() + " edited texts of one person; it must be one");
      return List.of();
    }
    String text = texts == null || texts.get(0).strip().equals(shown) ? null : texts.get(0);
    if (text != null) {
      String wrong =
          choice.get() == Choice.ACCEPT
              ? EditedText.problem(text)
              : "edited is given with answer " + choice.get() + "; an edited unit is accepted";
      if (!wrong.isEmpty()) {
        problems.add(wrong);
        return List.of();
      }
    }
    return List.of(new ReviewAnswer(choice.get(), text, annotator));
  }
}
