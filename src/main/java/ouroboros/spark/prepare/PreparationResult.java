package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.Amounts;
import ouroboros.text.prepared.PreparedCorpus.NoticeEntry;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import ouroboros.text.token.TextPipeline;

/**
 * Collects what the manifest of a corpus needs while the corpus is prepared. Only for the driver.
 */
final class PreparationResult {

  /** Name of the stratum of documents without a stratum, if other documents have one. */
  static final String UNKNOWN = "unknown";

  private final CorpusSpec spec;
  private final long seed;
  private final String contentHash;
  private final List<PreparedCorpus.Input> digests;
  private final List<CorpusInput> inputs;
  private final IngestReport tally = new IngestReport();
  private final PartitionCounts counts = new PartitionCounts(0, tally);
  private final List<String> strataKeys = new ArrayList<>();

  PreparationResult(
      CorpusSpec spec,
      long seed,
      String contentHash,
      List<PreparedCorpus.Input> digests,
      List<CorpusInput> inputs) {
    this.spec = spec;
    this.seed = seed;
    this.contentHash = contentHash;
    this.digests = digests;
    this.inputs = inputs;
  }

  /** Adds the notices of readers. */
  void add(IngestReport other) {
    tally.merge(other);
  }

  /** Adds the counts and notices from tokenizing. */
  void add(PreparationTypes types) {
    types.partitions().forEach(counts::merge);
    TreeSet<String> names = new TreeSet<>();
    counts.strata().forEach(names::add);
    strataKeys.addAll(names);
  }

  /** Fails if the input is wrong. */
  void checkInput() {
    PreparationChecks.input(spec, tally, inputs);
  }

  /** Fails if a part lacks text. */
  void checkSplit() {
    PreparationChecks.strata(
        spec,
        strataKeys.size(),
        tally.count(Notice.DOCUMENTS)
            - tally.count(Notice.NOT_SAMPLED)
            - tally.count(Notice.OTHER_STRATA));
    PreparationChecks.chosen(spec, strataKeys);
    PreparationChecks.input(spec, tally, inputs);
    PreparationChecks.split(spec, counts, tally.count(Notice.DOCUMENTS));
  }

  /**
   * The strata by the names in the documents, in the order of their numbers; documents without a
   * stratum have the empty name.
   */
  List<String> strataKeys() {
    return strataKeys;
  }

  /** Chooses the types and notes how many were left out. */
  Vocabulary vocabulary(PreparationTypes types) {
    Amounts real = counts.of(Part.REAL);
    Vocabulary vocabulary = types.vocabulary().build(real.sentences(), real.tokens());
    long dropped = types.dropped() + types.vocabulary().beyond();
    if (dropped > 0) {
      tally.add(Notice.DROPPED_TYPES, dropped, null);
    }
    return vocabulary;
  }

  /** The manifest. */
  PreparedCorpus corpus(VocabularyEntry vocabulary, List<BlockFile> files) {
    List<PartEntry> parts = new ArrayList<>();
    long unknown = 0;
    for (Part part : Part.values()) {
      List<BlockFile> own = files.stream().filter(file -> file.part() == part).toList();
      long lost = own.stream().mapToLong(BlockFile::unknown).sum();
      unknown += lost;
      Amounts all = counts.of(part);
      List<Amounts> strata = strataKeys.stream().map(key -> counts.of(part, key)).toList();
      parts.add(
          new PartEntry(
              part,
              all.documents(),
              all.paragraphs(),
              all.sentences(),
              all.tokens(),
              lost,
              strata,
              own));
    }
    if (unknown > 0) {
      tally.add(Notice.UNKNOWN_TOKENS, unknown, null);
    }
    return new PreparedCorpus(
        PreparedCorpus.VERSION,
        contentHash,
        seed,
        TextPipeline.icuVersion(),
        spec,
        digests,
        vocabulary,
        strataKeys.stream().map(this::label).toList(),
        parts,
        notices());
  }

  private String label(String key) {
    if (!key.isEmpty()) {
      return key;
    }
    String label = strataKeys.size() == 1 ? PreparedCorpus.ALL : UNKNOWN;
    while (strataKeys.contains(label)) {
      label += "-";
    }
    return label;
  }

  private List<NoticeEntry> notices() {
    List<NoticeEntry> entries = new ArrayList<>();
    for (Notice notice : Notice.values()) {
      if (tally.count(notice) > 0) {
        Origin first = tally.first(notice);
        entries.add(
            new NoticeEntry(
                notice,
                tally.count(notice),
                first == null ? null : PreparationChecks.place(tally, first, inputs)));
      }
    }
    return entries;
  }
}
