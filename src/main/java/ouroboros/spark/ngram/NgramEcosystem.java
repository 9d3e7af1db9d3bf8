package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationLoop;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.loop.Schedule;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.MemberPool;
import ouroboros.spark.draw.MemberCorpus;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Part;

/**
 * The lineages of the members of an ecosystem on text, one generation of all members after the
 * other. Each member seals its own generations; what is measured of all is sealed once every member
 * has sealed. So a run that ended in between goes on with the members that are missing.
 */
public final class NgramEcosystem {
  private final NgramContext context;
  private final Lineage lineage;
  private final Ecosystem rule;
  private final GenerationStore<Manifest> store;
  private final List<Lineage> members = new ArrayList<>();
  private final List<NgramFamily> families = new ArrayList<>();
  private final List<GenerationLoop<Manifest, ?, ?>> loops = new ArrayList<>();
  private final EcosystemMetrics metrics;

  /**
   * What is made for each member.
   *
   * @param stores where its generations are sealed
   * @param alarms what its alarms do
   */
  record Members(
      Function<Lineage, GenerationStore<Manifest>> stores,
      IntFunction<AfterSeal<Manifest>> alarms) {}

  NgramEcosystem(
      NgramContext context, Lineage lineage, GenerationStore<Manifest> store, Members each) {
    this.context = context;
    this.lineage = lineage;
    this.store = store;
    EcosystemSpec spec = Objects.requireNonNull(lineage.cell().ecosystem());
    this.rule = spec.rule();
    this.metrics = new EcosystemMetrics(context, lineage);
    List<Choice.@Nullable Part> real = real(spec);
    for (int k = 0; k < spec.members().size(); k++) {
      Lineage own = lineage.member(k);
      AfterSeal<Manifest> alarms = each.alarms().apply(k);
      NgramFamily family = new NgramFamily(context, own, alarms);
      family.join(new MemberSeat(this, k, real.get(k), reserve(k)));
      members.add(own);
      families.add(family);
      loops.add(
          new GenerationLoop<>(
              family,
              new Schedule(own.cell().policy(), family.initial()),
              own.key(),
              each.stores().apply(own),
              alarms));
    }
    refuseUnequal();
  }

  /** A pool of the shuffled union has as many units as its member draws. */
  private void refuseUnequal() {
    List<Long> sizes = sizes(1);
    for (int k = 0; k < sizes.size(); k++) {
      if (new MemberPool(rule, lineage.key(), k, 1, sizes).units() != sizes.get(k)) {
        throw new SpecException(
            List.of(
                new Problem(
                    context.experiment().file(),
                    0,
                    "ecosystem",
                    "recut divides the sentences of all members equally, but they draw "
                        + sizes
                        + "; give size as a number of sentences")));
      }
    }
  }

  /** The cell, or its members as cells of their own. */
  static Stream<Cell> cells(Cell cell) {
    EcosystemSpec ecosystem = cell.ecosystem();
    return ecosystem == null
        ? Stream.of(cell)
        : IntStream.range(0, ecosystem.members().size()).mapToObj(cell::member);
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
            .map(text -> new Problem(experiment.file(), 0, "ecosystem", text))
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
      List<String> there =
          sizes.strata().stream()
              .filter(stratum -> stratum.sentences() > 0)
              .map(UnitSizes.Stratum::name)
              .toList();
      throw new SpecException(
          List.of(
              new Problem(
                  context.experiment().file(),
                  0,
                  "ecosystem",
                  "real: stratum needs sentences of R in the stratum of each of "
                      + spec.members().size()
                      + " members; strata of which R has sentences: "
                      + there)));
    }
    return new ArrayList<>(parts);
  }

  private Choice.Part reserve(int k) {
    long all = context.reference().text().units(Part.RESERVE);
    long first = rule.part(all, k);
    return new Choice.Part(first, rule.part(all, k + 1) - first, false, new Choice.Whole());
  }

  /**
   * Runs generations 0 .. {@code last} of all members. If an alarm of a member ends its lineage,
   * that generation is the last one of all: the others would have no more units of it to read.
   *
   * @return how many generations are sealed
   */
  public int run(int last) {
    List<Manifest> past = new ArrayList<>();
    loops.forEach(GenerationLoop::begin);
    for (int g = 0; g <= last && loops.stream().noneMatch(GenerationLoop::isOver); g++) {
      var sealed = store.read(g);
      draw();
      loops.forEach(GenerationLoop::finish);
      int now = g;
      List<Manifest> made = loops.stream().map(loop -> loop.past().get(now)).toList();
      past.add(sealed.orElseGet(() -> store.seal(now, metrics.manifest(now, made))));
    }
    return past.size();
  }

  /** The same without what is measured of all members together. */
  public void runApart(int last) {
    loops.forEach(GenerationLoop::begin);
    for (int g = 0; g <= last; g++) {
      draw();
      loops.forEach(GenerationLoop::finish);
    }
  }

  /**
   * Draws S_g of every member. Where people are asked, they are asked about all members at once.
   */
  private void draw() {
    List<AwaitsReview> waiting = new ArrayList<>();
    for (GenerationLoop<Manifest, ?, ?> loop : loops) {
      try {
        loop.draw();
      } catch (AwaitsReview e) {
        waiting.add(e);
      }
    }
    if (!waiting.isEmpty()) {
      throw AwaitsReview.all(waiting);
    }
  }

  /** P_{k,g} as a function of T_{g-1} of all members. */
  SyntheticCorpus pool(int k, int g) {
    List<SyntheticCorpus> authors = new ArrayList<>();
    for (int j = 0; j < families.size(); j++) {
      authors.add(families.get(j).corpus(g, loops.get(j).past()).whole());
    }
    return new MemberCorpus(authors, authors(k, g));
  }

  /** Whose each unit of P_{k,g} is. */
  MemberPool authors(int k, int g) {
    return new MemberPool(rule, lineage.key(), k, g, sizes(g));
  }

  /** Units that each member draws in generation g. */
  private List<Long> sizes(int g) {
    return IntStream.range(0, families.size())
        .mapToObj(
            j -> {
              AvailableUnits stock = families.get(j).initial();
              var policy = members.get(j).cell().policy();
              return policy.syntheticUnits(g, stock.after(policy, g - 1));
            })
        .toList();
  }
}
