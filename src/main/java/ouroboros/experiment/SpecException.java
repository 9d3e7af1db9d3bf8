package ouroboros.experiment;

import java.util.List;
import java.util.stream.Collectors;

/** The input is wrong. The message lists all of its problems at once. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** At least one problem. */
  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of lines. */
  public List<Problem> problems() {
    return problems;
  }
}
