package ouroboros.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.Seals;
import ouroboros.random.Key;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.Safeguard;

/**
 * Makes the frozen references of alarms: draws S_1 from M_0 with random numbers that no replicate
 * has, and seals the values of their metrics. The draws themselves are deleted.
 */
final class AlarmCalibration {
  private static final String FOLDER = "calibration-";

  private final Experiment experiment;
  private final Seals seals;
  private final AlarmSeals references;
  private final PrintStream console;

  private final CorpusFamilies families;

  AlarmCalibration(
      Experiment experiment, Seals seals, PrintStream console, CorpusFamilies families) {
    this.families = families;
    this.experiment = experiment;
    this.seals = seals;
    this.references = new AlarmSeals(seals, experiment);
    this.console = console;
  }

  /**
   * Makes every reference that is not sealed yet. Cells with the same draws share them. Then
   * removes draws that a killed run left.
   */
  void run() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    Map<String, Set<Safeguard.Alarm>> alarms = new LinkedHashMap<>();
    Set<String> folders = new LinkedHashSet<>();
    for (Cell cell : experiment.cells()) {
      for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
        if (AlarmSeals.isFrozen(alarm)) {
          String folder = folder(AlarmSeals.hash(experiment, cell, alarm));
          AlarmSeals.models(cell).stream()
              .map(k -> k == AlarmSeals.ONE ? folder : Cell.folderOfMember(folder, k))
              .forEach(folders::add);
        }
        if (AlarmSeals.isFrozen(alarm) && !isSealed(cell, alarm)) {
          String hash = AlarmSeals.hash(experiment, cell, alarm);
          cells.putIfAbsent(hash, cell);
          alarms.computeIfAbsent(hash, h -> new LinkedHashSet<>()).add(alarm);
        }
      }
    }
    cells.forEach((hash, cell) -> calibrate(hash, cell, List.copyOf(alarms.get(hash))));
    folders.forEach(seals::discardCalibration);
  }

  private boolean isSealed(Cell cell, Safeguard.Alarm alarm) {
    return AlarmSeals.models(cell).stream()
        .allMatch(model -> references.center(cell, model, alarm).isPresent());
  }

  private static String folder(String hash) {
    return FOLDER + hash.substring(0, 16);
  }

  private void calibrate(String hash, Cell cell, List<Safeguard.Alarm> alarms) {
    int draws = AlarmSeals.draws(alarms.get(0));
    console.printf(Locale.ROOT, "alarms of %s: %d draws of S_1%n", cell.name(), draws);
    List<List<Manifest>> made = new ArrayList<>();
    Cell aside = cell.in(folder(hash));
    for (int i = 0; i < draws; i++) {
      Key key = new Key(experiment.seed(), AlarmReference.Frozen.replicate(i));
      made.add(first(new Lineage(aside, i, key)));
    }
    List<Integer> models = AlarmSeals.models(cell);
    for (int k = 0; k < models.size(); k++) {
      int place = k;
      seal(cell, models.get(k), alarms, made.stream().map(each -> each.get(place)).toList());
    }
  }

  /** Generation 1 of each model of a lineage, whose files are deleted. */
  private List<Manifest> first(Lineage lineage) {
    if (lineage.cell().ecosystem() == null) {
      Kept kept = new Kept(seals);
      families.loop(lineage, kept, AfterSeal.none()).run(1);
      kept.forget(lineage.folder());
      return List.of(kept.records.get(1));
    }
    Map<Lineage, Kept> members = new LinkedHashMap<>();
    families
        .members(
            lineage,
            new Kept(seals),
            new MemberLoops.Each(
                own -> members.computeIfAbsent(own, l -> new Kept(seals)),
                member -> AfterSeal.none()))
        .runApart(1);
    members.forEach((own, kept) -> kept.forget(own.folder()));
    return members.values().stream().map(kept -> kept.records.get(1)).toList();
  }

  private void seal(Cell cell, int model, List<Safeguard.Alarm> alarms, List<Manifest> made) {
    for (Safeguard.Alarm alarm : alarms) {
      List<Double> values = new ArrayList<>();
      for (Manifest manifest : made) {
        double value = manifest.record().measured().value(alarm);
        if (!Double.isNaN(value)) {
          values.add(value);
        }
      }
      if (values.size() < 2) {
        throw new SpecException(
            List.of(
                experiment.problem(
                    "safeguards",
                    "alarm on "
                        + alarm.metric()
                        + ", subject "
                        + alarm.subject()
                        + ", scope "
                        + alarm.scope()
                        + ": S_1 and M_1 have no such value; it is measured of "
                        + made.get(0).record().measured().subjects(alarm.metric()))));
      }
      references.seal(cell, model, alarm, values);
    }
  }

  /** Keeps the generations of a lineage in memory. */
  private static final class Kept implements GenerationStore<Manifest> {
    private final Seals seals;
    private final List<Manifest> records = new ArrayList<>();

    Kept(Seals seals) {
      this.seals = seals;
    }

    @Override
    public Optional<Manifest> read(int g) {
      return Optional.empty();
    }

    @Override
    public Manifest seal(int g, Manifest made) {
      records.add(made);
      return made;
    }

    @Override
    public void discard(List<String> scratch) {
      seals.discard(scratch);
    }

    @Override
    public void release(int g, Supplier<List<String>> unneeded) {}

    /**
     * Deletes the files of both generations; files that other lineages share are in other folders.
     */
    void forget(String folder) {
      seals.discard(
          records.stream()
              .flatMap(record -> record.files().stream())
              .map(SealedFile::name)
              .filter(name -> name.startsWith(folder))
              .toList());
    }
  }
}
