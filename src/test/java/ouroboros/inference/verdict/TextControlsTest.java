package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.inference.OverReplicates;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.WithoutFeedback;
import ouroboros.random.Key;
import ouroboros.text.Vocabulary;

/**
 * 100 runs of 5 replicates and 8 generations of bigrams on 150 sentences of the bundled corpus,
 * seed 16: a control, a second {@code frozen} with keys of its own, {@code bootstrap}, {@code
 * fresh-disjoint} and {@code replace}. Recipes, models and drawing are those of the program; the
 * three metrics are computed here, in memory. Slices of the reserve are consecutive text, so they
 * differ.
 */
class TextControlsTest {
  private static final long SEED = 16;
  private static final int RUNS = 100;
  private static final int REPLICATES = 5;
  private static final int GENERATIONS = 8;
  private static final int SIZE = 150;
  private static final int SLICES = 9;

  /** At most so many of 100: exceeded with probability .01 if each is wrong with .05. */
  private static final int MOST = 11;

  private static final List<String> CONTROLS = List.of("again", "bootstrap", "fresh-disjoint");
  private static final Map<String, Policy> POLICIES =
      new TreeMap<>(
          Map.of(
              "frozen", new Policy.Frozen(),
              "again", new Policy.Frozen(),
              "bootstrap", new Policy.Bootstrap(),
              "fresh-disjoint", new Policy.FreshDisjoint(),
              "replace", new Policy.Replace()));

  private static final List<int[]> TEXT = new ArrayList<>();
  private static int types;

  private final List<int[]> real = TEXT.subList(0, SIZE);
  private final List<int[]> reserve = TEXT.subList(SIZE, SIZE * (1 + SLICES));
  private final List<int[]> test = TEXT.subList(SIZE * (1 + SLICES), SIZE * (2 + SLICES));
  private final AvailableUnits stock = AvailableUnits.ofCorpus(SIZE, SIZE * SLICES, SIZE);

  /** Of R, which most generations of {@code frozen} need. */
  private final Set<Long> realTrigrams = trigrams(real);

  private final Set<Integer> realTypes = types(real);
  private final Sampler realModel = model(real);
  private final double realPerplexity = perplexity(real);

  @BeforeAll
  static void read() throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new BZip2CompressorInputStream(
                    Objects.requireNonNull(
                        TextControlsTest.class.getResourceAsStream(
                            "/ouroboros/corpus/strata-small.jsonl.bz2"))),
                StandardCharsets.UTF_8))) {
      ObjectMapper json = new ObjectMapper();
      while (TEXT.size() < SIZE * (2 + SLICES)) {
        String text = json.readTree(in.readLine()).get("text").asText().toLowerCase(Locale.ROOT);
        for (String sentence : text.split("[.;:!?]")) {
          int[] tokens =
              Arrays.stream(sentence.split("[^a-z]+"))
                  .filter(word -> !word.isEmpty())
                  .limit(12)
                  .mapToInt(
                      word -> ids.computeIfAbsent(word, w -> Vocabulary.FIRST_WORD + ids.size()))
                  .toArray();
          if (tokens.length > 2) {
            TEXT.add(tokens);
          }
        }
      }
    }
    types = Vocabulary.FIRST_WORD + ids.size();
  }

  /**
   * A right program convicts a control in .025 of the runs at most, so a count above 11 of 100 has
   * probability below 1e-4 for each control.
   */
  @Tag("slow")
  @Test
  void controlsAreAcquittedAndTailsAreMissed() {
    Map<String, Integer> convicted = new TreeMap<>();
    int tails = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < REPLICATES; r++) {
        for (Map.Entry<String, Policy> cell : POLICIES.entrySet()) {
          long seed = cell.getKey().equals("again") ? SEED + 1_000_000 : SEED;
          Key key = new Key(seed, run * (long) REPLICATES + r);
          lineage(over, cell.getKey(), r, cell.getValue(), key);
        }
      }
      List<VerdictRow> all = verdicts(over, POLICIES.keySet().toArray(String[]::new));
      for (String cell : CONTROLS) {
        List<VerdictRow> pair = verdicts(over, "frozen", cell);
        convicted.merge(cell, isConvicted(pair, cell) ? 1 : 0, Integer::sum);
        convicted.merge(cell + " among all", isConvicted(all, cell) ? 1 : 0, Integer::sum);
        List<VerdictRow> alone = verdicts(over, cell);
        convicted.merge(cell + " alone", isConvicted(alone, cell) ? 1 : 0, Integer::sum);
      }
      tails +=
          all.stream()
                  .anyMatch(
                      row ->
                          row.cell().equals("replace")
                              && row.meaning() == Meaning.TAIL
                              && row.verdict() == Verdict.YES)
              ? 1
              : 0;
    }
    assertThat(convicted).allSatisfy((cell, times) -> assertThat(times).isLessThanOrEqualTo(MOST));
    assertThat(tails).isGreaterThanOrEqualTo(RUNS * 95 / 100);
  }

  /**
   * Recipes whose share of real text falls: as many draws of M_0 without feedback, with keys of
   * their own, are acquitted where the run has their control, with the same probability of a false
   * alarm as above. Where it has none, {@code frozen} is no control for T_g, and nothing is said.
   */
  @Tag("slow")
  @Test
  void recipesThatChangeAreNotTakenForFeedback() {
    Map<String, Integer> convicted = new TreeMap<>();
    int tails = 0;
    for (int run = 0; run < RUNS; run++) {
      for (Policy policy :
          List.of(
              new Policy.Accumulate(),
              new Policy.AccumulateSubsample(new Amount.Share(1)),
              new Policy.Window(2, false))) {
        OverReplicates over = new OverReplicates();
        for (int r = 0; r < REPLICATES; r++) {
          Key key = new Key(SEED, run * (long) REPLICATES + r);
          Key other = new Key(SEED + 1_000_000, key.replicate());
          Policy unfed = new WithoutFeedback(policy);
          lineage(over, "frozen", r, new Policy.Frozen(), key);
          lineage(over, "control", r, unfed, key);
          lineage(over, "again", r, unfed, other);
          lineage(over, "fed", r, policy, key);
        }
        List<VerdictRow> rows = changing(over, policy, Optional.of("control"));
        convicted.merge(policy.kind(), isConvicted(rows, "again") ? 1 : 0, Integer::sum);
        convicted.merge("control", isConvicted(rows, "control") ? 1 : 0, Integer::sum);
        tails += policy instanceof Policy.Window && isYes(rows, "fed", Meaning.TAIL) ? 1 : 0;
        assertThat(changing(over, policy, Optional.empty()))
            .filteredOn(row -> row.cell().equals("fed") && row.meaning() == Meaning.ANY_INCREASE)
            .allMatch(row -> row.reason().contains("a cell with `feedback: false` in its policy"));
      }
    }
    assertThat(convicted).allSatisfy((cell, times) -> assertThat(times).isLessThanOrEqualTo(MOST));
    assertThat(convicted).containsEntry("control", 0);
    assertThat(tails).isGreaterThanOrEqualTo(RUNS * 95 / 100);
  }

  private static List<VerdictRow> changing(
      OverReplicates over, Policy policy, Optional<String> control) {
    Feedback fed = new Feedback(false, control, false, true, true, policy.kind());
    Feedback unfed = new Feedback(true, Optional.empty(), false, true, true, policy.kind());
    Map<String, Feedback> known =
        control.isPresent()
            ? Map.of("fed", fed, "again", fed, "control", unfed)
            : Map.of("fed", fed, "again", fed);
    List<CellRow> cells = new ArrayList<>();
    cells.add(new CellRow("frozen", "frozen", Map.of("policy.kind", "frozen")));
    known.keySet().forEach(name -> cells.add(new CellRow(name, name, Map.of("policy.kind", name))));
    return Verdicts.of(cells, known, over::trajectory, 1);
  }

  private static boolean isYes(List<VerdictRow> rows, String cell, Meaning meaning) {
    return rows.stream()
        .anyMatch(
            row ->
                row.cell().equals(cell)
                    && row.meaning() == meaning
                    && row.verdict() == Verdict.YES);
  }

  private void lineage(OverReplicates over, String cell, int replicate, Policy policy, Key key) {
    List<int[]> training = real;
    List<List<int[]>> models = new ArrayList<>(List.of(real));
    List<List<int[]>> synthetic = new ArrayList<>();
    AvailableUnits available = stock;
    Set<Long> seen = realTrigrams;
    for (int g = 0; g <= GENERATIONS; g++) {
      List<int[]> drawn = List.of();
      if (g > 0) {
        drawn = draw(models.get(policy.drawnFrom(g)), key, g);
        synthetic.add(drawn);
        available = available.and(SIZE);
        add(over, cell, replicate, g, "vocabulary-retention", Subject.SYNTHETIC, retention(drawn));
        add(over, cell, replicate, g, "novel-3", Subject.SYNTHETIC, novel(drawn, seen));
        List<RecipeLine> lines = policy.recipe(g, available, key).parts();
        RecipeLine line = lines.get(0);
        training = take(line, key, synthetic);
        if (lines.size() > 1) {
          training = new ArrayList<>(training);
          for (RecipeLine more : lines.subList(1, lines.size())) {
            training.addAll(take(more, key, synthetic));
          }
        }
        models.add(training);
        if (line.source() instanceof Source.Reserve) {
          seen = new HashSet<>(seen);
          seen.addAll(trigrams(training));
        }
      }
      double value = isReal(training) ? realPerplexity : perplexity(training);
      add(over, cell, replicate, g, "perplexity", Subject.TRAINING, value);
    }
  }

  @SuppressWarnings("ReferenceEquality") // not a comparison of all sentences
  private boolean isReal(List<int[]> text) {
    return text == real;
  }

  private List<int[]> take(RecipeLine line, Key key, List<List<int[]>> synthetic) {
    List<int[]> source =
        line.source() instanceof Source.Synthetic s
            ? synthetic.get(s.generation() - 1)
            : line.source() instanceof Source.Reserve ? reserve : real;
    int[] times = new int[source.size()];
    line.selection(key, source.size()).multiplicities(0, source.size(), times);
    if (Arrays.stream(times).allMatch(k -> k == 1)) {
      return source;
    }
    List<int[]> taken = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      for (int k = 0; k < times[i]; k++) {
        taken.add(source.get(i));
      }
    }
    return taken;
  }

  private static Sampler model(List<int[]> training) {
    NgramCounter counter = new NgramCounter(KeyLayout.of(2, types), 1 << 12);
    training.forEach(sentence -> counter.add(sentence, 0, sentence.length));
    return SamplerCompiler.compile(counter.finish(), 2, new Smoothing.None(), null);
  }

  private List<int[]> draw(List<int[]> training, Key key, int g) {
    Sampler model = isReal(training) ? realModel : model(training);
    List<int[]> drawn = new ArrayList<>();
    new Drawer(model, key.seed(), key.replicate(), g, 0, false)
        .draw(
            0,
            SIZE,
            (unit, tokens, start, end) -> drawn.add(Arrays.copyOfRange(tokens, start, end)));
    return drawn;
  }

  private double retention(List<int[]> drawn) {
    Set<Integer> left = new HashSet<>(realTypes);
    left.retainAll(types(drawn));
    return left.size() / (double) realTypes.size();
  }

  private static Set<Integer> types(List<int[]> text) {
    Set<Integer> types = new HashSet<>();
    text.forEach(sentence -> Arrays.stream(sentence).forEach(types::add));
    return types;
  }

  private static Set<Long> trigrams(List<int[]> text) {
    Set<Long> trigrams = new HashSet<>();
    text.forEach(
        sentence -> {
          for (int i = 0; i + 2 < sentence.length; i++) {
            trigrams.add(trigram(sentence, i));
          }
        });
    return trigrams;
  }

  private static long trigram(int[] tokens, int i) {
    return ((long) tokens[i] << 40) + ((long) tokens[i + 1] << 20) + tokens[i + 2];
  }

  private static double novel(List<int[]> drawn, Set<Long> seen) {
    double all = 0;
    double novel = 0;
    for (int[] sentence : drawn) {
      for (int i = 0; i + 2 < sentence.length; i++) {
        all++;
        novel += seen.contains(trigram(sentence, i)) ? 0 : 1;
      }
    }
    return novel / all;
  }

  /** Under .5 of the bigrams, .4 of the unigrams and .1 of all types alike. */
  private double perplexity(List<int[]> training) {
    Map<Long, Integer> pairs = new HashMap<>();
    int[] words = new int[types];
    double all = 0;
    for (int[] sentence : training) {
      int before = Vocabulary.BOS;
      for (int token : sentence) {
        words[before]++;
        pairs.merge(((long) before << 32) + token, 1, Integer::sum);
        before = token;
      }
      words[before]++;
      all += sentence.length;
    }
    double bits = 0;
    double tokens = 0;
    for (int[] sentence : test) {
      int before = Vocabulary.BOS;
      for (int token : sentence) {
        double pair =
            words[before] == 0
                ? 0
                : pairs.getOrDefault(((long) before << 32) + token, 0) / (double) words[before];
        bits -= Math.log(.5 * pair + .4 * words[token] / all + .1 / types) / Math.log(2);
        tokens++;
        before = token;
      }
    }
    return Math.pow(2, bits / tokens);
  }

  private static void add(
      OverReplicates over, String cell, int r, int g, String metric, Subject of, double value) {
    over.add(new MetricRow(cell, r, g, metric, of, "all", value));
  }

  private static List<VerdictRow> verdicts(OverReplicates over, String... names) {
    List<CellRow> cells = new ArrayList<>();
    for (String name : names) {
      String policy = name.equals("again") ? "frozen" : name;
      cells.add(new CellRow(name, name, Map.of("policy.kind", policy)));
    }
    return Verdicts.of(cells, over::trajectory);
  }

  private static boolean isConvicted(List<VerdictRow> rows, String cell) {
    return rows.stream().anyMatch(row -> row.cell().equals(cell) && row.verdict() == Verdict.YES);
  }
}
