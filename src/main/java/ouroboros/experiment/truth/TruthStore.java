package ouroboros.experiment.truth;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ouroboros.inference.Moments;

/** Seals the results of cells and finds them again. */
public final class TruthStore {
  /**
   * The largest number of values that are stored. More values are computed again instead of being
   * read.
   */
  private static final long MOST_KEPT = 4_000_000;

  private final TruthSeals seals;
  private final List<String> folders;

  /**
   * @param folders the folders of the cells, in the order of the cells
   */
  public TruthStore(TruthSeals seals, List<String> folders) {
    this.seals = seals;
    this.folders = List.copyOf(folders);
  }

  /**
   * The sealed result of a cell with the most replicates from which a run can continue: whole
   * chunks, or all replicates that are wanted.
   */
  public Optional<TruthState> read(List<NamedCell> cells, int cell, int replicates, boolean kept) {
    TruthSeal wanted = sealed(cells, cell, TruthState.none(cells.get(cell).cell()));
    List<TruthSeal> sealed = seals.read(folders.get(cell));
    sealed.forEach(seal -> refuseForeign(folders.get(cell), seal));
    return sealed.stream()
        .filter(seal -> seal.isOfSame(wanted) && seal.replicates() <= replicates)
        .filter(seal -> seal.replicates() % Moments.CHUNK == 0 || seal.replicates() == replicates)
        .filter(seal -> !kept || seal.kept().size() == seal.replicates())
        .max(Comparator.comparingInt(TruthSeal::replicates))
        .map(
            seal ->
                new TruthState(
                    seal.replicates(),
                    TruthMoments.of(seal.values()),
                    TruthMoments.of(seal.differences()),
                    kept ? seal.kept() : List.of()));
  }

  /**
   * Refuses the seal of another cell or experiment. Seals of version 1 do not say whose they are.
   */
  private void refuseForeign(String folder, TruthSeal seal) {
    if (seal.format() > TruthSeal.NAMELESS && !seals.isOf(folder, seal)) {
      throw new IllegalStateException(
          "cells/"
              + folder
              + ": the seal of cell "
              + seal.cell()
              + " there is of another experiment or cell; it was moved or copied here. Move it"
              + " back or delete it: the next run computes the cell again");
    }
  }

  /** Seals a cell. */
  public void seal(List<NamedCell> cells, int cell, TruthState state) {
    seals.seal(folders.get(cell), sealed(cells, cell, state));
  }

  private TruthSeal sealed(List<NamedCell> cells, int cell, TruthState state) {
    NamedCell named = cells.get(cell);
    List<String> measures =
        named.cell().columns().stream().map(m -> m.metric() + " " + m.scope()).toList();
    long values = (long) state.kept().size() * (named.cell().generations() + 1) * measures.size();
    return new TruthSeal(
        TruthSeal.FORMAT,
        seals.owner(folders.get(cell), folders.get(named.baseline())),
        named.name(),
        cells.get(named.baseline()).name(),
        named.cell().generations(),
        state.replicates(),
        measures,
        state.values().numbers(),
        state.differences().numbers(),
        values > MOST_KEPT ? List.of() : state.kept());
  }
}
