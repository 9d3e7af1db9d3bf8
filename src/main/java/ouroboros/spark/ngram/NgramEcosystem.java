package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.members.MemberPools;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.MemberPool;
import ouroboros.spark.draw.MemberCorpus;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Part;

/** The members of an ecosystem whose models draw sentences. */
final class NgramEcosystem {
  private final NgramContext context;
  private final Ecosystem rule;
  private final MemberPools pools;
  private final MemberLoops loops;
  private final List<NgramFamily> families = new ArrayList<>();

  NgramEcosystem(
      NgramContext context,
      Lineage lineage,
      GenerationStore<Manifest> store,
      MemberLoops.Each each) {
    this.context = context;
    EcosystemSpec spec = Objects.requireNonNull(lineage.cell().ecosystem());
    this.rule = spec.rule();
    this.pools = new MemberPools(rule, lineage.key());
    this.loops = new MemberLoops(each, store, new EcosystemMetrics(context, lineage)::manifest);
    List<Choice.@Nullable Part> real = real(spec);
    long reserve = context.reference().text().units(Part.RESERVE);
    for (int k = 0; k < spec.members().size(); k++) {
      Lineage own = lineage.member(k);
      AfterSeal<Manifest> alarms = loops.alarms();
      NgramFamily family = new NgramFamily(context, own, alarms);
      family.join(new MemberSeat(this, k, real.get(k), pools.reserve(reserve, k)));
      loops.add(own, family, family.initial(), alarms);
      families.add(family);
      pools.add(own.cell().policy(), family.initial());
    }
    pools.refuseUnequal(context.experiment().places(), lineage.cell().family().unit().noun());
  }

  /** The lineages of the members. */
  MemberLoops loops() {
    return loops;
  }

  /** About the fewest sentences of R that a model of a cell starts from. */
  static long smallest(Cell cell, long real) {
    EcosystemSpec spec = cell.ecosystem();
    return spec == null || spec.rule().real() == Ecosystem.Real.SHARED
        ? real
        : Math.max(1, real / spec.rule().members());
  }

  /** Refuses members that start from strata which the corpus does not have. */
  static void refuseStrata(Experiment experiment, List<String> strata) {
    List<Problem> problems =
        experiment.cells().stream()
            .map(Cell::ecosystem)
            .filter(Objects::nonNull)
            .flatMap(spec -> EcosystemChecks.strata(spec, strata).stream())
            .distinct()
            .map(text -> experiment.problem("ecosystem", text))
            .toList();
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  /** The part of R of each member; null where all start from R. */
  private List<Choice.@Nullable Part> real(EcosystemSpec spec) {
    if (rule.real() == Ecosystem.Real.SHARED) {
      return Collections.nCopies(rule.members(), null);
    }
    UnitSizes sizes = UnitSizes.of(context.models().corpus().corpus());
    List<Choice.Part> parts = spec.real(sizes);
    if (parts.isEmpty()) {
      throw EcosystemChecks.noStrata(context.experiment().places(), spec, sizes);
    }
    return new ArrayList<>(parts);
  }

  /** P_{k,g} as a function of T_{g-1} of all members. */
  SyntheticCorpus pool(int k, int g) {
    List<SyntheticCorpus> authors = new ArrayList<>();
    for (int j = 0; j < families.size(); j++) {
      authors.add(families.get(j).corpus(g, loops.past(j)).whole());
    }
    return new MemberCorpus(authors, authors(k, g));
  }

  /** Whose each unit of P_{k,g} is. */
  MemberPool authors(int k, int g) {
    return pools.of(k, g);
  }
}
