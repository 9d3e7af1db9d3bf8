package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.policy.Policy;

/**
 * Rules that only the sources show. Bytecode does not say where a constant comes from, because the
 * compiler copies its value.
 */
final class SourceWallsTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final int MOST_FILES = 40;
  private static final Pattern NAME =
      Pattern.compile("\\bouroboros((?:\\.[a-z]+)+)\\.[A-Z]\\w*(?=\\W)");

  @Test
  void sourcesNameTypesOfAllowedRoomsOnly() {
    List<String> wrong =
        sources()
            .flatMap(
                file ->
                    NAME.matcher(code(file))
                        .results()
                        .filter(name -> !Rooms.mayImport(room(file), "ouroboros" + name.group(1)))
                        .map(name -> file + ": " + name.group()))
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPackageHasMoreThan40Files() {
    Map<String, Long> files =
        sources().collect(Collectors.groupingBy(SourceWallsTest::room, Collectors.counting()));
    assertThat(files).allSatisfy((room, many) -> assertThat(many).isLessThanOrEqualTo(MOST_FILES));
  }

  /** What the library calls by the same name is the same thing, for programs. */
  @Test
  void noNameIsUsedTwice() {
    Map<String, List<Path>> byName =
        sources()
            .filter(file -> !room(file).equals("ouroboros.library"))
            .collect(
                Collectors.groupingBy(
                    file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));
    assertThat(byName).allSatisfy((name, files) -> assertThat(files).as(name).hasSize(1));
  }

  /** Other code would forget a new policy, so it must ask the policy itself. */
  @Test
  void onlyPolicyLawAndTheBindersAskWhichPolicyItIs() {
    String kinds =
        Arrays.stream(Policy.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.joining("|"));
    Pattern asked =
        Pattern.compile(
            "instanceof\\s+(final\\s+)?([a-z]+\\.)*(Policy\\.)?(%s)\\b|\\(Policy\\.(%s)\\)|Policy\\.(%s)\\.class"
                .formatted(kinds, kinds, kinds));
    List<Path> wrong =
        sources()
            .filter(file -> !room(file).matches("ouroboros[.](policy|law)"))
            .filter(file -> !file.getFileName().toString().endsWith("Binder.java"))
            .filter(file -> asked.matcher(code(file)).find())
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static Stream<Path> sources() {
    try (Stream<Path> walk = Files.walk(MAIN)) {
      return walk
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String room(Path file) {
    return MAIN.relativize(file.getParent()).toString().replace('/', '.');
  }

  /** A source without its comments. */
  private static String code(Path file) {
    try {
      return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
