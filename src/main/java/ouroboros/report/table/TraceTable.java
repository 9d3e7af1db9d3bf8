package ouroboros.report.table;

import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;

/** {@code trace.csv}: each token of a family tree with its parent and its human ancestor. */
public final class TraceTable {
  private static final List<String> HEADER =
      List.of(
          "generation",
          "source",
          "unit",
          "position",
          "word",
          "sampled",
          "order",
          "parent-generation",
          "parent-source",
          "parent-unit",
          "parent-position",
          "depth",
          "human-source",
          "human-unit",
          "human-position",
          "document",
          "stratum");

  private static final String MUTATION = "mutation";

  private TraceTable() {}

  /**
   * Writes the table. The fields of a human ancestor are empty for descendants of a mutation.
   *
   * @param humans the human sentences by their first place
   * @param word the word of a number
   */
  public static void write(
      Writer out, FamilyTree tree, Map<Place, HumanSentence> humans, IntFunction<String> word) {
    CsvWriter csv = CsvWriter.of(out, HEADER);
    Set<Place> sampled = new HashSet<>(tree.sampled());
    for (Map.Entry<Place, Parent> each : tree.parents().entrySet()) {
      Place child = each.getKey();
      csv.number(child.generation());
      place(csv, child);
      csv.text(word.apply(each.getValue().word()));
      csv.number(sampled.contains(child) ? 1 : 0).number(each.getValue().order());
      Place parent = each.getValue().place();
      if (parent == null) {
        csv.text("").text(MUTATION).text("").text("");
      } else {
        csv.number(parent.generation());
        place(csv, parent);
      }
      csv.number(tree.depth(child));
      human(csv, tree.human(child).orElse(null), humans);
      csv.end();
    }
    csv.flush();
  }

  private static void place(CsvWriter csv, Place place) {
    csv.text(place.sourceName()).number(place.unit()).number(place.position());
  }

  private static void human(
      CsvWriter csv, @Nullable Place human, Map<Place, HumanSentence> humans) {
    if (human == null) {
      csv.text("").text("").text("").text("").text("");
      return;
    }
    HumanSentence sentence =
        Objects.requireNonNull(humans.get(new Place(human.source(), human.unit(), 0)));
    place(csv, human);
    csv.number(sentence.document()).text(sentence.stratum());
  }
}
