package ouroboros.experiment.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Problem;
import ouroboros.experiment.yaml.Shown;

/**
 * The file in which people decide about the units of one generation: a JSON object a line, first
 * for each unit, then for further answers to a unit.
 *
 * @param units what was asked, by number
 * @param answers to each unit, in the order of the file
 */
public record ReviewFile(
    ReviewPlace place,
    SortedMap<Long, ReviewUnit> units,
    SortedMap<Long, List<ReviewAnswer>> answers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A file with what its lines say, and what is wrong with them. */
  public record Checked(ReviewFile file, List<Problem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  /** Nothing is answered yet. */
  public static ReviewFile asked(ReviewPlace place, List<ReviewUnit> units) {
    TreeMap<Long, ReviewUnit> byNumber = new TreeMap<>();
    units.forEach(unit -> byNumber.put(unit.unit(), unit));
    return new ReviewFile(place, byNumber, new TreeMap<>());
  }

  /**
   * The units and answers of a file, as it is: what its first line for each unit says was asked.
   *
   * @param path for messages
   */
  public static Checked read(ReviewPlace place, String path, String content) {
    List<ReviewUnit> units = new ArrayList<>();
    for (String line : content.split("\n", -1)) {
      ReviewUnit unit = unit(line);
      if (unit != null) {
        units.add(unit);
      }
    }
    TreeMap<Long, ReviewUnit> first = new TreeMap<>();
    units.forEach(unit -> first.putIfAbsent(unit.unit(), unit));
    return new ReviewFile(place, first, new TreeMap<>()).with(path, content, "");
  }

  private static @Nullable ReviewUnit unit(String line) {
    try {
      var node = JSON.readTree(line);
      if (node == null || !node.path("meta").path("unit").isIntegralNumber()) {
        return null;
      }
      List<String> novel = new ArrayList<>();
      node.path("meta").path("novel").forEach(gram -> novel.add(gram.asText()));
      return new ReviewUnit(
          node.path("meta").path("unit").asLong(),
          node.path("text").asText(),
          novel,
          node.path("score").isNumber() ? Double.valueOf(node.path("score").asDouble()) : null);
    } catch (JsonProcessingException e) {
      return null; // said when the answers are read
    }
  }

  /**
   * The same with the answers of a text in the format of any tool.
   *
   * @param path for messages
   * @param unnamed the annotator of answers without one
   */
  public Checked with(String path, String content, String unnamed) {
    ReviewReader.Result read = ReviewReader.read(path, content, unnamed);
    List<Problem> problems = new ArrayList<>(read.problems());
    ReviewFile all = with(path, read.entries(), problems);
    return new Checked(all, problems);
  }

  /** The same with more answers. An answer that is there already is taken once. */
  ReviewFile with(String path, List<ReviewEntry> entries, List<Problem> problems) {
    TreeMap<Long, List<ReviewAnswer>> all = new TreeMap<>();
    answers.forEach((unit, own) -> all.put(unit, new ArrayList<>(own)));
    record Given(long unit, String annotator) {}
    Map<Given, Integer> lines = new TreeMap<>(java.util.Comparator.comparing(Given::toString));
    for (ReviewEntry entry : entries) {
      ReviewPlace.Unit named = entry.unit();
      String wrong = wrong(named, entry.text());
      if (!wrong.isEmpty()) {
        problems.add(new Problem(path, entry.line(), "", wrong));
        continue;
      }
      for (ReviewAnswer answer : entry.answers()) {
        Integer before = lines.put(new Given(named.unit(), answer.annotator()), entry.line());
        if (before != null) {
          problems.add(
              new Problem(
                  path,
                  entry.line(),
                  "",
                  "answers unit "
                      + named.unit()
                      + " again"
                      + by(answer)
                      + ", after line "
                      + before
                      + "; one person has one answer"));
          continue;
        }
        String conflict = add(all.computeIfAbsent(named.unit(), u -> new ArrayList<>()), answer);
        if (!conflict.isEmpty()) {
          problems.add(new Problem(path, entry.line(), "", "unit " + named.unit() + conflict));
        }
      }
    }
    return new ReviewFile(place, units, all);
  }

  private static String by(ReviewAnswer answer) {
    return answer.annotator().isEmpty() ? "" : " by " + Shown.plain(answer.annotator());
  }

  /** Adds an answer; says what is wrong if the same person said something else before. */
  private static String add(List<ReviewAnswer> own, ReviewAnswer answer) {
    for (ReviewAnswer other : own) {
      if (other.annotator().equals(answer.annotator())) {
        return other.equals(answer)
            ? ""
            : " has another answer" + by(answer) + " already: " + other.choice();
      }
    }
    own.add(answer);
    return "";
  }

  private String wrong(ReviewPlace.Unit named, @Nullable String text) {
    if (!named.place().equals(place)) {
      return "is of " + Shown.plain(named.place().name()) + ", this file is of " + place.name();
    }
    ReviewUnit unit = units.get(named.unit());
    if (unit == null) {
      return "unit " + named.unit() + " was not asked here";
    }
    return text == null || text.strip().equals(unit.text().strip())
        ? ""
        : "unit " + named.unit() + " has another text than was asked; a new text goes into edited";
  }

  /** How many units have fewer answers than there are reviewers. */
  public long waiting(int reviewers) {
    return units.keySet().stream().filter(unit -> answers(unit).size() < reviewers).count();
  }

  /** The answers to a unit. */
  public List<ReviewAnswer> answers(long unit) {
    return answers.getOrDefault(unit, List.of());
  }

  /** The file as text. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    StringBuilder further = new StringBuilder();
    for (ReviewUnit unit : units.values()) {
      List<ReviewAnswer> own = answers(unit.unit());
      lines.append(line(unit, own.isEmpty() ? null : own.get(0))).append('\n');
      for (int i = 1; i < own.size(); i++) {
        further.append(line(unit, own.get(i))).append('\n');
      }
    }
    return lines.append(further).toString();
  }

  private ObjectNode line(ReviewUnit unit, @Nullable ReviewAnswer answer) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", place.id(unit.unit())).put("text", unit.text());
    line.putArray("label");
    line.put("score", unit.score());
    line.put("answer", answer == null ? null : answer.choice().toString());
    if (answer != null && answer.edited() != null) {
      line.put("edited", answer.edited());
    }
    if (answer != null && !answer.annotator().isEmpty()) {
      line.put("annotator", answer.annotator());
    }
    ObjectNode meta = line.putObject("meta");
    meta.put("cell", place.cell());
    meta.put("replicate", place.replicate());
    meta.put("generation", place.generation());
    meta.put("unit", unit.unit());
    unit.novel().forEach(meta.putArray("novel")::add);
    return line;
  }
}
