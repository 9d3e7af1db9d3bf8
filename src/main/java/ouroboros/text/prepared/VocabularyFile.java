package ouroboros.text.prepared;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.text.CorpusException;
import ouroboros.text.Vocabulary;

/**
 * A vocabulary as UTF-8 text: the line {@code ouroboros-vocabulary TAB 1 TAB size}, then one line
 * {@code word TAB count in R} per id, from id 0 on. Every line ends with a line feed.
 */
public final class VocabularyFile {
  private static final String MAGIC = "ouroboros-vocabulary\t1\t";

  private VocabularyFile() {}

  /** Writes a vocabulary. Does not close the stream. */
  public static void write(Vocabulary vocabulary, OutputStream to) throws IOException {
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
    out.write(MAGIC + vocabulary.size() + "\n");
    for (int id = 0; id < vocabulary.size(); id++) {
      out.write(vocabulary.word(id));
      out.write('\t');
      out.write(Long.toString(vocabulary.realCount(id)));
      out.write('\n');
    }
    out.flush();
  }

  /**
   * Reads a vocabulary.
   *
   * @param realTypes number of types of R; where R was drawn again, of the R it was drawn from
   * @throws CorpusException if the file is cut off or is not a vocabulary
   */
  public static Vocabulary read(InputStream from, int realTypes) throws IOException {
    Vocabulary read = read(from);
    return realTypes == read.realTypes() ? read : read.closedAt(realTypes);
  }

  /**
   * Reads a vocabulary.
   *
   * @throws CorpusException if the file is cut off or is not a vocabulary
   */
  public static Vocabulary read(InputStream from) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8), 1 << 16);
    String head = line(in);
    if (!head.startsWith(MAGIC)) {
      throw new CorpusException(
          "not a vocabulary of version 1: its first line is \"" + head.strip() + "\"");
    }
    int size = Integer.parseInt(head.substring(MAGIC.length()).strip());
    List<String> words = new ArrayList<>();
    long[] counts = new long[size];
    for (int id = 0; id < size; id++) {
      String line = line(in);
      int tab = line.lastIndexOf('\t');
      if (tab < 0 || !line.endsWith("\n")) {
        throw new CorpusException(
            "the vocabulary is cut off or damaged: " + size + " types announced, " + id + " read");
      }
      words.add(line.substring(0, tab));
      counts[id] = Long.parseLong(line, tab + 1, line.length() - 1, 10);
    }
    return new Vocabulary(words.toArray(String[]::new), Arrays.copyOf(counts, size));
  }

  /**
   * Reads a line with its line feed. {@code BufferedReader.readLine} would also end a line at a
   * carriage return.
   */
  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }
}
