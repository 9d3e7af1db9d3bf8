package ouroboros.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.WittenBell;
import ouroboros.random.Key;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PlainGates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.judge.BestOfChooser;
import ouroboros.safeguard.judge.CriticFilter;
import ouroboros.safeguard.judge.Judge;
import ouroboros.safeguard.judge.LikelihoodRatio;
import ouroboros.safeguard.judge.MixedJudge;
import ouroboros.safeguard.judge.ModelReviser;
import ouroboros.safeguard.judge.PackJudge;
import ouroboros.safeguard.judge.QuantileLimits;
import ouroboros.safeguard.judge.Rewards;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.SentenceReplay;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * Runs with gates that judge text. What passed is compared with the same gates, fitted here by the
 * letter and asked unit by unit. No claim can fail by chance.
 */
@Tag("spark")
class JudgedRunTest {
  private static final int LAST = 2;
  private static final Key KEY = new Key(7, 0);

  /**
   * Gates that each do something here. Packs are compared with almost the most diverse ones of
   * guard: neighbours there are of one document and share its words, and a smoothed model of so few
   * words repeats few, so at the median no pack of the 240 units is dropped; at 0.95 of threes 16
   * of 80 are.
   */
  private static final List<String> GATES =
      List.of(
          "{kind: critic, keep: [0.1, 0.9]}",
          "{kind: critic, order: 2, keep: [0.2, 0.8], limits: moving, noise: 0.1}",
          "{kind: revise, when: unlikely, threshold: 0.05, top-k: 4}",
          "{kind: best-of, candidates: 3, scale: 0.5, reward: [{reward: critic, weight: 1},"
              + " {reward: length, weight: 2}]}",
          "{kind: packed-critic, pack: 3, margin: 0.95}",
          "{kind: detector, train: likelihood-ratio, false-alarm: 0.05}");

  private static final List<String> OFF =
      List.of(
          "{kind: critic, keep: [0, 1]}",
          "{kind: revise, when: unlikely, threshold: 0}",
          "{kind: best-of, candidates: 1, reward: diversity}",
          "{kind: packed-critic, margin: 0}",
          "{kind: detector, train: likelihood-ratio, false-alarm: 0}");

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static final Map<String, String> FOLDERS = new HashMap<>();
  private static final Map<String, String> NAMES = new HashMap<>();
  private static final List<int[]> GUARD = new ArrayList<>();
  private static Vocabulary vocabulary;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    List<String> lists = new ArrayList<>(List.of("[]"));
    GATES.forEach(gate -> lists.add("[" + gate + "]"));
    OFF.forEach(gate -> lists.add("[" + gate + "]"));
    spec =
        runs.spec(
            "judged",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: witten-bell}}
            policy: {kind: replace}
            generations: 2
            keep: all
            metric-order: 2
            evaluation: {order: 2, every: 2}
            metrics: [tokens, types-n, gate-kept]
            sweep:
              safeguards: [%s]
            """
                .formatted(String.join(", ", lists)));
    Files.writeString(
        spec,
        Files.readString(spec).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
    out = runs.out("judged");
    Runs.run(Runs.session(), spec, out);
    Map<String, String> folders = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(row.get("cell"), row.get("folder"));
    }
    int place = 0;
    for (Cell cell : SpecFile.read(spec.toString(), List.of()).cells()) {
      NAMES.put(lists.get(place), cell.name());
      FOLDERS.put(lists.get(place++), folders.get(cell.name()));
    }
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    vocabulary = corpus.vocabulary();
    for (BlockRef ref : corpus.blocks(Part.GUARD)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        GUARD.add(block.sentence(i));
      }
    }
  }

  private static Manifest manifest(String gates, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(gates)), 0, g);
  }

  @Test
  void everyGateGivesWhatThePlainGateGives() throws IOException {
    for (int k = 0; k < GATES.size(); k++) {
      for (int g = 1; g <= LAST; g++) {
        check(GATES.get(k), k, g);
      }
    }
  }

  private static void check(String name, int k, int g) throws IOException {
    String list = "[" + name + "]";
    var run = ExperimentRun.folder(out.toString());
    Storage storage = new Storage(run.root());
    Manifest sealed = manifest(list, g);
    long units = sealed.record().units();
    SentenceReplay replay = SentenceReplay.open(run, Objects.requireNonNull(NAMES.get(list)), 0, g);
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.word(id), id);
    }
    java.util.function.LongFunction<int[]> drawn =
        word -> {
          int[][] sentence = {{}};
          replay.sentences(word, word + 1, line -> sentence[0] = words(line, ids));
          return sentence[0];
        };
    CountTable before = manifest(list, g - 1).tables().training();
    TextGate gate = plain(k, merged(storage, before), drawn, units);
    PlainGates plain =
        new PlainGates(
            List.of(gate),
            new Gates(new SafeguardList(List.of(), Refill.REDRAW), KEY, g),
            0,
            units,
            drawn);
    CountRun passed = merged(storage, Objects.requireNonNull(sealed.tables().guarded()));
    NgramCounter counter = new NgramCounter(passed.layout(), 1 << 12);
    for (String each : plain.run()) {
      String text = Objects.requireNonNull(each).replaceFirst("^.*\\[", "").replace("]", "");
      int[] sentence =
          text.isEmpty()
              ? new int[0]
              : Arrays.stream(text.split(", ")).mapToInt(Integer::parseInt).toArray();
      counter.add(sentence, 0, sentence.length);
    }
    CountRun expected = counter.finish();
    assertThat(expected.size()).as("%s %d", name, g).isEqualTo(passed.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(expected.counts()[i]).isEqualTo(passed.counts()[i]);
      assertThat(expected.keys()[0][i]).isEqualTo(passed.keys()[0][i]);
    }
    var counts = Objects.requireNonNull(sealed.record().gates()).counts().get(0);
    assertThat(counts.offered()).isEqualTo(plain.counts().get(0).offered());
    assertThat(counts.kept()).isEqualTo(plain.counts().get(0).kept());
    assertThat(counts.changed()).isEqualTo(plain.counts().get(0).changed());
    assertThat(counts.offered() + counts.changed())
        .as("%s %d does something", name, g)
        .isGreaterThan(units);
  }

  private static TextGate plain(
      int k, CountRun before, java.util.function.LongFunction<int[]> drawn, long units) {
    int closed = vocabulary.realEnd();
    TokenProbabilities three = model(3);
    Judge judge = new Judge(three, closed);
    return switch (k) {
      case 0 ->
          new CriticFilter(
              judge,
              QuantileLimits.of(sorted(second(), s -> judge.bitsPerToken(s, 0, s.length)), .1, .9),
              0);
      case 1 -> {
        Judge two = new Judge(model(2), closed);
        List<int[]> sample = new ArrayList<>();
        for (long unit = 0; unit < units; unit++) {
          sample.add(drawn.apply(unit));
        }
        double[] moving = sorted(sample, s -> two.bitsPerToken(s, 0, s.length));
        yield new CriticFilter(two, QuantileLimits.of(moving, .2, .8), .1);
      }
      case 2 -> new ModelReviser(three, closed, false, .05, 4);
      case 3 ->
          new BestOfChooser(
              3,
              List.of(
                  new BestOfChooser.Weighted(Rewards.critic(judge), 1),
                  new BestOfChooser.Weighted(Rewards.length(), 2)),
              .5,
              false);
      case 4 -> {
        PackJudge pack = new PackJudge(3, 0);
        double[] packs =
            IntStream.range(0, GUARD.size() / 3)
                .mapToDouble(
                    p -> pack.perToken(GUARD.subList(3 * p, 3 * p + 3).toArray(int[][]::new)))
                .sorted()
                .toArray();
        yield new PackJudge(3, QuantileLimits.of(packs, .95, 1).lower());
      }
      default -> {
        Sampler machine = SamplerCompiler.compile(before, 2, new WittenBell(), null);
        MixedJudge mixed =
            new MixedJudge(
                new double[] {1}, List.of(new Judge(TokenProbabilities.of(machine), 1 << 30)));
        LikelihoodRatio ratio = new LikelihoodRatio(judge, mixed, 0);
        double[] real = sorted(second(), s -> ratio.of(s, 0, s.length));
        yield new LikelihoodRatio(judge, mixed, QuantileLimits.of(real, .05, 1).lower());
      }
    };
  }

  private static List<int[]> second() {
    return GUARD.subList(GUARD.size() / 2, GUARD.size());
  }

  private static double[] sorted(List<int[]> text, ToDoubleFunction<int[]> score) {
    return text.stream().mapToDouble(score).sorted().toArray();
  }

  private static TokenProbabilities model(int order) {
    KeyLayout layout = KeyLayout.of(order, vocabulary.size());
    int closed = vocabulary.realEnd();
    NgramCounter counter = new NgramCounter(layout, 1 << 12);
    for (int[] sentence : GUARD.subList(0, GUARD.size() / 2)) {
      int[] known = Arrays.stream(sentence).map(id -> id >= closed ? Vocabulary.UNK : id).toArray();
      counter.add(known, 0, known.length);
    }
    int[] types = IntStream.range(0, closed).filter(id -> id != Vocabulary.BOS).toArray();
    return TokenProbabilities.of(
        SamplerCompiler.compile(counter.finish(), order, new ModifiedKneserNey(), types));
  }

  /** S_1 is that of the run without the gate, and T_1 is what passed. */
  @Test
  void aGateChangesWhatPassesAndNothingElse() {
    for (String gate : GATES) {
      Manifest sealed = manifest("[" + gate + "]", 1);
      Manifest without = manifest("[]", 1);
      assertThat(contents(Objects.requireNonNull(sealed.tables().synthetic())))
          .isEqualTo(contents(Objects.requireNonNull(without.tables().synthetic())));
      assertThat(contents(sealed.tables().training()))
          .isEqualTo(contents(Objects.requireNonNull(sealed.tables().guarded())))
          .as(gate)
          .isNotEqualTo(contents(without.tables().training()));
    }
  }

  @Test
  void aGateOfStrengthZeroLeavesTheBitsOfARunWithoutIt() {
    for (String gate : OFF) {
      for (int g = 0; g <= LAST; g++) {
        Manifest sealed = manifest("[" + gate + "]", g);
        Manifest without = manifest("[]", g);
        assertThat(contents(sealed.tables().training()))
            .as("%s %d", gate, g)
            .isEqualTo(contents(without.tables().training()));
      }
    }
  }

  private static List<String> contents(CountTable table) {
    return table.ranges().stream().map(SealedFile::sha256).toList();
  }

  @Tag("slow")
  /** Lengths are compared with no text of people. */
  @Test
  void theBestOfByLengthNeedsNoGuard() throws IOException {
    Path chosen = runs.out("by-length");
    Runs.run(
        Runs.session(),
        spec,
        chosen,
        "corpus.split={real: 0.2, reserve: 0.7, guard: 0, test: 0.1}",
        "generations=1",
        "sweep.safeguards=[[{kind: best-of, candidates: 2, choose: max, reward: length}]]");
    String gates = Files.readString(chosen.resolve("gates.csv"));
    assertThat(gates.lines().skip(1))
        .hasSize(1)
        .allMatch(line -> line.contains(",best-of,480,240,"));
  }

  @Test
  void oneCoreAndSevenPartitionsGiveTheSameBits() throws IOException {
    Map<String, String> expected = Runs.hashesWithGates(out);
    Runs.run(Runs.session("local[1]", Map.of()), spec, runs.out("one"));
    assertThat(Runs.hashesWithGates(runs.out("one"))).isEqualTo(expected);
    Runs.run(
        Runs.session("local[2]", Map.of("spark.default.parallelism", "7")),
        spec,
        runs.out("seven"),
        "sampling.model=sharded");
    assertThat(Runs.hashesWithGates(runs.out("seven"))).isEqualTo(expected);
  }

  private static CountRun merged(Storage storage, CountTable table) {
    List<CountRun> counted = table.ranges().stream().map(storage::read).toList();
    return CountMerge.sum(counted.get(0).layout(), counted);
  }

  private static int[] words(String line, Map<String, Integer> ids) {
    return line.isEmpty()
        ? new int[0]
        : Arrays.stream(line.split(" "))
            .mapToInt(word -> Objects.requireNonNull(ids.get(word)))
            .toArray();
  }
}
