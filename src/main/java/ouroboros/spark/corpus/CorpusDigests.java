package ouroboros.spark.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.Sha256;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * SHA-256 of every input file. Of a file above 64 MiB it is the SHA-256 of the digests of its
 * pieces of 64 MiB, so that one large file keeps the whole cluster busy. A small input is read on
 * the driver, which is faster than a Spark job.
 */
public final class CorpusDigests {
  private static final long PIECE = 64 << 20;
  private static final int ON_DRIVER = 64;

  private CorpusDigests() {}

  private record Piece(int file, long start) {}

  /** Names, sizes and digests, sorted by name, then digest. */
  public static List<PreparedCorpus.Input> of(JavaSparkContext spark, List<CorpusInput> inputs) {
    List<Piece> pieces = new ArrayList<>();
    long total = 0;
    for (int file = 0; file < inputs.size(); file++) {
      long size = inputs.get(file).size();
      total += size;
      for (long start = 0; start == 0 || start < size; start += PIECE) {
        pieces.add(new Piece(file, start));
      }
    }
    List<byte[]> digests = new ArrayList<>();
    if (total <= PIECE && pieces.size() <= ON_DRIVER) {
      pieces.forEach(piece -> digests.add(digest(inputs.get(piece.file).path(), piece.start)));
    } else {
      digests.addAll(inTasks(spark, inputs, pieces));
    }
    List<PreparedCorpus.Input> result = new ArrayList<>();
    int at = 0;
    for (int file = 0; file < inputs.size(); file++) {
      List<byte[]> own = new ArrayList<>();
      while (at < pieces.size() && pieces.get(at).file == file) {
        own.add(digests.get(at++));
      }
      CorpusInput input = inputs.get(file);
      result.add(new PreparedCorpus.Input(input.name(), input.size(), fold(own)));
    }
    result.sort(
        Comparator.comparing(PreparedCorpus.Input::name)
            .thenComparing(PreparedCorpus.Input::digest));
    return result;
  }

  private static List<byte[]> inTasks(
      JavaSparkContext spark, List<CorpusInput> inputs, List<Piece> pieces) {
    List<String> addresses = new ArrayList<>();
    for (Piece piece : pieces) {
      addresses.add(piece.start + " " + inputs.get(piece.file).path());
    }
    int tasks = Math.min(addresses.size(), 4 * spark.defaultParallelism());
    return spark
        .parallelize(addresses, tasks)
        .map(
            address -> {
              int space = address.indexOf(' ');
              long start = Long.parseLong(address.substring(0, space));
              return digest(address.substring(space + 1), start);
            })
        .collect();
  }

  private static String fold(List<byte[]> pieces) {
    if (pieces.size() == 1) {
      return HexFormat.of().formatHex(pieces.get(0));
    }
    MessageDigest whole = Sha256.digest();
    pieces.forEach(whole::update);
    return Sha256.hex(whole);
  }

  private static byte[] digest(String path, long start) {
    MessageDigest sha256 = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = CorpusFiles.open(path, start)) {
      for (long left = PIECE; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        sha256.update(buffer, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sha256.digest();
  }
}
