package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Marks of C2PA are read and leave nothing behind. */
public class ContentCredentialsTest {
  /** Text with characters that have a variation selector of their own. */
  private static final List<String> WORDS =
      List.of("a", " ", "snake", "\n", "é", "\u2764\uFE0F", "葛\uDB40\uDD00", "\uD83D\uDC0D", ".");

  /** A mark, as C2PA 2.4 describes it. */
  public static String mark(String manifest) {
    return mark(1, manifest.length(), manifest);
  }

  private static String mark(int version, int length, String manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("C2PATXT\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(version);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    bytes.writeBytes(manifest.getBytes(StandardCharsets.ISO_8859_1));
    return "\uFEFF" + selectors(bytes.toByteArray());
  }

  private static String selectors(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      int value = b & 0xff;
      text.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
    }
    return text.toString();
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(WORDS).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> manifests() {
    return Arbitraries.chars().range('\0', '\u00ff').list().ofMaxSize(60).map(this::joined);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return manifests().list().ofMaxSize(4);
  }

  private String joined(List<Character> chars) {
    StringBuilder text = new StringBuilder();
    chars.forEach(text::append);
    return text.toString();
  }

  /** Seed 17; exact, so there are no false alarms. */
  @Property(tries = 500, seed = "17")
  void marksAnywhereAreCountedAndRemoved(
      @ForAll("words") List<String> words,
      @ForAll("lists") List<String> manifests,
      @ForAll int place) {
    StringBuilder marked = new StringBuilder();
    int left = manifests.size();
    for (int i = 0; i < words.size(); i++) {
      if (left > 0 && Math.floorMod(place + i, 3) == 0) {
        marked.append(mark(manifests.get(--left)));
      }
      marked.append(words.get(i));
    }
    while (left > 0) {
      marked.append(mark(manifests.get(--left)));
    }
    ContentCredentials read = ContentCredentials.of(marked.toString());
    assertThat(read.text()).isEqualTo(String.join("", words));
    assertThat(read.marks()).isEqualTo(manifests.size());
    assertThat(read.broken()).isZero();
  }

  /** Seed 18; exact. A mark that is cut anywhere is broken and leaves no selector behind. */
  @Property(tries = 500, seed = "18")
  void cutMarksAreBroken(
      @ForAll("words") List<String> words, @ForAll("manifests") String manifest, @ForAll int cut) {
    String mark = mark(manifest + "x");
    int points = mark.codePointCount(0, mark.length());
    int end = mark.offsetByCodePoints(0, 2 + Math.floorMod(cut, points - 2));
    String text = String.join("", words);
    ContentCredentials read = ContentCredentials.of(text + mark.substring(0, end) + " end");
    assertThat(read.text()).isEqualTo(text + " end");
    assertThat(read.broken()).isEqualTo(1);
    assertThat(read.marks()).isZero();
  }

  /** Seed 19; exact. */
  @Property(tries = 200, seed = "19")
  void textWithoutMarksIsTheSameObject(@ForAll("words") List<String> words) {
    String text = String.join("", words);
    assertThat(ContentCredentials.of(text).text()).isSameAs(text);
    String withPrefix = text + "\uFEFFb";
    assertThat(ContentCredentials.of(withPrefix).text()).isSameAs(withPrefix);
  }

  @Test
  void versionsLengthsAndForeignSelectorsAreBroken() {
    for (String broken :
        List.of(
            mark(2, 3, "abc"),
            mark(1, 4, "abc"),
            mark(1, -1, "abc"),
            mark(1, Integer.MAX_VALUE, "abc"),
            "\uFEFF" + selectors("something else".getBytes(StandardCharsets.ISO_8859_1)),
            "\uFEFF\uFE0F")) {
      ContentCredentials read = ContentCredentials.of("a " + broken + "b");
      assertThat(read.text()).isEqualTo("a b");
      assertThat(read.broken()).isEqualTo(1);
    }
    String whole = mark("abcdefgh");
    int middle = whole.offsetByCodePoints(0, 16);
    ContentCredentials split =
        ContentCredentials.of("a" + whole.substring(0, middle) + " " + whole.substring(middle));
    assertThat(split.text()).isEqualTo("a ");
    assertThat(split.broken()).isEqualTo(1);
  }

  @Test
  void paddingBelongsToTheMarkAndThePrefixMayBeMissing() {
    String padded = mark("abc") + selectors(new byte[] {0, -1, 0});
    assertThat(ContentCredentials.of(padded + "b"))
        .isEqualTo(new ContentCredentials("b", 1, 0, false));
    assertThat(ContentCredentials.of(mark("abc").substring(1) + "b"))
        .isEqualTo(new ContentCredentials("b", 1, 0, false));
  }

  @Test
  void aModelIsFoundByItsDigitalSourceType() {
    String uri = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    assertThat(ContentCredentials.of(mark(uri + "trainedAlgorithmicMedia")).isByModel()).isTrue();
    assertThat(
            ContentCredentials.of(mark(uri + "compositeWithTrainedAlgorithmicMedia")).isByModel())
        .isTrue();
    assertThat(ContentCredentials.of(mark(uri + "digitalCreation")).isByModel()).isFalse();
  }
}
