package ouroboros.text;

import java.util.List;

/**
 * The input of a corpus was wrong. Carries every problem that was found, not only the first; each
 * says problem, value, limit, likely cause and way out.
 */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 20;

  private final String[] problems;
  private final boolean empty;

  /** One problem. */
  public CorpusException(String problem) {
    this(List.of(problem));
  }

  /** All problems, in an order fixed by the data; at least one. */
  public CorpusException(List<String> problems) {
    this(problems, false);
  }

  private CorpusException(List<String> problems, boolean empty) {
    super(message(problems));
    this.problems = problems.toArray(String[]::new);
    this.empty = empty;
  }

  /** The one problem that there is no text at all. */
  public static CorpusException empty(String problem) {
    return new CorpusException(List.of(problem), true);
  }

  /** Whether nothing else is wrong than that there is no text. */
  public boolean isEmpty() {
    return empty;
  }

  /** The problems, one line each. */
  public List<String> problems() {
    return List.of(problems);
  }

  private static String message(List<String> problems) {
    String shown = String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())));
    return problems.size() <= SHOWN
        ? shown
        : shown + "\nand " + (problems.size() - SHOWN) + " problems more";
  }
}
