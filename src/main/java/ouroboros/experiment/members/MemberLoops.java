package ouroboros.experiment.members;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationLoop;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.loop.Schedule;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.model.Family;
import ouroboros.policy.AvailableUnits;

/**
 * The lineages of the members of an ecosystem on a corpus, one generation of all members after the
 * other. Each member seals its own generations; what is measured of all is sealed once every member
 * has sealed. So a run that ended in between goes on with the members that are missing.
 */
public final class MemberLoops {
  private final Each each;
  private final GenerationStore<Manifest> store;
  private final Together together;
  private final List<GenerationLoop<Manifest, ?, ?>> loops = new ArrayList<>();

  /**
   * @param store where generations of all members together are sealed
   */
  public MemberLoops(Each each, GenerationStore<Manifest> store, Together together) {
    this.each = each;
    this.store = store;
    this.together = together;
  }

  /**
   * What is made for each member.
   *
   * @param stores where its generations are sealed
   * @param alarms what its alarms do
   */
  public record Each(
      Function<Lineage, GenerationStore<Manifest>> stores,
      IntFunction<AfterSeal<Manifest>> alarms) {}

  /** Measures all members together. */
  public interface Together {
    /**
     * The record of a generation of all members.
     *
     * @param members the sealed generation of each
     */
    Manifest manifest(int g, List<Manifest> members);
  }

  /** What the alarms of the next member do. */
  public AfterSeal<Manifest> alarms() {
    return each.alarms.apply(loops.size());
  }

  /**
   * Adds the next member.
   *
   * @param lineage its own
   * @param initial what it has before anything is drawn
   * @param alarms what its alarms do
   */
  public <D, L> void add(
      Lineage lineage,
      Family<Manifest, D, L> family,
      AvailableUnits initial,
      AfterSeal<Manifest> alarms) {
    loops.add(
        new GenerationLoop<>(
            family,
            new Schedule(lineage.cell().policy(), initial),
            lineage.key(),
            each.stores.apply(lineage),
            alarms));
  }

  /** The records of the generations of a member so far. */
  public List<Manifest> past(int k) {
    return loops.get(k).past();
  }

  /**
   * Runs generations 0 .. {@code last} of all members. If an alarm of a member ends its lineage,
   * that generation is the last one of all: the others would have no more units of it to read.
   *
   * @return how many generations are sealed
   */
  public int run(int last) {
    loops.forEach(GenerationLoop::begin);
    int sealed = 0;
    while (sealed <= last && loops.stream().noneMatch(GenerationLoop::isOver)) {
      int g = sealed;
      var before = store.read(g);
      step();
      List<Manifest> made = loops.stream().map(loop -> loop.past().get(g)).toList();
      if (before.isEmpty()) {
        store.seal(g, together.manifest(g, made));
      }
      sealed++;
    }
    return sealed;
  }

  /** The same without what is measured of all members together. */
  public void runApart(int last) {
    loops.forEach(GenerationLoop::begin);
    for (int g = 0; g <= last; g++) {
      step();
    }
  }

  /**
   * A generation of every member. All draw S_g before any is fitted to T_g. Where people are asked,
   * they are asked about all members at once.
   */
  private void step() {
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
    loops.forEach(GenerationLoop::finish);
  }
}
