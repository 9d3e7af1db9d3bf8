package ouroboros.spark;

import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationLoop;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.loop.Schedule;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.model.Family;
import ouroboros.policy.AvailableUnits;
import ouroboros.spark.mixture.DocumentFamily;
import ouroboros.spark.mixture.MixtureFamilies;
import ouroboros.spark.ngram.NgramFamilies;
import ouroboros.spark.ngram.NgramFamily;

/**
 * The families that start from an R.
 *
 * @param sentences of cells that draw sentences
 * @param documents of cells that draw documents
 */
record CorpusFamilies(NgramFamilies sentences, MixtureFamilies documents) {

  /** The loop of a lineage with one model, with what alarms do. */
  GenerationLoop<Manifest, ?, ?> loop(
      Lineage lineage, GenerationStore<Manifest> store, AfterSeal<Manifest> alarms) {
    if (drawsDocuments(lineage)) {
      DocumentFamily<?, ?> family = documents.of(lineage, alarms);
      return loop(family, family.initial(), lineage, store, alarms);
    }
    NgramFamily family = sentences.of(lineage, alarms);
    return loop(family, family.initial(), lineage, store, alarms);
  }

  private static <D, L> GenerationLoop<Manifest, D, L> loop(
      Family<Manifest, D, L> family,
      AvailableUnits initial,
      Lineage lineage,
      GenerationStore<Manifest> store,
      AfterSeal<Manifest> alarms) {
    Schedule schedule = new Schedule(lineage.cell().policy(), initial);
    return new GenerationLoop<>(family, schedule, lineage.key(), store, alarms);
  }

  /**
   * The loops of the members of an ecosystem.
   *
   * @param store where the generations of all members together are sealed
   */
  MemberLoops members(Lineage lineage, GenerationStore<Manifest> store, MemberLoops.Each each) {
    return drawsDocuments(lineage)
        ? documents.of(lineage, store, each)
        : sentences.of(lineage, store, each);
  }

  private static boolean drawsDocuments(Lineage lineage) {
    return lineage.cell().family() instanceof FamilySpec.Documents;
  }
}
