package ouroboros.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ouroboros.experiment.config.SpecFile;

/**
 * Cases of {@code wrong-specs.txt}: {@code === title}, the file (where {@code @base} means five
 * correct lines), lines {@code $ key=value} for overrides, {@code ---}, the problems.
 */
public record SpecCase(String title, String yaml, List<String> overrides, List<String> problems) {
  public static final String BASE =
      "name: a\nseed: 1\nfamily: {kind: ngram}\npolicy: {kind: replace}\ngenerations: 2\n";

  /** Every case of a resource next to this class. */
  static List<SpecCase> in(String resource) {
    List<SpecCase> cases = new ArrayList<>();
    for (String block : text(resource).split("(?m)^=== ", -1)) {
      if (!block.startsWith("#") && !block.isBlank()) {
        cases.add(of(block));
      }
    }
    return cases;
  }

  /** A resource next to this class. */
  static String text(String resource) {
    try (InputStream in = SpecCase.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpecCase of(String block) {
    int title = block.indexOf('\n');
    String[] halves = block.substring(title + 1).split("(?m)^---\n", 2);
    StringBuilder yaml = new StringBuilder();
    List<String> overrides = new ArrayList<>();
    for (String line : halves[0].lines().toList()) {
      if (line.equals("@base")) {
        yaml.append(BASE);
      } else if (line.startsWith("$ ")) {
        overrides.add(line.substring(2));
      } else {
        yaml.append(line).append('\n');
      }
    }
    List<String> problems = halves[1].lines().filter(line -> !line.isBlank()).toList();
    return new SpecCase(block.substring(0, title), yaml.toString(), overrides, problems);
  }

  /** The problems, as they are printed. */
  List<String> found() {
    return found(yaml, overrides);
  }

  /** The problems of a file, as they are printed. */
  public static List<String> found(String yaml, List<String> overrides) {
    try {
      SpecFile.parse("x.yaml", yaml, overrides);
      return List.of();
    } catch (SpecException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }
}
