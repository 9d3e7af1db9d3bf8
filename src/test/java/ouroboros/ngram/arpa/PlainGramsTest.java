package ouroboros.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Over random files; none of these claims can fail by chance. */
class PlainGramsTest {
  private static final List<String> WORDS = List.of("a", "wörd", "漢字", "b.c", "-1", "\u000bx");

  @Property(tries = 300)
  void plainLinesAreReadLikeAllOthers(@ForAll @LongRange(min = 0, max = 1_000_000) long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> log10 = new ArrayList<>();
    List<String> backOff = new ArrayList<>();
    for (int i = 0; i < WORDS.size() * WORDS.size(); i++) {
      log10.add("-" + decimal(random));
      backOff.add(random.nextInt(3) == 0 ? "" : (i % 2 == 0 ? "-" : "") + decimal(random));
    }
    String inPlainForm = file(log10, backOff, " ", "\n");
    int[] opened = {0};
    ArpaModel plain = ArpaReader.read(bytes(inPlainForm));
    ArpaModel parallel =
        ArpaReader.read(
            () -> {
              opened[0]++;
              return bytes(inPlainForm);
            });
    assertThat(opened[0]).isEqualTo(1);
    // Two spaces between words, so that no line is plain.
    ArpaModel other = ArpaReader.read(bytes(file(log10, backOff, "  ", "\r\n")));
    assertThat(plain.size(2)).isEqualTo(log10.size()).isEqualTo(other.size(2));
    for (int i = 0; i < log10.size(); i++) {
      float expected = Float.parseFloat(log10.get(i));
      float weight = backOff.get(i).isEmpty() ? 0 : Float.parseFloat(backOff.get(i));
      for (ArpaModel each : List.of(plain, parallel, other)) {
        int place = place(each, i);
        assertThat(each.level(2).probability(place)).isEqualTo(expected);
        assertThat(each.level(2).backOff(place)).isEqualTo(weight);
      }
    }
  }

  /** The place of bigram i. */
  private static int place(ArpaModel model, int i) {
    int[] tokens = {
      model.id(WORDS.get(i / WORDS.size())), model.id(WORDS.get(i % WORDS.size())),
    };
    return model.level(2).find(tokens, 2);
  }

  /** Decimals that lie just at, below and above the middle between two floats. */
  @Test
  void numbersBetweenTwoFloatsAreRoundedOnce() throws IOException {
    List<String> log10 = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < WORDS.size() * WORDS.size(); i++) {
      float low = random.nextInt(1 << 23, 1 << 24);
      BigDecimal middle = new BigDecimal(low).add(new BigDecimal("0.5"));
      log10.add(
          "-"
              + middle
                  .add(
                      new BigDecimal((i % 3 - 1) * 1e-6)
                          .setScale(6, java.math.RoundingMode.HALF_EVEN))
                  .toPlainString());
    }
    ArpaModel model =
        ArpaReader.read(bytes(file(log10, log10.stream().map(each -> "").toList(), " ", "\n")));
    for (int i = 0; i < log10.size(); i++) {
      assertThat(model.level(2).probability(place(model, i)))
          .isEqualTo(Float.parseFloat(log10.get(i)));
    }
  }

  @Property(tries = 300)
  void linesAreThoseOfABufferedReader(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 0, max = 40) int length)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(List.of("\n", "\r", "\r\n", "x", "ö", "y".repeat(70_000)).get(random.nextInt(6)));
    }
    byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
    int cut = random.nextInt(all.length + 1);
    // A stream that gives fewer bytes than it is asked for.
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(all, 0, cut),
            new ByteArrayInputStream(all, cut, all.length - cut));
    ArpaLines lines = new ArpaLines(in);
    try (BufferedReader expected = new BufferedReader(new StringReader(text.toString()))) {
      for (String line = expected.readLine(); line != null; line = expected.readLine()) {
        assertThat(lines.next()).isTrue();
        assertThat(lines.text()).isEqualTo(line);
      }
    }
    assertThat(lines.next()).isFalse();
  }

  private static String decimal(SplittableRandom random) {
    String digits = Long.toString(random.nextLong(1, 1L << random.nextInt(1, 60)));
    int point = random.nextInt(0, 12);
    return switch (random.nextInt(5)) {
      case 0 -> digits;
      case 1 -> String.format(Locale.ROOT, "%.7f", random.nextDouble() * 9);
      case 2 -> "0." + "0".repeat(point * 3) + digits;
      case 3 -> "." + digits;
      default ->
          new BigDecimal(digits).movePointLeft(point).toPlainString()
              + (random.nextBoolean() ? "" : "e-3");
    };
  }

  private static String file(List<String> log10, List<String> backOff, String between, String end) {
    StringBuilder text = new StringBuilder("\\data\\\n");
    text.append("ngram 1=").append(WORDS.size() + 3).append('\n');
    text.append("ngram 2=").append(log10.size()).append("\nngram 3=0\n\n\\1-grams:\n");
    for (String word : WORDS) {
      text.append("-1\t").append(word).append("\t-.5\n");
    }
    text.append("-1\t<unk>\n-99\t<s>\t-1\n-1\t</s>\n\n\\2-grams:\n");
    for (int i = 0; i < log10.size(); i++) {
      text.append(log10.get(i)).append('\t').append(WORDS.get(i / WORDS.size())).append(between);
      text.append(WORDS.get(i % WORDS.size()));
      text.append(backOff.get(i).isEmpty() ? "" : "\t" + backOff.get(i)).append('\n');
    }
    return text.append("\n\\3-grams:\n\n\\end\\\n").toString().replace("\n", end);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
