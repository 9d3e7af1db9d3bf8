package ouroboros.experiment.store;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;

/** The files of a lineage that {@code keep: needed} or {@code keep: last} deleted. */
public final class ReleasedTables {
  private final Set<String> names = new TreeSet<>();

  /** Reads what every generation of a lineage released; one names those of earlier ones. */
  public ReleasedTables(Seals seals, StoredRun run, String cell, int replicate) {
    for (int g = 0; g <= run.generations(); g++) {
      names.addAll(seals.released(Seals.folder(run.folder(cell), replicate, g)));
    }
  }

  /**
   * Refuses to draw S_{t+1} again if the table of T_t was released.
   *
   * @throws SpecException with the way out
   */
  public void refuse(CountTable training, int t) {
    for (SealedFile file : training.files()) {
      if (names.contains(file.name())) {
        throw new SpecException(
            List.of(
                new Problem(
                    "--cell",
                    0,
                    "",
                    "the table of T_"
                        + t
                        + " was released, because the run was made with keep: needed or keep:"
                        + " last; S_"
                        + (t + 1)
                        + " cannot be drawn again without it. Run it anew with keep: all in"
                        + " another folder: it draws the same sentences")));
      }
    }
  }
}
