package ouroboros.experiment.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What is at the place where a file will be written. A link is followed, a folder is refused, and a
 * pipe or a device is written to: nothing that is there is replaced by another kind of file.
 *
 * @param file the file itself, behind all links
 * @param kind what is there
 */
public record WritePlace(Path file, Kind kind) {
  private static final int MOST_LINKS = 40;
  private static final List<String> STANDARD_OUTPUT =
      List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  /** How the place is written. */
  public enum Kind {
    /** A file, or nothing yet: it is replaced as a whole. */
    FILE,
    /** A pipe or a device: it is written to. */
    STREAM
  }

  /**
   * Looks at a place. Only local disks have links, pipes and devices.
   *
   * @throws IOException if it is a folder
   */
  public static WritePlace of(FileSystem files, Path path) throws IOException {
    if (!files.getUri().getScheme().equals("file")) {
      if (files.exists(path) && files.getFileStatus(path).isDirectory()) {
        throw folder(path);
      }
      return new WritePlace(path, Kind.FILE);
    }
    java.nio.file.Path local = local(path);
    if (isOpen(local)) {
      return new WritePlace(path, Kind.STREAM);
    }
    for (int links = 0; Files.isSymbolicLink(local); links++) {
      if (links == MOST_LINKS) {
        throw new IOException(path + " is a link that leads in a circle");
      }
      local = local.resolveSibling(Files.readSymbolicLink(local)).normalize();
      if (isOpen(local)) {
        return new WritePlace(new Path(local.toUri()), Kind.STREAM);
      }
    }
    if (Files.isDirectory(local)) {
      throw folder(path);
    }
    boolean other = Files.exists(local) && !Files.isRegularFile(local);
    Path file = local.equals(local(path)) ? path : new Path(local.toUri());
    return new WritePlace(file, other ? Kind.STREAM : Kind.FILE);
  }

  /** Whether a name stands for what a process has open, whatever that is. */
  private static boolean isOpen(java.nio.file.Path local) {
    return STANDARD_OUTPUT.contains(local.toString())
        || local.startsWith("/dev/fd")
        || local.startsWith("/proc");
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath();
  }

  private static IOException folder(Path path) {
    return new IOException(path + " is a folder; name a file");
  }

  /** Opens a pipe or a device. Standard output keeps its place in a file. */
  public OutputStream stream() throws IOException {
    String local = local(file).toString();
    return STANDARD_OUTPUT.contains(local)
        ? new StandardOutput()
        : new FileOutputStream(local, true);
  }

  /** Standard output, which stays open for what the program prints. */
  private static final class StandardOutput extends FilterOutputStream {
    StandardOutput() {
      super(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() {
      // A FileOutputStream has no buffer.
    }
  }
}
