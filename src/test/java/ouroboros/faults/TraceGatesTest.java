package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.SampledGenerations;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.TraceRun;

/**
 * {@code trace} where training sets are not simply what a model drew: gates with each refill, a
 * gate that rewrites, an alarm that refreshes with reserve, a resampled R, mixtures of n-grams; and
 * tables that are gone or damaged.
 */
@Tag("faults")
class TraceGatesTest {
  private static final int LAST = 2;
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: accumulate}
      size: 90
      generations: 2
      sampling: {max-length: 9}
      metric-order: 2
      evaluation: {order: 2, every: 9}
      metrics: [tokens, retention-1]
      """;
  private static final String GATES =
      LINES
          + """
      sweep:
        safeguards:
          - [{kind: thin, share: 0.5}]
          - [{kind: critic, keep: [0.1, 0.9]}]
        refill: [redraw, shrink, real]
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path gates;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    gates = runs.out("gates");
    Runs.run(Runs.session(), runs.spec("gates", GATES), gates);
  }

  private static SampledGenerations traced(Path out, String cell, int many) {
    return open(out, cell, 0).ofGenerations(many, g -> {});
  }

  private static TraceRun open(Path out, String cell, int replicate) {
    return TraceRun.open(
        Runs.session(), ExperimentRun.folder(out.toString()), cell, replicate, LAST);
  }

  private static List<String> cells(Path out) {
    return StoredRun.open(ExperimentRun.folder(out.toString())).cells();
  }

  /** A copy has the word of its parent, wherever it is; mutations are counted, not compared. */
  private static int compared(TraceRun trace, SampledGenerations sampled) {
    FamilyTree tree = sampled.tree();
    Set<Place> humans = new HashSet<>();
    tree.parents().values().stream()
        .map(Parent::place)
        .filter(Objects::nonNull)
        .filter(Place::isHuman)
        .forEach(humans::add);
    SortedMap<Place, HumanSentence> sentences = trace.humans(humans);
    int compared = 0;
    for (Map.Entry<Place, Parent> each : tree.parents().entrySet()) {
      Place place = each.getValue().place();
      if (place == null) {
        continue;
      }
      int word = each.getValue().word();
      if (place.isHuman()) {
        HumanSentence sentence =
            Objects.requireNonNull(sentences.get(new Place(place.source(), place.unit(), 0)));
        assertThat(sentence.tokens().get(place.position())).as("%s", each).isEqualTo(word);
      } else {
        assertThat(tree.parent(place).word()).as("%s", each).isEqualTo(word);
      }
      compared++;
    }
    return compared;
  }

  @AfterAll
  static void end() {
    Runs.end();
  }

  @Test
  void whatPassedAGateHasParentsUnderEveryRefill() {
    assertThat(cells(gates)).hasSize(6);
    for (String cell : cells(gates)) {
      SampledGenerations sampled = traced(gates, cell, 60);
      assertThat(sampled.tokens().get(1)).as(cell).hasSize(60);
      assertThat(compared(open(gates, cell, 0), sampled)).as(cell).isGreaterThan(60);
      assertThat(sampled.tree().mutated()).as(cell).isZero();
      // Only under refill: real is a sentence of R among what passed.
      boolean hasReal =
          sampled.tokens().get(1).stream().anyMatch(place -> place.source() == Place.REAL);
      assertThat(hasReal).as(cell).isEqualTo(cell.contains("refill=real"));
    }
  }

  /** Words that the gate wrote have no parent; the others do. */
  @Test
  void wordsThatAGateWroteAreMutations() throws IOException {
    Path out = runs.out("revise");
    String gate = "safeguards: [{kind: revise, when: likely, threshold: 0.2, top-k: 4}]\n";
    Runs.run(
        Runs.session(), runs.spec("revise", LINES.replace("accumulate", "replace") + gate), out);
    TraceRun trace = open(out, "base", 0);
    SampledGenerations sampled = traced(out, "base", 200);
    assertThat(compared(trace, sampled)).isGreaterThan(100);
    assertThat(sampled.tree().mutations()).isPositive();
  }

  /** After the alarm real text from outside R is in the recipe, and a parent may be there. */
  @Test
  void realTextThatAnAlarmAddedHasDescendants() throws IOException {
    Path out = runs.out("alarm");
    String alarm =
        "safeguards: [{kind: alarm, metric: retention-1, chart: {threshold: {below: 1.1}},"
            + " action: {refresh: {real: 90}}}]\n";
    Runs.run(
        Runs.session(),
        runs.spec("alarm", LINES.replace("accumulate", "replace") + alarm),
        out,
        "generations=4");
    OutFolder folder = ExperimentRun.folder(out.toString());
    TraceRun trace = TraceRun.open(Runs.session(), folder, "base", 0, 4);
    SampledGenerations sampled = trace.ofGenerations(100, g -> {});
    assertThat(compared(trace, sampled)).isGreaterThan(100);
    assertThat(sampled.tree().lineages()).containsKey(Place.RESERVE);
  }

  /** Each replicate has an R of its own, whose sentences are numbered as it draws them. */
  @Test
  void aResampledRealTextHasItsOwnSentences() throws IOException {
    Path out = runs.out("resample");
    Path spec = runs.spec("resample", LINES + "replicates: 2\n");
    Runs.run(Runs.session(), spec, out, "corpus.resample=true");
    SampledGenerations one = open(out, "base", 1).ofGenerations(60, g -> {});
    assertThat(compared(open(out, "base", 1), one)).isGreaterThan(60);
    assertThat(one.tree().parents()).isNotEqualTo(traced(out, "base", 60).tree().parents());
  }

  @Test
  void aMixtureOfNgramsCopiesWithinTheComponent() throws IOException {
    Path out = runs.out("mixture");
    Runs.run(
        Runs.session(),
        runs.spec(
            "mixture",
            LINES.replace("kind: ngram,", "kind: ngram-mixture, components: 2,")
                + "sweep:\n  policy: [{kind: mixture, real-share: 0.5}]\n"),
        out);
    String cell = cells(out).get(0);
    assertThat(compared(open(out, cell, 0), traced(out, cell, 60))).isGreaterThan(60);
  }

  @Test
  void tablesThatWereReleasedAreNamed() throws IOException {
    Path out = runs.out("released");
    Runs.run(
        Runs.session(),
        runs.spec("released", LINES.replace("accumulate", "replace") + "keep: last\n"),
        out,
        "generations=4");
    OutFolder folder = ExperimentRun.folder(out.toString());
    assertThatThrownBy(() -> TraceRun.open(Runs.session(), folder, "base", 0, 4))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("was released, because the run was made with keep: needed or");
  }

  /** A changed byte in a table is found before anything is drawn from it. */
  @Test
  void aDamagedTableIsRefused() throws IOException, ReflectiveOperationException {
    Path out = runs.out("damaged");
    Runs.run(Runs.session(), runs.spec("damaged", LINES), out);
    List<Path> tables = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      files.filter(file -> file.getFileName().toString().startsWith("T-")).forEach(tables::add);
    }
    assertThat(tables).isNotEmpty();
    for (Path table : tables) {
      byte[] bytes = Files.readAllBytes(table);
      bytes[bytes.length / 2] ^= 1;
      Files.write(table, bytes);
    }
    Caches.forget();
    assertThatThrownBy(() -> open(out, "base", 0).sampled(20, g -> {}))
        .hasStackTraceContaining("SHA-256 is");
  }
}
