package ouroboros.experiment.review;

import java.util.Comparator;
import java.util.List;
import ouroboros.experiment.Problem;

/**
 * Lineages wait for the decisions of people. It is no failure: the same command goes on once the
 * decisions are there.
 */
public final class AwaitsReview extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> files;
  private final transient List<Problem> problems;

  /**
   * @param files the paths of the files in which people decide
   * @param problems what is wrong in them
   */
  public AwaitsReview(List<String> files, List<Problem> problems) {
    super("waits for decisions in " + String.join(", ", files));
    this.files = List.copyOf(files);
    this.problems = List.copyOf(problems);
  }

  /** All lineages that wait, together. */
  public static AwaitsReview all(List<AwaitsReview> each) {
    return new AwaitsReview(
        each.stream().flatMap(one -> one.files.stream()).distinct().sorted().toList(),
        each.stream()
            .flatMap(one -> one.problems.stream())
            .distinct()
            .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
            .toList());
  }

  /** The paths of the files in which people decide. */
  public List<String> files() {
    return files;
  }

  /** What is wrong in these files, in the order of files and lines. */
  public List<Problem> problems() {
    return problems;
  }
}
