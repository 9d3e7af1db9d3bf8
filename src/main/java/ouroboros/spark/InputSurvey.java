package ouroboros.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.prepare.InputDocuments;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.StatedText;
import ouroboros.text.prepared.SplitForecast;
import ouroboros.text.read.ColumnSample;
import ouroboros.text.read.Document;
import ouroboros.text.read.FieldGuess;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.PlainText;

/**
 * Looks at a few megabytes of a corpus and says what it seems to be. It needs no session; nothing
 * is written.
 */
public final class InputSurvey {
  private static final int FILES = 5;

  private static final int FIRST_ROWS = 300;
  private static final int ROWS = 20_000;
  private static final long CHARACTERS = 2 << 20;
  private static final int MANY_FILES = 20;

  /** More names of files than anybody can edit in {@code source}. */
  private static final int MOST_NAMES = 50;

  private static final int COLUMNS = 60;
  private static final int MOST_FOLDERS = 100;
  private static final int SHOWN_FOLDERS = 5;

  private final FileFormat format;
  private final List<CorpusInput> inputs;
  private final List<CorpusInput> sampled;
  private final List<String> warnings = new ArrayList<>();
  private final LanguageGuess language = new LanguageGuess();

  private InputSurvey(FileFormat format, List<CorpusInput> inputs) {
    this.format = format;
    this.inputs = inputs;
    this.sampled = InputSizes.spread(inputs, FILES);
  }

  /**
   * A key of the corpus section and the field that it should name.
   *
   * @param why how it was chosen
   */
  public record Field(String key, String name, String why) {}

  /**
   * The fields of files that have them.
   *
   * @param all every field; none for plain text
   * @param chosen the fields that keys should name
   * @param noStratum why no field is the stratum, where none is
   */
  public record Fields(List<String> all, List<Field> chosen, String noStratum) {}

  /**
   * How plain text becomes documents, sentences and tokens.
   *
   * @param isTokenized whether the lines have tokens separated by spaces already
   * @param why how it was chosen; empty for files with fields
   */
  public record Layout(CorpusSpec.Documents documents, boolean isTokenized, String why) {}

  /**
   * How much text there is.
   *
   * @param isExact whether all of it was read; otherwise it is an estimate from a part
   */
  public record Sizes(
      int files, long bytes, double documents, double sentences, double tokens, boolean isExact) {}

  /**
   * What was found.
   *
   * @param sources the files, or what was given where all of it can be read together
   * @param language which language and scripts the text seems to have
   * @param parts how much text the parts of the corpus would have
   * @param warnings what will probably go wrong
   */
  public record Survey(
      List<String> sources,
      String format,
      Fields fields,
      Layout layout,
      String language,
      Sizes sizes,
      SplitForecast parts,
      List<String> warnings) {}

  /**
   * Looks at files, folders or globs.
   *
   * @throws CorpusException if they cannot be read
   */
  public static Survey of(List<String> sources) {
    IngestReport tally = new IngestReport();
    List<CorpusInput> all = CorpusListing.of(sources, tally);
    Map<FileFormat, Long> bytes = new TreeMap<>();
    all.forEach(input -> bytes.merge(FileFormat.of(input.name()), input.size(), Long::sum));
    FileFormat format =
        bytes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    List<CorpusInput> inputs =
        all.stream().filter(each -> FileFormat.of(each.name()) == format).toList();
    InputSurvey survey = new InputSurvey(format, inputs);
    List<String> read = sources;
    long empty = tally.count(Notice.EMPTY_FILES);
    if (empty > 0) {
      survey.warnings.add(empty + (empty == 1 ? " file is empty" : " files are empty"));
    }
    if (inputs.size() < all.size()) {
      oneFormat(sources, format);
      if (inputs.size() > MOST_NAMES) {
        throw new CorpusException(
            String.format(
                Locale.ROOT,
                "%,d files of %s and %,d of other formats, such as %s; an experiment reads one"
                    + " format: name the files of one, or a folder or glob that has no others",
                inputs.size(),
                label(format),
                all.size() - inputs.size(),
                other(all, format).path()));
      }
      read = inputs.stream().map(CorpusInput::path).toList();
      survey.warnings.add(
          String.format(
              Locale.ROOT,
              "%d files of another format are left out, such as %s: source names only the %d of %s",
              all.size() - inputs.size(),
              other(all, format).path(),
              inputs.size(),
              label(format)));
    }
    return survey.look(read);
  }

  private static CorpusInput other(List<CorpusInput> all, FileFormat format) {
    return all.stream()
        .filter(each -> FileFormat.of(each.name()) != format)
        .findFirst()
        .orElseThrow();
  }

  /** Fails if a file that was named itself has another format. */
  private static void oneFormat(List<String> sources, FileFormat format) {
    for (String source : sources) {
      FileFormat own = FileFormat.of(source);
      if (own != FileFormat.TEXT && own != format) {
        throw new CorpusException(
            source
                + " is "
                + label(own)
                + ", but most of the input is "
                + label(format)
                + "; an experiment reads one format: call init for each");
      }
    }
  }

  /** The fields of a file of this machine; none where they cannot be read. */
  public static List<String> columns(String file) {
    try {
      return InputDocuments.columns(CorpusListing.of(List.of(file), new IngestReport()).get(0));
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static String label(FileFormat format) {
    return switch (format) {
      case JSON_LINES -> "JSON lines";
      case PARQUET -> "Parquet";
      case TABLE -> "CSV or another table with a header";
      case TEXT -> "plain text";
    };
  }

  private Survey look(List<String> sources) {
    try {
      Fields fields =
          format == FileFormat.TEXT ? new Fields(List.of(), folders(), "") : fields(columns());
      Layout layout =
          format == FileFormat.TEXT ? layout() : new Layout(CorpusSpec.Documents.LINE, false, "");
      InputSizes counted =
          InputSizes.of(inputs, spec(fields, layout.documents()), layout, language);
      warnings.addAll(counted.problems());
      if (!layout.isTokenized()) {
        warnings.addAll(language.warnings());
      }
      return new Survey(
          sources,
          label(format),
          fields,
          layout,
          language.text(),
          counted.sizes(),
          counted.parts(),
          warnings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> columns() throws IOException {
    List<String> columns = new ArrayList<>();
    for (CorpusInput input : sampled) {
      InputDocuments.columns(input).stream()
          .filter(each -> !columns.contains(each))
          .forEach(columns::add);
    }
    if (columns.size() > COLUMNS) {
      warnings.add(
          columns.size() + " fields: only the first " + COLUMNS + " were looked at for a guess");
      return columns.subList(0, COLUMNS);
    }
    return columns;
  }

  private Fields fields(List<String> columns) throws IOException {
    Map<String, ColumnSample> texts = new LinkedHashMap<>();
    for (String column : columns) {
      ColumnSample seen = new ColumnSample();
      each(spec(column, null, CorpusSpec.Documents.LINE), FIRST_ROWS, d -> seen.add(d.text()));
      texts.put(column, seen);
    }
    FieldGuess.Choice text = FieldGuess.text(texts);
    if (text == null) {
      IngestReport tally = new IngestReport();
      String first = columns.isEmpty() ? "text" : columns.get(0);
      try (InputDocuments in =
          InputSizes.open(spec(first, null, CorpusSpec.Documents.LINE), sampled.get(0), tally)) {
        in.next();
      }
      String problem = tally.problems().isEmpty() ? "" : ": " + tally.problems().get(0).message();
      throw new CorpusException(
          sampled.get(0).path()
              + ": no field holds words"
              + (columns.isEmpty() ? problem : "; the fields are " + String.join(", ", columns)));
    }
    Map<String, ColumnSample> others = new LinkedHashMap<>();
    for (String column : columns) {
      if (!column.equals(text.column())) {
        ColumnSample seen = new ColumnSample();
        each(
            spec(text.column(), column, CorpusSpec.Documents.LINE),
            ROWS,
            d -> seen.add(d.stratum()));
        others.put(column, seen);
      }
    }
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("text", text.column(), text.reason()));
    add(fields, "id", FieldGuess.id(others));
    add(fields, "stratum", FieldGuess.stratum(others));
    add(fields, "period", FieldGuess.period(others));
    return new Fields(columns, fields, FieldGuess.noStratum(others));
  }

  private static void add(List<Field> fields, String key, FieldGuess.@Nullable Choice choice) {
    if (choice != null) {
      fields.add(new Field(key, choice.column(), choice.reason()));
    }
  }

  /** Folders are strata where each has several files, as people sort texts. */
  private List<Field> folders() {
    Map<String, Integer> folders = new TreeMap<>();
    inputs.forEach(input -> folders.merge(PlainText.folder(input.name()), 1, Integer::sum));
    int outside = folders.getOrDefault("", 0);
    folders.remove("");
    if (folders.size() < 2 || folders.size() > MOST_FOLDERS) {
      return List.of();
    }
    String some = String.join(", ", folders.keySet().stream().limit(SHOWN_FOLDERS).toList());
    return List.of(
        new Field(
            "stratum",
            PlainText.FOLDER,
            folders.size()
                + " folders below the source: "
                + some
                + (folders.size() > SHOWN_FOLDERS ? ", .." : "")
                + (outside > 0 ? "; " + outside + " files are in none of them" : "")));
  }

  /** Many files are a document each; of few files, each line is one. */
  private Layout layout() throws IOException {
    LineLayout lines = new LineLayout();
    each(spec("text", null, CorpusSpec.Documents.LINE), ROWS, d -> lines.add(d.text()));
    if (lines.isTokenized()) {
      return new Layout(
          CorpusSpec.Documents.LINE,
          true,
          "most lines end with a full stop behind a space, as text does that has tokens already");
    }
    if (inputs.size() >= MANY_FILES) {
      return new Layout(
          CorpusSpec.Documents.FILE,
          false,
          "each of the " + inputs.size() + " files is a document");
    }
    if (lines.isWrapped()) {
      warnings.add(
          "the lines look wrapped at a fixed width, so sentences are cut at the ends of lines; join"
              + " the lines of each paragraph to one line for better results");
    }
    return new Layout(
        CorpusSpec.Documents.LINE,
        false,
        "fewer than "
            + MANY_FILES
            + " files, so each line is a document; parts are made of whole documents");
  }

  /** Gives the first documents of each sampled file. */
  private void each(CorpusSpec spec, int rows, Consumer<Document> sink) throws IOException {
    for (CorpusInput file : sampled) {
      try (InputDocuments in = InputSizes.open(spec, file, new IngestReport())) {
        long characters = 0;
        for (int row = 0; row < rows && characters < CHARACTERS; row++) {
          Document next = in.next();
          if (next == null) {
            break;
          }
          characters += next.text().length();
          sink.accept(next);
        }
      }
    }
  }

  /** With the fields that were chosen. */
  private CorpusSpec spec(Fields fields, CorpusSpec.Documents documents) {
    String text = "text";
    String id = null;
    for (Field each : fields.chosen()) {
      text = each.key().equals("text") ? each.name() : text;
      id = each.key().equals("id") ? each.name() : id;
    }
    return spec(text, id, null, documents);
  }

  private CorpusSpec spec(String text, @Nullable String stratum, CorpusSpec.Documents documents) {
    return spec(text, null, stratum, documents);
  }

  private CorpusSpec spec(
      String text, @Nullable String id, @Nullable String stratum, CorpusSpec.Documents documents) {
    CorpusSpec plain =
        new StatedText(CorpusSpec.TokenizerKind.WORDS, null, true, text)
            .spec(
                inputs.stream().map(CorpusInput::path).sorted(Comparator.naturalOrder()).toList());
    return new CorpusSpec(
        plain.source(),
        text,
        id,
        stratum,
        null,
        null,
        documents,
        1,
        plain.deduplicate(),
        plain.tokenizer(),
        plain.sentences(),
        true,
        1,
        null,
        plain.split(),
        false,
        null);
  }
}
