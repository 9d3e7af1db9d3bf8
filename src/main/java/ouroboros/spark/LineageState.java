package ouroboros.spark;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Manifest;

/**
 * What later generations need of a sealed one.
 *
 * @param units units of S_g
 * @param depth models between people and S_g; 0 for g = 0
 * @param trainingDepth the most models between people and a unit of T_g
 * @param components what became of the components of a mixture
 */
record LineageState(
    long units,
    @Nullable CountTable synthetic,
    CountTable training,
    @Nullable CountTable fresh,
    int depth,
    int trainingDepth,
    List<Manifest.Component> components) {

  static LineageState of(Manifest manifest, List<LineageState> before) {
    int depth = before.isEmpty() ? 0 : before.get(before.size() - 1).trainingDepth + 1;
    int trainingDepth = manifest.ledger().stream().mapToInt(Manifest.Share::depth).max().orElse(0);
    return new LineageState(
        manifest.units(),
        manifest.synthetic(),
        manifest.training(),
        manifest.fresh(),
        depth,
        trainingDepth,
        manifest.components());
  }
}
