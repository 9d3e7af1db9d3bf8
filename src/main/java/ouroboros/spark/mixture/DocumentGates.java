package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PassedUnits;
import ouroboros.safeguard.PoolUnits;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.TextWalk;

/**
 * The gates of a lineage that draws documents or paragraphs. Units are vectors or bags of words. A
 * gate decides without them, or draws the candidate itself. They decide in the driver.
 */
final class DocumentGates {
  /** Decisions that are kept of a unit that is shown. */
  private static final int MOST_TOLD = 10;

  private final Lineage lineage;
  private final PartSizes parts;
  private final Judges judges;

  /**
   * @param judges makes gates that look at documents ready
   */
  DocumentGates(Lineage lineage, PartSizes parts, Judges judges) {
    this.lineage = lineage;
    this.parts = parts;
    this.judges = judges;
  }

  /** Makes a gate ready that looks at documents. */
  interface Judges {
    /** The gate for one synthetic corpus. */
    Safeguard.WordFilter of(Safeguard.PagePreset gate, Source.Synthetic source);
  }

  /** Whether there is no gate. */
  boolean isEmpty() {
    return lineage.cell().safeguards().isEmpty();
  }

  /** Whether gates judge the whole pool of a recipe. */
  boolean hasPool() {
    return new Gates(lineage.cell().safeguards(), lineage.key(), 1).hasPool();
  }

  private Gates all(Source.Synthetic source) {
    SafeguardList list = lineage.cell().safeguards();
    List<Safeguard.Gate> ready =
        list.gates().stream()
            .map(
                gate ->
                    gate instanceof Safeguard.PagePreset preset
                        ? new Safeguard.ByWord(gate, judges.of(preset, source))
                        : gate)
            .toList();
    return new Gates(new SafeguardList(ready, list.refill()), lineage.key(), source.word());
  }

  /** What gates did to the first candidates of so many units, before any gate on the pool. */
  List<GateCounts> first(Source.Synthetic source, long units) {
    return PassedBlocks.of(all(source).onSynthetic().shrinking(), 0, units).counts();
  }

  /** What passes of S_g, before any gate on the pool. */
  GateRecord record(Source.Synthetic source, long units) {
    Gates gates = all(source).onSynthetic();
    if (gates.list().isEmpty()) {
      return new GateRecord(units, List.of(), List.of(), 0, 0);
    }
    PassedBlocks passed = PassedBlocks.of(gates, 0, units);
    boolean shrinks = gates.list().refill() == Refill.SHRINK;
    return new GateRecord(
        shrinks ? passed.units() : units,
        shrinks ? passed.passed() : List.of(),
        passed.counts(),
        gates.list().refill() == Refill.REAL
            ? RealReplacements.of(gates, parts.real(), Selection.all(units)).size()
            : 0,
        0);
  }

  /**
   * Units of S'_j as units of S_j.
   *
   * @param selection how often each unit of S_j is taken
   * @param candidates which candidate of each
   * @param replaced the units of R that take the place of chosen units that did not pass
   */
  record Chosen(
      Selection selection, CounterWords candidates, Optional<RealReplacements> replaced) {}

  /**
   * Chosen units of S'_j.
   *
   * @param units of S_j
   * @param record what passed
   * @param chosen from the units of S'_j
   */
  Chosen of(Source.Synthetic source, long units, GateRecord record, Selection chosen) {
    Gates gates = all(source).onSynthetic();
    if (gates.list().isEmpty()) {
      return new Chosen(chosen, CounterWords.FIRST, Optional.empty());
    }
    return switch (gates.list().refill()) {
      case REDRAW -> new Chosen(chosen, gates, Optional.empty());
      case SHRINK ->
          new Chosen(
              PassedUnits.byRank(gates, units, record.passed(), chosen),
              CounterWords.FIRST,
              Optional.empty());
      case REAL ->
          new Chosen(
              PassedUnits.byNumber(gates, chosen),
              CounterWords.FIRST,
              Optional.of(RealReplacements.of(gates, parts.real(), chosen)));
    };
  }

  /**
   * What gates did to the first candidates of a unit, before any gate on the pool.
   *
   * @param dropped candidates, in order
   * @param passed the counter word of the one that passed; -1 if none did
   */
  record Fate(List<Dropped> dropped, long passed) {}

  /**
   * A candidate that a gate dropped.
   *
   * @param gate its position in the list, from 1
   * @param kind its name in a spec
   * @param word of the candidate
   */
  record Dropped(int gate, String kind, long word) {}

  /** What gates did to a unit of S_g. */
  Fate fate(Source.Synthetic source, long unit) {
    Gates gates = all(source).onSynthetic();
    List<Safeguard.Gate> list = gates.list().gates();
    List<Dropped> dropped = new ArrayList<>();
    GateEvents events =
        new GateEvents() {
          @Override
          public void dropped(int gate, long word, int[] sentence) {
            if (dropped.size() < MOST_TOLD) {
              dropped.add(new Dropped(gate, list.get(gate - 1).kind(), word));
            }
          }

          @Override
          public void changed(int gate, long word, int[] before, int[] after) {
            throw new IllegalStateException("documents are not changed");
          }
        };
    List<TextGate> ready = gates.blind().stream().<TextGate>map(TextWalk::of).toList();
    // The gates look at no text, so none is drawn.
    TextWalk.Draws none =
        (words, many, sink) -> {
          for (long i = 0; i < many; i++) {
            sink.accept(words.applyAsLong(i), new int[0], 0, 0);
          }
        };
    JudgedUnits judged = new TextWalk(gates, ready, none, events).judge(new long[] {unit});
    return new Fate(List.copyOf(dropped), judged.passed(0) ? judged.word(0) : -1);
  }

  /** What gates on the pool let pass of a recipe. */
  PoolWalk.Passed pool(
      Recipe recipe, Source.Synthetic source, long units, GateRecord record, AvailableUnits now) {
    Gates gates = all(source);
    Gates before = gates.onSynthetic();
    PoolUnits.FromReal fromReal = new PoolUnits.FromReal(Selection.range(parts.real(), 0, 0), 0);
    Chosen fromSynthetic = of(source, units, record, Selection.range(record.units(), 0, 0));
    for (RecipeLine line : recipe.parts()) {
      Selection chosen = line.selection(lineage.key(), line.source().units(now));
      if (line.source() instanceof Source.Synthetic) {
        fromSynthetic = of(source, units, record, chosen);
      } else {
        boolean ofReserve = line.source() instanceof Source.Reserve;
        fromReal = new PoolUnits.FromReal(chosen, ofReserve ? parts.real() : 0);
      }
    }
    boolean redraws = !before.list().isEmpty() && gates.list().refill() == Refill.REDRAW;
    RealReplacements none =
        RealReplacements.of(before, parts.real(), Selection.range(units, 0, 0), new long[0]);
    PoolUnits pool =
        PoolUnits.of(
            parts.real(),
            fromReal,
            fromSynthetic.selection(),
            redraws ? before.words() : LongUnaryOperator.identity(),
            fromSynthetic.replaced().orElse(none));
    Policy policy = lineage.cell().policy();
    PoolWalk.Lot lot =
        new PoolWalk.Lot(
            policy.realShareOfPool(source.generation()), policy.realProbability().isPresent());
    PoolWalk.Passed passed = PoolWalk.of(gates, lot).judge(parts.real(), pool);
    if (passed.units() == 0) {
      throw new IllegalStateException(
          "generation "
              + source.generation()
              + ": the training set is empty, because nothing of its pool passed the safeguards;"
              + " make them less strict, or set refill: redraw or real");
    }
    return passed;
  }

  /** What all gates did: those on S_g there and among further candidates of the pool. */
  static GateRecord with(GateRecord before, List<GateCounts> pool) {
    List<GateCounts> sums = new ArrayList<>(pool);
    for (int k = 0; k < before.counts().size(); k++) {
      sums.set(k, pool.get(k).plus(before.counts().get(k)));
    }
    return new GateRecord(
        before.units(), before.passed(), sums, before.realUnits(), before.realTokens());
  }
}
