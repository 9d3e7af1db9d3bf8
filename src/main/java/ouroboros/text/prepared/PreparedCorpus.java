package ouroboros.text.prepared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.block.BlockFile;

/**
 * A corpus that was tokenized, split and encoded: what its manifest {@code corpus.json} says.
 *
 * @param version of the format; {@value #VERSION}
 * @param contentHash SHA-256, hexadecimal, of all that decides on the result: the corpus keys but
 *     {@code source} and {@code resample}, seed, ICU version, names and bytes of the inputs
 * @param seed the seed of the split
 * @param icu version of ICU that made the tokens
 * @param spec the corpus section it was made from
 * @param inputs the files it was made from, by name
 * @param vocabulary the vocabulary file
 * @param strata names of the strata by their numbers, in the order of code units, before them
 *     {@code unknown} where some documents have none; {@code all} where no document has one
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
  /** The label of the one stratum of a corpus without strata. */
  public static final String ALL = "all";

  /** Version of the format that this code writes. */
  public static final int VERSION = 2;

  /**
   * An input file.
   *
   * @param name its path below the source that named it
   * @param size in bytes, as packed
   * @param digest SHA-256; of the SHA-256 of its pieces of 64 MiB where it is longer than one
   */
  public record Input(String name, long size, String digest) {}

  /**
   * The vocabulary file.
   *
   * @param path relative to the prepared corpus
   * @param size in bytes
   * @param types ids, the three marks included
   * @param realTypes types of R
   */
  public record VocabularyEntry(String path, long size, String sha256, int types, int realTypes) {}

  /**
   * A part.
   *
   * @param documents documents with at least one sentence
   * @param paragraphs paragraphs with at least one sentence: blocks of a document's text between
   *     lines without a token; at least one a document
   * @param sentences sentences with at least one token: units 0 .. sentences - 1
   * @param tokens words, without {@code </s>}
   * @param unknown tokens that are {@code <unk>}
   * @param strata [strata] what each stratum has of it
   * @param files its blocks, by unit
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

  /** How much text. */
  public record Amounts(long documents, long paragraphs, long sentences, long tokens) {}

  /**
   * A count of something skipped, replaced or dropped.
   *
   * @param first file and line of the first, in the order of the input; null where it has no place
   */
  public record NoticeEntry(Notice notice, long count, @Nullable String first) {}

  /** What is known of a part. */
  public PartEntry part(Part part) {
    return parts.get(part.code());
  }

  /** How often something was seen; 0 if never. */
  public long count(Notice notice) {
    return notices.stream()
        .filter(entry -> entry.notice == notice)
        .mapToLong(NoticeEntry::count)
        .sum();
  }

  /**
   * SHA-256, hexadecimal, of the digests of vocabulary and blocks and of the strata: equal for
   * equal encoded text, however many files or partitions it came from.
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
