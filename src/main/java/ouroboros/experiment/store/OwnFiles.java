package ouroboros.experiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * The files that this program made. This is the only place in the program that deletes. It deletes
 * what this process or its tasks made, files that a manifest of the run names, and temporary files
 * of calibrations, inside the folder of the run. Nothing else is ever deleted, whatever a caller
 * asks for.
 */
public final class OwnFiles {
  /** Folders under names that nothing else uses: all that is in them is ours. */
  private static final Set<String> FOLDERS = ConcurrentHashMap.newKeySet();

  /** Files and folders under fixed names that were not there before this process made them. */
  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

  private static final Pattern CALIBRATION =
      Pattern.compile("cells/calibration-[0-9a-f]{16}(?:-m[0-9]{3})?");
  private static final Pattern WRITTEN = Pattern.compile(".*-[0-9]{5,}-[0-9a-f]{8}-[0-9a-f]{4}");
  private static final Pattern DRAW = Pattern.compile("(?:[A-Z]|part-[a-z]+)-[0-9]+-[0-9a-f-]+");

  private static @Nullable FileSystem local;

  private OwnFiles() {}

  /**
   * Records a folder that this process makes under a new name with a random part. Everything in it
   * is the process's own.
   */
  public static Path newFolder(FileSystem files, Path folder) {
    FOLDERS.add(key(files, folder));
    return folder;
  }

  /** Records a file or folder that this process made where there was none. */
  public static void made(FileSystem files, Path path) {
    MADE.add(key(files, path));
  }

  /** Whether this process made a file or folder. */
  public static boolean isMade(FileSystem files, Path path) {
    return MADE.contains(key(files, path)) || isInNewFolder(files, path);
  }

  /**
   * Creates a file, or empties it, without a checksum file next to it. On a local disk the user's
   * umask decides who can read it.
   */
  public static OutputStream create(FileSystem files, Path path, boolean overwrite, int buffer)
      throws IOException {
    FileSystem to = withoutModes(files);
    to.setWriteChecksum(false);
    return to.create(
        files.makeQualified(path),
        null,
        overwrite,
        buffer,
        files.getDefaultReplication(path),
        files.getDefaultBlockSize(path),
        null);
  }

  /** Makes a folder and those above it, where they are missing. */
  public static void createFolder(FileSystem files, Path folder) throws IOException {
    withoutModes(files).mkdirs(files.makeQualified(folder));
  }

  /**
   * The local disk in place of Hadoop's (3.5.0), with checksum files or without, which starts a
   * process {@code chmod} for every file and folder, unless Hadoop has a umask other than that of
   * this process.
   */
  static FileSystem withoutModes(FileSystem files) throws IOException {
    boolean isDisk =
        files.getClass() == LocalFileSystem.class || files.getClass() == RawLocalFileSystem.class;
    return isDisk && FsPermission.getUMask(files.getConf()).toShort() == Disk.UMASK
        ? disk()
        : files;
  }

  /** A local disk on which what is created keeps the mode that the umask of this process gives. */
  private static final class Disk extends RawLocalFileSystem {
    static final short UMASK = Short.parseShort(Umask.ofProcess(), 8);

    @Override
    public void setPermission(Path path, FsPermission mode) {}
  }

  /** Moves a file to a path in one step; it takes the place of a file there, never of a folder. */
  public static void replace(FileSystem files, Path from, Path to) throws IOException {
    if (files.exists(to) && files.getFileStatus(to).isDirectory()) {
      throw new IOException(to + " is a folder; it stays");
    }
    if (files.getUri().getScheme().equals("file")) {
      // On local disks, FileContext would delete the old file first.
      if (!files.rename(from, to)) {
        throw new IOException("cannot rename " + from + " to " + to);
      }
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(from, to, Options.Rename.OVERWRITE);
  }

  /** A new file for temporary content, on the local disk. */
  public static java.nio.file.Path temporaryFile(String prefix, String suffix) throws IOException {
    return local(Files.createTempFile(prefix, suffix));
  }

  /** The same in a folder. */
  public static java.nio.file.Path temporaryFile(
      java.nio.file.@Nullable Path folder, String prefix, String suffix) throws IOException {
    return local(Files.createTempFile(folder, prefix, suffix));
  }

  /** Records a file or folder on the local disk that was made under a new name. */
  public static java.nio.file.Path local(java.nio.file.Path path) throws IOException {
    newFolder(disk(), onDisk(path));
    return path;
  }

  /** Deletes a folder on the local disk that this process made, if it is empty. */
  public static void removeEmpty(java.nio.file.Path folder) throws IOException {
    Path path = onDisk(folder);
    made(disk(), path);
    remove(disk(), path);
  }

  /** Deletes what {@link #local} recorded, with everything in it. */
  public static void remove(java.nio.file.Path path) throws IOException {
    remove(disk(), onDisk(path));
  }

  /**
   * Deletes a file, or a folder with everything in it, if this process made it under a new name; a
   * folder under a fixed name only if it is empty.
   *
   * @throws IllegalArgumentException if this process did not make it
   */
  public static void remove(FileSystem files, Path path) throws IOException {
    if (isInNewFolder(files, path)) {
      delete(files, path, true);
    } else if (MADE.contains(key(files, path))) {
      delete(files, path, false);
    } else {
      throw new IllegalArgumentException(path + " was not made by this process; it stays");
    }
  }

  /**
   * Deletes what this process made below a folder under fixed names: files, then the folders that
   * are empty.
   */
  public static void removeMade(FileSystem files, Path folder) throws IOException {
    String below = key(files, folder) + "/";
    List<Path> deepestFirst =
        Stream.concat(MADE.stream(), FOLDERS.stream())
            .filter(made -> made.startsWith(below))
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(HadoopPath::of)
            .toList();
    for (Path path : deepestFirst) {
      if (isInNewFolder(files, path)) {
        delete(files, path, true);
      } else if (isFile(files, path) || isEmptyFolder(files, path)) {
        delete(files, path, false);
      }
      MADE.remove(path.toString());
    }
  }

  /**
   * Deletes files of a run by the names that its manifests or this process gave them.
   *
   * @param root the folder of the run
   * @throws IOException if a name leads out of the folder
   */
  static void remove(FileSystem files, String root, Collection<String> names) throws IOException {
    for (String name : names) {
      Links.refuse(files, root, name, root);
      Path path = HadoopPath.of(root + "/" + name);
      if (isFile(files, path)) {
        delete(files, path, false);
      }
    }
  }

  /**
   * Deletes files that tasks wrote for later jobs of a generation.
   *
   * @param root the folder of the run
   * @throws IllegalArgumentException if a file is not called as a task calls its files
   */
  public static void removeWritten(FileSystem files, String root, Collection<String> names)
      throws IOException {
    for (String name : names) {
      if (!WRITTEN.matcher(name).matches()) {
        throw new IllegalArgumentException(name + " is not called as a task calls its files");
      }
    }
    remove(files, root, names);
  }

  /**
   * Deletes the files of draws that a killed process left in the folder of a calibration, and then
   * the folders that are empty. Files that are not called as a task calls them stay.
   *
   * @param root the folder of the run
   */
  static void removeCalibration(FileSystem files, String root, String folder) throws IOException {
    if (!CALIBRATION.matcher(folder).matches()) {
      throw new IllegalArgumentException(folder + " is no folder of a calibration; it stays");
    }
    Links.refuse(files, root, folder, root);
    removeDraws(files, HadoopPath.of(root + "/" + folder));
  }

  private static void removeDraws(FileSystem files, Path folder) throws IOException {
    if (!files.exists(folder)) {
      return;
    }
    for (FileStatus each : files.listStatus(folder)) {
      if (each.isDirectory()) {
        removeDraws(files, each.getPath());
      } else if (DRAW.matcher(each.getPath().getName()).matches()) {
        delete(files, each.getPath(), false);
      }
    }
    if (isEmptyFolder(files, folder)) {
      delete(files, folder, false);
    }
  }

  private static boolean isInNewFolder(FileSystem files, Path path) {
    for (Path up = files.makeQualified(path); up != null; up = up.getParent()) {
      if (FOLDERS.contains(up.toString())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFile(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path).isFile();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static boolean isEmptyFolder(FileSystem files, Path path) throws IOException {
    try {
      return files.listStatus(path).length == 0;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** The one call in the program that deletes. */
  private static void delete(FileSystem files, Path path, boolean whole) throws IOException {
    files.delete(path, whole);
  }

  /** The local disk, not from Hadoop's cache, which is closed before the last files are deleted. */
  private static synchronized FileSystem disk() throws IOException {
    if (local == null) {
      local = new Disk();
      local.initialize(URI.create("file:///"), new Configuration(false));
    }
    return local;
  }

  /** Not by its URI, which ends in a slash for a folder. */
  private static Path onDisk(java.nio.file.Path path) {
    return new Path("file", null, path.toAbsolutePath().toString());
  }

  private static String key(FileSystem files, Path path) {
    return files.makeQualified(path).toString();
  }
}
