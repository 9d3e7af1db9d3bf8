package ouroboros.spark;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.ngram.arpa.ArpaException;
import ouroboros.ngram.arpa.ArpaModel;
import ouroboros.ngram.arpa.ArpaReader;
import ouroboros.ngram.arpa.Awaited;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.estimate.TextScorer;
import ouroboros.spark.prepare.InputDocuments;
import ouroboros.spark.prepare.PreparationChecks;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;
import ouroboros.text.read.Compression;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;

/**
 * log10 p(sentence), the sum over its tokens and {@code </s>} of log10 p(token | context).
 *
 * <p>Scores text under the model of an ARPA file, sentence by sentence, in the order of the input.
 * It uses the threads of this JVM and reads files through Hadoop's file systems; pipes and devices
 * it reads as streams.
 *
 * <p>Where every line is a sentence, every line has a score, also a blank one: that of {@code </s>}
 * alone. A line ends with LF. Where text is split into sentences, those without a token are left
 * out. As in KenLM, words are not normalised ({@link ArpaModel#id} says what is equal), and a mark
 * in the text is that mark, unless the model has its escaped form. The perplexities are defined as
 * in KenLM's {@code query}: 10^(-sum / tokens), where {@code </s>} is a token. The second
 * perplexity leaves out the tokens outside the vocabulary and their probabilities.
 */
public final class ScoreRun {
  /** Receives scores. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Receives the score of a sentence.
     *
     * @param total log10 probability of the sentence, {@code </s>} included
     * @param outside number of tokens outside the vocabulary
     */
    void accept(double total, int outside);
  }

  /** How much text one thread scores at a time, and how many such pieces are read at a time. */
  private static final int CHARACTERS = 1 << 18;

  private static final int PIECES = 2 * Runtime.getRuntime().availableProcessors();

  private final ArpaModel model;
  private final Sink sink;
  private long sentences;
  private long tokens;
  private long outside;
  private double total;
  private double unknown;

  private ScoreRun(ArpaModel model, Sink sink) {
    this.model = model;
    this.sink = sink;
  }

  /**
   * Scores the sentences of files.
   *
   * @param arpa the model
   * @param inputs paths, folders, globs: text, JSON lines, CSV or Parquet
   * @return sentences, tokens, oov, perplexity, perplexityWithoutOov
   * @throws CorpusException if a file is missing, damaged or of another format
   */
  public static Map<String, Object> score(
      String arpa, List<String> inputs, StatedText text, Sink sink) {
    ScoreRun run = new ScoreRun(read(arpa), sink);
    CorpusSpec spec = text.spec(inputs);
    for (String given : inputs) {
      String each = given.equals("-") ? "/dev/stdin" : given;
      IngestReport tally = new IngestReport();
      if (isStream(each)) {
        CorpusInput stream = new CorpusInput(each, each, 0);
        run.stream(spec, stream, tally);
        if (!tally.problems().isEmpty()) {
          PreparationChecks.input(spec, tally, List.of(stream));
        }
        continue;
      }
      List<CorpusInput> files = CorpusListing.of(List.of(each), tally);
      for (int file = 0; file < files.size(); file++) {
        run.file(spec, files.get(file), file, tally);
      }
      PreparationChecks.input(spec, tally, files);
    }
    return run.line();
  }

  /** Whether a path is standard input, a pipe or a device. */
  private static boolean isStream(String path) {
    if (path.equals("/dev/stdin") || path.startsWith("/dev/fd/") || path.startsWith("/proc/")) {
      return true;
    }
    try {
      return Files.readAttributes(Path.of(path), BasicFileAttributes.class).isOther();
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static InputStream open(String path) throws IOException {
    return isStream(path) ? new FileInputStream(path) : CorpusFiles.open(path, 0);
  }

  private static ArpaModel read(String arpa) {
    refuseMissing(arpa);
    try {
      if (!isStream(arpa)) {
        return ArpaReader.read(() -> Compression.of(arpa).unpack(CorpusFiles.open(arpa, 0)));
      }
      try (InputStream in =
          Compression.of(arpa).unpack(new BufferedInputStream(open(arpa), 1 << 16))) {
        return ArpaReader.read(in);
      }
    } catch (ArpaException e) {
      throw new CorpusException(arpa + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CorpusException(
          arpa + ": damaged or cut off, or not packed as its name says: " + e.getMessage());
    }
  }

  /** Refuses a model that is not there, in whatever file system its name says. */
  private static void refuseMissing(String arpa) {
    try {
      var path = HadoopPath.of(arpa);
      FileSystem files = CorpusFiles.system(path);
      if (!isStream(arpa) && !files.exists(path)) {
        throw new CorpusException(arpa + " does not exist");
      }
      if (!isStream(arpa) && files.getFileStatus(path).isDirectory()) {
        throw new CorpusException(arpa + " is a folder; name an ARPA file");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + arpa + ": " + e.getMessage(), e);
    }
  }

  private void file(CorpusSpec spec, CorpusInput input, int number, IngestReport tally) {
    DocumentReader.Range range = new DocumentReader.Range(number, input.name(), 0, Long.MAX_VALUE);
    boolean everyLine =
        FileFormat.of(input.name()) == FileFormat.TEXT
            && spec.sentences() == CorpusSpec.Sentences.LINES;
    try {
      if (everyLine) {
        try (InputStream in =
            Compression.of(input.name()).unpack(CorpusFiles.open(input.path(), 0))) {
          documents(spec, DocumentReader.everyLine(range, in, tally), PIECES);
        }
      } else {
        try (InputDocuments in = InputDocuments.open(spec, input, range, tally)) {
          documents(spec, in, PIECES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(input.path() + ": " + e.getMessage(), e);
    }
  }

  /** Text from a pipe or device; every line is read by itself, so that none waits for the last. */
  private void stream(CorpusSpec spec, CorpusInput input, IngestReport tally) {
    DocumentReader.Range range = new DocumentReader.Range(0, input.name(), 0, Long.MAX_VALUE);
    try (InputStream in = Compression.of(input.name()).unpack(open(input.path()))) {
      documents(spec, DocumentReader.everyLine(range, in, tally), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(input.path() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads pieces of text, which all threads score while this one reads more and gives the scores to
   * the sink.
   *
   * @param pieces how many at a time; 0 scores each document as soon as it is read
   */
  private void documents(CorpusSpec spec, DocumentReader reader, int pieces) throws IOException {
    Deque<Future<TextScorer.Scores>> ahead = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, pieces / 2));
    List<String> piece = new ArrayList<>();
    long characters = 0;
    boolean isScored = true;
    try {
      for (Document document = next(reader); document != null; document = next(reader)) {
        piece.add(document.text());
        characters += document.text().length() + 1;
        if (pieces == 0 || characters >= CHARACTERS) {
          ahead.add(submitted(pool, spec, piece));
          piece = new ArrayList<>();
          characters = 0;
        }
        while (ahead.size() > pieces) {
          isScored = false;
          scored(ahead.remove());
          isScored = true;
        }
      }
    } finally {
      // What was read before an error has its scores; nothing follows text that could not be
      // scored.
      try {
        if (isScored) {
          ahead.add(submitted(pool, spec, piece));
          while (!ahead.isEmpty()) {
            scored(ahead.remove());
          }
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private static @Nullable Document next(DocumentReader reader) throws IOException {
    return reader.next();
  }

  private Future<TextScorer.Scores> submitted(
      ExecutorService pool, CorpusSpec spec, List<String> piece) {
    return pool.submit(() -> TextScorer.score(model, spec, piece));
  }

  private void scored(Future<TextScorer.Scores> scores) throws IOException {
    TextScorer.Scores each = Awaited.result(scores);
    for (int i = 0; i < each.size(); i++) {
      sentences++;
      tokens += each.tokens()[i];
      outside += each.outside()[i];
      total += each.totals()[i];
      unknown += each.unknown()[i];
      sink.accept(each.totals()[i], each.outside()[i]);
    }
  }

  private Map<String, Object> line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sentences", sentences);
    line.put("tokens", tokens);
    line.put("oov", outside);
    line.put("perplexity", perplexity(total, tokens));
    line.put("perplexityWithoutOov", perplexity(total - unknown, tokens - outside));
    return line;
  }

  /** The perplexity; null if there is no token. */
  private static @Nullable Double perplexity(double log10, long of) {
    return of == 0 ? null : StrictMath.pow(10, -log10 / of);
  }
}
