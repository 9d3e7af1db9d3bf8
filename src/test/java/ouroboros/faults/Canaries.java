package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Secrets that a test plants and that must not be found anywhere. */
final class Canaries {
  private Canaries() {}

  /** Fails if a file below a folder holds the text; one file name is left out. */
  static void absent(String canary, Path folder, String kept) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals(kept))
              .toList();
      assertThat(all).isNotEmpty();
      assertThat(all).filteredOn(file -> holds(file, canary)).as(canary).isEmpty();
    }
  }

  /** Whether a file holds the text. */
  static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
