package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.policy.Policy;

/** The walls that only the source shows: the compiler leaves no trace of an inlined constant. */
class SourceWallsTest {
  private static final Path SOURCE = Path.of("src/main/java/ouroboros");
  private static final Pattern ROOM_NAMED = Pattern.compile("\\bouroboros\\.([a-z]+)\\.[A-Za-z]");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  @Test
  void noRoomNamesARoomThatItMayNotImport() {
    List<String> found = new ArrayList<>();
    for (WallsTest.Room room : WallsTest.ROOMS) {
      Set<String> allowed =
          Stream.concat(Stream.of(room.name()), Arrays.stream(room.mayImport()))
              .collect(Collectors.toSet());
      for (Path file : files(SOURCE.resolve(room.name()))) {
        Matcher named = ROOM_NAMED.matcher(code(file));
        while (named.find()) {
          if (!allowed.contains(named.group(1))) {
            found.add(file + " names ouroboros." + named.group(1));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** A new policy would be forgotten there: ask the policy itself. */
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
    List<String> found = new ArrayList<>();
    for (Path file : files(SOURCE)) {
      boolean mayAsk =
          file.startsWith(SOURCE.resolve("policy"))
              || file.startsWith(SOURCE.resolve("law"))
              || file.getFileName().toString().endsWith("Binder.java");
      if (!mayAsk && asked.matcher(code(file)).find()) {
        found.add(file.toString());
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String code(Path file) {
    try {
      return COMMENT.matcher(Files.readString(file)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
