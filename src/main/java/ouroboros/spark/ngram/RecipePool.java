package ouroboros.spark.ngram;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.model.Generation;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.PoolCandidates;
import ouroboros.safeguard.PoolUnits;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.RealUnits;
import ouroboros.safeguard.Refill;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.draw.PooledCorpus;
import ouroboros.text.Part;

/** The pool of a recipe: its units, and what gates let pass of them. */
final class RecipePool {
  private final NgramContext context;
  private final Lineage lineage;
  private final Generation<Manifest, NgramFamily.Drawn> now;
  private final SyntheticText text;
  private final Gates gates;
  private final Gates before;
  private final long population;

  private final @Nullable MemberSeat seat;

  /**
   * @param seat of a member of an ecosystem; null where there is one model
   */
  RecipePool(
      NgramContext context,
      Lineage lineage,
      Generation<Manifest, NgramFamily.Drawn> now,
      @Nullable MemberSeat seat) {
    this.seat = seat;
    this.context = context;
    this.lineage = lineage;
    this.now = now;
    text = now.drawn().guarded().text();
    gates = new Gates(lineage.cell().safeguards(), lineage.key(), text.corpus().source().word());
    before = gates.onSynthetic();
    population = context.reference().text().units(Part.REAL);
  }

  /** The units of R that can replace others. */
  RealUnits real() {
    MemberSeat member = seat;
    return member == null
        ? RealUnits.of(0, population)
        : member.replacing(context.reference().text());
  }

  /** The whole list of gates. */
  Gates gates() {
    return gates;
  }

  /**
   * What passed of a pool.
   *
   * @param units that were judged
   * @param passed with the words of real units, where gates see the text
   * @param pool how the text of its candidates is judged; only where gates see it
   */
  record Judged(PoolUnits units, PoolCandidates.Passed passed, Optional<PooledCorpus> pool) {}

  /**
   * What gates on the pool did to units of S_g, as far as the pool has them.
   *
   * @param drawn ascending
   */
  List<GateJobs.Fate> fates(Judged judged, long[] drawn) {
    PoolUnits some = judged.units().drawn(drawn);
    return some.size() == 0
        ? List.of()
        : context.gates().fates(judged.pool().orElseGet(() -> pool(judged.units())), some);
  }

  /** Judges the units of a recipe. */
  Judged judge(Recipe recipe) {
    PoolUnits units = units(recipe);
    if (!gates.needsText()) {
      PoolWalk.Passed passed = PoolWalk.of(gates, lot()).judge(population, units);
      return new Judged(
          units, new PoolCandidates.Passed(passed, new long[0], new long[0]), Optional.empty());
    }
    PooledCorpus pool = pool(units);
    if (now.number() == 1 && lineage.key().replicate() == 0) {
      pilot(pool, units);
    }
    int tasks = context.jobs().tasks((long) (units.size() * context.reference().meanLength()));
    return new Judged(units, context.gates().pool(pool, units, tasks), Optional.of(pool));
  }

  private PooledCorpus pool(PoolUnits units) {
    PoolWalk.Lot lot = lot();
    return new PooledCorpus(
        text.corpus(),
        gates,
        new GateMakers(context, lineage).of(gates, text),
        context.reference().text().byNumber(lineage.cell().policy().usesReserve()),
        lot,
        population,
        context.gates().share(lot.fromAll() ? new long[0] : units.ownReal()));
  }

  /**
   * Refuses gates that pass none of some units.
   *
   * @throws SpecException with all gates that passed nothing
   */
  private void pilot(PooledCorpus pool, PoolUnits units) {
    new GatePilot(context.experiment().places())
        .check(
            lineage.cell(),
            many ->
                context.gates().pool(pool.shrinking(), units.some((int) many), 1).all().counts(),
            units.size());
  }

  /** The units of a recipe. */
  private PoolUnits units(Recipe recipe) {
    PoolUnits.FromReal fromReal = new PoolUnits.FromReal(Selection.range(population, 0, 0), 0);
    Selection fromSynthetic = Selection.range(text.units(), 0, 0);
    RealReplacements replaced = RealReplacements.of(before, real(), fromSynthetic, new long[0]);
    long[] words = words();
    MemberSeat member = seat;
    for (RecipeLine ofPolicy : recipe.parts()) {
      RecipeLine line = member == null ? ofPolicy : member.ofMember(ofPolicy);
      if (line.source() instanceof Source.Synthetic source) {
        Selection chosen = line.selection(lineage.key(), source.units(now.available()));
        fromSynthetic = passed(chosen, words);
        if (!before.list().isEmpty() && gates.list().refill() == Refill.REAL) {
          replaced =
              before.isBlind()
                  ? RealReplacements.of(before, real(), chosen)
                  : RealReplacements.of(before, real(), chosen, KnownWords.dropped(words));
        }
      } else {
        boolean ofReserve = line.source() instanceof Source.Reserve;
        long all = context.reference().text().units(ofReserve ? Part.RESERVE : Part.REAL);
        Selection chosen = line.selection(lineage.key(), all);
        fromReal =
            ofReserve
                ? new PoolUnits.FromReal(chosen, population)
                : new PoolUnits.FromReal(
                    member == null ? chosen : member.byNumber(chosen, real()), 0);
      }
    }
    return PoolUnits.of(population, fromReal, fromSynthetic, candidates(words), replaced);
  }

  /** The words of all units of S'_g where gates on synthetic units see the text, else empty. */
  private long[] words() {
    SyntheticText.Passing passing = text.passing();
    return passing == null || passing.gated() == null
        ? new long[0]
        : context
            .gates()
            .words(
                passing.gated(),
                context.jobs().tasks((long) (text.units() * context.reference().meanLength())));
  }

  private Selection passed(Selection chosen, long[] words) {
    boolean shrinks = gates.list().refill() == Refill.SHRINK;
    if (before.list().isEmpty() || gates.list().refill() == Refill.REDRAW) {
      return chosen;
    }
    if (!before.isBlind()) {
      return new KnownWords(words, chosen, shrinks);
    }
    GateRecord record = Objects.requireNonNull(text.record());
    return shrinks
        ? PassedUnits.byRank(before, text.units(), record.passed(), chosen)
        : PassedUnits.byNumber(before, chosen);
  }

  private LongUnaryOperator candidates(long[] words) {
    if (before.list().isEmpty()) {
      return LongUnaryOperator.identity();
    }
    if (!before.isBlind()) {
      return unit -> words[(int) unit];
    }
    return gates.list().refill() == Refill.REDRAW ? before.words() : LongUnaryOperator.identity();
  }

  /** Further candidates are real as often as the policy has real units. */
  private PoolWalk.Lot lot() {
    Policy policy = lineage.cell().policy();
    return new PoolWalk.Lot(
        policy.realShareOfPool(now.number()), policy.realProbability().isPresent(), real());
  }

  /** Whether the recipe takes real units from the reserve. */
  static boolean usesReserve(Recipe recipe) {
    return recipe.parts().stream().anyMatch(line -> line.source() instanceof Source.Reserve);
  }

  /**
   * A selection of units of S_g without those that are known not to have passed.
   *
   * @param words [units of S_g] negative for units that did not pass
   * @param units from the units, or from the ranks of those that passed
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record KnownWords(long[] words, Selection units, boolean isByRank) implements Selection {
    static long[] dropped(long[] words) {
      return LongStream.range(0, words.length).filter(unit -> words[(int) unit] < 0).toArray();
    }

    @Override
    public long population() {
      return words.length;
    }

    @Override
    public long chosen() {
      return units.chosen();
    }

    @Override
    public void multiplicities(long from, int count, int[] into) {
      int first = (int) from;
      if (!isByRank) {
        units.multiplicities(from, count, into);
        for (int i = 0; i < count; i++) {
          into[i] = words[first + i] < 0 ? 0 : into[i];
        }
        return;
      }
      int many = passed(first, first + count);
      int[] times = new int[many];
      units.multiplicities(passed(0, first), many, times);
      int next = 0;
      for (int i = 0; i < count; i++) {
        into[i] = words[first + i] < 0 ? 0 : times[next++];
      }
    }

    private int passed(int from, int to) {
      int many = 0;
      for (int unit = from; unit < to; unit++) {
        many += words[unit] < 0 ? 0 : 1;
      }
      return many;
    }
  }
}
