package ouroboros.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk of a process that dies at its k-th operation on files. That operation is
 * interrupted in the middle (a file has half of its bytes), and nothing happens after it, not even
 * reading. Operations are: creating a file, closing a file, renaming, deleting, creating a folder.
 */
public final class CutFiles extends RawLocalFileSystem {
  private static final List<String> DONE = new ArrayList<>();
  private static int fatal = Integer.MAX_VALUE;

  /** Created by Hadoop. */
  public CutFiles() {}

  /** Clears the list of operations. The operation with this number will be the last. */
  static void dieAt(int operation) {
    synchronized (DONE) {
      DONE.clear();
      fatal = operation;
    }
  }

  /** The operations so far, in order: the operation and the kind of file. */
  static List<String> done() {
    synchronized (DONE) {
      return List.copyOf(DONE);
    }
  }

  /** Thrown by the operation at which the process dies. */
  static final class Death extends IOException {
    private static final long serialVersionUID = 1L;

    Death(String at) {
      super("dead since " + at);
    }
  }

  /** Whether this operation is the one that is interrupted. */
  private static boolean cut(String operation, Path path) throws IOException {
    synchronized (DONE) {
      alive();
      DONE.add(operation + " " + kind(path));
      return DONE.size() == fatal;
    }
  }

  private static void alive() throws IOException {
    synchronized (DONE) {
      if (DONE.size() >= fatal) {
        throw new Death(DONE.get(fatal - 1));
      }
    }
  }

  /** A file's name without the parts that differ from run to run. */
  private static String kind(Path path) {
    String name = path.getName().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]+)?", "#");
    return name.replaceAll("\\d{3,}", "N");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    boolean last = cut("begin", path);
    OutputStream file = super.create(path, overwrite, buffer, replication, block, progress);
    if (last) {
      file.close();
      alive();
    }
    return new FSDataOutputStream(new Cuttable(path, file), statistics);
  }

  @Override
  public FSDataOutputStream create(
      Path path, boolean overwrite, int buffer, short replication, long block, Progressable p)
      throws IOException {
    return create(path, null, overwrite, buffer, replication, block, p);
  }

  /** Holds all bytes back until the file is closed. */
  private static final class Cuttable extends ByteArrayOutputStream {
    private final Path path;
    private final OutputStream file;
    private boolean closed;

    Cuttable(Path path, OutputStream file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      boolean last = cut("close", path);
      file.write(toByteArray(), 0, last ? size() / 2 : size());
      file.close();
      if (last) {
        alive();
      }
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (cut("rename", to)) {
      alive();
    }
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (cut("delete", path)) {
      alive();
    }
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    alive();
    return super.mkdirs(path, permission);
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    alive();
    return super.open(path, buffer);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    alive();
    return super.listStatus(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    alive();
    return super.getFileStatus(path);
  }
}
