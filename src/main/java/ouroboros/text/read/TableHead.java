package ouroboros.text.read;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;

/**
 * Recognises a table in a file of plain text, such as CSV, by its first line: names of columns, one
 * of which is the text's. A line of language has spaces; a line of tokens that tabs separate is
 * only a head if it names a second field of the corpus section too.
 */
final class TableHead {
  private static final String[] SEPARATORS = {",", ";", "\t", "|"};

  private TableHead() {}

  /** What is wrong with a file of plain text that begins with this line; null for nothing. */
  static @Nullable String problem(CorpusSpec spec, String firstLine) {
    for (String separator : SEPARATORS) {
      String[] cells = firstLine.strip().split(Pattern.quote(separator), -1);
      Set<String> names = new HashSet<>();
      boolean all = cells.length > 1;
      for (String cell : cells) {
        String name = cell.replaceAll("^\"(.*)\"$", "$1");
        all &= name.matches("[\\p{L}_][\\p{L}\\p{N}_.-]*") && names.add(name);
      }
      boolean second =
          separator.equals(",")
              || separator.equals(";")
              || has(names, spec.id())
              || has(names, spec.stratum())
              || has(names, spec.period())
              || has(names, spec.group());
      if (all && second && names.contains(spec.text())) {
        return "its first line is the head of a table with a column \""
            + spec.text()
            + "\"; a table is not read as plain text: give the file a name that ends with .csv, or"
            + " with .tsv where tabs separate the columns";
      }
    }
    return null;
  }

  private static boolean has(Set<String> names, @Nullable String field) {
    return field != null && names.contains(field);
  }
}
