package ouroboros.spark.external;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.StatedText;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.PreparedCorpus.NoticeEntry;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;

/**
 * A text to be measured: R of a prepared corpus, or files that are prepared in a scratch folder,
 * all of them as R.
 *
 * @param name the path that was given for it
 * @param corpus null if the text has no sentence
 */
public record MeasuredText(String name, @Nullable CorpusReader corpus) {
  /** The vocabulary of a text without a word. */
  static final Vocabulary NO_WORDS =
      new Vocabulary(new String[] {"<unk>", "<s>", "</s>"}, new long[3]);

  /**
   * Opens a text.
   *
   * @param text how the text becomes tokens; for a prepared corpus it must not differ from what the
   *     corpus was made with, unless it {@link StatedText#isTokenized}
   * @param scratch folder in which files are prepared
   * @throws CorpusException if there is no text, or it was made in another way
   */
  public static MeasuredText open(
      SparkSession session, String input, StatedText text, long seed, String scratch) {
    if (CorpusFolder.holdsCorpus(input)) {
      return ofCorpus(input, text);
    }
    Preparation.prepare(session, text.spec(List.of(input)), seed, scratch);
    return new MeasuredText(input, CorpusReader.open(scratch));
  }

  /** Opens a prepared corpus. */
  static MeasuredText ofCorpus(String input, StatedText text) {
    CorpusReader reader = CorpusReader.open(input);
    if (!text.isTokenized()) {
      refuseOther(input, StatedText.of(reader.corpus().spec()).differences(text));
    }
    return new MeasuredText(input, reader);
  }

  /**
   * How the other texts become tokens: for a prepared corpus as it was made, otherwise as {@code
   * text} says. Text that has tokens already, as {@code generate} writes it, can be compared with
   * every corpus.
   *
   * @throws CorpusException if a prepared corpus was made in another way
   */
  public static StatedText made(String input, StatedText text) {
    if (!CorpusFolder.holdsCorpus(input)) {
      return text.orDefaults();
    }
    StatedText made = StatedText.of(CorpusReader.open(input).corpus().spec());
    if (text.isTokenized()) {
      return text.lowerCase() == null
          ? new StatedText(text.tokenizer(), text.sentences(), made.lowerCase(), text.field())
          : text;
    }
    refuseOther(input, made.differences(text));
    return made.inField(text.field());
  }

  /**
   * The same as {@link #open}, but accepts a text without a sentence: a collapsed model can write
   * one.
   */
  public static MeasuredText openOrEmpty(
      SparkSession session, String input, StatedText text, long seed, String scratch) {
    try {
      return open(session, input, text, seed, scratch);
    } catch (CorpusException e) {
      if (e.isEmpty()) {
        return new MeasuredText(input, null);
      }
      throw e;
    }
  }

  private static void refuseOther(String input, List<String> differences) {
    if (!differences.isEmpty()) {
      throw new CorpusException(
          input
              + " is a prepared corpus: "
              + String.join("; ", differences)
              + "; leave the options out, or say --tokenizer whitespace --sentences lines for text"
              + " that has tokens already, as jobs/generate writes it");
    }
  }

  /** How it became tokens. */
  StatedText made() {
    return corpus == null ? StatedText.NOTHING : StatedText.of(corpus.corpus().spec());
  }

  /** Hash of its tokens; equal for texts with equal tokens. */
  public String textHash() {
    return corpus == null ? "" : corpus.corpus().textHash();
  }

  public boolean isEmpty() {
    return corpus == null;
  }

  /** Its types; none if it is empty. */
  public Vocabulary vocabulary() {
    return corpus == null ? NO_WORDS : corpus.vocabulary();
  }

  public List<BlockRef> blocks() {
    return corpus == null ? List.of() : corpus.blocks(Part.REAL);
  }

  public long tokens() {
    return corpus == null ? 0 : part(corpus).tokens();
  }

  public long sentences() {
    return corpus == null ? 0 : part(corpus).sentences();
  }

  long documents() {
    return corpus == null ? 0 : part(corpus).documents();
  }

  /** Whether it has at least as many documents as there are groups. */
  boolean hasDocuments() {
    return documents() >= GroupedCounts.GROUPS;
  }

  /**
   * Whether sentences can be taken as independent units: each is a document, or there are too few
   * documents to group by.
   */
  boolean hasLoneSentences() {
    return corpus == null || !hasDocuments() || part(corpus).documents() == sentences();
  }

  /**
   * Whether rare types were left out of its vocabulary. Then a word that is not in R's vocabulary
   * can still occur in R.
   */
  boolean isClosed() {
    return corpus != null && corpus.corpus().count(Notice.DROPPED_TYPES) > 0;
  }

  /** How often something was skipped or replaced while it was read, by the name of the notice. */
  public Map<String, Long> notices() {
    TreeMap<String, Long> counts = new TreeMap<>();
    List<NoticeEntry> entries = corpus == null ? new ArrayList<>() : corpus.corpus().notices();
    entries.forEach(entry -> counts.put(entry.notice().label(), entry.count()));
    return counts;
  }

  private static PartEntry part(CorpusReader corpus) {
    return corpus.corpus().part(Part.REAL);
  }
}
