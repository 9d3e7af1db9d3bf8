package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LineReaderPropertyTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab\r\n\n").ofMaxLength(40);
  }

  @Property(tries = 1000)
  void rangesThatMeetGiveEveryLineOnce(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 17) int piece)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += piece) {
      int from = Math.max(0, start - 1);
      ByteArrayInputStream in = new ByteArrayInputStream(bytes, from, bytes.length - from);
      read(LineReader.range(in, start, start + piece, 100), pieces);
    }
    List<String> whole = new ArrayList<>();
    read(LineReader.whole(new ByteArrayInputStream(bytes), 100), whole);
    assertThat(pieces).isEqualTo(whole);
  }

  @Property(tries = 300)
  void linesAreWhatStandsBetweenLineFeeds(@ForAll("texts") String text) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    read(LineReader.whole(in, 100), lines);
    List<String> wanted = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = end < 0 ? text.substring(at) : text.substring(at, end);
      wanted.add(at + ":" + (line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
      at = end < 0 ? text.length() : end + 1;
    }
    assertThat(lines).isEqualTo(wanted);
  }

  private static void read(LineReader reader, List<String> lines) throws IOException {
    while (reader.next()) {
      assertThat(reader.tooLong()).isFalse();
      lines.add(
          reader.start()
              + ":"
              + new String(reader.bytes(), 0, (int) reader.length(), StandardCharsets.US_ASCII));
    }
  }
}
