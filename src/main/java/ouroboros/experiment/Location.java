package ouroboros.experiment;

/**
 * The place of a value in the input.
 *
 * @param file the file as the user named it, or {@code --set KEY}
 * @param line from 1; 0 where there are no lines
 */
public record Location(String file, int line) {
  /** The place of an override on the command line. */
  public static Location override(String key) {
    return new Location("--set " + key, 0);
  }

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
