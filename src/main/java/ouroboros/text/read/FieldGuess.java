package ouroboros.text.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold the text, the id, the stratum and the period, as far as names and values show
 * it, each with the reason.
 */
public final class FieldGuess {
  private static final List<String> TEXTS =
      List.of(
          "text",
          "content",
          "body",
          "document",
          "review",
          "article",
          "sentence",
          "story",
          "description",
          "abstract",
          "summary",
          "definition",
          "comment",
          "message",
          "post");
  private static final List<String> IDS =
      List.of("id", "uuid", "guid", "url", "uri", "key", "name");
  private static final List<String> STRATA =
      List.of(
          "stratum",
          "genre",
          "language",
          "lang",
          "category",
          "domain",
          "source",
          "topic",
          "label",
          "class",
          "kind",
          "type",
          "register",
          "author",
          "country");
  private static final List<String> PERIODS =
      List.of("period", "year", "date", "time", "timestamp", "created", "published");
  private static final int MOST_STRATA = 50;
  private static final int FEWEST_ROWS = 5;
  private static final double SINGLE_WORDS = 1.1;

  /** A column and why it was chosen. */
  public record Choice(String column, String reason) {}

  private FieldGuess() {}

  /**
   * The column that holds the text; null if none holds words. That is the one with most characters
   * a row, where a value counts once however often it is there: names and addresses are long too,
   * but they return.
   *
   * @param columns those whose values are strings
   */
  public static @Nullable Choice text(Map<String, ColumnSample> columns) {
    String longest = null;
    double most = 0;
    for (Map.Entry<String, ColumnSample> each : columns.entrySet()) {
      double length = characters(each.getValue());
      if (length > most && !each.getValue().isNumber()) {
        longest = each.getKey();
        most = length;
      }
    }
    if (longest == null) {
      return null;
    }
    for (String known : TEXTS) {
      for (Map.Entry<String, ColumnSample> each : columns.entrySet()) {
        if (last(each.getKey()).equals(known) && characters(each.getValue()) >= most / 2) {
          return new Choice(each.getKey(), "by its name, and its values are long");
        }
      }
    }
    ColumnSample seen = columns.get(longest);
    return new Choice(
        longest,
        String.format(
            Locale.ROOT,
            "its values are long and different: %.0f characters on average in %d rows",
            seen == null ? 0 : seen.length(),
            seen == null ? 0 : seen.rows()));
  }

  private static double characters(ColumnSample seen) {
    return seen.length() * seen.filled() * seen.distinct();
  }

  /**
   * The column of the id; null if none has a value of its own in every row, which is either a word
   * or in a column whose name says that it is an id.
   */
  public static @Nullable Choice id(Map<String, ColumnSample> columns) {
    String found =
        first(
            columns,
            IDS,
            (name, seen) ->
                seen.isUnique()
                    && (isNamed(name)
                        ? seen.words() < 2
                        : seen.words() < SINGLE_WORDS && !seen.isNumber() && !seen.isPeriod()));
    return found == null ? null : new Choice(found, "every row has a value of its own");
  }

  /** The column of the stratum; null if none has few values with several rows each. */
  public static @Nullable Choice stratum(Map<String, ColumnSample> columns) {
    String found =
        first(
            columns,
            STRATA,
            (name, seen) ->
                seen.values() >= 2
                    && seen.values() <= MOST_STRATA
                    && seen.filled() > .5
                    && seen.words() < 4
                    && (double) seen.rows() / seen.values() >= FEWEST_ROWS
                    && !List.of("split", "fold").contains(last(name))
                    && (STRATA.contains(last(name)) || !seen.isNumber()));
    ColumnSample seen = found == null ? null : columns.get(found);
    return found == null || seen == null
        ? null
        : new Choice(
            found,
            seen.values()
                + " values in "
                + seen.rows()
                + " documents"
                + (seen.filled() < 1
                    ? String.format(Locale.ROOT, "; %.0f %% have none", 100 * (1 - seen.filled()))
                    : ""));
  }

  /**
   * Why no column is the stratum: the column with fewest values among those that have too many.
   *
   * @param columns all but that of the text
   */
  public static String noStratum(Map<String, ColumnSample> columns) {
    String nearest =
        columns.entrySet().stream()
            .filter(each -> each.getValue().values() > MOST_STRATA)
            .filter(each -> !each.getValue().isUnique() && !each.getValue().isNumber())
            .min(Comparator.comparingInt(each -> each.getValue().values()))
            .map(each -> " (" + each.getKey() + " has " + each.getValue().values() + ")")
            .orElse("");
    return "no field was seen with 2 to "
        + MOST_STRATA
        + " values in most rows"
        + nearest
        + "; name one to see who is lost first";
  }

  /** The column of the period; null if none has numbers or dates and a name that says so. */
  public static @Nullable Choice period(Map<String, ColumnSample> columns) {
    String found =
        first(columns, PERIODS, (name, seen) -> seen.isPeriod() && PERIODS.contains(last(name)));
    return found == null ? null : new Choice(found, "by its name, and its values are periods");
  }

  private static boolean isNamed(String name) {
    return IDS.contains(last(name)) || last(name).endsWith("id");
  }

  /** The first fitting column, those with a known name first. */
  private static @Nullable String first(
      Map<String, ColumnSample> columns,
      List<String> known,
      BiPredicate<String, ColumnSample> fits) {
    List<String> fitting = new ArrayList<>();
    columns.forEach(
        (name, seen) -> {
          if (fits.test(name, seen)) {
            fitting.add(name);
          }
        });
    return fitting.stream()
        .min(
            Comparator.comparingInt(
                name -> known.contains(last(name)) ? known.indexOf(last(name)) : known.size()))
        .orElse(null);
  }

  /** The last part of a path, in lower case. */
  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
