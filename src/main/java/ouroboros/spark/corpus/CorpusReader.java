package ouroboros.spark.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import ouroboros.experiment.store.SealedFile;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.BlockFrame;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.VocabularyFile;

/** Reads a prepared corpus. It is opened on the driver; tasks read the blocks. */
public final class CorpusReader {
  private final CorpusFolder folder;
  private final PreparedCorpus corpus;
  private final String place;

  private CorpusReader(CorpusFolder folder, PreparedCorpus corpus) {
    this(folder, corpus, "");
  }

  /**
   * @param place the folder, inside a run's folders for R, of what is computed from this R; ends
   *     with a slash, or is empty
   */
  CorpusReader(CorpusFolder folder, PreparedCorpus corpus, String place) {
    this.folder = folder;
    this.corpus = corpus;
    this.place = place;
  }

  /** The folder, inside a run's folders for R, of what is computed from this R. */
  public String place() {
    return place;
  }

  /** The folder of the corpus. */
  CorpusFolder folder() {
    return folder;
  }

  /**
   * Opens the corpus in a folder.
   *
   * @throws CorpusException if there is none, or files are missing or truncated
   */
  public static CorpusReader open(String path) {
    try {
      CorpusFolder folder = new CorpusFolder(path);
      PreparedCorpus corpus =
          folder
              .manifest()
              .orElseThrow(
                  () ->
                      new CorpusException(
                          path
                              + " holds no prepared corpus: no whole "
                              + CorpusFolder.MANIFEST
                              + " of version "
                              + PreparedCorpus.VERSION
                              + "; prepare it anew"));
      if (!folder.isComplete(corpus)) {
        throw new CorpusException(
            path + ": files that the manifest names are missing or cut off; prepare it anew");
      }
      return new CorpusReader(folder, corpus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest. */
  public PreparedCorpus corpus() {
    return corpus;
  }

  /** Reads the vocabulary. */
  public Vocabulary vocabulary() {
    PreparedCorpus.VocabularyEntry entry = corpus.vocabulary();
    checked(List.of(new SealedFile(entry.path(), entry.size(), entry.sha256())));
    try (InputStream in = CorpusFiles.open(folder.file(entry.path()), 0)) {
      return VocabularyFile.read(in, entry.realTypes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The blocks of a part, in the order of their sentences. The files are compared with their
   * SHA-256 first, once per process.
   */
  public List<BlockRef> blocks(Part part) {
    checked(
        corpus.part(part).files().stream()
            .map(file -> new SealedFile(file.path(), file.size(), file.sha256()))
            .toList());
    List<BlockRef> blocks = new ArrayList<>();
    for (BlockFile file : corpus.part(part).files()) {
      String path = folder.file(file.path());
      long offset = BlockFrame.firstOffset();
      long first = file.first();
      for (int i = 0; i < file.lengths().size(); i++) {
        int length = file.lengths().get(i);
        int sentences = file.sentences().get(i);
        blocks.add(new BlockRef(path, offset, length, first, sentences, file.tokens().get(i)));
        offset += length;
        first += sentences;
      }
    }
    return blocks;
  }

  /**
   * Reads a block. Cost: one open, one seek and one read.
   *
   * @throws CorpusException if it is damaged
   */
  public static SentenceBlock read(BlockRef block) {
    try (InputStream in = CorpusFiles.open(block.path(), block.offset())) {
      return checked(in, block);
    } catch (IOException e) {
      throw new UncheckedIOException(block.path(), e);
    }
  }

  /** Reads blocks one after the other. */
  public static Iterator<SentenceBlock> read(List<BlockRef> blocks) {
    return blocks.stream().map(CorpusReader::read).iterator();
  }

  /**
   * Reads everything and compares it with the manifest.
   *
   * @return a line for every file that is damaged
   */
  public List<String> damage() {
    List<String> damaged = new ArrayList<>();
    check(corpus.vocabulary().path(), corpus.vocabulary().sha256(), damaged);
    for (Part part : Part.values()) {
      for (BlockFile file : corpus.part(part).files()) {
        check(file.path(), file.sha256(), damaged);
      }
    }
    return damaged;
  }

  private void checked(List<SealedFile> files) {
    CheckedFiles.check(
        files.stream()
            .map(each -> new SealedFile(folder.file(each.name()), each.bytes(), each.sha256()))
            .toList());
  }

  private static SentenceBlock checked(InputStream in, BlockRef block) throws IOException {
    SentenceBlock read;
    try {
      read = BlockFrame.read(in, block.length());
    } catch (CorpusException | IllegalStateException e) {
      throw new CorpusException(
          block.path() + " at byte " + block.offset() + ": " + e.getMessage());
    }
    if (read.first() != block.first() || read.sentences() != block.sentences()) {
      throw new CorpusException(
          block.path() + " at byte " + block.offset() + ": not the block that the manifest names");
    }
    return read;
  }

  private void check(String relative, String sha256, List<String> damaged) {
    String found = CheckedFiles.damage(new SealedFile(folder.file(relative), 0, sha256));
    if (found != null) {
      damaged.add(found);
    }
  }
}
