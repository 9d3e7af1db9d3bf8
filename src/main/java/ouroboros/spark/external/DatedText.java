package ouroboros.spark.external;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ouroboros.dating.NgramKeys;
import ouroboros.dating.NgramTokens;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.TextInMemory;
import ouroboros.spark.text.Grouping;
import ouroboros.text.CorpusException;
import ouroboros.text.StatedText;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import scala.Tuple2;

/**
 * A text whose age is wanted, or its R, in the memory of this process. What is counted is the same
 * as with Spark: see {@link GroupedCounting}, {@link TextNgrams} and {@link RareWords}.
 */
public final class DatedText {
  /** Tokens of the largest prepared corpus. */
  static final long LARGEST = 1 << 25;

  /** Tokens that one thread counts at a time. */
  private static final int TOKENS_PER_TASK = 1 << 19;

  /** More than the types of two texts of the largest size. */
  private static final KeyRanges WORDS = KeyRanges.even(KeyLayout.ofBits(1, 28), 1);

  private final Vocabulary vocabulary;
  private final List<List<SentenceBlock>> tasks;
  private final long documents;
  private final long tokens;
  private final boolean closed;

  private DatedText(
      Vocabulary vocabulary, List<SentenceBlock> blocks, long documents, boolean closed) {
    this.vocabulary = vocabulary;
    this.documents = documents;
    this.closed = closed;
    tasks = new ArrayList<>();
    long all = 0;
    long open = TOKENS_PER_TASK;
    for (SentenceBlock block : blocks) {
      if (open >= TOKENS_PER_TASK) {
        tasks.add(new ArrayList<>());
        open = 0;
      }
      tasks.get(tasks.size() - 1).add(block);
      open += block.tokens().length;
      all += block.tokens().length;
    }
    tokens = all;
  }

  /**
   * Opens a text as {@link MeasuredText#open} does.
   *
   * @return empty if it is too large
   */
  public static Optional<DatedText> open(String input, StatedText text, long seed) {
    if (!CorpusFolder.holdsCorpus(input)) {
      return TextInMemory.read(text.spec(List.of(input)), seed)
          .map(read -> new DatedText(read.vocabulary(), read.blocks(), read.documents(), false));
    }
    MeasuredText prepared = MeasuredText.ofCorpus(input, text);
    if (prepared.tokens() > LARGEST) {
      return Optional.empty();
    }
    List<BlockRef> blocks = prepared.blocks();
    return Optional.of(
        new DatedText(
            prepared.vocabulary(),
            IntStream.range(0, blocks.size())
                .parallel()
                .mapToObj(block -> CorpusReader.read(blocks.get(block)))
                .toList(),
            prepared.documents(),
            prepared.isClosed()));
  }

  /** The same, but accepts a text without a sentence. */
  public static Optional<DatedText> openOrEmpty(String input, StatedText text, long seed) {
    try {
      return open(input, text, seed);
    } catch (CorpusException e) {
      if (e.isEmpty()) {
        return Optional.of(new DatedText(MeasuredText.NO_WORDS, List.of(), 0, false));
      }
      throw e;
    }
  }

  /** The text as R. */
  public DatedReal asReal(long seed) {
    return new DatedReal(this, seed);
  }

  /** How many tokens. */
  public long tokens() {
    return tokens;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Whether a word that is not in the vocabulary can still occur in the text. */
  boolean isClosed() {
    return closed;
  }

  /** Pieces of about equal size, in the order of the text. */
  List<List<SentenceBlock>> tasks() {
    return tasks;
  }

  private Stream<List<SentenceBlock>> inParallel() {
    return IntStream.range(0, tasks.size()).parallel().mapToObj(tasks::get);
  }

  /** [n - 2] The n-grams of the text. */
  List<NgramTokens> ngrams(NgramKeys sample) {
    long[] words = TextNgrams.words(vocabulary);
    return TextNgrams.joined(
        inParallel().map(task -> TextNgrams.of(task.iterator(), words, sample)).toList());
  }

  /**
   * [groups] The counts of words in each group of documents.
   *
   * @param ids the numbers of the words
   */
  List<CountRun> groups(int[] ids, long seed) {
    Grouping grouping = new Grouping(documents >= GroupedCounts.GROUPS, seed);
    List<Tuple2<Integer, CountRun>> counted =
        inParallel()
            .flatMap(
                task ->
                    GroupedCounting.slices(WORDS, task.iterator(), size(task), ids, grouping)
                        .stream()
                        .filter(slice -> slice._1() < GroupedCounts.GROUPS))
            .toList();
    return GroupedCounting.byGroup(WORDS.layout(), counted.iterator());
  }

  private static int size(List<SentenceBlock> blocks) {
    return blocks.stream().mapToInt(each -> each.tokens().length + each.sentences()).sum();
  }
}
