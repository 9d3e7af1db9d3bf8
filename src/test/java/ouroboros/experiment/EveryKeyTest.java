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
  /** A right file in which every line holds one key; line numbers are said in the problems. */
  private static final List<String> RIGHT =
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

  /** Keys whose absence has a meaning. */
  private static final List<String> MAY_BE_NOTHING =
      List.of("max-length", "id", "stratum", "period", "group", "max-vocabulary");

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
    List<DynamicTest> tests = new ArrayList<>();
    for (int line = 0; line < RIGHT.size(); line++) {
      if (RIGHT.get(line).endsWith(":")) {
        continue;
      }
      for (Wrong wrong : Wrong.values()) {
        if (wrong == Wrong.NOTHING ? MAY_BE_NOTHING.contains(key(line)) : isWord(line, wrong)) {
          continue;
        }
        int at = line;
        tests.add(dynamicTest(key(line) + " " + wrong, () -> check(at, with(at, wrong.value))));
      }
      int at = line;
      tests.add(
          dynamicTest(
              key(line) + " twice",
              () -> {
                List<String> lines = new ArrayList<>(RIGHT);
                lines.add(at + 1, RIGHT.get(at));
                check(at + 1, lines);
              }));
    }
    return tests.stream();
  }

  /** Any word is a name of a field or a file. */
  private static boolean isWord(int line, Wrong wrong) {
    return wrong != Wrong.TYPE
        && List.of("source", "text", "id", "stratum", "period", "group").contains(key(line));
  }

  private static String key(int line) {
    return RIGHT.get(line).strip().replaceAll(":.*", "");
  }

  private static List<String> with(int line, String value) {
    List<String> lines = new ArrayList<>(RIGHT);
    lines.set(line, RIGHT.get(line).replaceAll(":.*", ": " + value.replace("\\", "\\\\")));
    return lines;
  }

  private static void check(int line, List<String> lines) {
    List<String> problems = SpecCase.found(String.join("\n", lines) + "\n", List.of());
    String place = "x.yaml:" + (line + 1) + ": ";
    String key = lines.get(line).strip().replaceAll(":.*", "");
    assertThat(problems).anyMatch(each -> each.startsWith(place) && each.contains(key));
    assertThat(problems)
        .allMatch(each -> each.lines().count() == 1)
        .noneMatch(each -> each.contains("\u202e"));
  }

  @TestFactory
  Stream<DynamicTest> aMissingKeyThatIsNeededIsSaid() {
    return Stream.of("name", "seed", "generations", "kind")
        .map(
            key ->
                dynamicTest(
                    key,
                    () -> {
                      List<String> lines = new ArrayList<>(RIGHT);
                      lines.removeIf(each -> each.strip().startsWith(key + ":"));
                      assertThat(SpecCase.found(String.join("\n", lines), List.of()))
                          .anyMatch(each -> each.contains(key));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theBaseIsRight() {
    return Stream.of(
        dynamicTest(
            "every key",
            () -> assertThat(SpecCase.found(String.join("\n", RIGHT), List.of())).isEmpty()));
  }
}
