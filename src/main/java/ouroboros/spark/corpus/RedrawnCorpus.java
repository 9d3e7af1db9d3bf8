package ouroboros.spark.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.BlockFileWriter;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;
import ouroboros.text.prepared.RedrawnDocuments;
import ouroboros.text.prepared.RepeatedDocuments;

/**
 * A prepared corpus whose R is that of one replicate: R's documents drawn again with replacement
 * ({@link RedrawnDocuments}). Reserve, guard, test and the ids of the types are those of the corpus
 * itself; the counts of the vocabulary are those of the drawn R.
 *
 * <p>Its files are next to those of the corpus and have a manifest of their own. Copies of a
 * document are documents of their own, one behind the other. Cost: R is read and written once, in
 * this JVM, and takes R's space once more.
 */
public final class RedrawnCorpus {
  private static final int BUFFER = 1 << 16;

  /** If more are missing, they are counted and not named one by one. */
  private static final int MOST_MISSING = 1000;

  private RedrawnCorpus() {}

  /** The corpus of a replicate; written if it is not there. */
  public static CorpusReader of(CorpusReader corpus, int replicate) {
    CorpusFolder folder = corpus.folder().ofReplicate(replicate);
    try {
      PreparedCorpus there = folder.manifest().orElse(null);
      if (there == null || !folder.isComplete(there)) {
        there = folder.seal(drawn(corpus, folder, replicate));
      }
      refuseOther(corpus, folder, there, replicate);
      return reader(folder, there, replicate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The corpus of a replicate, which a run has drawn.
   *
   * @throws CorpusException if it is not there
   */
  public static CorpusReader open(CorpusReader corpus, int replicate) {
    CorpusFolder folder = corpus.folder().ofReplicate(replicate);
    try {
      PreparedCorpus there = folder.manifest().orElse(null);
      if (there == null || !folder.isComplete(there)) {
        throw new CorpusException(
            folder.path()
                + " holds no R of replicate "
                + replicate
                + "; run the experiment again: it draws what is missing");
      }
      refuseOther(corpus, folder, there, replicate);
      return reader(folder, there, replicate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusReader reader(CorpusFolder folder, PreparedCorpus corpus, int replicate) {
    return new CorpusReader(folder, corpus, String.format(Locale.ROOT, "r%05d/", replicate));
  }

  private static void refuseOther(
      CorpusReader corpus, CorpusFolder folder, PreparedCorpus there, int replicate) {
    String other = other(corpus, folder, there, replicate);
    if (other != null) {
      throw new CorpusException(other);
    }
  }

  /** What a manifest is if it is not that of this replicate; null if it is. */
  private static @Nullable String other(
      CorpusReader corpus, CorpusFolder folder, PreparedCorpus there, int replicate) {
    return there.contentHash().equals(hash(corpus, replicate))
        ? null
        : folder.manifestFile()
            + " is not R of replicate "
            + replicate
            + " of this corpus; it was moved or copied here. Move it back, or delete it: the next"
            + " run draws this R again";
  }

  /**
   * A line for everything that is damaged or missing in the corpora of replicates: of each that has
   * a manifest, and of those before it, because a run draws them in this order.
   */
  public static List<String> damage(CorpusReader corpus) {
    List<String> damage = new ArrayList<>();
    try {
      SortedSet<Integer> drawn = corpus.folder().replicates();
      int end = drawn.isEmpty() ? 0 : drawn.last() + 1;
      boolean isFar = end > drawn.size() + MOST_MISSING;
      if (isFar) {
        damage.add(
            corpus.folder().ofReplicate(drawn.last()).manifestFile()
                + ": "
                + (end - drawn.size())
                + " replicates before it have no R here; was the file moved here?");
      }
      for (int r : isFar ? List.copyOf(drawn) : IntStream.range(0, end).boxed().toList()) {
        CorpusFolder folder = corpus.folder().ofReplicate(r);
        PreparedCorpus there = folder.manifest().orElse(null);
        String other = there == null ? null : other(corpus, folder, there, r);
        if (other != null) {
          damage.add(other);
        } else if (there != null) {
          damage.addAll(reader(folder, there, r).damage());
        } else {
          damage.add(
              folder.manifestFile()
                  + (drawn.contains(r) ? ": cut or damaged" : ": missing")
                  + "; the next run draws this R again");
        }
      }
      return damage;
    } catch (CorpusException e) {
      damage.add(String.valueOf(e.getMessage()));
      return damage;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(CorpusReader corpus, int replicate) {
    return Sha256.hex(corpus.corpus().contentHash() + " replicate " + replicate);
  }

  private static PreparedCorpus drawn(CorpusReader corpus, CorpusFolder folder, int replicate)
      throws IOException {
    String attempt = folder.newAttempt();
    try {
      return drawn(corpus, folder, replicate, attempt);
    } catch (IOException | RuntimeException | Error e) {
      dropAfter(folder, attempt, e);
      throw e;
    }
  }

  /** What went wrong is the reason to show, not what went wrong while cleaning up. */
  private static void dropAfter(CorpusFolder folder, String attempt, Throwable reason) {
    try {
      folder.drop(attempt);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static PreparedCorpus drawn(
      CorpusReader corpus, CorpusFolder folder, int replicate, String attempt) throws IOException {
    PreparedCorpus of = corpus.corpus();
    PartEntry real = of.part(Part.REAL);
    Vocabulary vocabulary = corpus.vocabulary();
    RepeatedDocuments repeated =
        new RepeatedDocuments(
            RedrawnDocuments.times(of.seed(), replicate, Math.toIntExact(real.documents())),
            vocabulary.size(),
            of.strata().size());
    String name = String.format(Locale.ROOT, "%s/real-r%05d.blocks", attempt, replicate);
    Path target = HadoopPath.in(folder.path(), name);
    BlockFile file;
    try (OutputStream out = OwnFiles.create(CorpusFiles.system(target), target, false, BUFFER)) {
      BlockFileWriter writer = new BlockFileWriter(out, Part.REAL, name);
      for (BlockRef ref : corpus.blocks(Part.REAL)) {
        for (SentenceBlock block : repeated.add(CorpusReader.read(ref))) {
          writer.write(block);
        }
      }
      for (SentenceBlock block : repeated.finish()) {
        writer.write(block);
      }
      writer.close();
      file = writer.file();
    }
    VocabularyEntry written = folder.write(vocabulary.redrawn(repeated.counts()), attempt);
    List<PartEntry> parts = new ArrayList<>(of.parts());
    parts.set(Part.REAL.code(), repeated.entry(file));
    return new PreparedCorpus(
        of.version(),
        hash(corpus, replicate),
        of.seed(),
        of.icu(),
        of.spec(),
        of.inputs(),
        written,
        of.strata(),
        parts,
        of.notices());
  }
}
