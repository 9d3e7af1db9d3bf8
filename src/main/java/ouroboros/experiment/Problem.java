package ouroboros.experiment;

/**
 * Something wrong with an experiment.
 *
 * @param file the file as the user named it, or {@code --set KEY} for an override
 * @param line from 1; 0 where there is none
 * @param key the path into the file; empty for the file as a whole
 * @param text the problem, the limit, and how to correct it
 */
public record Problem(String file, int line, String key, String text) {
  /** {@code FILE:LINE: key: text}, without the parts that are empty. */
  @Override
  public String toString() {
    String place = new Location(file, line).toString();
    return key.isEmpty() ? place + ": " + text : place + ": " + key + ": " + text;
  }
}
