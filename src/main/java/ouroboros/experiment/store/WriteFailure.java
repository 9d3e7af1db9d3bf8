package ouroboros.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/** Messages for a file that could not be written: which file, why, and that nothing is lost. */
public final class WriteFailure {
  private WriteFailure() {}

  /** A failure that the storage reported. */
  public static UncheckedIOException of(Path path, IOException e) {
    return new UncheckedIOException(
        "cannot write "
            + path
            + ": "
            + e.getMessage()
            + "; nothing that is sealed is lost: make room or give access, then the same command"
            + " goes on from here",
        e);
  }

  /** A failure of a local disk, which reports that it is full as an error. */
  public static UncheckedIOException of(Path path, FSError e) {
    return of(path, e.getCause() instanceof IOException cause ? cause : new IOException(e));
  }
}
