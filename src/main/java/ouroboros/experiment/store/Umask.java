package ouroboros.experiment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's umask, for Hadoop: its file systems do not ask the operating system for it, but take
 * 022 unless {@value #SETTING} says otherwise.
 */
public final class Umask {
  /** Hadoop's setting. */
  public static final String SETTING = "fs.permissions.umask-mode";

  private static final String DEFAULT = "022";
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern LINE = Pattern.compile("(?m)^Umask:\\s*([0-7]{3,4})$");

  private Umask() {}

  /** The umask of this process, in octal digits; 022 where the system has none. */
  public static String ofProcess() {
    try {
      if (Files.isReadable(STATUS)) {
        Matcher line = LINE.matcher(Files.readString(STATUS));
        if (line.find()) {
          return line.group(1);
        }
      }
      Path made = OwnFiles.local(Files.createDirectory(Path.of(folder(), unique())));
      Set<PosixFilePermission> left = Files.getPosixFilePermissions(made);
      OwnFiles.remove(made);
      return without(left);
    } catch (IOException | UnsupportedOperationException e) {
      return DEFAULT;
    }
  }

  private static String folder() {
    return System.getProperty("java.io.tmpdir");
  }

  private static String unique() {
    return "ouroboros-umask-" + java.util.UUID.randomUUID();
  }

  /** The permissions of a new folder that were taken away. */
  private static String without(Set<PosixFilePermission> left) {
    int mask = 0;
    for (PosixFilePermission each : PosixFilePermission.values()) {
      mask = mask * 2 + (left.contains(each) ? 0 : 1); // in the order of rwxrwxrwx
    }
    return String.format(Locale.ROOT, "%03o", mask);
  }
}
