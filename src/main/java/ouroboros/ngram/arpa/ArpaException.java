package ouroboros.ngram.arpa;

/** An ARPA file does not follow the format. The message begins with the line number. */
public final class ArpaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line counted from 1
   */
  public ArpaException(long line, String problem) {
    super("line " + line + ": " + problem);
  }
}
