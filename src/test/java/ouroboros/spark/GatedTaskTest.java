package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.StoredRun;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.random.Subset;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PlainGates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.TextWalkTest;
import ouroboros.safeguard.judge.SimulatedReview;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.GatedTask;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.ngram.GuardHere;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Vocabulary;

/**
 * Drawing tasks with gates that see the text, on the model of a real run: {@value #UNITS} units in
 * three blocks, compared with gates that take one candidate after the other. Seed 7; nothing here
 * depends on luck.
 */
@Tag("spark")
class GatedTaskTest {
  private static final int UNITS = 9001;
  private static final Key KEY = new Key(7, 0);

  /** A review ends inside the second of three blocks, and the rest passes. */
  private static final SimulatedReview.Budget SEEN = new SimulatedReview.Budget(4500, 3, true);

  @TempDir static Path folder;
  private static Storage storage;
  private static Vocabulary vocabulary;
  private static final Map<String, SyntheticCorpus> CORPORA = new TreeMap<>();

  @BeforeAll
  static void fit() throws IOException {
    Runs runs = new Runs(folder);
    String lines =
        """
        family: {kind: ngram, order: 2, smoothing: {kind: none}}
        policy: {kind: replace}
        generations: 1
        metric-order: 2
        metrics: [tokens]
        evaluation: {order: 2}
        sampling: {max-length: 9}
        sweep:
          family:
            - {kind: ngram, order: 2, smoothing: {kind: none}}
            - {kind: ngram-mixture, order: 2, smoothing: {kind: none}, components: 2}
        """;
    Runs.run(Runs.session(), runs.spec("fit", lines), runs.out("fit"));
    OutFolder out = ExperimentRun.folder(runs.out("fit").toString());
    storage = new Storage(out.root());
    CorpusReader corpus = CorpusReader.open(out.root() + "/corpus");
    vocabulary = corpus.vocabulary();
    NgramModels models =
        new NgramModels(vocabulary, new GuardHere(storage, corpus, vocabulary), corpus);
    for (Map<String, String> row : Runs.rows(runs.out("fit").resolve("cells.csv"))) {
      String name = String.valueOf(row.get("cell"));
      Manifest fitted = StoredRun.open(out).manifest(name, 0, 0).orElseThrow();
      CORPORA.put(
          name.contains("mixture") ? "mixture" : "ngram",
          models.corpus(
              StoredRun.open(out).experiment(name).cells().get(0),
              fitted.tables().training(),
              KEY,
              new Source.Synthetic(1),
              null));
    }
    assertThat(CORPORA).hasSize(2);
  }

  /** Makes a gate of a test inside a task. */
  private record Double(String name) implements GateMaker {
    @Override
    public TextGate make(Storage files) {
      return switch (name) {
        case "even" -> TextWalkTest.EVEN;
        case "last" -> TextWalkTest.LAST;
        case "best" -> new TextWalkTest.ByLength(3);
        case "packs-of-7" -> new TextWalkTest.EvenPack(7);
        case "review" -> new SimulatedReview(TextWalkTest.EVEN, SEEN, .1, .1);
        default -> throw new IllegalArgumentException(name);
      };
    }

    @Override
    public int pack() {
      return name.equals("packs-of-7") ? 7 : 1;
    }

    @Override
    public long unseenFrom() {
      return name.equals("review") ? SEEN.unseenFrom() : Long.MAX_VALUE;
    }
  }

  private static GatedCorpus gated(String family, String list, Refill refill) {
    List<GateMaker> makers = Arrays.stream(list.split(" ")).<GateMaker>map(Double::new).toList();
    List<Safeguard.Gate> named =
        IntStream.range(0, makers.size())
            .<Safeguard.Gate>mapToObj(i -> new Safeguard.Thin(0))
            .toList();
    Gates gates = new Gates(new SafeguardList(named, refill), KEY, 1);
    return new GatedCorpus(Objects.requireNonNull(CORPORA.get(family)), gates, makers, UNITS);
  }

  /** What gates give one candidate after the other; packs do not cross blocks. */
  private record Plain(
      List<@Nullable String> units, List<Integer> passed, List<GateCounts> counts) {
    static Plain of(GatedCorpus text) {
      List<@Nullable String> units = new ArrayList<>();
      List<Integer> passed = new ArrayList<>();
      List<GateCounts> counts = new ArrayList<>();
      for (long from = 0; from < UNITS; from += text.block()) {
        PlainGates block =
            new PlainGates(
                text.makers().stream().map(maker -> maker.make(storage)).toList(),
                text.gates(),
                from,
                Math.min(UNITS, from + text.block()),
                Plain.drawn(text.corpus()));
        List<@Nullable String> here = block.run();
        units.addAll(here);
        passed.add((int) here.stream().filter(each -> each != null).count());
        counts.addAll(block.counts());
      }
      return new Plain(units, passed, counts);
    }

    private static LongFunction<int[]> drawn(SyntheticCorpus corpus) {
      var drawer = corpus.drawer(storage);
      return word -> {
        int[][] one = new int[1][];
        drawer.draw(
            word, word + 1, (unit, s, start, end) -> one[0] = Arrays.copyOfRange(s, start, end));
        return one[0];
      };
    }

    /** The sum over the blocks. */
    long kept(int gate) {
      return counts.stream().filter(c -> c.gate() == gate).mapToLong(GateCounts::kept).sum();
    }
  }

  /** What tasks give: by unit, its component and sentence, as often as it was given. */
  private static Map<Long, List<String>> given(List<SentenceTask> tasks) {
    Map<Long, List<String>> given = new TreeMap<>();
    long[] sum = new long[2];
    for (SentenceTask task : tasks) {
      sum[0] +=
          task.feed(
              storage,
              (component, unit, tokens, start, end) -> {
                sum[1] += end - start == 9 ? 1 : 0;
                given
                    .computeIfAbsent(unit, u -> new ArrayList<>())
                    .add(component + Arrays.toString(Arrays.copyOfRange(tokens, start, end)));
              });
    }
    assertThat(sum[0]).as("sentences of the greatest length").isEqualTo(sum[1]);
    return given;
  }

  private static Map<Long, List<String>> expected(Plain plain, GatedCorpus text, int[] times) {
    Map<Long, List<String>> expected = new TreeMap<>();
    for (int unit = 0; unit < UNITS; unit++) {
      String passed = plain.units.get(unit);
      if (passed != null && times[unit] > 0) {
        int end = passed.indexOf('[');
        int component = text.corpus().component(Long.parseLong(passed.substring(0, end)));
        expected.put(
            (long) unit, Collections.nCopies(times[unit], component + passed.substring(end)));
      }
    }
    return expected;
  }

  @ParameterizedTest
  @CsvSource({
    "ngram,even",
    "mixture,even last",
    "ngram,last best even",
    "ngram,packs-of-7",
    "mixture,even packs-of-7"
  })
  void anyCutGivesTheUnitsOfThePlainLoop(String family, String list) {
    for (Refill refill : Refill.values()) {
      GatedCorpus text = gated(family, list, refill);
      Plain plain = Plain.of(text);
      int[] once = new int[UNITS];
      Arrays.fill(once, 1);
      Map<Long, List<String>> whole = expected(plain, text, once);
      assertThat(given(GatedTask.all(text, 1, 1000))).isEqualTo(whole);
      assertThat(given(GatedTask.all(text, 7, 1000))).isEqualTo(whole);
      boolean byRank = refill == Refill.SHRINK;
      long population = byRank ? plain.passed.stream().mapToInt(Integer::intValue).sum() : UNITS;
      for (Selection chosen :
          List.of(
              Selection.all(population),
              Selection.range(population, 17, 700),
              Subset.of(KEY, 2, 0, population, 1234))) {
        int[] times = new int[(int) population];
        chosen.multiplicities(0, times.length, times);
        int[] ofUnits = new int[UNITS];
        for (int unit = 0, rank = 0; unit < UNITS; unit++) {
          boolean counts = !byRank || plain.units.get(unit) != null;
          ofUnits[unit] = counts ? times[byRank ? rank++ : unit] : 0;
        }
        List<Integer> passed = byRank ? plain.passed : List.of();
        assertThat(given(GatedTask.all(text, chosen, passed, 2, 1000)))
            .as("%s %s %s", list, refill, chosen)
            .isEqualTo(expected(plain, text, ofUnits));
      }
    }
  }

  /** The pass that counts S'_g says what passed, through shuffle and driver. */
  @Test
  void onePassCountsAndSaysWhatPassed() throws IOException {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(Runs.session().spark().sparkContext());
    KeyLayout layout = KeyLayout.of(2, vocabulary.size());
    KeyRanges ranges = KeyRanges.of(layout, vocabulary, 400, 1 << 9);
    assertThat(ranges.size()).isGreaterThan(1);
    for (Refill refill : List.of(Refill.REDRAW, Refill.SHRINK)) {
      for (int wanted : new int[] {1, 3}) {
        GatedCorpus text = gated("ngram", "even last packs-of-7", refill);
        Plain plain = Plain.of(text);
        CountJobs jobs = new CountJobs(spark, storage, ranges, 1);
        ScannedTable counted =
            jobs.draw(
                GatedTask.all(text, wanted, 90_000),
                "test/P-" + refill + wanted,
                ScanRequest.NOTHING);
        PassedBlocks judged = Objects.requireNonNull(counted.judged());
        assertThat(judged.passed()).isEqualTo(plain.passed);
        for (GateCounts gate : judged.counts()) {
          assertThat(gate.kept()).isEqualTo(plain.kept(gate.gate()));
        }
        NgramCounter counter = new NgramCounter(layout, 1 << 12);
        for (String each : plain.units) {
          if (each != null) {
            int[] tokens = tokens(each);
            counter.add(tokens, 0, tokens.length);
          }
        }
        CountTable table = counted.table();
        assertThat(
                TableArithmetic.equal(
                    counter.finish(),
                    CountMerge.sum(layout, table.ranges().stream().map(storage::read).toList())))
            .isTrue();
        assertThat(table.sentences()).isEqualTo(judged.units());
      }
    }
  }

  /** The files, sentences cut at the greatest length, metrics and decisions are the same. */
  @ParameterizedTest
  @CsvSource({"even last packs-of-7", "last best even", "review", "even review", "thin"})
  void oneJobForBothGivesWhatTwoJobsGive(String list) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(Runs.session().spark().sparkContext());
    KeyRanges ranges = KeyRanges.of(KeyLayout.of(2, vocabulary.size()), vocabulary, 400, 1 << 9);
    CountJobs jobs = new CountJobs(spark, storage, ranges, 1);
    for (Refill refill : List.of(Refill.REDRAW, Refill.SHRINK)) {
      boolean isBlind = list.equals("thin");
      GatedCorpus text = isBlind ? thinned(refill) : gated("ngram", list, refill);
      SyntheticCorpus corpus = text.corpus();
      Selection all = Selection.all(UNITS);
      ScannedTable drawn =
          jobs.draw(
              List.of(new DrawTask(corpus, all, CounterWords.FIRST, 0, UNITS, 90_000)),
              "test/drawn",
              ScanRequest.NOTHING);
      // Something to compare with: other sentences of the same model.
      ScannedTable real =
          jobs.draw(
              List.of(new DrawTask(corpus, all, CounterWords.FIRST, 100, 900, 9_000)),
              "test/real",
              ScanRequest.NOTHING);
      ScanRequest measure = ScanRequest.NOTHING.against(real.table(), 2);
      ScannedTable passed = jobs.draw(GatedTask.all(text, 2, 90_000), "test/passed", measure);
      assertThat(drawn.truncated()).isPositive().isNotEqualTo(passed.truncated());
      for (int wanted : new int[] {1, 3}) {
        List<GuardedTask> tasks =
            GuardedTask.all(corpus, text.gates(), isBlind ? null : text, UNITS, wanted, 90_000);
        List<ScannedTable> both =
            jobs.drawGuarded(
                new CountJobs.Guarded(tasks, 9, List.of(), List.of(), List.of("test/S", "test/P")),
                measure);
        assertThat(files(both.get(0))).isEqualTo(files(drawn)).isNotEqualTo(files(passed));
        assertThat(files(both.get(1))).isEqualTo(files(passed));
        assertThat(both.get(0).truncated()).isEqualTo(drawn.truncated());
        assertThat(both.get(1).truncated()).isEqualTo(passed.truncated());
        assertThat(both.get(1).judged()).isNotNull().isEqualTo(passed.judged());
        assertThat(both.get(1).counts()).usingRecursiveComparison().isEqualTo(passed.counts());
        assertThat(both.get(0).counts().tokens()).isEqualTo(drawn.table().tokens());
      }
    }
  }

  private static GatedCorpus thinned(Refill refill) {
    List<Safeguard.Gate> thin = List.of(new Safeguard.Thin(0.3), new Safeguard.Thin(0.2));
    Gates gates = new Gates(new SafeguardList(thin, refill), KEY, 1);
    return new GatedCorpus(
        Objects.requireNonNull(CORPORA.get("ngram")),
        gates,
        gates.blind().stream().map(GateMaker::of).toList(),
        UNITS);
  }

  private static List<String> files(ScannedTable counted) {
    return counted.table().ranges().stream().map(SealedFile::sha256).toList();
  }

  private static int[] tokens(String passed) {
    String list = passed.substring(passed.indexOf('[') + 1, passed.length() - 1);
    return list.isEmpty()
        ? new int[0]
        : Arrays.stream(list.split(", ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void theJobForReplacementsNamesTheUnitsThatDidNotPass() throws IOException {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(Runs.session().spark().sparkContext());
    GatedCorpus text = gated("ngram", "even packs-of-7", Refill.REAL);
    Plain plain = Plain.of(text);
    for (Selection chosen : List.of(Selection.all(UNITS), Selection.range(UNITS, 4000, 4500))) {
      int[] times = new int[UNITS];
      chosen.multiplicities(0, UNITS, times);
      List<GateJobs.Dropped> parts = new GateJobs(spark, storage).dropped(text, chosen, 3);
      assertThat(GateJobs.Dropped.units(parts))
          .containsExactly(
              IntStream.range(0, UNITS)
                  .filter(unit -> times[unit] > 0 && plain.units.get(unit) == null)
                  .asLongStream()
                  .toArray());
      if (chosen.chosen() == UNITS) {
        assertThat(GateJobs.Dropped.blocks(parts).passed()).isEqualTo(plain.passed);
      }
    }
  }

  /** As the pilot judges: all units, without knowing what passed. */
  @Test
  void oneTaskJudgesASmallCorpus() throws IOException {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(Runs.session().spark().sparkContext());
    GatedCorpus text = gated("ngram", "even last packs-of-7", Refill.SHRINK);
    Plain plain = Plain.of(text);
    PassedBlocks judged = new GateJobs(spark, storage).judged(text);
    assertThat(judged.passed()).isEqualTo(plain.passed);
    assertThat(judged.counts().get(0).kept()).isEqualTo(plain.kept(1));
  }
}
