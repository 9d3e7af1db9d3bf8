package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.store.Lineage;
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
   * @param all S_g, whose candidates they judge
   */
  List<GateMaker> of(SyntheticText all) {
    List<GateMaker> makers = new ArrayList<>();
    for (Safeguard.Gate gate : lineage.cell().safeguards().gates()) {
      makers.add(of(gate, all));
    }
    return makers;
  }

  private GateMaker of(Safeguard.Gate gate, SyntheticText all) {
    Safeguard.Blind blind = Gates.blind(gate);
    return blind == null
        ? context
            .shared()
            .judges()
            .maker(gate, all.corpus(), all.units(), context.reference().real().sentences())
        : GateMaker.of(blind);
  }
}
