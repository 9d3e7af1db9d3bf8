package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.GateCounts;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Vocabulary;

/**
 * The gate {@code thin} that drops half, with each refill: what S'_g and T_g are made of. Seed 7;
 * shares of random decisions are compared within five standard deviations: a right program fails
 * one of the {@value #LAST} x 2 comparisons with probability 4e-6 under another seed.
 */
@Tag("spark")
class SafeguardRunTest {
  private static final int LAST = 3;
  private static final double SHARE = .5;
  private static final String LACK = "units that did not pass and left T_g smaller than R";
  private static final double[] SCHEDULE = {.3, .6, .9};
  private static final Key KEY = new Key(7, 0);
  private static final List<String> REFILLS = List.of("redraw", "shrink", "real");

  static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 3
      metric-order: 2
      evaluation: {order: 2, every: 3}
      metrics: [tokens, sentences, types-n, truncated, perplexity, self-bleu-4, gate-kept, candidates, real-units-used, contamination]
      safeguards: [{kind: thin, share: 0.5}]
      sweep:
        policy:
          - {kind: replace}
          - {kind: accumulate-subsample, size: {share: 0.7}}
          - {kind: partial, share: 0.4}
          - {kind: contaminated, schedule: [0.3, 0.6, 0.9]}
        refill: [redraw, shrink, real]
      """;

  @TempDir static Path folder;
  private static Path out;
  private static RunFacts facts;
  private static final Map<String, String> FOLDERS = new HashMap<>();

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    out = runs.out("half");
    facts = Runs.run(Runs.session(), runs.spec("half", LINES), out);
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      FOLDERS.put(row.get("policy.kind") + " " + row.get("refill"), row.get("folder"));
    }
  }

  private static Manifest manifest(String policy, String refill, int g) {
    String cell = Objects.requireNonNull(FOLDERS.get(policy + " " + refill));
    return Runs.manifest(out, cell, 0, g);
  }

  private static GateRecord gates(String policy, String refill, int g) {
    return Objects.requireNonNull(manifest(policy, refill, g).record().gates());
  }

  private static long real() {
    return Objects.requireNonNull(facts.parts().all().get(FamilySpec.Unit.SENTENCE)).real();
  }

  @Test
  void gatesAddUp() throws IOException {
    int rows = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("gates.csv"))) {
      long offered = number(row, "offered");
      assertThat(offered).isEqualTo(number(row, "kept") + number(row, "dropped"));
      assertThat(number(row, "dropped"))
          .isEqualTo(number(row, "real-dropped") + number(row, "synthetic-dropped"));
      assertThat(number(row, "real-dropped")).isZero();
      assertThat(number(row, "changed")).isZero();
      assertThat(row).containsEntry("gate", "1").containsEntry("kind", "thin");
      if (Objects.requireNonNull(row.get("cell")).contains("refill=redraw")) {
        assertThat(number(row, "kept")).isEqualTo(real());
      } else {
        assertThat(offered).isEqualTo(real());
      }
      rows++;
    }
    assertThat(rows).isEqualTo(FOLDERS.size() * LAST);
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(Objects.requireNonNull(row.get(column)));
  }

  @Test
  void theShareThatPassesIsBinomialAndUnitsAreTriedAsOftenAsTheyNeed() {
    long n = real();
    for (int g = 1; g <= LAST; g++) {
      GateCounts shrink = gates("replace", "shrink", g).counts().get(0);
      GateCounts redraw = gates("replace", "redraw", g).counts().get(0);
      double deviation = Math.sqrt(SHARE * (1 - SHARE) / n);
      assertThat((double) shrink.kept() / n).isCloseTo(1 - SHARE, within(5 * deviation));
      // A geometric number of candidates: mean 1/p, variance (1 - p)/p^2.
      assertThat((double) redraw.offered() / n)
          .isCloseTo(1 / (1 - SHARE), within(5 * Math.sqrt(SHARE / n) / (1 - SHARE)));
      // The first candidate of a unit is judged alike, whatever takes its place.
      assertThat(gates("replace", "real", g).counts().get(0)).isEqualTo(shrink);
    }
  }

  @Test
  void sealsKnowHowManyUnitsArePassed() {
    for (String policy : List.of("replace", "accumulate-subsample", "partial", "contaminated")) {
      for (int g = 1; g <= LAST; g++) {
        for (String refill : REFILLS) {
          Manifest sealed = manifest(policy, refill, g);
          GateRecord gates = gates(policy, refill, g);
          CountTable guarded = Objects.requireNonNull(sealed.tables().guarded());
          long kept = gates.counts().get(0).kept();
          long passed = refill.equals("shrink") ? kept : real();
          assertThat(sealed.record().units()).isEqualTo(real());
          assertThat(sealed.record().passed()).isEqualTo(passed);
          assertThat(guarded.sentences()).isEqualTo(passed);
          assertThat(gates.passed())
              .isEqualTo(refill.equals("shrink") ? List.of((int) kept) : List.of());
          assertThat(gates.realUnits()).isEqualTo(refill.equals("real") ? real() - kept : 0);
        }
      }
    }
  }

  /** Drawn again one by one, with the decisions as the contract writes them. */
  @Test
  void theSentencesThatPassedAreThoseThatWereCounted() throws IOException {
    OutFolder run = ExperimentRun.folder(out.toString());
    Storage storage = new Storage(run.root());
    Vocabulary vocabulary = CorpusReader.open(out + "/corpus").vocabulary();
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.word(id), id);
    }
    for (String refill : REFILLS) {
      String cell = "policy=replace;refill=" + refill;
      SentenceReplay replay = SentenceReplay.open(run, cell, 0, LAST);
      SentenceReplay people = SentenceReplay.open(run, cell, 0, 0);
      CountRun sealed =
          merged(
              storage,
              Objects.requireNonNull(manifest("replace", refill, LAST).tables().guarded()));
      NgramCounter counter = new NgramCounter(sealed.layout(), 1 << 12);
      KeyedStream gate = KEY.stream(LAST, Purpose.GATE, 0);
      KeyedStream lot = KEY.stream(LAST, Purpose.REFILL, 0);
      long tokens = 0;
      for (long unit = 0; unit < real(); unit++) {
        long word = unit;
        gate.seek(word);
        boolean passes = gate.nextDouble() >= SHARE;
        while (!passes && refill.equals("redraw")) {
          word += 1L << 40;
          gate.seek(word);
          passes = gate.nextDouble() >= SHARE;
        }
        String[] sentence = {""};
        if (passes) {
          replay.sentences(word, word + 1, line -> sentence[0] = line);
        } else if (refill.equals("real")) {
          lot.seek(unit);
          long other = lot.below(real());
          people.sentences(other, other + 1, line -> sentence[0] = line);
          tokens += words(sentence[0], ids).length;
        } else {
          continue;
        }
        int[] words = words(sentence[0], ids);
        counter.add(words, 0, words.length);
      }
      assertThat(TableArithmetic.equal(counter.finish(), sealed)).as(refill).isTrue();
      assertThat(gates("replace", refill, LAST).realTokens()).as(refill).isEqualTo(tokens);
    }
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

  /** Units of T_g; what a fixed total lacks is noted. */
  @Test
  void trainingSetsHaveTheUnitsOfTheirRecipe() {
    long n = real();
    assertThat(gates("contaminated", "shrink", LAST).units()).isLessThan(Math.round(.9 * n));
    for (String refill : REFILLS) {
      for (int g = 1; g <= LAST; g++) {
        long people = Math.round((1 - SCHEDULE[g - 1]) * n);
        long passed = gates("contaminated", refill, g).units();
        Map<String, Long> expected =
            Map.of(
                "replace",
                gates("replace", refill, g).units(),
                "accumulate-subsample",
                Math.round(.7 * n),
                "partial",
                n,
                "contaminated",
                people + Math.min(passed, n - people));
        for (Map.Entry<String, Long> each : expected.entrySet()) {
          Manifest sealed = manifest(each.getKey(), refill, g);
          assertThat(sealed.tables().training().sentences())
              .as("%s %s %d", each.getKey(), refill, g)
              .isEqualTo(each.getValue());
          assertThat(sealed.record().ledger().stream().mapToLong(Manifest.Share::units).sum())
              .isEqualTo(each.getValue());
          boolean isShort = each.getKey().equals("contaminated") && each.getValue() < n;
          assertThat(sealed.record().measured().notes().getOrDefault(LACK, 0L))
              .as("%s %s %d", each.getKey(), refill, g)
              .isEqualTo(isShort ? n - each.getValue() : 0);
        }
      }
    }
  }

  /** Under refill: real what took the place of units is people's, in ledger and metrics. */
  @Test
  void realUnitsAreRealInTheLedger() {
    for (int g = 1; g <= LAST; g++) {
      GateRecord gates = gates("replace", "real", g);
      List<Manifest.Share> ledger = manifest("replace", "real", g).record().ledger();
      assertThat(ledger).hasSize(2);
      assertThat(ledger.get(0).author()).isZero();
      assertThat(ledger.get(0).units()).isEqualTo(gates.realUnits());
      assertThat(ledger.get(0).tokens()).isEqualTo(gates.realTokens());
      assertThat(ledger.get(1).author()).isEqualTo(g);
      assertThat(ledger.get(1).units()).isEqualTo(real() - gates.realUnits());
      assertThat(value("real", g, "real-units-used")).isEqualTo(gates.realUnits());
      assertThat(value("real", g, "contamination"))
          .isEqualTo((double) (real() - gates.realUnits()) / real());
      for (String refill : List.of("redraw", "shrink")) {
        assertThat(manifest("replace", refill, g).record().ledger()).hasSize(1);
        assertThat(value(refill, g, "real-units-used")).isZero();
        assertThat(value(refill, g, "contamination")).isEqualTo(1);
      }
      assertThat(value("redraw", g, "candidates"))
          .isEqualTo((double) gates("replace", "redraw", g).counts().get(0).offered() / real());
    }
  }

  private static double value(String refill, int g, String metric) {
    return manifest("replace", refill, g).record().measured().measurements().stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(each -> each.value())
        .findFirst()
        .orElseThrow();
  }

  /** Shown units that were dropped say by which gate, and what came instead. */
  @Test
  void samplesSayWhatWasDroppedAndWhatPassed() throws IOException {
    OutFolder run = ExperimentRun.folder(out.toString());
    int dropped = 0;
    for (String refill : REFILLS) {
      String cell = "policy=replace;refill=" + refill;
      SentenceReplay replay = SentenceReplay.open(run, cell, 0, 1);
      KeyedStream gate = KEY.stream(1, Purpose.GATE, 0);
      for (Manifest.Sample sample : manifest("replace", refill, 1).record().samples()) {
        List<String> expected = new ArrayList<>();
        long word = sample.unit();
        gate.seek(word);
        while (gate.nextDouble() < SHARE) {
          expected.add(text(replay, word));
          word += 1L << 40;
          gate.seek(word);
          if (!refill.equals("redraw")) {
            word = -1;
            break;
          }
        }
        Manifest.Judged judged = sample.gates();
        if (expected.isEmpty()) {
          assertThat(judged).isNull();
          continue;
        }
        dropped++;
        assertThat(Objects.requireNonNull(judged).decisions())
            .isEqualTo(
                expected.stream()
                    .limit(10)
                    .map(line -> new Manifest.Decision(1, "thin", line, null))
                    .toList());
        assertThat(judged.passed()).isEqualTo(word < 0 ? null : text(replay, word));
      }
    }
    assertThat(dropped).isGreaterThan(6);
    assertThat(
            Files.readAllLines(out.resolve("samples.jsonl")).stream()
                .filter(line -> line.contains("\"gates\":[{\"gate\":1,\"kind\":\"thin\",\"text\":"))
                .count())
        .isGreaterThan(6);
  }

  private static String text(SentenceReplay replay, long word) {
    String[] line = {""};
    replay.sentences(word, word + 1, each -> line[0] = each);
    return line[0];
  }
}
