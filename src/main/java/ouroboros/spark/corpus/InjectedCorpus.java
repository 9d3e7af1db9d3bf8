package ouroboros.spark.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Inject;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.random.Key;
import ouroboros.random.TwoSubsets;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.BlockFileWriter;
import ouroboros.text.prepared.PlantedSentences;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;

/**
 * A prepared corpus with planted statements: a vocabulary that has their words and, if they are in
 * R, an R in which they take the place of some sentences. Sentences of reserve, guard and test are
 * those of the corpus.
 *
 * <p>Its files are next to those of the corpus and have a manifest of their own. New words of R are
 * numbered behind those of R and move the words that only reserve has; then all parts are written
 * again. Cost: what changes is read and written once, in this JVM.
 */
public final class InjectedCorpus {
  private static final int BUFFER = 1 << 16;

  private InjectedCorpus() {}

  /** The corpus with its statements; written if it is not there. */
  public static CorpusReader of(CorpusReader corpus, Inject inject) {
    CorpusFolder folder = folder(corpus, inject);
    try {
      PreparedCorpus there = folder.manifest().orElse(null);
      if (there == null || !folder.isComplete(there)) {
        String attempt = folder.newAttempt();
        try {
          there = folder.seal(written(corpus, inject, folder, attempt));
        } catch (IOException | RuntimeException | Error e) {
          dropAfter(folder, attempt, e);
          throw e;
        }
      }
      return checked(corpus, inject, folder, there);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The corpus with its statements, which a run has written; the corpus itself without statements.
   *
   * @throws CorpusException if it is not there
   */
  public static CorpusReader open(CorpusReader corpus, @Nullable Inject inject) {
    if (inject == null) {
      return corpus;
    }
    CorpusFolder folder = folder(corpus, inject);
    try {
      PreparedCorpus there = folder.manifest().orElse(null);
      if (there == null || !folder.isComplete(there)) {
        throw new CorpusException(
            folder.manifestFile()
                + " is missing, the corpus with planted statements; run the experiment again: it"
                + " writes what is missing");
      }
      return checked(corpus, inject, folder, there);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line for everything that is damaged in the corpora with planted statements. */
  public static List<String> damage(CorpusReader corpus) {
    List<String> damage = new ArrayList<>();
    try {
      for (CorpusFolder folder : corpus.folder().injected()) {
        PreparedCorpus there = folder.manifest().orElse(null);
        if (there == null) {
          damage.add(
              folder.manifestFile() + ": cut or damaged; the next run writes this corpus again");
        } else {
          damage.addAll(new CorpusReader(folder, there, "").damage());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return damage;
  }

  /**
   * The ids of a statement's tokens: -1 for a word that the vocabulary does not have, which no
   * sentence contains.
   */
  public static int[] ids(CorpusReader corpus, Vocabulary vocabulary, String text) {
    return corpus.corpus().tokens(text).stream()
        .mapToInt(vocabulary::id)
        .map(id -> id == Vocabulary.UNK ? -1 : id)
        .toArray();
  }

  private static CorpusReader checked(
      CorpusReader corpus, Inject inject, CorpusFolder folder, PreparedCorpus there) {
    if (!there.contentHash().equals(hash(corpus, inject))) {
      throw new CorpusException(
          folder.manifestFile()
              + " is not this corpus with these statements; it was moved or copied here. Move it"
              + " back, or delete it: the next run writes it again");
    }
    return new CorpusReader(folder, there, corpus.place() + "inject-" + digits(inject) + "/");
  }

  private static CorpusFolder folder(CorpusReader corpus, Inject inject) {
    return corpus.folder().ofInjected(corpus.place().replace('/', '-'), digits(inject));
  }

  private static String digits(Inject inject) {
    return Sha256.hex(written(inject)).substring(0, 12);
  }

  private static String hash(CorpusReader corpus, Inject inject) {
    return Sha256.hex(corpus.corpus().contentHash() + " inject " + written(inject));
  }

  /** Its values, each on a line: no text has line feeds. */
  private static String written(Inject inject) {
    return String.join(
        "\n",
        inject.text(),
        String.valueOf(inject.share()),
        String.valueOf(inject.against()),
        String.valueOf(inject.against() == null),
        String.valueOf(inject.againstShare()),
        String.valueOf(inject.generation()));
  }

  /** What went wrong is the reason to show, not what went wrong while cleaning up. */
  private static void dropAfter(CorpusFolder folder, String attempt, Throwable reason) {
    try {
      folder.drop(attempt);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static PreparedCorpus written(
      CorpusReader corpus, Inject inject, CorpusFolder folder, String attempt) throws IOException {
    PreparedCorpus of = corpus.corpus();
    Vocabulary before = corpus.vocabulary();
    Renumbered words = Renumbered.of(before, of, inject);
    List<PartEntry> parts = new ArrayList<>(of.parts());
    long[] counts = words.counts();
    int[][] texts = words.texts(of, inject);
    for (Part part : Part.values()) {
      boolean isReal = part == Part.REAL && inject.isIntoReal();
      if (!isReal && !words.isMoved()) {
        continue;
      }
      PartEntry entry = of.part(part);
      long units = entry.sentences();
      long first = isReal ? inject.first(units) : 0;
      long second = isReal ? inject.second(units) : 0;
      PlantedSentences planted =
          new PlantedSentences(
              words.ids(),
              words.words().length,
              of.strata().size(),
              TwoSubsets.of(new Key(of.seed(), 0), 0, units, first, second),
              texts);
      List<BlockFile> files = rewrite(corpus, part, planted, folder, attempt);
      parts.set(part.code(), planted.entry(entry, files));
      if (part == Part.REAL) {
        counts = planted.counts();
      }
    }
    Vocabulary after = new Vocabulary(words.words(), counts).closedAt(words.realTypes());
    VocabularyEntry vocabulary = folder.write(after, attempt);
    return new PreparedCorpus(
        of.version(),
        hash(corpus, inject),
        of.seed(),
        of.icu(),
        of.spec(),
        of.inputs(),
        vocabulary,
        of.strata(),
        parts,
        of.notices());
  }

  private static List<BlockFile> rewrite(
      CorpusReader corpus, Part part, PlantedSentences planted, CorpusFolder folder, String attempt)
      throws IOException {
    List<BlockRef> blocks = corpus.blocks(part);
    if (blocks.isEmpty()) {
      return List.of();
    }
    String name =
        String.format(Locale.ROOT, "%s/%s.blocks", attempt, part.name().toLowerCase(Locale.ROOT));
    Path target = HadoopPath.in(folder.path(), name);
    try (OutputStream out = OwnFiles.create(CorpusFiles.system(target), target, false, BUFFER)) {
      BlockFileWriter writer = new BlockFileWriter(out, part, name);
      for (BlockRef ref : blocks) {
        writer.write(planted.rewritten(CorpusReader.read(ref)));
      }
      writer.close();
      return List.of(writer.file());
    }
  }

  /**
   * The vocabulary with the words of the statements.
   *
   * @param words [new ids]
   * @param counts [new ids] in R before anything is planted
   * @param ids [old ids] the new id of each
   * @param realTypes types of R
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Renumbered(String[] words, long[] counts, int[] ids, int realTypes) {

    static Renumbered of(Vocabulary before, PreparedCorpus corpus, Inject inject) {
      Set<String> wanted = new LinkedHashSet<>(corpus.tokens(inject.text()));
      String against = inject.against();
      if (against != null) {
        wanted.addAll(corpus.tokens(against));
      }
      int end = before.realEnd();
      int real = end;
      List<String> all = new ArrayList<>(Arrays.asList(before.words()).subList(0, end));
      List<String> elsewhere =
          new ArrayList<>(Arrays.asList(before.words()).subList(end, before.size()));
      List<String> missing =
          wanted.stream()
              .filter(word -> before.id(word) == Vocabulary.UNK || before.id(word) >= end)
              .toList();
      if (inject.isIntoReal()) {
        all.addAll(missing);
        elsewhere.removeAll(new LinkedHashSet<>(missing));
        all.addAll(elsewhere);
        real += missing.size();
      } else {
        all.addAll(elsewhere);
        missing.stream().filter(word -> before.id(word) == Vocabulary.UNK).forEach(all::add);
      }
      Vocabulary after = new Vocabulary(all.toArray(String[]::new), new long[all.size()]);
      int[] ids = new int[before.size()];
      long[] counts = new long[all.size()];
      for (int id = 0; id < ids.length; id++) {
        ids[id] = id < Vocabulary.FIRST_WORD ? id : after.id(before.word(id));
        counts[ids[id]] = before.realCount(id);
      }
      return new Renumbered(all.toArray(String[]::new), counts, ids, real - Vocabulary.FIRST_WORD);
    }

    boolean isMoved() {
      for (int id = 0; id < ids.length; id++) {
        if (ids[id] != id) {
          return true;
        }
      }
      return false;
    }

    /** [2] The statements. */
    int[][] texts(PreparedCorpus corpus, Inject inject) {
      Vocabulary after = new Vocabulary(words, new long[words.length]);
      String against = inject.against();
      return new int[][] {
        corpus.tokens(inject.text()).stream().mapToInt(after::id).toArray(),
        against == null ? new int[0] : corpus.tokens(against).stream().mapToInt(after::id).toArray()
      };
    }
  }
}
