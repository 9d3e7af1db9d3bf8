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
  private static final String OF_A_MUTATION = "it descends from a mutation";

  /** Its columns. */
  static final TableDescription DESCRIPTION =
      new TableDescription(
          "trace",
          "a token that a model drew, of the family tree that `jobs/trace` followed; CSV only",
          List.of(
              of("generation", ColumnType.INT32, "generation of the token"),
              of("source", ColumnType.STRING, "the text it is in: `S_j`"),
              of("unit", ColumnType.INT64, "number of its sentence, from 0"),
              of("position", ColumnType.INT32, "its place in the sentence, from 0"),
              of("word", ColumnType.STRING, "its word"),
              of("sampled", ColumnType.INT32, "1 if it was asked for, 0 if it is an ancestor only"),
              of("order", ColumnType.INT32, "n of the n-gram it was drawn as; 0 for a mutation"),
              new Column(
                  "parent-generation",
                  ColumnType.INT32,
                  "",
                  "generation of its parent; 0 for people",
                  "it is a mutation"),
              of("parent-source", ColumnType.STRING, "`R`, `reserve`, `S_j` or `mutation`"),
              new Column(
                  "parent-unit",
                  ColumnType.INT64,
                  "",
                  "sentence of its parent",
                  "it is a mutation"),
              new Column(
                  "parent-position",
                  ColumnType.INT32,
                  "",
                  "place of its parent in that sentence",
                  "it is a mutation"),
              of("depth", ColumnType.INT32, "models between the person and it"),
              human("human-source", ColumnType.STRING, "`R` or `reserve`"),
              human("human-unit", ColumnType.INT64, "sentence of its human ancestor"),
              human("human-position", ColumnType.INT32, "place of that ancestor in the sentence"),
              human("document", ColumnType.INT32, "document of that ancestor within R or reserve"),
              human("stratum", ColumnType.STRING, "stratum of that document")));

  private static final String MUTATION = "mutation";

  private TraceTable() {}

  private static Column of(String name, ColumnType type, String meaning) {
    return new Column(name, type, "", meaning, "");
  }

  private static Column human(String name, ColumnType type, String meaning) {
    return new Column(name, type, "", meaning, OF_A_MUTATION);
  }

  /**
   * Writes the table. The fields of a human ancestor are empty for descendants of a mutation.
   *
   * @param humans the human sentences by their first place
   * @param word the word of a number
   */
  public static void write(
      Writer out, FamilyTree tree, Map<Place, HumanSentence> humans, IntFunction<String> word) {
    CsvWriter csv = CsvWriter.of(out, DESCRIPTION.columns().stream().map(Column::name).toList());
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
