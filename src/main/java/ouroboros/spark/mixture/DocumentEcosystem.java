package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.members.MemberPools;
import ouroboros.experiment.members.MemberRecords;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.Measurements;
import ouroboros.metric.Subject;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.policy.MemberPool;
import ouroboros.spark.cluster.SparkBlocks;

/**
 * The members of an ecosystem whose models draw documents. What one draws, all can read: their
 * units are blocks of one kind.
 *
 * @param <B> a block of units
 */
final class DocumentEcosystem<B extends UnitBlock<B>> {
  private final DocumentFamily.Setting<B, ?> setting;
  private final MemberPools pools;
  private final MemberLoops loops;
  private final List<DocumentFamily<B, ?>> families = new ArrayList<>();

  /**
   * @param setting of the first member, which measures all together
   */
  DocumentEcosystem(
      DocumentFamily.Setting<B, ?> setting,
      Lineage lineage,
      GenerationStore<Manifest> store,
      MemberLoops.Each each) {
    EcosystemSpec spec = Objects.requireNonNull(lineage.cell().ecosystem());
    this.setting = setting;
    this.pools = new MemberPools(spec.rule(), lineage.key());
    this.loops = new MemberLoops(each, store, this::manifest);
  }

  /** Makes the family of a member. */
  interface Maker<B extends UnitBlock<B>> {
    /** The family, with what its alarms do. */
    DocumentFamily<B, ?> make(AfterSeal<Manifest> alarms);
  }

  /**
   * Adds the next member.
   *
   * @param lineage its own
   */
  void add(Lineage lineage, Maker<B> maker) {
    AfterSeal<Manifest> alarms = loops.alarms();
    DocumentFamily<B, ?> family = maker.make(alarms);
    families.add(family);
    pools.add(lineage.cell().policy(), family.initial());
    loops.add(lineage, family, family.initial(), alarms);
  }

  /** The pools of the members. */
  MemberPools pools() {
    return pools;
  }

  /** The lineages of the members. */
  MemberLoops loops() {
    return loops;
  }

  /** P_{k,g} as a function of T_{g-1} of all members. */
  UnitDrawer<B> pool(int k, int g) {
    return new PoolDrawer<>(corpora(g), pools.of(k, g));
  }

  /** S_g of every member. */
  private List<UnitDrawer<B>> corpora(int g) {
    return IntStream.range(0, families.size())
        .<UnitDrawer<B>>mapToObj(j -> families.get(j).corpus(g, loops.past(j)))
        .toList();
  }

  /**
   * The record of a generation: scope {@code all} is the union of what the members draw; what the
   * members measured of all of theirs has their scope. Training sets are not kept, so they are
   * measured of each member only. Cost: draws S_g of every member once more.
   */
  private Manifest manifest(int g, List<Manifest> members) {
    Measurements into = new Measurements();
    if (g > 0) {
      measure(g, members.stream().map(member -> member.record().units()).toList(), into);
    }
    List<Mixture<?>> models = new ArrayList<>();
    for (int j = 0; j < families.size(); j++) {
      models.add(families.get(j).model(g, loops.past(j)));
    }
    setting.estimator().modelOfMembers(models, into);
    GenerationFiles files =
        GenerationFiles.ofCounts(
            g == 0 ? null : sum(members, m -> Objects.requireNonNull(m.tables().synthetic())),
            sum(members, m -> m.tables().training()),
            null);
    return new MemberRecords(members, member -> member.tables().training().sentences())
        .manifest(g, files, Measured.of(into, new TreeMap<>()));
  }

  private static CountTable sum(List<Manifest> members, Function<Manifest, CountTable> table) {
    long tokens = 0;
    long units = 0;
    for (Manifest member : members) {
      tokens += table.apply(member).tokens();
      units += table.apply(member).sentences();
    }
    return new CountTable(List.of(), 0, tokens, units, 1);
  }

  /** Measures S_g of all members, of which each has so many units. */
  private void measure(int g, List<Long> sizes, Measurements into) {
    List<UnitDrawer<B>> corpora = corpora(g);
    BlockEstimator<B, ?> estimator = setting.estimator();
    if (!estimator.countsWords()) {
      setting.with(
          MemberUnion.of(corpora, sizes),
          sizes.stream().mapToLong(Long::longValue).sum(),
          blocks -> {
            estimator.drawn(blocks, Subject.SYNTHETIC, into);
            return true;
          });
      return;
    }
    List<long[]> words = new ArrayList<>();
    for (int j = 0; j < corpora.size(); j++) {
      List<SparkBlocks.Source<B>> blocks = DocumentLines.all(corpora.get(j), sizes.get(j));
      words.add(setting.with(blocks, sizes.get(j), estimator::counts));
    }
    estimator.members(words, Subject.SYNTHETIC, into);
  }

  /** Whose each unit of P_{k,g} is. */
  MemberPool authors(int k, int g) {
    return pools.of(k, g);
  }
}
