package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.PeriodValue;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import ouroboros.text.read.PlainText;
import ouroboros.text.read.Utf8Decoding;

/** Checks of an input: after it was read, and after it was tokenized. */
public final class PreparationChecks {
  private static final long MANY_DOCUMENTS = 100;
  private static final int FILES = 100;
  private static final int EXAMPLES = 3;

  private PreparationChecks() {}

  /** Fails with all problems that the readers found in the input. */
  public static void input(CorpusSpec spec, IngestReport tally, List<CorpusInput> inputs) {
    List<String> problems = new ArrayList<>();
    for (IngestReport.Problem problem : tally.problems()) {
      problems.add(place(tally, problem.at(), inputs) + ": " + problem.message());
    }
    if (tally.problemCount() > problems.size()) {
      problems.add(
          "and " + (tally.problemCount() - problems.size()) + " more problems in the input");
    }
    encodings(problems, tally, inputs);
    long documents = tally.count(Notice.DOCUMENTS);
    if (documents == 0 && problems.isEmpty()) {
      throw CorpusException.empty(
          "the corpus is empty: "
              + inputs.size()
              + " files without a document, the first is "
              + inputs.get(0).path());
    }
    absent(problems, tally, "id", "id", spec.id(), Notice.MISSING_ID);
    absent(problems, tally, "group", null, spec.group(), Notice.MISSING_GROUP);
    absent(problems, tally, "stratum", "stratum", spec.stratum(), Notice.MISSING_STRATUM);
    absent(problems, tally, "period", null, spec.period(), Notice.MISSING_PERIOD);
    if (documents > 0 && documents == tally.count(Notice.NOT_SAMPLED)) {
      problems.add(
          "corpus.sample is "
              + spec.sample()
              + ": none of "
              + documents
              + " documents falls into it; raise it");
    }
    long others = tally.count(Notice.OTHER_STRATA);
    if (others > 0 && documents == others + tally.count(Notice.NOT_SAMPLED)) {
      problems.add(
          "corpus.strata is "
              + spec.strata()
              + ": none of "
              + (documents - tally.count(Notice.NOT_SAMPLED))
              + " documents is in one of them (corpus.stratum: "
              + spec.stratum()
              + "); correct the names");
    }
    if (!problems.isEmpty()) {
      throw new CorpusException(problems);
    }
  }

  /**
   * Fails if fields are named and a file is plain text, which has none. A text of a command is one
   * of several, which may have the field of the text, so there only a corpus is checked.
   */
  static void fields(CorpusSpec spec, List<CorpusInput> inputs) {
    List<String> plain =
        inputs.stream()
            .filter(input -> FileFormat.of(input.name()) == FileFormat.TEXT)
            .map(CorpusInput::path)
            .toList();
    if (plain.isEmpty()) {
      return;
    }
    String files =
        plain.get(0) + (plain.size() == 1 ? " is" : " and " + (plain.size() - 1) + " more are");
    List<String> problems = new ArrayList<>();
    PlainText.fieldsNotThere(spec)
        .forEach(
            (key, field) ->
                problems.add("corpus." + key + ": " + PlainText.noField(key, field, files)));
    if (!problems.isEmpty()) {
      throw new CorpusException(problems);
    }
  }

  /** Fails if there are too many strata: more than fit, or nearly one for each document. */
  static void strata(CorpusSpec spec, int strata, long documents) {
    if (strata > PreparationTokens.MAX_STRATA) {
      throw new CorpusException(
          List.of(
              "corpus.stratum: more than "
                  + PreparationTokens.MAX_STRATA
                  + " strata in the field \""
                  + spec.stratum()
                  + "\"; is it an id? Name a field with fewer values, or leave the key out"));
    }
    if (documents >= MANY_DOCUMENTS && 10L * strata > 9 * documents) {
      throw new CorpusException(
          List.of(
              String.format(
                  Locale.ROOT,
                  "corpus.stratum: the field \"%s\" has %,d values in %,d documents, so it is an id"
                      + " rather than a group; name a field with fewer values, or leave the key"
                      + " out",
                  spec.stratum(),
                  strata,
                  documents)));
    }
  }

  /** Adds the files that are not UTF-8, or one problem where it is the corpus as a whole. */
  private static void encodings(
      List<String> problems, IngestReport tally, List<CorpusInput> inputs) {
    List<Map.Entry<Integer, Utf8Decoding>> other =
        tally.damaged().entrySet().stream().filter(each -> each.getValue().isOther()).toList();
    for (Map.Entry<Integer, Utf8Decoding> each : other.subList(0, Math.min(FILES, other.size()))) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: not UTF-8: %,d byte sequences had to be replaced; %s",
              inputs.get(each.getKey()).path(),
              each.getValue().replaced(),
              each.getValue().wayOut()));
    }
    if (other.size() > FILES) {
      problems.add("and " + (other.size() - FILES) + " more files that are not UTF-8");
    }
    if (other.isEmpty() && tally.decoded().isOther()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the corpus is not UTF-8: %,d byte sequences had to be replaced, in %,d of %,d files,"
                  + " such as %s; %s",
              tally.decoded().replaced(),
              tally.damaged().size(),
              inputs.size(),
              tally.damaged().keySet().stream()
                  .limit(EXAMPLES)
                  .map(file -> inputs.get(file).path())
                  .collect(Collectors.joining(", ")),
              tally.decoded().wayOut()));
    }
  }

  /** Fails if a range of a file was not read, or fewer or more rows than the file has. */
  static void complete(IngestReport tally, List<CorpusInput> inputs, List<List<Range>> tasks) {
    Map<Integer, Set<Long>> planned = new HashMap<>();
    for (List<Range> task : tasks) {
      for (Range range : task) {
        planned.computeIfAbsent(range.file(), file -> new TreeSet<>()).add(range.start());
      }
    }
    for (int file = 0; file < inputs.size(); file++) {
      if (!tally.ranges(file).equals(planned.getOrDefault(file, Set.of()))
          || !tally.isWhole(file)) {
        throw new CorpusException(
            inputs.get(file).path()
                + ": not all of it was read, or more than it has; did it change meanwhile?");
      }
    }
  }

  /** Adds a problem if no document has a field whose name was given explicitly. */
  private static void absent(
      List<String> problems,
      IngestReport tally,
      String key,
      @Nullable String byDefault,
      @Nullable String field,
      Notice missing) {
    long documents = tally.count(Notice.DOCUMENTS);
    if (field != null
        && !field.equals(byDefault)
        && documents > 0
        && documents == tally.count(missing)) {
      problems.add(
          "corpus."
              + key
              + ": none of "
              + documents
              + " documents has a fitting field \""
              + field
              + "\"; name another field, or leave the key out");
    }
  }

  /** Fails if a stratum that {@code corpus.strata} names has no sentence. */
  static void chosen(CorpusSpec spec, List<String> strata) {
    List<String> absent = spec.strata().stream().filter(name -> !strata.contains(name)).toList();
    if (!absent.isEmpty() && !strata.isEmpty()) {
      throw new CorpusException(
          List.of(
              "corpus.strata: no sentence is in the stratum \""
                  + String.join("\", \"", absent)
                  + "\" (corpus.stratum: "
                  + spec.stratum()
                  + "); correct the name, or leave it out"));
    }
  }

  /** Fails if R or the test part has a share of the corpus but no sentence. */
  static void split(CorpusSpec spec, PartitionCounts all, long documents) {
    long sentences = 0;
    for (Part part : Part.values()) {
      sentences += all.of(part).sentences();
    }
    if (sentences == 0) {
      throw CorpusException.empty(
          "the corpus is empty: " + documents + " documents without a sentence");
    }
    List<String> problems = new ArrayList<>();
    for (Part part : new Part[] {Part.REAL, Part.TEST}) {
      double share = spec.split().of(part);
      if (share > 0 && all.of(part).sentences() == 0) {
        problems.add(
            "corpus.split: "
                + part.label()
                + " (share "
                + share
                + (part == Part.REAL && spec.split().realUntil() != null
                    ? ", until the period " + PeriodValue.text(spec.split().realUntil())
                    : "")
                + ") has no sentence: the corpus"
                + " has only "
                + documents
                + " documents and "
                + sentences
                + " sentences, and whole documents are split; give more documents, or make each"
                + " line one with corpus.documents: line");
      }
    }
    if (!problems.isEmpty()) {
      throw new CorpusException(problems);
    }
  }

  /** The path and the line of a place, for messages. */
  static String place(IngestReport tally, Origin at, List<CorpusInput> inputs) {
    long line = tally.line(at);
    return inputs.get(at.file()).path() + (line > 0 ? ":" + line : "");
  }
}
