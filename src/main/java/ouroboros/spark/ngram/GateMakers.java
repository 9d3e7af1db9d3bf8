package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.draw.GateMaker;

/** What makes the gates of a lineage inside tasks, for one synthetic corpus. */
final class GateMakers {
  private final NgramContext context;
  private final Lineage lineage;

  GateMakers(NgramContext context, Lineage lineage) {
    this.context = context;
    this.lineage = lineage;
  }

  /**
   * The makers of all gates, in order.
   *
   * @param g of S_g, whose candidates they judge
   * @param past the records of generations 0 .. g - 1, at least
   */
  List<GateMaker> of(int g, List<Manifest> past) {
    List<GateMaker> makers = new ArrayList<>();
    for (Safeguard.Gate gate : lineage.cell().safeguards().gates()) {
      makers.add(of(gate, g, past));
    }
    return makers;
  }

  private GateMaker of(Safeguard.Gate gate, int g, List<Manifest> past) {
    Safeguard.Blind blind = Gates.blind(gate);
    if (blind != null) {
      return GateMaker.of(blind);
    }
    throw new IllegalStateException(
        gate.kind() + " has no maker for S_" + g + " of " + past.size() + context.reference());
  }
}
