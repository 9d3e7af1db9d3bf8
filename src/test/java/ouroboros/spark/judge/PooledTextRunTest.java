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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.policy.Policy;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.judge.ModelReviser;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** Gates that see text on pools of human and synthetic sentences. No claim can fail by chance. */
@Tag("spark")
class PooledTextRunTest {
  private static final String CRITIC = "{kind: critic, keep: [0.1, 0.9], applies-to: pool}";
  private static final String RATIO = "{kind: detector, train: likelihood-ratio, false-alarm: 0.1}";
  private static final String EDIT =
      "{kind: revise, when: likely, threshold: 0.2, top-k: 4, applies-to: pool}";
  private static final String BEST =
      "{kind: best-of, candidates: 2, reward: diversity, choose: max, applies-to: pool}";
  private static final String ORACLE = "{kind: detector, recall: 0.5, false-alarm: 0.1}";
  private static final String NOISE = "{kind: critic, keep: [0, 1], noise: 0.3}";

  private static final String REVIEW =
      "{kind: review, budget: 200, by: {critic: {keep: [0.3, 0.7]}, error: 0.2}, rest: pass,"
          + " applies-to: pool}";

  private static final List<String> LISTS =
      List.of(
          "[]",
          "[" + CRITIC + "]",
          "[" + RATIO + "]",
          "[" + EDIT + "]",
          "[" + NOISE + ", " + BEST + ", " + ORACLE + "]",
          "[{kind: critic, keep: [0, 1], applies-to: pool}]",
          "[{kind: detector, train: likelihood-ratio, false-alarm: 0}]",
          "[" + REVIEW + "]");

  private static final List<String> POLICIES =
      List.of(
          "{kind: mixture, real-share: 0.5}",
          "{kind: contaminated, schedule: [0], source: real}",
          "{kind: contaminated, schedule: [0.5], source: fresh}");

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static long real;
  private static final Map<String, String> FOLDERS = new HashMap<>();

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec =
        runs.spec(
            "pools",
            """
            family: {kind: ngram, order: 1, smoothing: {kind: witten-bell}}
            policy: {kind: replace}
            generations: 2
            metric-order: 2
            evaluation: {order: 2, every: 2}
            metrics: [tokens, types-n, novel-n, self-bleu-4, gate-kept, contamination, reviewed-units]
            refill: redraw
            sweep:
              policy: [%s]
              safeguards: [%s]
              refill: [redraw, shrink, real]
              exclude:
                - {safeguards: [], refill: shrink}
                - {safeguards: [], refill: real}
                - {policy: %s, refill: shrink}
                - {policy: %s, refill: real}
                - {policy: %s, refill: shrink}
                - {policy: %s, refill: real}
            """
                .formatted(
                    String.join(", ", POLICIES),
                    String.join(", ", LISTS),
                    POLICIES.get(1),
                    POLICIES.get(1),
                    POLICIES.get(2),
                    POLICIES.get(2)));
    Files.writeString(
        spec,
        Files.readString(spec).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
    out = runs.out("pools");
    RunFacts facts = Runs.run(Runs.session(), spec, out);
    real = Objects.requireNonNull(facts.parts().all().get(FamilySpec.Unit.SENTENCE)).real();
    Map<String, String> folders = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(row.get("cell"), row.get("folder"));
    }
    Map<String, Integer> next = new HashMap<>();
    for (Cell cell : SpecFile.read(spec.toString(), List.of()).cells()) {
      String policy =
          POLICIES.get(
              cell.policy() instanceof Policy.Mixture ? 0 : cell.policy().usesReserve() ? 2 : 1);
      String refill = cell.name().replaceFirst(".*refill=", "");
      // The first list has no gates; it is there with redraw only.
      int list = next.merge(policy + refill, refill.equals("redraw") ? 0 : 1, (n, one) -> n + 1);
      FOLDERS.put(policy + LISTS.get(list) + refill, folders.get(cell.name()));
    }
    assertThat(FOLDERS).hasSize(38).doesNotContainValue(null);
  }

  private static List<String> refills(String policy) {
    return policy.equals(POLICIES.get(0)) ? List.of("redraw", "shrink", "real") : List.of("redraw");
  }

  private static Manifest manifest(String policy, String list, String refill, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(policy + list + refill)), 0, g);
  }

  private static List<GateCounts> gates(Manifest sealed) {
    return Objects.requireNonNull(sealed.record().gates()).counts();
  }

  @Test
  void gatesOnPoolsJudgeEveryUnitAndTheLedgerTellsWhoseTheyAre() {
    for (String policy : POLICIES) {
      for (String list : LISTS.subList(1, LISTS.size())) {
        for (String refill : refills(policy)) {
          for (int g = 1; g <= 2; g++) {
            Manifest sealed = manifest(policy, list, refill, g);
            long units = sealed.tables().training().sentences();
            List<GateCounts> gates = gates(sealed);
            GateCounts last = gates.get(gates.size() - 1);
            String name = policy + list + refill;
            assertThat(sealed.record().ledger().stream().mapToLong(Manifest.Share::units).sum())
                .as(name)
                .isEqualTo(units);
            assertThat(sealed.record().ledger().stream().mapToLong(Manifest.Share::tokens).sum())
                .as(name)
                .isEqualTo(sealed.tables().training().tokens());
            assertThat(last.offered())
                .as(name)
                .isGreaterThanOrEqualTo(refill.equals("redraw") ? real : 1);
            if (refill.equals("shrink") || (isReview(list) && refill.equals("redraw"))) {
              assertThat(units).as(name).isEqualTo(last.kept());
            } else {
              assertThat(units).as(name).isEqualTo(real);
            }
          }
        }
      }
    }
  }

  private static boolean isReview(String list) {
    return list.contains(REVIEW);
  }

  /** A review asks for no further candidate, and sees as many units of a pool as its budget. */
  @Test
  void aReviewSeesHumanAndSyntheticSentencesOfAPool() {
    String list = LISTS.get(LISTS.size() - 1);
    assertThat(isReview(list)).isTrue();
    for (String refill : refills(POLICIES.get(0))) {
      Manifest sealed = manifest(POLICIES.get(0), list, refill, 1);
      GateCounts review = gates(sealed).get(0);
      assertThat(review.offered()).isEqualTo(real);
      assertThat(review.reviewed()).isEqualTo(200);
      assertThat(review.dropped()).isBetween(1L, 199L);
      assertThat(review.realDropped()).isPositive();
      assertThat(review.syntheticDropped()).isPositive();
      assertThat(
              sealed.record().measured().measurements().stream()
                  .filter(each -> each.metric().equals("reviewed-units"))
                  .mapToDouble(Measurement::value))
          .containsExactly(200.0);
    }
  }

  /**
   * The shown units of S_g tell what gates did to them and to what came in their place: with shrink
   * a filter tells of one candidate, which does not pass, with redraw of all until one passes.
   */
  @Test
  void samplesTellWhatGatesOfAPoolDid() {
    for (String list : LISTS.subList(1, LISTS.size())) {
      List<String> kinds =
          Pattern.compile("kind: ([a-z-]+)[,}]")
              .matcher(list.replaceAll("by: \\{[^}]*}[^}]*}", ""))
              .results()
              .map(kind -> kind.group(1))
              .toList();
      int told = 0;
      for (String refill : refills(POLICIES.get(0))) {
        for (int g = 1; g <= 2; g++) {
          for (Manifest.Sample sample :
              manifest(POLICIES.get(0), list, refill, g).record().samples()) {
            Manifest.Judged gates = sample.gates();
            if (gates == null) {
              continue;
            }
            told++;
            String as = list + refill + g + sample;
            assertThat(gates.decisions())
                .as(as)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.kind()).isEqualTo(kinds.get(each.gate() - 1)));
            if (list.equals(LISTS.get(1))) {
              assertThat(gates.passed() != null).as(as).isEqualTo(refill.equals("redraw"));
              assertThat(gates.decisions().get(0).text()).as(as).isEqualTo(sample.text());
            } else if (isReview(list)) {
              assertThat(gates.decisions()).as(as).hasSize(1);
              assertThat(gates.passed()).as(as).isNull();
            }
          }
        }
      }
      boolean isOff = LISTS.indexOf(list) == 5 || LISTS.indexOf(list) == 6;
      if (isOff) {
        assertThat(told).as(list).isZero();
      } else if (!list.contains("revise")) {
        // Few sentences are revised here, and none that is shown.
        assertThat(told).as(list).isPositive();
      }
    }
  }

  /** Human and synthetic sentences both meet the gates, and each gate does something. */
  @Test
  void everyGateChangesSomething() {
    for (String list : LISTS.subList(1, 5)) {
      GateCounts last = gates(manifest(POLICIES.get(0), list, "redraw", 1)).get(0);
      assertThat(last.dropped() + last.changed()).as(list).isPositive();
    }
    GateCounts critic = gates(manifest(POLICIES.get(0), LISTS.get(1), "redraw", 1)).get(0);
    assertThat(critic.realDropped()).isPositive();
    assertThat(critic.syntheticDropped()).isPositive();
  }

  @Test
  void atStrengthZeroTheTrainingSetsAreThoseOfTheRunWithoutIt() {
    for (String policy : POLICIES) {
      for (String list : LISTS.subList(5, 7)) {
        for (String refill : refills(policy)) {
          for (int g = 1; g <= 2; g++) {
            Manifest sealed = manifest(policy, list, refill, g);
            Manifest without = manifest(policy, "[]", "redraw", g);
            assertThat(contents(sealed.tables().training()))
                .as("%s %s %s %d", policy, list, refill, g)
                .isEqualTo(contents(without.tables().training()));
            assertThat(sealed.record().ledger()).isEqualTo(without.record().ledger());
            assertThat(comparable(sealed)).isEqualTo(comparable(without));
            assertThat(contents(sealed.tables().fresh()))
                .isEqualTo(contents(without.tables().fresh()));
          }
        }
      }
    }
  }

  /** All measurements except those of guarded text. Where T_g is R, its sentences have some too. */
  private static List<Measurement> comparable(Manifest sealed) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.subject() != Subject.GUARDED)
        .toList();
  }

  private static List<String> contents(@org.jspecify.annotations.Nullable CountTable table) {
    return table == null ? List.of() : table.ranges().stream().map(SealedFile::sha256).toList();
  }

  /** Token editing of human text, made here sentence by sentence. */
  @Test
  void editingHumanTextGivesWhatThePlainReviserGives() throws IOException {
    Storage storage = new Storage(ExperimentRun.folder(out.toString()).root());
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    Vocabulary vocabulary = corpus.vocabulary();
    int closed = vocabulary.realEnd();
    List<int[]> guard = sentences(corpus, Part.GUARD);
    NgramCounter half = new NgramCounter(KeyLayout.of(3, vocabulary.size()), 1 << 12);
    for (int[] sentence : guard.subList(0, guard.size() / 2)) {
      int[] known = Arrays.stream(sentence).map(id -> id >= closed ? Vocabulary.UNK : id).toArray();
      half.add(known, 0, known.length);
    }
    int[] types = IntStream.range(0, closed).filter(id -> id != Vocabulary.BOS).toArray();
    ModelReviser reviser =
        new ModelReviser(
            TokenProbabilities.of(
                SamplerCompiler.compile(half.finish(), 3, new ModifiedKneserNey(), types)),
            closed,
            true,
            .2,
            4);
    for (int g = 1; g <= 2; g++) {
      CountTable table = manifest(POLICIES.get(1), LISTS.get(3), "redraw", g).tables().training();
      CountRun edited =
          CountMerge.sum(
              storage.read(table.ranges().get(0)).layout(),
              table.ranges().stream().map(storage::read).toList());
      KeyedStream random = new Key(7, 0).stream(g, Purpose.GATE, 0);
      NgramCounter counter = new NgramCounter(edited.layout(), 1 << 12);
      long unit = 0;
      for (int[] sentence : sentences(corpus, Part.REAL)) {
        random.seek(Long.MIN_VALUE + unit++);
        int[] revised = reviser.revise(sentence, random);
        counter.add(revised, 0, revised.length);
      }
      CountRun expected = counter.finish();
      assertThat(edited.size()).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(edited.counts()[i]).isEqualTo(expected.counts()[i]);
        assertThat(edited.keys()[0][i]).isEqualTo(expected.keys()[0][i]);
      }
    }
  }

  private static List<int[]> sentences(CorpusReader corpus, Part part) {
    List<int[]> sentences = new ArrayList<>();
    for (BlockRef ref : corpus.blocks(part)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        sentences.add(block.sentence(i));
      }
    }
    return sentences;
  }

  @Tag("slow")
  @Test
  void coresPartitionsAndShardsGiveTheSameBits() throws IOException {
    Map<String, String> expected = Runs.hashesWithGates(out);
    Runs.run(
        Runs.session("local[1]", Map.of("spark.default.parallelism", "7")),
        spec,
        runs.out("seven"),
        "sampling.model=sharded");
    assertThat(Runs.hashesWithGates(runs.out("seven"))).isEqualTo(expected);
  }
}
