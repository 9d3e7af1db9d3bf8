package ouroboros.faults;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * An object store, {@code object:/key}, whose objects are stored below the folder {@code
 * fs.object.root}. An object appears as a whole when its stream is closed. A listing does not
 * contain the newest objects yet. A rename is a slow copy, piece by piece under the new name,
 * followed by a deletion.
 */
public final class ObjectStore extends FileSystem {
  static final String ROOT = "fs.object.root";

  /** How long a listing lags, in milliseconds. */
  static final long LAG = 700;

  private static final int PIECE = 512;

  private final RawLocalFileSystem disk = new RawLocalFileSystem();
  private String root = "";

  /** Created by Hadoop. */
  public ObjectStore() {}

  /** The settings with which an application finds the store below a folder. */
  static Map<String, String> settings(java.nio.file.Path root) throws IOException {
    Files.createDirectories(root);
    return Map.of(
        "spark.hadoop.fs.object.impl",
        ObjectStore.class.getName(),
        "spark.hadoop." + ROOT,
        root.toString());
  }

  /** A run in the store below a folder. */
  static Trial trial(java.nio.file.Path root) throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.object.impl", ObjectStore.class.getName());
    conf.set(ROOT, root.toString());
    Path out = new Path("object:/runs/out");
    return new Trial(FileSystem.newInstance(out.toUri(), conf), out);
  }

  @Override
  public String getScheme() {
    return "object";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setConf(conf);
    disk.initialize(URI.create("file:///"), conf);
    root = conf.get(ROOT);
  }

  @Override
  public URI getUri() {
    return URI.create("object:///");
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
        || super.hasPathCapability(path, capability);
  }

  private Path local(Path path) {
    return new Path("file:" + root + path.toUri().getPath());
  }

  private Path key(Path local) {
    return new Path("object:" + local.toUri().getPath().substring(root.length()));
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return disk.open(local(path), buffer);
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
    if (!overwrite && exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new FSDataOutputStream(new Upload(local(path)), statistics);
  }

  /** Bytes that are not visible before they are an object. */
  private final class Upload extends ByteArrayOutputStream {
    private final Path to;

    Upload(Path to) {
      this.to = to;
    }

    @Override
    public void close() throws IOException {
      Path upload = new Path("file:" + root + ".uploads/" + java.util.UUID.randomUUID());
      try (OutputStream out = disk.create(upload, true)) {
        writeTo(out);
      }
      disk.mkdirs(to.getParent());
      disk.rename(upload, to);
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    FileStatus status = getFileStatus(from);
    if (status.isDirectory()) {
      for (FileStatus each : disk.listStatus(local(from))) {
        rename(key(each.getPath()), new Path(to, each.getPath().getName()));
      }
      return delete(from, true);
    }
    disk.mkdirs(local(to).getParent());
    try (InputStream in = disk.open(local(from));
        OutputStream out = disk.create(local(to), true)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        out.write(piece);
        out.flush();
        Cluster.pause();
      }
    }
    return delete(from, false);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return disk.delete(local(path), recursive);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    long known = System.currentTimeMillis() - LAG;
    return Arrays.stream(disk.listStatus(local(path)))
        .filter(each -> each.isDirectory() || each.getModificationTime() < known)
        .map(this::named)
        .toArray(FileStatus[]::new);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return disk.mkdirs(local(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    try {
      return named(disk.getFileStatus(local(path)));
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(path + " is no object");
    }
  }

  private FileStatus named(FileStatus status) {
    status.setPath(key(status.getPath()));
    return status;
  }

  @Override
  public FSDataOutputStream append(Path path, int buffer, Progressable progress) {
    throw new UnsupportedOperationException("an object is not appended to");
  }

  @Override
  public void setWorkingDirectory(Path path) {
    // Keys have no place to be relative to.
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("object:/");
  }
}
