package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.ReviewRecord;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;

/** What makes the gates of a lineage inside tasks, for one synthetic corpus. */
final class GateMakers {
  private final NgramContext context;
  private final Lineage lineage;

  /** The last decisions that were read: several steps of a generation need them. */
  private ReviewQueue.@Nullable Decided latest;

  private int decidedFor;

  GateMakers(NgramContext context, Lineage lineage) {
    this.context = context;
    this.lineage = lineage;
  }

  /**
   * S'_g as a function.
   *
   * @param review what people decided; null where nobody is asked
   */
  record Gated(GatedCorpus corpus, @Nullable ReviewRecord review) {}

  /**
   * S'_g as a function, with the makers of some gates.
   *
   * @param all S_g, whose candidates they judge
   * @param sealed what is sealed of the gates; null before the generation is sealed
   */
  Gated gated(Gates gates, SyntheticText all, @Nullable GateRecord sealed) {
    List<GateMaker> makers = new ArrayList<>();
    ReviewRecord review = null;
    for (Safeguard.Gate gate : gates.list().gates()) {
      if (gate instanceof Safeguard.Review by && by.isQueue()) {
        ReviewQueue.Decided decided = decided(by, gates, makers, all, sealed);
        makers.add(decided.maker());
        review = decided.record();
      } else {
        makers.add(of(gate, all));
      }
    }
    return new Gated(new GatedCorpus(all.corpus(), gates, makers, all.units()), review);
  }

  /** The makers of gates that ask nobody, in order. */
  List<GateMaker> of(Gates gates, SyntheticText all) {
    return gates.list().gates().stream().map(gate -> of(gate, all)).toList();
  }

  private ReviewQueue.Decided decided(
      Safeguard.Review by,
      Gates gates,
      List<GateMaker> before,
      SyntheticText all,
      @Nullable GateRecord sealed) {
    ReviewQueue queue = new ReviewQueue(context, lineage, by);
    int g = all.corpus().source().generation();
    if (sealed != null && sealed.review() != null) {
      return queue.sealed(g, sealed.review());
    }
    ReviewQueue.Decided known = latest;
    if (known == null || decidedFor != g) {
      known =
          queue.decided(g, new GatedCorpus(all.corpus(), gates.withoutLast(), before, all.units()));
      latest = known;
      decidedFor = g;
    }
    return known;
  }

  private GateMaker of(Safeguard.Gate gate, SyntheticText all) {
    if (gate instanceof Safeguard.OnPool on) {
      return Gates.blind(on.gate()) == null ? of(on.gate(), all) : GateMaker.onPool(on.gate());
    }
    Safeguard.Blind blind = Gates.blind(gate);
    return blind == null
        ? context
            .shared()
            .judges()
            .maker(gate, all.corpus(), all.units(), context.reference().real().sentences())
        : GateMaker.of(blind);
  }
}
