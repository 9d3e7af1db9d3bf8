package ouroboros.experiment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import ouroboros.text.RelativeName;

/**
 * Refuses names that lead out of the folder of a run: by their characters, or on a local disk by a
 * symbolic link.
 */
public final class Links {
  private Links() {}

  /**
   * Refuses a name that leads out of the folder.
   *
   * @param where the file that contains the name, for the message
   */
  public static void refuse(FileSystem files, String root, String name, String where)
      throws IOException {
    refuse(files, root, List.of(name), where);
  }

  /** The same for many names; folders that several of them are in are looked at once. */
  public static void refuse(FileSystem files, String root, Collection<String> names, String where)
      throws IOException {
    for (String name : names) {
      if (!RelativeName.isInside(name)) {
        throw new IOException(RelativeName.refusal(where, name));
      }
    }
    if (names.isEmpty() || !files.getUri().getScheme().equals("file")) {
      return; // only local disks have links that Hadoop follows
    }
    java.nio.file.Path folder = java.nio.file.Path.of(HadoopPath.of(root).toUri().getPath());
    if (!Files.exists(folder)) {
      return;
    }
    Set<java.nio.file.Path> known = new HashSet<>();
    for (String name : names) {
      java.nio.file.Path path = folder;
      for (String step : name.split("/", -1)) {
        path = path.resolve(step);
        if (known.add(path) && Files.isSymbolicLink(path) && !isBelow(path, folder)) {
          throw new IOException(leaves(where, name));
        }
      }
    }
  }

  private static boolean isBelow(java.nio.file.Path link, java.nio.file.Path folder)
      throws IOException {
    return Files.exists(link) && link.toRealPath().startsWith(folder.toRealPath());
  }

  private static String leaves(String where, String name) {
    return where
        + " names the file \""
        + name
        + "\", which a symbolic link leads out of the folder of the run; nothing of it is used:"
        + " replace the link by what it leads to";
  }
}
