package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every key of an experiment file with a value of the wrong type, one out of range, none, and given
 * twice: one problem of one line, which names the line and the key.
 */
class EveryKeyTest {
  /** Right files in which every line holds one key; line numbers are said in the problems. */
  private static final List<List<String>> RIGHT = new ArrayList<>();

  /** Nearly all keys that are not a family's or a policy's own. */
  private static final List<String> TEXT =
      List.of(
          "name: a",
          "seed: 1",
          "generations: 2",
          "replicates: 2",
          "metric-order: 3",
          "keep: all",
          "keep-replicates: true",
          "size: 100",
          "metrics: default",
          "family:",
          "  kind: ngram",
          "  order: 2",
          "  vocabulary: training",
          "  smoothing: {kind: none}",
          "policy:",
          "  kind: anchor",
          "  real: {share: 0.1}",
          "  total: add",
          "evaluation:",
          "  order: 3",
          "  every: 1",
          "sampling:",
          "  max-length: 40",
          "corpus:",
          "  source: a.txt",
          "  text: text",
          "  id: id",
          "  stratum: stratum",
          "  period: year",
          "  group: author",
          "  documents: line",
          "  sample: 0.5",
          "  deduplicate: exact",
          "  tokenizer: words",
          "  sentences: split",
          "  lower-case: true",
          "  min-count: 2",
          "  max-vocabulary: 100",
          "  resample: false",
          "  split:",
          "    real: 0.6",
          "    reserve: 0.2",
          "    guard: 0.1",
          "    test: 0.1");

  static {
    RIGHT.add(TEXT);
    of("kind: ngram\norder: 2\nsmoothing:\n  kind: additive\n  k: 0.5", "kind: replace");
    of("kind: gaussian\ndimension: 1\ndivisor: n\nspread: 1.0", "kind: replace");
    of("kind: categorical\ntypes: 50", "kind: anchor\nreal: {share: 0.1}\ntotal: fixed");
    of("kind: categorical\nprobabilities: [0.5, 0.5]", "kind: mixture\nreal-share: 0.1");
    of("kind: zipf\nexponent: 2.0\ntypes: 100\ncut: 50", "kind: decay\nhalf-life: 2");
    of("kind: poisson\nrate: 1.0", "kind: growing\nfactor: 1.5");
    of("kind: poisson", "kind: growing\npower: 0.5");
    of("kind: linear-regression\nfeatures: 3\nnoise: 1.0\ndesign: fresh", "kind: accumulate");
    of("kind: kernel-density\nbandwidth: 0.5", "kind: window\nlast: 2\nkeep-real: true");
    of(
        "kind: gaussian-mixture\ncomponents: 1\ntruth:\n  weights: [0.5, 0.5]\n  means: [[0], [1]]"
            + "\n  covariances: [[[1]], [[1]]]",
        "kind: fresh\nreal: {units: 10}\ntotal: add");
    of("kind: gaussian", "kind: weighted\nreal: {units: 10}\nreal-weight: 0.1");
    of("kind: gaussian", "kind: partial\nshare: 0.5");
    of("kind: gaussian", "kind: accumulate-subsample\nsize: {units: 50}");
    of("kind: gaussian", "kind: contaminated\nschedule: [0.1, 0.2]\nsource: real");
    of(
        "kind: ngram\norder: 2",
        "kind: replace",
        "sampling:",
        "  temperature: 0.9",
        "  top-k: 5",
        "  top-p: 0.9",
        "  repetition-penalty: 1.1",
        "  backend: sentences",
        "  model: broadcast");
  }

  /** A file of a family and a policy, each of its own keys. */
  private static void of(String family, String policy, String... more) {
    List<String> lines = new ArrayList<>(List.of("name: a", "seed: 1", "generations: 2"));
    lines.add("size: 100");
    lines.add("family:");
    family.lines().forEach(line -> lines.add("  " + line));
    lines.add("policy:");
    policy.lines().forEach(line -> lines.add("  " + line));
    lines.addAll(List.of(more));
    RIGHT.add(List.copyOf(lines));
  }

  /** Keys whose absence has a meaning. */
  private static final List<String> MAY_BE_NOTHING =
      List.of("max-length", "id", "stratum", "period", "group", "max-vocabulary", "top-k");

  /** Keys without a default, wherever they stand. */
  private static final List<String> NEEDED =
      List.of(
          "name",
          "seed",
          "generations",
          "kind",
          "real-share",
          "half-life",
          "last",
          "real-weight",
          "weights",
          "means",
          "covariances",
          "schedule");

  /** What a value is replaced by. */
  private enum Wrong {
    TYPE("[[1]]"),
    RANGE("-1e400"),
    TEXT("\"\\u202e<script>=cmd|\""),
    NOTHING("");

    private final String value;

    Wrong(String value) {
      this.value = value;
    }
  }

  @TestFactory
  Stream<DynamicTest> aWrongValueIsSaidWithItsLine() {
    return each(
        (right, line) -> {
          List<DynamicTest> tests = new ArrayList<>();
          String key = key(right.get(line));
          for (Wrong wrong : Wrong.values()) {
            boolean mayBe =
                wrong == Wrong.NOTHING ? MAY_BE_NOTHING.contains(key) : isWord(key, wrong);
            if (!mayBe) {
              List<String> lines = with(right, line, wrong.value);
              tests.add(dynamicTest(key + " " + wrong, () -> check(line, lines)));
            }
          }
          return tests;
        });
  }

  @TestFactory
  Stream<DynamicTest> aKeyThatStandsTwiceIsSaidWithItsLine() {
    return each(
        (right, line) -> {
          List<String> lines = new ArrayList<>(right);
          lines.add(line + 1, right.get(line));
          return List.of(dynamicTest(key(right.get(line)), () -> check(line + 1, lines)));
        });
  }

  /** What is missing has a default, or is said; it is never met later. */
  @TestFactory
  Stream<DynamicTest> aKeyThatIsMissingIsSaidOrHasADefault() {
    return each(
        (right, line) -> {
          List<String> lines = new ArrayList<>(right);
          lines.remove(line);
          String key = key(right.get(line));
          return List.of(
              dynamicTest(
                  key,
                  () -> {
                    List<String> problems = found(lines);
                    assertThat(problems).allMatch(each -> each.lines().count() == 1);
                    if (NEEDED.contains(key)) {
                      assertThat(problems).anyMatch(each -> each.contains(key));
                    }
                  }));
        });
  }

  /** Tests of a line of a file. */
  private interface Attack {
    List<DynamicTest> on(List<String> right, int line);
  }

  private static Stream<DynamicTest> each(Attack attack) {
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> right : RIGHT) {
      for (int line = 0; line < right.size(); line++) {
        if (!right.get(line).endsWith(":")) {
          tests.addAll(attack.on(right, line));
        }
      }
    }
    return tests.stream();
  }

  /** Any word is a name of a field or a file. */
  private static boolean isWord(String key, Wrong wrong) {
    return wrong != Wrong.TYPE
        && List.of("source", "text", "id", "stratum", "period", "group").contains(key);
  }

  private static String key(String line) {
    return line.strip().replaceAll(":.*", "");
  }

  private static List<String> with(List<String> right, int line, String value) {
    List<String> lines = new ArrayList<>(right);
    lines.set(line, right.get(line).replaceAll(":.*", ": " + value.replace("\\", "\\\\")));
    return lines;
  }

  private static List<String> found(List<String> lines) {
    return SpecCase.found(String.join("\n", lines) + "\n", List.of());
  }

  private static void check(int line, List<String> lines) {
    List<String> problems = found(lines);
    String place = "x.yaml:" + (line + 1) + ": ";
    assertThat(problems)
        .anyMatch(each -> each.startsWith(place) && each.contains(key(lines.get(line))));
    assertThat(problems)
        .allMatch(each -> each.lines().count() == 1)
        .noneMatch(each -> each.contains("\u202e"));
  }

  @TestFactory
  Stream<DynamicTest> theBasesAreRight() {
    return RIGHT.stream()
        .map(lines -> dynamicTest(lines.get(5), () -> assertThat(found(lines)).isEmpty()));
  }
}
