package ouroboros.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.OwnFiles;

/**
 * A folder for what a process keeps on a local disk while it runs: only its owner can read it, and
 * it goes when the process ends. A process that is killed leaves it behind; the next one of the
 * same user on the same machine finds it and deletes it.
 *
 * <p>The process holds a lock on the file {@code held} in its folder. The operating system frees
 * that lock when the process dies, so a folder whose lock is free has no owner. The file names the
 * machine and the folder, so no other folder is taken for one of ours.
 */
public final class ScratchFolder implements AutoCloseable {
  private static final String PREFIX = "ouroboros-";
  private static final String NAME = PREFIX + "[0-9a-f]{32}";
  private static final String HELD = "held";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** Of this process: to open the file {@code held} of one of them would free its lock. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel held;

  private ScratchFolder(Path path, FileChannel held) {
    this.path = path;
    this.held = held;
  }

  /** Makes a folder in another one, and deletes those that dead processes left there. */
  static ScratchFolder in(Path base) {
    try {
      Path place = Files.createDirectories(base.toAbsolutePath()).toRealPath();
      Path path = place.resolve(PREFIX + UUID.randomUUID().toString().replace("-", ""));
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      OWN.add(path);
      FileChannel held =
          FileChannel.open(
              path.resolve(HELD), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      ScratchFolder made = new ScratchFolder(path, held);
      if (held.tryLock() != null) {
        held.write(ByteBuffer.wrap(note(path).getBytes(StandardCharsets.UTF_8)));
      }
      removeDead(place);
      return made;
    } catch (IOException | UnsupportedOperationException e) {
      throw new UncheckedIOException(
          base
              + " is where Spark keeps shuffled data, and nothing can be written there ("
              + e
              + "); name a folder on a local disk in SPARK_LOCAL_DIRS or TMPDIR",
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** The folder. */
  Path path() {
    return path;
  }

  /** Deletes the folder. */
  @Override
  public void close() {
    if (OWN.contains(path)) {
      try (held) {
        delete(path);
      } catch (IOException e) {
        // Another process of ours will.
      } finally {
        OWN.remove(path);
      }
    }
  }

  static String note(Path folder) {
    return "ouroboros scratch\n" + host() + "\n" + folder.getFileName() + "\n";
  }

  /** The name of this machine as its kernel has it, without asking the network. */
  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      String name = System.getenv("HOSTNAME");
      return name == null ? "" : name;
    }
  }

  private static void removeDead(Path base) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
      for (Path each : folders) {
        if (each.getFileName().toString().matches(NAME) && !OWN.contains(each)) {
          try {
            removeIfDead(each);
          } catch (IOException | OverlappingFileLockException e) {
            // It belongs to somebody else, or another process deletes it at the same time.
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder where one may write and not look.
    }
  }

  private static void removeIfDead(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
      return;
    }
    Set<OpenOption> options =
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(folder.resolve(HELD), options);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null && note(folder).equals(text(channel))) {
        delete(folder);
      }
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 10);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /** Deletes a folder of ours, this process's or a dead one's. The file that marks it goes last. */
  private static void delete(Path folder) throws IOException {
    Path mark = OwnFiles.local(folder).resolve(HELD);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (!file.equals(mark)) {
              OwnFiles.remove(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // Spark deletes at the same time
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            if (!each.equals(folder)) {
              OwnFiles.remove(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    OwnFiles.remove(mark);
    OwnFiles.remove(folder);
  }
}
