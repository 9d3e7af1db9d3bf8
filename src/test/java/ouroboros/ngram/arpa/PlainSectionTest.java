package ouroboros.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Sections that are read in many small blocks by all threads, against the same read line by line,
 * over random files; none of these claims can fail by chance.
 */
class PlainSectionTest {
  private final List<String> words = new ArrayList<>();

  /** [order + 1] n-grams as words with spaces. */
  private final List<Set<String>> grams = new ArrayList<>();

  @Property(tries = 150)
  void blocksHaveTheNgramsOfTheLines(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 6) int order,
      @ForAll @IntRange(min = 16, max = 700) int block)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = file(random, order).getBytes(StandardCharsets.UTF_8);
    int[] opened = {0};
    ArpaModel found = ArpaReader.read(() -> counted(file, opened), block);
    ArpaModel expected = ArpaReader.read(new ByteArrayInputStream(file));
    assertThat(opened[0]).isEqualTo(1);
    for (int n = 1; n <= order; n++) {
      assertThat(found.size(n)).isEqualTo(expected.size(n)).isEqualTo(grams.get(n).size());
      for (String gram : grams.get(n)) {
        int[] tokens = List.of(gram.split(" ", -1)).stream().mapToInt(found::id).toArray();
        int place = found.level(n).find(tokens, n);
        int same = expected.level(n).find(tokens, n);
        assertThat(place).isNotNegative();
        assertThat(found.level(n).probability(place))
            .isEqualTo(expected.level(n).probability(same));
        assertThat(found.level(n).backOff(place)).isEqualTo(expected.level(n).backOff(same));
      }
      assertThat(found.level(n).find(new int[n], n)).isEqualTo(n == 1 ? place(found) : -1);
    }
  }

  private static int place(ArpaModel model) {
    return model.level(1).find(new int[] {0}, 1);
  }

  /** A line that is lost, repeated, or exchanged for another one. */
  @Property(tries = 150)
  void mistakesAreSaidAsLineByLine(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 4) int order,
      @ForAll @IntRange(min = 16, max = 700) int block) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of(file(random, order).split("\n", -1)));
    int at = random.nextInt(lines.indexOf("\\2-grams:"), lines.size());
    String other = lines.get(random.nextInt(lines.size()));
    switch (random.nextInt(3)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, other);
      default -> lines.set(at, other);
    }
    byte[] file = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    Throwable expected = catchThrowable(() -> ArpaReader.read(new ByteArrayInputStream(file)));
    Throwable found =
        catchThrowable(() -> ArpaReader.read(() -> new ByteArrayInputStream(file), block));
    assertThat(String.valueOf(found)).isEqualTo(String.valueOf(expected));
  }

  private static InputStream counted(byte[] file, int[] opened) {
    opened[0]++;
    return new ByteArrayInputStream(file);
  }

  private String file(SplittableRandom random, int order) {
    words.clear();
    grams.clear();
    words.addAll(List.of("<unk>", "<s>", "</s>", "longword", "longwords", "longword1longword"));
    for (int i = 0; i < 12; i++) {
      words.add("a\u00e9x".repeat(random.nextInt(0, 5)) + i);
    }
    grams.add(Set.of());
    grams.add(new LinkedHashSet<>(words));
    for (int n = 2; n <= order; n++) {
      List<String> contexts = List.copyOf(grams.get(n - 1));
      Set<String> own = new LinkedHashSet<>();
      int many = random.nextInt(0, 120);
      for (int i = 0; i < many && !contexts.isEmpty(); i++) {
        String context = contexts.get(random.nextInt(contexts.size()));
        own.add(context + " " + words.get(random.nextInt(1, words.size())));
      }
      grams.add(own);
    }
    StringBuilder text = new StringBuilder("\\data\\\n");
    for (int n = 1; n <= order; n++) {
      text.append("ngram ").append(n).append('=').append(grams.get(n).size()).append('\n');
    }
    for (int n = 1; n <= order; n++) {
      text.append("\n\\").append(n).append("-grams:\n");
      for (String gram : grams.get(n)) {
        text.append('-').append(random.nextInt(0, 100_000_000) / 1e7).append('\t').append(gram);
        text.append(n < order ? "\t-" + random.nextInt(0, 1000) / 1e3 : "").append('\n');
      }
    }
    return text.append("\n\\end\\\n").toString();
  }
}
