package ouroboros.text.prepared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.block.BlockFile;
import ouroboros.text.token.Tokenizer;

/**
 * A corpus that was tokenized, split and encoded: the content of its manifest {@code corpus.json}.
 *
 * @param version of the format; {@value #VERSION}
 * @param contentHash SHA-256, hexadecimal, of everything that the result depends on: the corpus
 *     keys except {@code source} and {@code resample}, the seed, the ICU version, the names and
 *     bytes of the inputs
 * @param seed the seed of the split
 * @param icu version of ICU with which the text was tokenized
 * @param spec the corpus section it was made from
 * @param inputs the files it was made from, by name
 * @param vocabulary the vocabulary file
 * @param strata names of the strata by their numbers, in the order of code units; {@code unknown}
 *     comes first where some documents have no stratum; only {@code all} where no document has one
 * @param parts [4] the parts in the order of {@link Part}
 * @param notices what was skipped, replaced or dropped, in the order of {@link Notice}
 */
public record PreparedCorpus(
    int version,
    String contentHash,
    long seed,
    String icu,
    CorpusSpec spec,
    List<Input> inputs,
    VocabularyEntry vocabulary,
    List<String> strata,
    List<PartEntry> parts,
    List<NoticeEntry> notices) {
  /** The label of the only stratum of a corpus without strata. */
  public static final String ALL = "all";

  /** Version of the format that this code writes. */
  public static final int VERSION = 3;

  /**
   * An input file.
   *
   * @param name its path relative to the source in which it was found
   * @param size in bytes, compressed
   * @param digest SHA-256 of the file; where the file is longer than 64 MiB, SHA-256 of the hashes
   *     of its pieces of 64 MiB
   */
  public record Input(String name, long size, String digest) {}

  /**
   * The vocabulary file.
   *
   * @param path relative to the folder of the prepared corpus
   * @param size in bytes
   * @param types number of ids, the three marks included
   * @param realTypes number of types of R
   */
  public record VocabularyEntry(String path, long size, String sha256, int types, int realTypes) {}

  /**
   * One of the four parts.
   *
   * @param documents documents with at least one sentence
   * @param paragraphs paragraphs with at least one sentence; a paragraph is a piece of a document
   *     between lines without a token; at least one per document
   * @param sentences sentences with at least one token: units 0 .. sentences - 1
   * @param tokens words, without {@code </s>}
   * @param unknown tokens that are {@code <unk>}
   * @param strata [strata] how much of the part belongs to each stratum
   * @param files its block files, in the order of their units
   */
  public record PartEntry(
      Part part,
      long documents,
      long paragraphs,
      long sentences,
      long tokens,
      long unknown,
      List<Amounts> strata,
      List<BlockFile> files) {}

  /** Amounts of text. */
  public record Amounts(long documents, long paragraphs, long sentences, long tokens) {}

  /**
   * How often something was skipped, replaced or dropped.
   *
   * @param first file and line of the first case, in the order of the input; null where it has no
   *     place in a file
   */
  public record NoticeEntry(Notice notice, long count, @Nullable String first) {}

  /** The entry of a part. */
  public PartEntry part(Part part) {
    return parts.get(part.code());
  }

  /** The tokens of one more sentence, read as the sentences of the corpus were. */
  public List<String> tokens(String sentence) {
    List<String> tokens = new ArrayList<>();
    Tokenizer.of(spec.tokenizer())
        .tokenize(
            spec.lowerCase() ? sentence.toLowerCase(Locale.ROOT) : sentence,
            (text, start, end) -> tokens.add(text.substring(start, end)));
    return tokens;
  }

  /** How often something was noticed; 0 if never. */
  public long count(Notice notice) {
    return notices.stream()
        .filter(entry -> entry.notice == notice)
        .mapToLong(NoticeEntry::count)
        .sum();
  }

  /**
   * SHA-256, hexadecimal, of the hashes of the vocabulary and the blocks and of the names of the
   * strata. It is equal for equal encoded text, whatever the number of files or partitions.
   */
  public String textHash() {
    MessageDigest digest = Sha256.digest();
    digest.update(vocabulary.sha256.getBytes(StandardCharsets.UTF_8));
    for (String stratum : strata) {
      digest.update((stratum + "\n").getBytes(StandardCharsets.UTF_8));
    }
    for (PartEntry part : parts) {
      digest.update((byte) part.part.code());
      for (BlockFile file : part.files) {
        digest.update(file.sha256().getBytes(StandardCharsets.UTF_8));
      }
    }
    return Sha256.hex(digest);
  }
}
