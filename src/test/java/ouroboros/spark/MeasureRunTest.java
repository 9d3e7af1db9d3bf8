package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.inference.Comparison;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;

/** Two texts, read and counted by Spark, compared with counts that this test makes itself. */
@Tag("spark")
class MeasureRunTest {
  private static final StatedText LINES =
      new StatedText(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.LINES, false);
  private static final StatedText UNSAID = StatedText.NOTHING;

  @TempDir static Path folder;
  private static Session session;
  private static String real;

  @BeforeAll
  static void start() throws IOException {
    session = Runs.session();
    real = write("real.txt", text(200, 1));
  }

  @Test
  void countsAreThoseOfAPlainCount() throws IOException {
    String candidate = write("candidate.txt.gz", text(150, 2));
    Comparison found = compare(real, candidate, LINES);
    for (int n = 1; n <= 2; n++) {
      Map<String, Integer> r = grams(text(200, 1), n);
      Map<String, Integer> s = grams(text(150, 2), n);
      double ofReal = r.values().stream().mapToInt(c -> c).sum();
      double ofSubject = s.values().stream().mapToInt(c -> c).sum();
      Set<String> shared = new HashSet<>(r.keySet());
      shared.retainAll(s.keySet());
      Set<String> either = new HashSet<>(r.keySet());
      either.addAll(s.keySet());
      double distance =
          either.stream()
              .mapToDouble(
                  g -> Math.abs(r.getOrDefault(g, 0) / ofReal - s.getOrDefault(g, 0) / ofSubject))
              .sum();
      double novel =
          s.entrySet().stream()
              .filter(g -> !r.containsKey(g.getKey()))
              .mapToInt(Map.Entry::getValue)
              .sum();
      assertThat(value(found, "types-" + n)).isEqualTo(s.size());
      double share = (double) tokens(text(150, 2)) / tokens(text(200, 1));
      assertThat(found.rarefiedTo()).containsEntry(n, (long) (ofReal * share / 2));
      assertThat(value(found, "retention-" + n)).isEqualTo((double) shared.size() / r.size());
      assertThat(value(found, "novel-" + n)).isEqualTo(novel / ofSubject);
      assertThat(value(found, "tv-" + n)).isCloseTo(distance / 2, within(1e-12));
    }
    assertThat(value(found, "sentences")).isEqualTo(150);
    assertThat(found.undefined()).containsKey("perplexity").doesNotContainKey("types-1");
    Comparison.Row js = row(found, "js-1");
    assertThat(js.interval()).isPresent();
    assertThat(js.baseline().orElseThrow()).isBetween(0.0, 1.0);
    assertThat(row(found, "types-1").real().orElseThrow()).isEqualTo(grams(text(200, 1), 1).size());
  }

  @Test
  void anyFilesAndFormatsGiveTheSameBits() throws IOException {
    String[] lines = text(150, 2).split("\n");
    StringBuilder json = new StringBuilder();
    for (String line : lines) {
      json.append("{\"text\": \"").append(line).append("\"}\n");
    }
    String whole = write("whole.txt", text(150, 2));
    write("parts/a.jsonl", json.substring(0, json.indexOf("\n") + 1));
    write("parts/b.jsonl.bz2", json.substring(json.indexOf("\n") + 1));
    Comparison one = compare(real, whole, LINES);
    Comparison two = compare(real, folder + "/parts/*", LINES);
    assertThat(numbered(two)).isEqualTo(numbered(one));
  }

  /** The metrics without those that use sentence numbers, which depend on the names of files. */
  private static Map<String, Double> numbered(Comparison found) {
    Map<String, Double> values = values(found);
    values
        .keySet()
        .removeIf(name -> name.matches("(heaps|self-bleu|divergence-frontier|verbatim-run).*"));
    return values;
  }

  @Test
  void aTextAgainstItselfIsAtDistanceNothing() {
    Comparison found = compare(real, real, LINES);
    for (String zero : List.of("js-1", "tv-2", "hellinger-2", "lost-mass-1", "novel-2")) {
      assertThat(value(found, zero)).as(zero).isZero();
    }
    assertThat(value(found, "retention-2")).isEqualTo(1);
    assertThat(value(found, "verbatim-sentences")).isEqualTo(1);
    assertThat(value(found, "divergence-frontier")).isCloseTo(1, within(1e-12));
    assertThat(row(found, "repetition").real().getAsDouble()).isEqualTo(value(found, "repetition"));
  }

  @Test
  void anEmptyCandidateHasLostEverything() throws IOException {
    for (String empty : List.of(write("empty.txt", ""), write("blank.txt", "\n \n"))) {
      Comparison found = compare(real, empty, LINES);
      assertThat(value(found, "tokens")).isZero();
      assertThat(value(found, "types-1")).isZero();
      assertThat(value(found, "retention-1")).isZero();
      assertThat(value(found, "lost-mass-2")).isEqualTo(1);
      assertThat(found.undefined())
          .containsKeys("js-1", "entropy-1", "sentence-length-mean", "duplicate-sentences");
    }
    assertThatThrownBy(() -> compare(write("none.txt", ""), real, LINES))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void anotherLanguageSharesNothing() throws IOException {
    Comparison found = compare(real, write("greek.txt", "άλφα βήτα γάμμα\n".repeat(40)), LINES);
    assertThat(value(found, "js-1")).isEqualTo(1);
    assertThat(value(found, "novel-1")).isEqualTo(1);
    assertThat(value(found, "retention-1")).isZero();
  }

  @Test
  void oneSentenceOverAndOverHasTheTypesOfOne() throws IOException {
    Comparison found = compare(real, write("same.txt", "a b a\n".repeat(5000)), LINES);
    assertThat(value(found, "types-1")).isEqualTo(2);
    assertThat(value(found, "hapax-1")).isZero();
    assertThat(value(found, "entropy-2")).isEqualTo(1);
    assertThat(value(found, "sentence-length-mean")).isEqualTo(3);
    assertThat(value(found, "duplicate-sentences")).isEqualTo(4999 / 5000.0);
    assertThat(value(found, "top-10-sentence-share")).isEqualTo(1);
    assertThat(value(found, "verbatim-sentences")).isZero();
    assertThat(value(found, "verbatim-run-max")).isZero();
  }

  @Test
  void aPreparedCorpusIsReadAsItWasMadeAndInNoOtherWay() throws IOException {
    String prepared = folder.resolve("prepared").toString();
    CorpusSpec spec =
        new EstimationInput(
                List.of(real),
                CorpusSpec.TokenizerKind.WHITESPACE,
                CorpusSpec.Sentences.LINES,
                ouroboros.text.token.TextPipeline.Case.KEPT)
            .spec();
    Preparation.prepare(session.spark(), spec, 1, prepared);
    String candidate = write("again.txt", text(150, 2));
    assertThat(numbered(compare(prepared, candidate, UNSAID)))
        .isEqualTo(numbered(compare(real, candidate, LINES)));
    StatedText words = new StatedText(CorpusSpec.TokenizerKind.WORDS, null, null);
    assertThatThrownBy(() -> compare(prepared, candidate, words))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("tokenizer is whitespace, not words");
  }

  private static Comparison compare(String real, String candidate, StatedText text) {
    return MeasureRun.compare(
            session, new ExternalSpec(real, List.of(candidate), text, List.of("all"), 2, 42, null))
        .comparison();
  }

  private static double value(Comparison found, String metric) {
    return row(found, metric).measured().value();
  }

  private static Comparison.Row row(Comparison found, String metric) {
    return found.rows().stream()
        .filter(row -> row.measured().metric().equals(metric))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + metric));
  }

  private static Map<String, Double> values(Comparison found) {
    Map<String, Double> values = new HashMap<>();
    found.rows().forEach(row -> values.put(row.measured().metric(), row.measured().value()));
    return values;
  }

  private static int tokens(String text) {
    return text.split("\\s+").length;
  }

  private static Map<String, Integer> grams(String text, int n) {
    Map<String, Integer> grams = new HashMap<>();
    for (String line : text.split("\n")) {
      String[] words = line.split(" ");
      for (int i = 0; i + n <= words.length; i++) {
        grams.merge(
            String.join(" ", java.util.Arrays.copyOfRange(words, i, i + n)), 1, Integer::sum);
      }
    }
    return grams;
  }

  private static String text(int lines, int seed) {
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      int length = 1 + random.nextInt(8);
      for (int t = 0; t < length; t++) {
        double u = random.nextDouble();
        text.append(t == 0 ? "" : " ").append('w').append((int) (u * u * 120));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return PreparationSession.write(folder.resolve(name), text);
  }
}
