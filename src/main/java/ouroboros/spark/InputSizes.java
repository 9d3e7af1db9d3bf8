package ouroboros.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ouroboros.spark.InputSurvey.Layout;
import ouroboros.spark.InputSurvey.Sizes;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.prepare.InputDocuments;
import ouroboros.text.CorpusSpec;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.SplitForecast;
import ouroboros.text.prepared.SplitForecast.Sized;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * How much text a corpus has, and how unequal its documents are, from at most 100 files and about
 * ten million characters of them.
 *
 * @param sizes of the whole corpus
 * @param parts how much text its parts would have
 * @param problems one of each file that could not be read as a whole
 */
record InputSizes(Sizes sizes, SplitForecast parts, List<String> problems) {
  private static final int FILES = 100;

  /** A number without a factor in common with 100, so that steps of it come to every file. */
  private static final int STEP = 37;

  private static final long CHARACTERS_OF_A_FILE = 2 << 20;
  private static final long CHARACTERS = 5 * CHARACTERS_OF_A_FILE;

  /**
   * Counts the sentences and tokens of documents.
   *
   * @param spec names the fields of the text and of the id
   * @param language what it learns of the words that are read
   */
  static InputSizes of(
      List<CorpusInput> inputs, CorpusSpec spec, Layout layout, LanguageGuess language)
      throws IOException {
    TextPipeline pipeline =
        TextPipeline.of(
            layout.isTokenized()
                ? CorpusSpec.TokenizerKind.WHITESPACE
                : CorpusSpec.TokenizerKind.WORDS,
            layout.isTokenized() ? CorpusSpec.Sentences.LINES : CorpusSpec.Sentences.SPLIT,
            TextPipeline.Case.LOWER);
    List<Sized> documents = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    double bytesRead = 0;
    long[] seen = new long[2];
    List<CorpusInput> files = spread(inputs, FILES);
    boolean isExact = files.size() == inputs.size();
    long left = CHARACTERS;
    for (int i = 0; i < files.size(); i++) {
      if (left <= 0) {
        isExact = false;
        break;
      }
      CorpusInput file = files.get(files.size() == FILES ? i * STEP % FILES : i);
      IngestReport tally = new IngestReport();
      try (InputDocuments in = open(spec, file, tally)) {
        long characters = 0;
        Document next = in.next();
        while (next != null) {
          characters += next.text().length();
          long before = seen[0];
          pipeline.sentences(next.text(), each -> count(pipeline, each, seen, language));
          documents.add(new Sized(DocumentHash.of(next.id()), (double) seen[0] - before));
          if (characters > CHARACTERS_OF_A_FILE) {
            break;
          }
          next = in.next();
        }
        left -= characters;
        isExact &= next == null;
        bytesRead += file.size() * (next == null ? 1 : in.share());
      }
      problem(file, tally, problems);
    }
    double all = inputs.stream().mapToLong(CorpusInput::size).sum();
    double factor = isExact ? 1 : all / Math.max(1, bytesRead);
    boolean isFileEach =
        FileFormat.of(inputs.get(0).name()) == FileFormat.TEXT
            && layout.documents() == CorpusSpec.Documents.FILE;
    double many = isFileEach ? inputs.size() : documents.size() * factor;
    Sizes sizes =
        new Sizes(inputs.size(), (long) all, many, seen[0] * factor, seen[1] * factor, isExact);
    return new InputSizes(
        sizes,
        isExact
            ? SplitForecast.ofAll(documents)
            : isFileEach
                ? SplitForecast.ofAll(files(inputs))
                : SplitForecast.ofSome(many, documents),
        problems);
  }

  /** So many files, or all, at equal distances. */
  static List<CorpusInput> spread(List<CorpusInput> inputs, int files) {
    int most = Math.min(files, inputs.size());
    List<CorpusInput> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(inputs.get((int) ((long) i * inputs.size() / most)));
    }
    return some;
  }

  /** The documents of a whole file. */
  static InputDocuments open(CorpusSpec spec, CorpusInput input, IngestReport tally)
      throws IOException {
    return InputDocuments.open(spec, input, new Range(0, input.name(), 0, Long.MAX_VALUE), tally);
  }

  /** Each file as a document, with its bytes. */
  private static List<Sized> files(List<CorpusInput> inputs) {
    return inputs.stream()
        .map(each -> new Sized(DocumentHash.of(each.name()), each.size()))
        .toList();
  }

  private static void problem(CorpusInput file, IngestReport tally, List<String> problems) {
    if (!tally.problems().isEmpty()) {
      IngestReport.Problem first = tally.problems().get(0);
      long line = tally.line(first.at());
      problems.add(file.path() + (line > 0 ? ":" + line : "") + ": " + first.message());
    }
  }

  private static void count(
      TextPipeline pipeline, String sentence, long[] seen, LanguageGuess language) {
    long before = seen[1];
    pipeline.tokens(
        sentence,
        (text, start, end) -> {
          seen[1]++;
          language.add(text, start, end);
        });
    seen[0] += seen[1] > before ? 1 : 0;
  }
}
