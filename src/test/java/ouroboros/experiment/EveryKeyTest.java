package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ouroboros.experiment.config.KindCatalogue;

/**
 * Every key of an experiment file is tried with a value of the wrong type, a value out of range, no
 * value, and given twice. Each must give one problem of one line, which names the line and the key.
 * The files are in {@code every-key.txt}; the test fails if the binders know a kind or a key that
 * no file has.
 */
class EveryKeyTest {
  private static final List<KeyedFile> RIGHT = KeyedFile.in("every-key.txt");
  private static final Pattern KNOWN =
      Pattern.compile("(?:known keys|swept can be): ([a-z., -]+)$");

  /** The wrong value that replaces a right one. */
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
  Stream<DynamicTest> theFilesAreRight() {
    return RIGHT.stream()
        .map(file -> dynamicTest(file.title(), () -> assertThat(found(file.lines())).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> aWrongValueIsSaidWithItsLine() {
    return each(
        (file, line) -> {
          List<DynamicTest> tests = new ArrayList<>();
          boolean swept = file.path(line).startsWith("sweep.");
          boolean list = swept || file.key(line).equals("exclude");
          for (Wrong wrong : Wrong.values()) {
            boolean right =
                wrong == Wrong.NOTHING
                    ? file.is(line, "may be nothing")
                    : wrong != Wrong.TYPE && file.is(line, "any word");
            if (swept || !right) {
              tests.add(test(file, line, wrong, wrong.value));
            }
            if (list && !right) {
              String value = wrong == Wrong.NOTHING ? "null" : wrong.value;
              tests.add(test(file, line, wrong, "[" + value + "]"));
            }
          }
          return tests;
        });
  }

  private static DynamicTest test(KeyedFile file, int line, Wrong wrong, String value) {
    String key = file.key(line);
    int said = file.is(line, "said at the sweep") ? file.line("sweep") + 1 : line;
    return dynamicTest(
        file.path(line) + " " + wrong, () -> check(key, said, file.with(line, value)));
  }

  @TestFactory
  Stream<DynamicTest> aKeyThatStandsTwiceIsSaidWithItsLine() {
    return each(
        (file, line) -> {
          int second = file.end(line);
          List<String> lines = new ArrayList<>(file.lines());
          lines.addAll(second, file.lines().subList(line, second));
          String key = file.key(line);
          return List.of(dynamicTest(file.path(line), () -> check(key, second, lines)));
        });
  }

  @TestFactory
  Stream<DynamicTest> aKeyThatIsMissingIsSaidOrHasADefault() {
    return each(
        (file, line) -> {
          List<String> lines = new ArrayList<>(file.lines());
          lines.subList(line, file.end(line)).clear();
          return List.of(dynamicTest(file.path(line), () -> checkMissing(file, line, lines)));
        });
  }

  private static void checkMissing(KeyedFile file, int line, List<String> lines) {
    List<String> problems = found(lines);
    assertThat(problems).allMatch(each -> each.lines().count() == 1);
    if (file.is(line, "needed")) {
      assertThat(problems).anyMatch(each -> each.contains(file.key(line)));
    } else {
      assertThat(problems.isEmpty()).isEqualTo(!file.is(line, "others need it"));
    }
  }

  /** An unknown key makes every map list the keys that it knows. */
  @Test
  void everyKeyStandsInAFile() {
    Map<String, Set<String>> known = new TreeMap<>();
    Map<String, Set<String>> tried = new TreeMap<>();
    for (KeyedFile file : RIGHT) {
      for (int line = -1; line < file.lines().size(); line++) {
        if (line < 0 || file.end(line) > line + 1) {
          String map = file.kindOfMap(line);
          known.computeIfAbsent(map, m -> new TreeSet<>()).addAll(known(file, line));
          Set<String> there = tried.computeIfAbsent(map, m -> new TreeSet<>());
          file.keysOf(line).forEach(key -> there.add(map.equals("sweep") ? first(key) : key));
        }
      }
    }
    assertThat(known.get("policy anchor")).contains("real", "total");
    known.forEach((map, keys) -> assertThat(tried.get(map)).as(map).containsAll(keys));
  }

  private static Set<String> known(KeyedFile file, int map) {
    String unheardOf = "x".repeat(60);
    List<String> problems = found(file.withKey(map, unheardOf + ": 1"));
    String problem =
        problems.stream().filter(each -> each.contains(unheardOf)).findFirst().orElse("none");
    Matcher names = KNOWN.matcher(problem);
    assertThat(names.find()).as(file.title() + ", " + problem).isTrue();
    return Set.of(names.group(1).split(", "));
  }

  private static String first(String sweptPath) {
    return sweptPath.replaceAll("\\..*", "");
  }

  @Test
  void everyKindStandsInAFile() {
    Set<String> maps = new TreeSet<>();
    for (KeyedFile file : RIGHT) {
      for (int line = 0; line < file.lines().size(); line++) {
        maps.add(file.kindOfMap(line));
      }
    }
    assertThat(KindCatalogue.families()).allMatch(kind -> maps.contains("family " + kind));
    assertThat(KindCatalogue.policies()).allMatch(kind -> maps.contains("policy " + kind));
    assertThat(KindCatalogue.smoothings())
        .allMatch(kind -> maps.contains("family.smoothing " + kind));
  }

  /** Tests of a line of a file. */
  private interface Attack {
    List<DynamicTest> on(KeyedFile file, int line);
  }

  private static Stream<DynamicTest> each(Attack attack) {
    List<DynamicTest> tests = new ArrayList<>();
    for (KeyedFile file : RIGHT) {
      for (int line = 0; line < file.lines().size(); line++) {
        tests.addAll(attack.on(file, line));
      }
    }
    return tests.stream();
  }

  private static List<String> found(List<String> lines) {
    return SpecCase.found(String.join("\n", lines) + "\n", List.of());
  }

  private static void check(String key, int line, List<String> lines) {
    List<String> problems = found(lines);
    String place = "x.yaml:" + (line + 1) + ": ";
    assertThat(problems).anyMatch(each -> each.startsWith(place) && each.contains(key));
    assertThat(problems)
        .allMatch(each -> each.lines().count() == 1)
        .noneMatch(each -> each.contains("\u202e"));
  }
}
