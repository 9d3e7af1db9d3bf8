package ouroboros.spark.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.Sha256;
import scala.Option;

/**
 * Compares the files of prepared corpora with their SHA-256 before they are used, each once per
 * process. Files that this process wrote are not read again. Small files are read on the driver,
 * large ones in a Spark job where there is a session.
 */
final class CheckedFiles {
  private static final long ON_DRIVER = 64 << 20;
  private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

  private CheckedFiles() {}

  /** Records a file that this process wrote. */
  static void written(String path, SealedFile file) {
    CHECKED.add(key(path, file.sha256()));
  }

  /**
   * Checks files.
   *
   * @param files with whole paths as names
   * @throws UncheckedIOException if one is damaged
   */
  static void check(List<SealedFile> files) {
    List<SealedFile> pending =
        files.stream().filter(file -> !CHECKED.contains(key(file.name(), file.sha256()))).toList();
    long bytes = pending.stream().mapToLong(SealedFile::bytes).sum();
    Option<SparkSession> session = SparkSession.getDefaultSession();
    List<String> damage = new ArrayList<>();
    if (bytes <= ON_DRIVER || session.isEmpty()) {
      pending.stream().map(CheckedFiles::damage).filter(Objects::nonNull).forEach(damage::add);
    } else {
      damage.addAll(
          JavaSparkContext.fromSparkContext(session.get().sparkContext())
              .parallelize(addresses(pending), pending.size())
              .map(CheckedFiles::damageAt)
              .filter(line -> !line.isEmpty())
              .collect());
    }
    if (!damage.isEmpty()) {
      String said =
          "cannot read "
              + String.join("; ", damage)
              + "; a sealed file was damaged or deleted: jobs/verify names every such file";
      throw new UncheckedIOException(said, new IOException(said));
    }
    pending.forEach(file -> CHECKED.add(key(file.name(), file.sha256())));
  }

  private static List<String> addresses(List<SealedFile> files) {
    return files.stream()
        .map(file -> file.sha256() + " " + file.bytes() + " " + file.name())
        .toList();
  }

  private static String damageAt(String address) {
    String[] parts = address.split(" ", 3);
    String found = damage(new SealedFile(parts[2], Long.parseLong(parts[1]), parts[0]));
    return found == null ? "" : found;
  }

  /** What is wrong with a file; null if nothing is. */
  static @Nullable String damage(SealedFile file) {
    String path = file.name();
    try (InputStream in = CorpusFiles.open(path, 0);
        DigestInputStream digest = new DigestInputStream(in, Sha256.digest())) {
      digest.transferTo(OutputStream.nullOutputStream());
      String found = Sha256.hex(digest.getMessageDigest());
      return found.equals(file.sha256())
          ? null
          : path + ": SHA-256 " + found + ", the manifest says " + file.sha256();
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof FileNotFoundException
          ? path + ": missing"
          : path + ": " + e.getMessage();
    } catch (IOException e) {
      return path + ": " + e.getMessage();
    }
  }

  private static String key(String path, String sha256) {
    return sha256 + " " + path;
  }
}
