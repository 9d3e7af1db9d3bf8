package ouroboros.experiment.review;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunFacts;

/**
 * Lineages wait for the decisions of people. It is no failure: the same command goes on once the
 * decisions are there.
 */
public final class AwaitsReview extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> files;
  private final transient List<Problem> problems;
  private final transient @Nullable RunFacts facts;

  /**
   * @param files the paths of the files in which people decide
   * @param problems what is wrong in them
   */
  public AwaitsReview(List<String> files, List<Problem> problems) {
    this(files, problems, null);
  }

  private AwaitsReview(List<String> files, List<Problem> problems, @Nullable RunFacts facts) {
    super("waits for decisions in " + String.join(", ", files));
    this.files = List.copyOf(files);
    this.problems = List.copyOf(problems);
    this.facts = facts;
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

  /** The same at the end of a run, in which all other lineages went on. */
  public AwaitsReview after(RunFacts run) {
    return new AwaitsReview(files, problems, run);
  }

  /** What is known of the run so far; empty of a single lineage. */
  public Optional<RunFacts> facts() {
    return Optional.ofNullable(facts);
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
