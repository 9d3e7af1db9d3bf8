package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;

/** Problems of an experiment with the R of single replicates, each with the replicate's number. */
final class ReplicateProblems {
  private static final int MOST_SHOWN = 20;

  private ReplicateProblems() {}

  /**
   * Checks every replicate before anything is computed from one.
   *
   * @throws SpecException with the problems of all
   */
  static void refuse(int replicates, IntFunction<List<Problem>> check) {
    List<Problem> problems = new ArrayList<>();
    for (int r = 0; r < replicates && problems.size() < MOST_SHOWN; r++) {
      for (Problem problem : check.apply(r)) {
        problems.add(of(r, problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  /** The same problems with the number of the replicate. */
  static SpecException of(int replicate, SpecException e) {
    return new SpecException(e.problems().stream().map(each -> of(replicate, each)).toList());
  }

  private static Problem of(int replicate, Problem problem) {
    return new Problem(
        problem.file(),
        problem.line(),
        problem.key(),
        "R of replicate " + replicate + " (corpus.resample): " + problem.text());
  }
}
