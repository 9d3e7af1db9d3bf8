package ouroboros.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Keep;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.Seals;

/**
 * The loop of the design for one cell x replicate, whatever a unit is: each generation is sealed
 * before the next; what is sealed is read, not computed.
 *
 * @param <S> what later generations need of a sealed one
 */
final class SealedLoop<S> {
  private final Experiment experiment;
  private final Seals seals;
  private final Progress progress;
  private final Cell cell;
  private final int replicate;
  private final Maker<S> maker;

  SealedLoop(
      Experiment experiment,
      Seals seals,
      Progress progress,
      Cell cell,
      int replicate,
      Maker<S> maker) {
    this.experiment = experiment;
    this.seals = seals;
    this.progress = progress;
    this.cell = cell;
    this.replicate = replicate;
    this.maker = maker;
  }

  /**
   * How generations are made of one sort of unit.
   *
   * @param <S> what later generations need of a sealed one
   */
  interface Maker<S> {
    /**
     * Draws, trains and measures generation g; T_0 = R.
     *
     * @param past the states of 0 .. g - 1
     * @param folder where its files go
     */
    Manifest make(int g, List<S> past, String folder);

    /** What later generations need of it. */
    S state(Manifest manifest, List<S> before);

    /** Names of files that were written on the way and belong to no generation. */
    List<String> scraps(Manifest sealed);

    /**
     * Names of the files that nothing needs once g is sealed.
     *
     * @param past the states of 0 .. g
     * @param own the lineage's folder
     */
    List<String> superfluous(int g, List<S> past, String own);
  }

  /** Runs to the last generation. */
  void run() {
    List<S> past = new ArrayList<>();
    Set<String> released = new HashSet<>();
    for (int g = 0; g <= experiment.generations(); g++) {
      String folder = Seals.folder(cell.folder(), replicate, g);
      Optional<Manifest> sealed = seals.read(folder);
      Manifest manifest;
      if (sealed.isPresent()) {
        manifest = sealed.get();
        released.addAll(seals.released(folder));
        progress.resumed(cell, replicate, g);
      } else {
        manifest = seals.seal(folder, maker.make(g, past, folder));
        seals.discard(maker.scraps(manifest));
        progress.sealed(cell, replicate, g, drawn(manifest));
      }
      past.add(maker.state(manifest, past));
      if (experiment.keep() != Keep.ALL && sealed.isEmpty()) {
        release(g, past, folder, released);
      }
    }
  }

  /** Tokens of S_g. */
  private static long drawn(Manifest manifest) {
    return manifest.synthetic() == null ? 0 : manifest.synthetic().tokens();
  }

  private void release(int g, List<S> past, String folder, Set<String> released) {
    String own = folder.substring(0, folder.lastIndexOf('/') + 1);
    List<String> superfluous = new ArrayList<>(maker.superfluous(g, past, own));
    superfluous.removeAll(released);
    seals.release(folder, superfluous);
    released.addAll(superfluous);
  }
}
