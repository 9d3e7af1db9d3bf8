package ouroboros.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import ouroboros.experiment.Keep;
import ouroboros.experiment.loop.GenerationStore;

/** The sealed generations of one lineage in the folder of a run. */
public final class SealedGenerations implements GenerationStore<Manifest> {
  private final Seals seals;
  private final Lineage lineage;
  private final Keep keep;
  private final Watcher watcher;
  private final Set<String> released = new HashSet<>();
  private final SealChain chain = new SealChain();

  /** Is notified of the progress of a lineage. */
  public interface Watcher {
    /** Generation g was sealed by an earlier run. */
    void resumed(Lineage lineage, int g, Manifest manifest);

    /** Generation g was sealed just now. */
    void sealed(Lineage lineage, int g, Manifest manifest);
  }

  /** Is notified of nothing. */
  public static final Watcher SILENT =
      new Watcher() {
        @Override
        public void resumed(Lineage lineage, int g, Manifest manifest) {}

        @Override
        public void sealed(Lineage lineage, int g, Manifest manifest) {}
      };

  /**
   * @param keep which files of sealed generations are kept
   */
  public SealedGenerations(Seals seals, Lineage lineage, Keep keep, Watcher watcher) {
    this.seals = seals;
    this.lineage = lineage;
    this.keep = keep;
    this.watcher = watcher;
  }

  @Override
  public Optional<Manifest> read(int g) {
    Optional<Manifest> sealed = seals.read(lineage.folder(g));
    if (sealed.isPresent()) {
      follow(g, sealed.get());
      released.addAll(seals.released(lineage.folder(g)));
      watcher.resumed(lineage, g, sealed.get());
    }
    return sealed;
  }

  @Override
  public Manifest seal(int g, Manifest made) {
    String before = chain.before(g);
    Manifest sealed = seals.seal(lineage.folder(g), before == null ? made : made.after(before));
    follow(g, sealed);
    watcher.sealed(lineage, g, sealed);
    return sealed;
  }

  private void follow(int g, Manifest sealed) {
    try {
      chain.add(seals.path(lineage.folder(g)), sealed);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void discard(List<String> scratch) {
    seals.discard(scratch);
  }

  @Override
  public void release(int g, Supplier<List<String>> unneeded) {
    if (keep == Keep.ALL) {
      return;
    }
    List<String> all = new ArrayList<>(unneeded.get());
    all.removeIf(name -> !name.startsWith(lineage.folder()));
    List<String> names = new ArrayList<>(all);
    names.removeAll(released);
    seals.release(lineage.folder(g), names);
    // A family that once left out a name does not name it again.
    released.clear();
    released.addAll(all);
  }
}
