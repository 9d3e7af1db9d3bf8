package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every link of README, of the pages and of the notebooks to something in this project leads to a
 * file that is there, and to a heading that it has.
 */
class DocumentLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Path PAGES = Path.of("src/site/markdown");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> lost = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
      while (link.find()) {
        if (!ELSEWHERE.matcher(link.group(1)).matches()) {
          links++;
          if (!leadsSomewhere(page, link.group(1))) {
            lost.add(page + ": " + link.group(1));
          }
        }
      }
    }
    assertThat(lost).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  @Test
  void aLinkToNowhereIsFound() {
    Path readme = Path.of("README.md");
    assertThat(leadsSomewhere(readme, "src/site/markdown/faq.md")).isTrue();
    assertThat(leadsSomewhere(readme, "src/site/markdown/frequent.md")).isFalse();
    assertThat(leadsSomewhere(readme, "#two-commands")).isTrue();
    assertThat(leadsSomewhere(readme, "#three-commands")).isFalse();
    assertThat(leadsSomewhere(PAGES.resolve("faq.md"), "../../../README.md#one-seed-one-answer"))
        .isTrue();
  }

  /** Of each room only the outermost is named there; metric and inference share a row. */
  @Test
  void theReadmeNamesEveryCommandAndEveryRoom() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String commands =
        readme.lines().filter(each -> each.startsWith("| commands `")).findFirst().orElseThrow();
    try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
      assertThat(commands.split("`", 3)[1].split(" "))
          .containsExactlyInAnyOrder(
              jobs.map(each -> each.getFileName().toString())
                  .filter(each -> !each.equals("launch"))
                  .toArray(String[]::new));
    }
    String rooms = readme.substring(readme.indexOf("## Map of rooms"), readme.indexOf("## Pages"));
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/ouroboros"))) {
      assertThat(folders.filter(Files::isDirectory).map(each -> each.getFileName().toString()))
          .allSatisfy(room -> assertThat(rooms).contains("`" + room + "`"));
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES);
        Stream<Path> notebooks = Files.list(Path.of("notebooks"))) {
      return Stream.of(Stream.of(Path.of("README.md")), pages, notebooks)
          .flatMap(each -> each)
          .filter(each -> each.toString().endsWith(".md") || each.toString().endsWith(".ipynb"))
          .sorted()
          .toList();
    }
  }

  /** Blocks and pieces of code have brackets that are no links. */
  private static String withoutCode(String text) {
    return text.replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`\n]*`", "");
  }

  private static boolean leadsSomewhere(Path page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path folder = page.toAbsolutePath().getParent();
    Path target =
        file.isEmpty() ? page.toAbsolutePath() : folder.resolve(file).toAbsolutePath().normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || !target.toString().endsWith(".md")
        || anchors(target).contains(link.substring(hash + 1));
  }

  /** The names that GitHub gives to headings; the second one of the same text ends in -1. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(page)) {
        if (line.matches("#{1,6} .*")) {
          String name =
              line.replaceFirst("#+ +", "")
                  .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
                  .toLowerCase(Locale.ROOT)
                  .strip()
                  .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                  .replace(' ', '-');
          String own = name;
          for (int i = 1; !anchors.add(own); i++) {
            own = name + "-" + i;
          }
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return anchors;
  }
}
