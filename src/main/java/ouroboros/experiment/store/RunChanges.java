package ouroboros.experiment.store;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.experiment.SpecException;

/** Refuses an experiment that cannot continue the run that a folder holds, with every reason. */
final class RunChanges {
  private RunChanges() {}

  /**
   * Compares an experiment with that of a run.
   *
   * @throws SpecException with each difference that prevents it from continuing the run
   */
  static void refuse(Experiment experiment, ResolvedSpec held, String root) {
    List<Problem> problems = new ArrayList<>();
    for (ResolvedSpec.Change change : experiment.resolved().changesSince(held)) {
      boolean earlier = change.isOfEarlierEvaluation();
      problems.add(
          experiment.problem(
              earlier ? "evaluation" : change.key(),
              earlier ? earlier(root) : changed(change, root)));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  private static String earlier(String root) {
    return root
        + " holds a run that an earlier version began: perplexity and confidence-gap were measured"
        + " by another evaluation model and have other values today; finish that run with the"
        + " version that began it, or choose another --out and run everything anew";
  }

  private static String changed(ResolvedSpec.Change change, String root) {
    return change.before()
        + " in the run that "
        + root
        + " holds, "
        + change.now()
        + " now; only more generations, replicates or sweep values extend a run; choose another"
        + " --out or restore the value";
  }
}
