package ouroboros.report.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.ShownAncestry;
import ouroboros.report.ReportSource;

/**
 * {@code ancestry.jsonl}: what the report shows of the ancestry of a lineage. Lines with {@code
 * paths} are sentences of the last generation with the path of each word, lines with {@code text}
 * are the sentences on these paths, and lines with {@code followed} say from whom tokens of a
 * generation descend.
 */
public final class AncestryLines {
  /** The file. */
  public static final String FILE = "ancestry.jsonl";

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final String cell;
  private final int replicate;

  /** The lines of a lineage. */
  public AncestryLines(String cell, int replicate) {
    this.cell = cell;
    this.replicate = replicate;
  }

  /** The lines that a file has of other lineages. */
  public List<String> others(ReportSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    Reader text = source.open(FILE);
    if (text == null) {
      return lines;
    }
    try (BufferedReader rows = new BufferedReader(text)) {
      for (String line; (line = rows.readLine()) != null; ) {
        var row = mapper.readTree(line);
        if (!row.path("cell").asText().equals(cell) || row.path("replicate").asInt() != replicate) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /** The lines of the lineage. */
  public List<String> of(ShownAncestry shown, Map<Integer, Long> sizes, IntFunction<String> word) {
    List<String> lines = new ArrayList<>();
    FamilyTree tree = shown.sampled().tree();
    TreeMap<Place, List<Place>> sentences = new TreeMap<>();
    for (Place token : tree.sampled()) {
      sentences.computeIfAbsent(first(token), place -> new ArrayList<>()).add(token);
    }
    sentences.forEach((place, tokens) -> lines.add(paths(tree, place, tokens, word)));
    shown.texts().forEach((place, tokens) -> lines.add(text(place, tokens, word).toString()));
    Set<Place> onPaths = new HashSet<>();
    tree.sampled()
        .forEach(token -> tree.human(token).map(AncestryLines::first).ifPresent(onPaths::add));
    shown
        .humans()
        .forEach(
            (place, human) -> {
              if (onPaths.contains(place)) {
                lines.add(
                    text(place, human.tokens(), word)
                        .put("document", human.document())
                        .put("stratum", human.stratum())
                        .toString());
              }
            });
    shown
        .sampled()
        .tokens()
        .forEach(
            (g, tokens) ->
                lines.add(founders(shown, g, tokens, Objects.requireNonNull(sizes.get(g)))));
    return lines;
  }

  private static Place first(Place token) {
    return new Place(token.source(), token.unit(), 0);
  }

  private ObjectNode line() {
    return mapper.createObjectNode().put("cell", cell).put("replicate", replicate);
  }

  private String paths(
      FamilyTree tree, Place sentence, List<Place> tokens, IntFunction<String> word) {
    ObjectNode line = line().put("generation", sentence.source()).put("unit", sentence.unit());
    ArrayNode words = line.putArray("words");
    ArrayNode paths = line.putArray("paths");
    for (Place token : tokens) {
      words.add(word.apply(tree.parent(token).word()));
      ArrayNode path = paths.addArray();
      for (Place place : tree.path(token)) {
        path.addArray().add(place.sourceName()).add(place.unit()).add(place.position());
      }
    }
    return line.toString();
  }

  private ObjectNode text(Place first, List<Integer> tokens, IntFunction<String> word) {
    ObjectNode line = line().put("source", first.sourceName()).put("unit", first.unit());
    ArrayNode words = line.putArray("text");
    tokens.forEach(token -> words.add(word.apply(token)));
    return line;
  }

  private String founders(ShownAncestry shown, int g, List<Place> tokens, long size) {
    FamilyTree tree = shown.sampled().tree();
    Set<Place> sentences = new HashSet<>();
    Set<String> documents = new HashSet<>();
    TreeMap<String, Integer> strata = new TreeMap<>();
    int mutated = 0;
    for (Place token : tokens) {
      Place human = tree.human(token).orElse(null);
      if (human == null) {
        mutated++;
        continue;
      }
      HumanSentence sentence = Objects.requireNonNull(shown.humans().get(first(human)));
      sentences.add(first(human));
      documents.add(human.source() + " " + sentence.document());
      strata.merge(sentence.stratum(), 1, Integer::sum);
    }
    ObjectNode line =
        line()
            .put("generation", g)
            .put("tokens", size)
            .put("followed", tokens.size())
            .put("mutated", mutated)
            .put("sentences", sentences.size())
            .put("documents", documents.size());
    ObjectNode byStratum = line.putObject("strata");
    strata.forEach(byStratum::put);
    return line.toString();
  }
}
