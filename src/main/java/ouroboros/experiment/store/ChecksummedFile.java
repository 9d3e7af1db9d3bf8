package ouroboros.experiment.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.text.Sha256;

/**
 * A file whose first line is the SHA-256 of the rest. So a file that was cut off is recognised as
 * invalid.
 */
public final class ChecksummedFile {
  private static final int LINE = 64;
  private static final int BUFFER = 1 << 13;

  private ChecksummedFile() {}

  /** Writes the file as one object. */
  public static void write(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream out = OwnFiles.create(files, path, true, BUFFER)) {
      out.write((Sha256.hex(content) + "\n").getBytes(StandardCharsets.US_ASCII));
      out.write(content);
    }
  }

  /** The content; empty where the file was cut off or damaged. */
  public static Optional<byte[]> read(FileSystem files, Path path) throws IOException {
    byte[] bytes;
    try (var in = files.open(path)) {
      bytes = in.readAllBytes();
    } catch (ChecksumException e) {
      return Optional.empty(); // cut off because the process that wrote it ended
    }
    if (bytes.length <= LINE) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(bytes, LINE + 1, bytes.length);
    return new String(bytes, 0, LINE, StandardCharsets.US_ASCII).equals(Sha256.hex(content))
        ? Optional.of(content)
        : Optional.empty();
  }
}
