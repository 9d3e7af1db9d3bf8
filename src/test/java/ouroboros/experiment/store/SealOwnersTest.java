package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Keep;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;

/** A seal says whose it is, and is believed nowhere else. */
class SealOwnersTest {
  private static final String SPEC =
      """
      name: whose
      seed: 7
      generations: 3
      replicates: 2
      corpus: {source: texts}
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      sweep: {size: [100, 200]}
      """;
  private static final int LAST = 3;

  @TempDir Path folder;
  private Path root;

  private static Experiment experiment(String... overrides) {
    return SpecFile.parse("whose", SPEC, List.of(overrides));
  }

  private static final class Silent implements SealedGenerations.Watcher {
    @Override
    public void resumed(Lineage lineage, int g, Manifest manifest) {}

    @Override
    public void sealed(Lineage lineage, int g, Manifest manifest) {}
  }

  @BeforeEach
  void run() throws IOException {
    root = folder.resolve("out");
    seal(root, experiment());
  }

  private static OutFolder open(Path root) throws IOException {
    return new OutFolder(FileSystem.getLocal(new Configuration()), root.toString());
  }

  /** Seals every lineage. A file differs by lineage and generation. */
  private static void seal(Path root, Experiment asked) throws IOException {
    OutFolder out = open(root);
    Experiment experiment = out.claim(asked).experiment();
    out.ofCorpus("corpus");
    for (Cell cell : experiment.cells()) {
      for (int r = 0; r < experiment.replicates(); r++) {
        Lineage lineage = Lineage.of(experiment, cell, r);
        SealedGenerations store =
            new SealedGenerations(out.seals(), lineage, Keep.ALL, new Silent());
        for (int g = 0; g <= LAST; g++) {
          if (store.read(g).isEmpty()) {
            store.seal(g, manifest(g, lineage.folder(g), cell.name() + r + g));
          }
        }
      }
    }
  }

  private static Manifest manifest(int g, String folder, String content) {
    CountTable table =
        new CountTable(List.of(new SealedFile(folder + "/T", 1, content)), 1, 1, 1, 1);
    return Manifest.of(
        g,
        GenerationFiles.ofCounts(g == 0 ? null : table, table, null),
        new GenerationRecord(
            g,
            List.of(),
            new Measured(List.of(), List.of(), List.of(), new TreeMap<>()),
            List.of(),
            List.of(),
            List.of(),
            null));
  }

  private Path generation(int cell, int replicate, int g) {
    Cell of = experiment().cells().get(cell);
    return root.resolve(Seals.folder(of.folder(), replicate, g));
  }

  private static void swap(Path a, Path b) throws IOException {
    Path aside = a.resolveSibling("aside");
    Files.move(a, aside);
    Files.move(b, a);
    Files.move(aside, b);
  }

  /** What a resumed run, the report and verify say. */
  private List<String> findings() throws IOException {
    OutFolder out = open(root);
    StoredRun.open(out);
    List<String> found = SealedFiles.foreign(out);
    if (found.isEmpty()) {
      seal(root, experiment());
    } else {
      assertThatThrownBy(() -> seal(root, experiment())).hasMessage(found.get(0));
    }
    return found;
  }

  @Test
  void whereverSealsAreTheyAreFound() throws IOException {
    assertThat(findings()).isEmpty();
  }

  @Test
  void ownersOfAnExtendedRunAreTheSame() {
    SealOwners owners = SealOwners.of(experiment().resolved(), "corpus");
    String cell = experiment().cells().get(0).folder();
    SealOwner before = owners.lineage(cell, 1).orElseThrow();
    for (String more :
        List.of(
            "generations=9",
            "replicates=5",
            "sweep.size=[100, 200, 300]",
            "metrics=[tokens]",
            "keep=last",
            "name=other")) {
      SealOwners extended = SealOwners.of(experiment(more).resolved(), "corpus");
      assertThat(extended.lineage(cell, 1)).as(more).contains(before);
      assertThat(extended.input(null)).as(more).isEqualTo(owners.input(null));
      assertThat(extended.input(1)).as(more).isNotEqualTo(owners.input(0));
    }
  }

  @Test
  void whatChangesTheBitsChangesTheOwner() {
    SealOwners owners = SealOwners.of(experiment().resolved(), "corpus");
    String cell = experiment().cells().get(0).folder();
    List<SealOwner> all = new ArrayList<>(List.of(owners.lineage(cell, 0).orElseThrow()));
    all.add(owners.lineage(cell, 1).orElseThrow());
    all.add(owners.lineage(experiment().cells().get(1).folder(), 0).orElseThrow());
    for (String other :
        List.of(
            "seed=8",
            "metric-order=4",
            "evaluation.order=4",
            "family.order=3",
            "family.smoothing={kind: witten-bell}",
            "policy={kind: accumulate}",
            "sampling={temperature: 0.5}",
            "safeguards=[{kind: thin, share: 0.5}]")) {
      all.add(SealOwners.of(experiment(other).resolved(), "corpus").lineage(cell, 0).orElseThrow());
    }
    all.add(SealOwners.of(experiment().resolved(), "another").lineage(cell, 0).orElseThrow());
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void aGenerationOfAnotherReplicateIsRefused() throws IOException {
    swap(generation(0, 0, 2), generation(0, 1, 2));

    assertThat(findings())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("g00002", "it was moved or copied here"))
        .anySatisfy(line -> assertThat(line).contains("this seal is of replicate 1"))
        .anySatisfy(line -> assertThat(line).contains("this seal is of replicate 0"));
  }

  @Test
  void aGenerationOfAnotherCellIsRefused() throws IOException {
    swap(generation(0, 0, 1), generation(1, 0, 1));

    assertThat(findings())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("this seal is of cell size=200"));
  }

  @Test
  void anotherGenerationIsRefused() throws IOException {
    swap(generation(0, 0, 1), generation(0, 0, 2));

    assertThat(findings())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("g00001", "this seal is of generation 2"));
  }

  @Test
  void aLineageOfAnotherExperimentOrCorpusIsRefused() throws IOException {
    Path mine = root;
    for (String other : List.of("seed=8", "policy={kind: accumulate}")) {
      root = folder.resolve("other" + other.length());
      seal(root, experiment(other));
      Path moved = generation(0, 1, 3);
      root = mine;
      Path here = generation(0, 1, 3);
      swap(moved, here);
      assertThat(findings())
          .singleElement()
          .asString()
          .contains("g00003", "this seal is of another experiment");
      swap(moved, here);
    }
    OutFolder out = open(root);
    out.claim(experiment());
    out.ofCorpus("another");
    assertThat(SealedFiles.foreign(out))
        .hasSize(16)
        .allSatisfy(line -> assertThat(line).contains("this seal is made from another corpus"));
  }

  /** The folder is right, but the generation before it has other content than it had. */
  @Test
  void aGenerationThatWasNotMadeFromTheOneBeforeItIsRefused() throws IOException {
    Path changed = generation(0, 0, 1);
    Files.delete(changed.resolve(manifestIn(changed)));
    OutFolder out = open(root);
    Experiment experiment = out.claim(experiment()).experiment();
    out.ofCorpus("corpus");
    Lineage lineage = Lineage.of(experiment, experiment.cells().get(0), 0);
    SealedGenerations store = new SealedGenerations(out.seals(), lineage, Keep.ALL, new Silent());
    store.read(0);
    store.seal(1, manifest(1, lineage.folder(1), "other content"));

    assertThat(findings())
        .singleElement()
        .asString()
        .contains("g00002", "was not made from the generations before it");
  }

  /** The same content under other names is the same: a generation that was made again. */
  @Test
  void aGenerationThatWasMadeAgainFits() throws IOException {
    Path again = generation(0, 0, 1);
    Files.delete(again.resolve(manifestIn(again)));
    seal(root, experiment());

    assertThat(findings()).isEmpty();
  }

  private static String manifestIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(Seals::isManifest)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void inputsOfAnotherExperimentAreRefused() throws IOException {
    OutFolder out = open(root);
    out.claim(experiment());
    out.ofCorpus("corpus");
    SealedInput input = SealedInput.of(new CountTable(List.of(), 1, 1, 1, 1), new TreeMap<>());
    assertThat(out.seals().seal("real/order-2", input).owner()).isNotNull();
    out.ofCorpus("another");

    assertThatThrownBy(() -> out.seals().read("real/order-2", SealedInput.class))
        .hasMessageContaining("this seal is made from another corpus");
  }

  /** A generation whose whole folder is gone is a gap, wherever it was. */
  @Test
  void aDeletedFolderOfAGenerationIsNamed() throws IOException {
    for (int g : new int[] {0, 2}) {
      Path gone = generation(0, 1, g);
      Path aside = Files.move(gone, folder.resolve("aside"));
      assertThat(SealedFiles.check(open(root)).damage())
          .contains(gone + ": missing, and a later generation is sealed")
          .noneMatch(line -> line.contains("g00003: was not made"));
      assertThat(LedgerCheck.of(StoredRun.open(open(root)), line -> {}).problems())
          .anyMatch(
              line ->
                  line.contains("replicate 1 generation " + g + " is not sealed, generation 3 is"));
      Files.move(aside, gone);
    }
  }

  /** The record of a run that ended says what must be there. */
  @Test
  void whatAFinishedRunHasLostAtItsEndIsNamed() throws IOException {
    Files.writeString(
        root.resolve("run.json"), "{\"spec\": " + experiment().resolved().json() + "}");
    List<String> whole = SealedFiles.check(open(root)).damage();
    Path last = generation(0, 1, LAST);
    Files.move(last, folder.resolve("last"));
    Path lineage = generation(1, 0, 0).getParent();
    Files.move(lineage, folder.resolve("lineage"));

    assertThat(whole).noneMatch(line -> line.contains("run.json"));
    String says = ": missing, and run.json says that this run was complete";
    assertThat(SealedFiles.check(open(root)).damage())
        .contains(last + says, lineage + "/g00000" + says, lineage + "/g00003" + says);
  }

  /** A run that version 0.1.0 began is refused because of its evaluation model, and says so. */
  @Test
  void aRunWithTheEarlierEvaluationModelIsRefusedWithTheReason() throws IOException {
    Path held = root.resolve("experiment.json");
    String now = Files.readString(held);
    String before = now.replaceAll(",\\s*\"max-strata\" : 100", "");
    assertThat(before).isNotEqualTo(now);
    Files.writeString(held, before);

    assertThatThrownBy(() -> open(root).claim(experiment("generations=5")))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(
            "evaluation: " + root + " holds a run that an earlier version began",
            "another evaluation model",
            "finish that run with the version that began it, or choose another --out")
        .hasMessageNotContaining("max-strata");
    assertThat(Files.readString(held)).isEqualTo(before);
    assertThat(SealedFiles.foreign(open(root))).isEmpty();
  }

  /** A known truth has no test text, so nothing of it has changed. */
  @Test
  void aKnownTruthOfTheEarlierVersionGoesOn() throws IOException {
    String truth =
        "name: t\nseed: 1\ngenerations: 2\nreal: 10\npolicy: {kind: replace}\n"
            + "family: {kind: poisson}\n";
    Path out = folder.resolve("truth");
    open(out).claim(SpecFile.parse("t", truth, List.of()));
    Path held = out.resolve("experiment.json");
    String now = Files.readString(held);
    Files.writeString(held, now.replaceAll(",\\s*\"max-strata\" : 100", ""));

    open(out).claim(SpecFile.parse("t", truth, List.of("replicates=3")));
    assertThat(Files.readString(held)).contains("\"replicates\" : 3");
  }
}
