package ouroboros.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The input of a corpus is wrong. It carries every problem that was found, not only the first. Each
 * problem says what is wrong, the value, the limit, the likely cause and what to do.
 */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 20;

  private final String[] problems;
  private final boolean empty;

  /** An exception with one problem. */
  public CorpusException(String problem) {
    this(List.of(problem));
  }

  /** An exception with all problems, in an order that depends only on the data; at least one. */
  public CorpusException(List<String> problems) {
    this(problems, false);
  }

  private CorpusException(List<String> problems, boolean empty) {
    super(message(problems));
    this.problems = problems.toArray(String[]::new);
    this.empty = empty;
  }

  /** The problem that there is no text at all. */
  public static CorpusException empty(String problem) {
    return new CorpusException(List.of(problem), true);
  }

  /** Whether the only problem is that there is no text. */
  public boolean isEmpty() {
    return empty;
  }

  /** The problems, one line each. */
  public List<String> problems() {
    return List.of(problems);
  }

  /** The lines of the message: the first problems, and how many more there are. */
  public List<String> shown() {
    return shown(List.of(problems));
  }

  private static List<String> shown(List<String> problems) {
    List<String> shown = new ArrayList<>(problems.subList(0, Math.min(SHOWN, problems.size())));
    if (problems.size() > SHOWN) {
      shown.add("and " + (problems.size() - SHOWN) + " problems more");
    }
    return shown;
  }

  private static String message(List<String> problems) {
    return String.join("\n", shown(problems));
  }
}
