package ouroboros.experiment.store;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The one place where a name becomes a path of Hadoop. A name has a file system only if it begins
 * like {@code s3a:/}; any other colon, and every other character, is part of a file's name. Hadoop
 * itself takes what is before a colon for a file system.
 */
public final class HadoopPath {
  private static final Pattern WITH_SYSTEM = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private HadoopPath() {}

  /** The path of a name that a user gave, or of one that such a name begins. */
  public static Path of(String name) {
    return WITH_SYSTEM.matcher(name).matches() ? new Path(name) : new Path(null, null, name);
  }

  /** The path of a name in a folder. */
  public static Path in(String folder, String name) {
    return in(of(folder), name);
  }

  /** The path of a name in a folder. */
  public static Path in(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }
}
