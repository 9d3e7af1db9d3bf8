package ouroboros.ngram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.text.Vocabulary;

/** Tokenized text for tests, its types numbered as they come. */
public final class Texts {
  final Map<String, Integer> ids = new HashMap<>();

  Texts() {
    ids.put("<unk>", Vocabulary.UNK);
    ids.put("<s>", Vocabulary.BOS);
    ids.put("</s>", Vocabulary.EOS);
  }

  static List<String> lines(String resource) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(Texts.class.getResourceAsStream(resource))),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers the tokens; new types get new numbers. */
  List<int[]> learn(List<String> lines) {
    List<int[]> sentences = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      int[] sentence = new int[words.length];
      for (int i = 0; i < words.length; i++) {
        sentence[i] = ids.computeIfAbsent(words[i], w -> ids.size());
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  /** Numbers the tokens; what was not learned is {@code <unk>}. */
  List<int[]> read(List<String> lines) {
    List<int[]> sentences = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      int[] sentence = new int[words.length];
      for (int i = 0; i < words.length; i++) {
        sentence[i] = ids.getOrDefault(words[i], Vocabulary.UNK);
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  public static CountRun count(KeyLayout layout, List<int[]> sentences) {
    NgramCounter counter = new NgramCounter(layout, 1 << 16);
    for (int[] s : sentences) {
      counter.add(s, 0, s.length);
    }
    return counter.finish();
  }
}
