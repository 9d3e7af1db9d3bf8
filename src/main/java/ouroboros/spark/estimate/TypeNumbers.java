package ouroboros.spark.estimate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.prepare.PreparationChecks;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteTypes;
import ouroboros.text.read.IngestReport;

/**
 * The numbers of the types of a text that was read in pieces: 0, 1, 2 are {@code <unk>}, {@code
 * <s>}, {@code </s>}; then the types follow by falling count.
 *
 * @param words [types] the word of each number, in UTF-8
 * @param counts [types] how often each ends an n-gram
 * @param tokens number of tokens, {@code </s>} not counted
 * @param numbering [pieces][types of the piece] the numbers of the types of each piece
 */
record TypeNumbers(byte[][] words, long[] counts, long tokens, int[][] numbering) {
  /** The type of each number. */
  List<String> types() {
    return Arrays.stream(words).map(word -> new String(word, StandardCharsets.UTF_8)).toList();
  }

  /**
   * Adds up the dictionaries of all pieces, in their order.
   *
   * @param dictionaries what {@link EstimationReading} has at its end
   * @param tally takes the notices of all pieces
   * @throws CorpusException with every problem that was found in the input
   */
  static TypeNumbers of(
      CorpusSpec spec, List<CorpusInput> inputs, List<byte[]> dictionaries, IngestReport tally) {
    ByteTypes types = new ByteTypes();
    long tokens = 0;
    long sentences = 0;
    int[][] numbering = new int[dictionaries.size()][];
    for (int task = 0; task < numbering.length; task++) {
      ByteReader in = new ByteReader(dictionaries.get(task));
      sentences += in.varint();
      tokens += in.varint();
      tally.merge(IngestReport.of(in.bytes()));
      numbering[task] = types.addAll(in.bytes());
    }
    PreparationChecks.input(spec, tally, inputs);
    if (sentences == 0) {
      throw new CorpusException(
          spec.source() + ": no line has a token; a model needs at least one sentence");
    }
    int[] ranks = types.byCount();
    int[] idOf = new int[ranks.length];
    byte[][] words = new byte[ranks.length + Vocabulary.FIRST_WORD][];
    long[] counts = new long[words.length];
    List<String> marks = List.of("<unk>", "<s>", "</s>");
    for (int mark = 0; mark < marks.size(); mark++) {
      words[mark] = marks.get(mark).getBytes(StandardCharsets.UTF_8);
    }
    counts[Vocabulary.EOS] = sentences;
    for (int rank = 0; rank < ranks.length; rank++) {
      int id = rank + Vocabulary.FIRST_WORD;
      idOf[ranks[rank]] = id;
      words[id] = types.word(ranks[rank]);
      counts[id] = types.count(ranks[rank]);
    }
    for (int[] task : numbering) {
      for (int i = 0; i < task.length; i++) {
        task[i] = idOf[task[i]];
      }
    }
    return new TypeNumbers(words, counts, tokens, numbering);
  }

  /** A chunk of a piece with the final numbers. */
  static int[] recoded(int[] chunk, int[] ids) {
    int[] recoded = chunk.clone();
    recode(recoded, ids);
    return recoded;
  }

  /** Gives the tokens of a chunk of a piece their final numbers. */
  static void recode(int[] chunk, int[] ids) {
    int at = 0;
    while (at < chunk.length) {
      int end = at + 1 + chunk[at];
      for (at++; at < end; at++) {
        chunk[at] = ids[chunk[at]];
      }
    }
  }
}
