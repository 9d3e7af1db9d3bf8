package ouroboros.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.InputSurvey;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;
import ouroboros.text.read.ColumnNames;
import ouroboros.text.read.Compression;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.PlainText;

/**
 * Looks at the files of a corpus without Spark and Hadoop, on this machine only: whether no run
 * would read them, whether they exist, and whether they have the fields.
 */
final class SourceNames {
  private static final int LOOKED_AT = 10_000;
  private static final int OPENED = 5;

  private SourceNames() {}

  /** A line for every file that cannot be read. */
  static List<String> problems(List<String> sources) {
    List<String> problems = new ArrayList<>();
    for (String source : sources) {
      String deep = FileFormat.deepGlob(source);
      if (deep != null) {
        problems.add("corpus.source: " + source + ": " + deep);
      }
      if (source.isEmpty() || isElsewhere(source)) {
        continue;
      }
      for (String name : names(source)) {
        String unreadable = FileFormat.unreadable(name);
        if (unreadable != null) {
          problems.add("corpus.source: " + name + ": " + unreadable);
        }
      }
    }
    return problems;
  }

  /**
   * A line for every source that is not there, and every field that the first files do not have.
   *
   * @param usual keys that are given although they name the usual field
   * @param warn gets what may be wrong
   */
  static List<String> missing(CorpusSpec corpus, List<String> usual, Consumer<String> warn) {
    List<String> problems = new ArrayList<>();
    Map<Path, List<String>> columns = new LinkedHashMap<>();
    for (String source : corpus.source()) {
      Path path = path(source);
      if (isElsewhere(source) || source.matches(".*[*?\\[{].*") || path == null) {
        continue;
      }
      if (!Files.exists(path)) {
        problems.add(
            "corpus.source: "
                + source
                + " does not exist"
                + nearest(path)
                + "; --offline looks for no file");
        continue;
      }
      names(source).stream()
          .map(Path::of)
          .filter(each -> FileFormat.of(each.toString()) != FileFormat.TEXT)
          .limit(OPENED)
          .forEach(file -> columns.put(file, columns(file, problems)));
      names(source).stream()
          .filter(
              each -> FileFormat.of(each) == FileFormat.TEXT && !Files.isDirectory(Path.of(each)))
          .findFirst()
          .ifPresent(
              plain ->
                  PlainText.fieldsNotThere(corpus)
                      .forEach(
                          (key, field) ->
                              problems.add(
                                  "corpus."
                                      + key
                                      + ": "
                                      + PlainText.noField(key, field, plain + " is"))));
    }
    fields(corpus, columns, problems, warn);
    problems.addAll(usualFields(corpus, usual));
    return problems;
  }

  /**
   * A line for each of these keys where every file is plain text, in which they change nothing.
   *
   * @param usual keys that are given although they name the usual field
   */
  static List<String> usualFields(CorpusSpec corpus, List<String> usual) {
    List<String> files = new ArrayList<>();
    for (String source : corpus.source()) {
      List<String> own = isElsewhere(source) ? List.of() : matched(source);
      if (usual.isEmpty() || own.isEmpty()) {
        return List.of();
      }
      files.addAll(own);
    }
    if (!files.stream().allMatch(each -> FileFormat.of(each) == FileFormat.TEXT)) {
      return List.of();
    }
    String named =
        files.get(0) + (files.size() == 1 ? " is" : " and " + (files.size() - 1) + " more are");
    return usual.stream()
        .map(key -> "corpus." + key + ": " + PlainText.noField(key, key, named))
        .toList();
  }

  private static void fields(
      CorpusSpec corpus,
      Map<Path, List<String>> columns,
      List<String> problems,
      Consumer<String> warn) {
    columns.forEach(
        (file, names) -> {
          if (!names.isEmpty() && !names.contains(corpus.text())) {
            problems.add(
                "corpus.text: "
                    + file
                    + " has no field \""
                    + corpus.text()
                    + "\"; nearest first, it has "
                    + String.join(", ", NearestName.ranked(corpus.text(), names)));
          }
        });
    List<String> all = columns.values().stream().flatMap(List::stream).distinct().toList();
    boolean isSure =
        columns.keySet().stream()
            .noneMatch(file -> FileFormat.of(file.toString()) == FileFormat.JSON_LINES);
    PlainText.fieldsNamed(corpus)
        .forEach(
            (key, field) -> {
              if (!key.equals("text") && !all.isEmpty() && !all.contains(field)) {
                String said =
                    "corpus."
                        + key
                        + ": no file that was looked at has a field \""
                        + field
                        + "\"; nearest first, they have "
                        + String.join(", ", NearestName.ranked(field, all));
                if (isSure) {
                  problems.add(said);
                } else {
                  warn.accept(said);
                }
              }
            });
  }

  private static List<String> columns(Path file, List<String> problems) {
    if (FileFormat.of(file.toString()) == FileFormat.PARQUET) {
      return InputSurvey.columns(file.toString());
    }
    try (InputStream in = Compression.of(file.toString()).unpack(Files.newInputStream(file))) {
      return ColumnNames.of(file.toString(), in);
    } catch (IOException e) {
      problems.add("corpus.source: " + file + ": cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private static String nearest(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return ", nor does its folder";
    }
    try (Stream<Path> there = Files.list(folder)) {
      String name =
          NearestName.of(
              String.valueOf(path.getFileName()),
              there.limit(LOOKED_AT).map(each -> String.valueOf(each.getFileName())).toList());
      return name == null ? "" : "; nearest name in its folder: " + name;
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isElsewhere(String source) {
    return source.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*") && !source.startsWith("file:");
  }

  /** The files below a folder that are not hidden; any other source itself. */
  private static List<String> names(String source) {
    Path folder = path(source);
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of(source);
    }
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .limit(LOOKED_AT)
          .filter(each -> Files.isRegularFile(each) && !isHidden(folder.relativize(each)))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  /** The files of a path, folder or glob; none where there are none, or too many to look at all. */
  private static List<String> matched(String source) {
    Path whole = path(source.replaceAll("[*?\\[\\]{}]", "x"));
    if (whole == null) {
      return List.of();
    }
    String local = source.startsWith("file:") ? source.substring("file:".length()) : source;
    List<Path> found = List.of(Path.of(whole.isAbsolute() ? "/" : ""));
    for (String part : local.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      List<Path> next = new ArrayList<>();
      for (Path each : found) {
        if (!part.matches(".*[*?\\[{].*")) {
          next.add(each.resolve(part));
          continue;
        }
        try (DirectoryStream<Path> below = Files.newDirectoryStream(each, part)) {
          below.forEach(next::add);
        } catch (IOException | PatternSyntaxException | DirectoryIteratorException e) {
          return List.of();
        }
        next.removeIf(match -> isHidden(each.relativize(match)));
      }
      found = next;
    }
    List<String> files = new ArrayList<>();
    for (Path each : found) {
      if (files.size() >= LOOKED_AT || isLarge(each)) {
        return List.of();
      }
      if (Files.exists(each)) {
        files.addAll(names(each.toString()));
      }
    }
    return files.stream().sorted().toList();
  }

  /** Whether a folder has more files than are looked at. */
  private static boolean isLarge(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      return below.limit(LOOKED_AT).count() == LOOKED_AT;
    } catch (IOException | java.io.UncheckedIOException e) {
      return true;
    }
  }

  private static boolean isHidden(Path below) {
    for (Path each : below) {
      if (each.toString().startsWith(".") || each.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Path path(String source) {
    try {
      return Path.of(source.startsWith("file:") ? source.substring("file:".length()) : source);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
