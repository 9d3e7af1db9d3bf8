package ouroboros.spark.estimate;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.experiment.store.WritePlace;
import ouroboros.ngram.arpa.ArpaWriter;
import ouroboros.ngram.count.CountRun;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.cluster.Scratch;
import ouroboros.text.CorpusException;
import ouroboros.text.read.Compression;
import scala.Tuple2;

/**
 * Writes an ARPA file with many tasks: one piece per order and part, then all pieces in order as
 * one file. Compressed pieces become the members of one .gz file. A piece from a failed or repeated
 * task is never read. The file gets its name when it is complete.
 */
public final class ArpaParts {
  private static final int BUFFER = 1 << 20;

  private ArpaParts() {}

  /**
   * The place of the file and of its pieces.
   *
   * @param path the file, a pipe or a device; it is compressed if the name ends in .gz
   * @param folder a folder for the pieces, next to a file; for a stream a temporary one
   * @param stream whether it is a pipe or a device, which is written to and not replaced
   */
  public record Target(String path, String folder, boolean stream) implements Serializable {
    /**
     * Looks at what is there.
     *
     * @throws CorpusException if it is a folder
     */
    public static Target of(SparkSession session, String path) {
      return of(place(path), () -> Scratch.ofPieces(session, path));
    }

    /** The same where no piece is written before the file. */
    static Target withoutPieces(String path) {
      return of(place(path), () -> "");
    }

    /** Refuses a folder. */
    static WritePlace place(String path) {
      try {
        return WritePlace.of(CorpusFiles.system(HadoopPath.of(path)), HadoopPath.of(path));
      } catch (IOException e) {
        throw new CorpusException("--arpa: " + e.getMessage());
      }
    }

    private static Target of(WritePlace place, Supplier<String> pieces) {
      Path file = place.file();
      boolean stream = place.kind() == WritePlace.Kind.STREAM;
      String name = "." + file.getName() + "-" + UUID.randomUUID().toString().substring(0, 8);
      if (stream) {
        return new Target(file.toString(), pieces.get(), true);
      }
      Path parent = file.getParent();
      Path folder = parent == null ? HadoopPath.of(name) : HadoopPath.in(parent, name);
      try {
        OwnFiles.newFolder(CorpusFiles.system(folder), folder);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
      }
      return new Target(file.toString(), folder.toString(), false);
    }

    private OutputStream open(Path to) throws IOException {
      OutputStream out = create(CorpusFiles.system(to), to);
      return Compression.of(path) == Compression.GZIP ? new GZIPOutputStream(out, 1 << 16) : out;
    }
  }

  /** Writes the pieces of one part; returns their names, which sort by order, then part. */
  static Iterator<String> write(
      Target target,
      int top,
      Iterator<Tuple2<Integer, CountRun>> lines,
      Iterator<Tuple2<Integer, CountRun>> weights,
      byte[][] words) {
    List<List<CountRun>> probabilities = new ArrayList<>();
    List<List<CountRun>> backOffs = new ArrayList<>();
    for (int n = 0; n <= top; n++) {
      probabilities.add(new ArrayList<>());
      backOffs.add(new ArrayList<>());
    }
    lines.forEachRemaining(
        record -> {
          if (record._1() == EstimationRecords.PROBABILITY) {
            probabilities.get(record._2().layout().order()).add(record._2());
          }
        });
    weights.forEachRemaining(record -> backOffs.get(record._2().layout().order()).add(record._2()));
    List<String> pieces = new ArrayList<>();
    TaskContext task = TaskContext.get();
    for (int n = 2; n <= top; n++) {
      if (probabilities.get(n).isEmpty()) {
        continue;
      }
      String piece =
          String.format(Locale.ROOT, "%d-%08d-%d", n, task.partitionId(), task.taskAttemptId());
      Path path = HadoopPath.in(target.folder, piece);
      try (OutputStream out = target.open(path)) {
        ArpaWriter.grams(n, top, probabilities.get(n), backOffs.get(n), words, to(out));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
      }
      probabilities.set(n, List.of());
      backOffs.set(n, List.of());
      pieces.add(piece);
    }
    return pieces.iterator();
  }

  private static OutputStream create(FileSystem files, Path path) throws IOException {
    return new BufferedOutputStream(CorpusFiles.create(files, path, BUFFER), BUFFER);
  }

  private static Consumer<byte[]> to(OutputStream out) {
    return bytes -> {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Joins the pieces to one file and removes them. */
  static void assemble(
      Target target, long[] grams, Consumer<Consumer<byte[]>> unigrams, List<String> pieces) {
    List<String> ordered = pieces.stream().sorted().toList();
    Path folder = HadoopPath.of(target.folder);
    int[] next = {0};
    write(
        target,
        grams,
        unigrams,
        (n, out) -> {
          FileSystem files = CorpusFiles.system(folder);
          for (;
              next[0] < ordered.size() && ordered.get(next[0]).charAt(0) == (char) ('0' + n);
              next[0]++) {
            Path piece = HadoopPath.in(folder, ordered.get(next[0]));
            try (InputStream in = files.open(piece, BUFFER)) {
              in.transferTo(out);
            }
          }
        });
  }

  /** Writes the n-grams of one order. */
  @FunctionalInterface
  interface Section {
    void write(int n, OutputStream out) throws IOException;
  }

  /**
   * Writes the file.
   *
   * @param section of the orders above 1, compressed if the file is
   */
  static void write(
      Target target, long[] grams, Consumer<Consumer<byte[]>> unigrams, Section section) {
    Path file = HadoopPath.of(target.path);
    try {
      FileSystem files = CorpusFiles.system(file);
      if (target.stream) {
        try (OutputStream out = stream(files, file)) {
          sections(target, out, grams, unigrams, section);
        }
      } else {
        Path whole = HadoopPath.in(HadoopPath.of(target.folder), "whole");
        try (OutputStream out = create(files, whole)) {
          sections(target, out, grams, unigrams, section);
        }
        OwnFiles.replace(files, whole, file);
      }
      if (!target.folder.isEmpty()) {
        Path folder = HadoopPath.of(target.folder);
        OwnFiles.remove(CorpusFiles.system(folder), folder);
      }
    } catch (IOException e) {
      discard(target, e);
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      discard(target, e);
      throw e;
    }
  }

  private static void sections(
      Target target,
      OutputStream out,
      long[] grams,
      Consumer<Consumer<byte[]>> unigrams,
      Section section)
      throws IOException {
    between(target, out, ArpaWriter.head(grams));
    between(target, out, ArpaWriter.section(1));
    OutputStream packed = member(target, out);
    unigrams.accept(to(packed));
    finish(packed);
    for (int n = 2; n < grams.length; n++) {
      between(target, out, ArpaWriter.section(n));
      section.write(n, out);
    }
    between(target, out, ArpaWriter.end());
  }

  /** Whether the file is compressed. */
  static boolean isPacked(Target target) {
    return Compression.of(target.path) == Compression.GZIP;
  }

  /** The compressed lines of one order and part. */
  static byte[] packed(int top, CountRun probabilities, List<CountRun> backOffs, byte[][] words) {
    int n = probabilities.layout().order();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    try (OutputStream packed = new GZIPOutputStream(bytes, 1 << 16)) {
      ArpaWriter.grams(n, top, List.of(probabilities), backOffs, words, to(packed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Removes the pieces after a failure, which is the one that is reported. */
  private static void discard(Target target, Throwable failure) {
    if (target.folder.isEmpty()) {
      return;
    }
    Path folder = HadoopPath.of(target.folder);
    try {
      OwnFiles.remove(CorpusFiles.system(folder), folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static OutputStream stream(FileSystem files, Path file) throws IOException {
    return new BufferedOutputStream(WritePlace.of(files, file).stream(), BUFFER);
  }

  private static void between(Target target, OutputStream out, byte[] bytes) throws IOException {
    OutputStream packed = member(target, out);
    packed.write(bytes);
    finish(packed);
  }

  private static OutputStream member(Target target, OutputStream out) throws IOException {
    return isPacked(target) ? new GZIPOutputStream(out, 1 << 16) : out;
  }

  private static void finish(OutputStream packed) throws IOException {
    if (packed instanceof GZIPOutputStream member) {
      member.finish();
    }
  }
}
