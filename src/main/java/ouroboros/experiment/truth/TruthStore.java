package ouroboros.experiment.truth;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ouroboros.inference.Moments;

/** Where the results of cells are sealed and found again. */
public final class TruthStore {
  /** More values are run again rather than read again. */
  private static final long MOST_KEPT = 4_000_000;

  private final TruthSeals seals;
  private final List<String> folders;

  /**
   * @param folders of the cells, in their order
   */
  public TruthStore(TruthSeals seals, List<String> folders) {
    this.seals = seals;
    this.folders = List.copyOf(folders);
  }

  /**
   * The most replicates of a cell that are sealed and can be gone on with: whole chunks, or all
   * that are wanted.
   */
  public Optional<TruthState> read(List<NamedCell> cells, int cell, int replicates, boolean kept) {
    TruthSeal wanted = sealed(cells, cell, TruthState.none(cells.get(cell).cell()));
    return seals.read(folders.get(cell)).stream()
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

  /** Seals a cell. */
  public void seal(List<NamedCell> cells, int cell, TruthState state) {
    seals.seal(folders.get(cell), sealed(cells, cell, state));
  }

  private static TruthSeal sealed(List<NamedCell> cells, int cell, TruthState state) {
    NamedCell named = cells.get(cell);
    List<String> measures =
        named.cell().measures().stream().map(m -> m.metric() + " " + m.scope()).toList();
    long values = (long) state.kept().size() * (named.cell().generations() + 1) * measures.size();
    return new TruthSeal(
        TruthSeal.FORMAT,
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
