package ouroboros.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The faults that were tried and survived, one line per fault, for {@code reliability.md}. */
final class Records {
  private static final Path FILE =
      Path.of(System.getProperty("ouroboros.target", "target"), "faults.txt");

  private Records() {}

  /** Adds how often each kind of a fault was survived. */
  static void add(String fault, Map<String, Integer> survived) throws IOException {
    int times = survived.values().stream().mapToInt(Integer::intValue).sum();
    line(fault + " " + survived, times);
  }

  /** Adds a fault with the number of times that it was tried and survived. */
  static void line(String fault, long times) throws IOException {
    line(fault + ": " + times + " of " + times);
  }

  /** Adds a line. */
  static void line(String text) throws IOException {
    Files.writeString(FILE, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
