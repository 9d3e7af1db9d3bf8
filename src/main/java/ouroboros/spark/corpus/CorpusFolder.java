package ouroboros.spark.corpus;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.Links;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.experiment.store.SealedFile;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.CorpusException;
import ouroboros.text.Sha256;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.ManifestJson;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;
import ouroboros.text.prepared.VocabularyFile;
import ouroboros.text.token.TextPipeline;

/**
 * The folder of a prepared corpus. It holds a corpus once its manifest {@value #MANIFEST} is
 * complete. All other files are in the folder of the attempt that wrote them; nothing is renamed.
 */
public final class CorpusFolder {
  /** Name of the manifest. */
  static final String MANIFEST = "corpus.json";

  private static final Pattern OF_REPLICATE = Pattern.compile("corpus-r([0-9]{5,9})\\.json");
  private static final Pattern INJECTED =
      Pattern.compile("corpus-(?:r[0-9]{5,9}-)?inject-[0-9a-f]{12}\\.json");
  private static final int BUFFER = 1 << 13;

  private final Path path;
  private final String manifest;

  public CorpusFolder(String path) {
    this(path, MANIFEST);
  }

  private CorpusFolder(String path, String manifest) {
    this.path = HadoopPath.of(path);
    this.manifest = manifest;
  }

  /** The same folder, with the manifest of the corpus whose R a replicate has. */
  CorpusFolder ofReplicate(int replicate) {
    String name = String.format(Locale.ROOT, "corpus-r%05d.json", replicate);
    return new CorpusFolder(path.toString(), name);
  }

  /**
   * The same folder, with the manifest of the corpus with planted statements.
   *
   * @param real empty, or the name of the R in which they are, with a hyphen at its end
   */
  CorpusFolder ofInjected(String real, String digits) {
    return new CorpusFolder(path.toString(), "corpus-" + real + "inject-" + digits + ".json");
  }

  /** The same folder, once for each manifest of a corpus with planted statements, by name. */
  List<CorpusFolder> injected() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (FileStatus each : CorpusFiles.system(path).listStatus(path)) {
      if (INJECTED.matcher(each.getPath().getName()).matches()) {
        found.add(each.getPath().getName());
      }
    }
    return found.stream().map(name -> new CorpusFolder(path.toString(), name)).toList();
  }

  /** The replicates that have a manifest of their own here, whole or not. */
  SortedSet<Integer> replicates() throws IOException {
    TreeSet<Integer> found = new TreeSet<>();
    for (FileStatus each : CorpusFiles.system(path).listStatus(path)) {
      Matcher name = OF_REPLICATE.matcher(each.getPath().getName());
      if (name.matches()) {
        found.add(Integer.valueOf(name.group(1)));
      }
    }
    return found;
  }

  /** The whole path of the manifest. */
  String manifestFile() {
    return HadoopPath.in(path, manifest).toString();
  }

  /** Whether a path is a folder with a prepared corpus. */
  public static boolean holdsCorpus(String path) {
    try {
      return new CorpusFolder(path).manifest().isPresent();
    } catch (CorpusException e) {
      throw e; // a manifest that must not be believed
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Removes the folder, which this process made, and everything in it. */
  public void remove() {
    try {
      OwnFiles.remove(CorpusFiles.system(path), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder itself. */
  public String path() {
    return path.toString();
  }

  /** Whole path of a file named by the manifest. */
  String file(String relative) {
    return HadoopPath.in(path, relative).toString();
  }

  /** The manifest; empty if there is none or it is not complete. */
  public Optional<PreparedCorpus> manifest() throws IOException {
    Path file = HadoopPath.in(path, manifest);
    try (InputStream in = CorpusFiles.system(file).open(file)) {
      Optional<PreparedCorpus> corpus = ManifestJson.read(in.readAllBytes());
      if (corpus.isPresent()) {
        refuseOutside(file, corpus.get());
      }
      return corpus;
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Refuses a manifest that names files outside the folder. */
  private void refuseOutside(Path from, PreparedCorpus corpus) throws IOException {
    FileSystem files = CorpusFiles.system(path);
    for (SealedFile file : files(corpus)) {
      try {
        Links.refuse(files, path.toString(), file.name(), from.toString());
      } catch (IOException e) {
        throw new CorpusException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The files that a manifest names, vocabulary first. */
  private static List<SealedFile> files(PreparedCorpus corpus) {
    VocabularyEntry vocabulary = corpus.vocabulary();
    List<SealedFile> files = new ArrayList<>();
    files.add(new SealedFile(vocabulary.path(), vocabulary.size(), vocabulary.sha256()));
    for (PartEntry part : corpus.parts()) {
      for (BlockFile file : part.files()) {
        files.add(new SealedFile(file.path(), file.size(), file.sha256()));
      }
    }
    return files;
  }

  /** Creates the folder if it is missing. */
  public void create() throws IOException {
    FileSystem files = CorpusFiles.system(path);
    boolean isThere = files.exists(path);
    if (isThere && !files.getFileStatus(path).isDirectory()) {
      throw new CorpusException(
          "the prepared corpus should go to " + path + ", which is a file; name a folder");
    }
    refuseForeign(files);
    OwnFiles.createFolder(files, path);
    if (!isThere) {
      OwnFiles.made(files, path);
    }
  }

  /** Refuses to replace a file of somebody else that has the name of the manifest. */
  private void refuseForeign(FileSystem files) throws IOException {
    Path file = HadoopPath.in(path, manifest);
    try (InputStream in = files.open(file)) {
      if (!ManifestJson.isOurs(in.readNBytes(ManifestJson.HEAD))) {
        throw new CorpusException(
            file + " is not the manifest of a prepared corpus; name another folder");
      }
    } catch (FileNotFoundException e) {
      // The usual case: a new folder.
    }
  }

  /** The folder of a new attempt, relative to this folder. */
  public String newAttempt() throws IOException {
    String attempt = "attempt-" + UUID.randomUUID().toString().substring(0, 8);
    OwnFiles.newFolder(CorpusFiles.system(path), HadoopPath.in(path, attempt));
    return attempt;
  }

  /** Whether every file of a manifest exists with its size. Contents are not read. */
  public boolean isComplete(PreparedCorpus corpus) throws IOException {
    FileSystem files = CorpusFiles.system(path);
    try {
      VocabularyEntry vocabulary = corpus.vocabulary();
      boolean complete =
          files.getFileStatus(HadoopPath.in(path, vocabulary.path())).getLen() == vocabulary.size();
      for (PartEntry part : corpus.parts()) {
        for (BlockFile file : part.files()) {
          complete &= files.getFileStatus(HadoopPath.in(path, file.path())).getLen() == file.size();
        }
      }
      return complete;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Writes the vocabulary into the folder of an attempt. */
  public VocabularyEntry write(Vocabulary vocabulary, String attempt) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VocabularyFile.write(vocabulary, bytes);
    String relative = attempt + "/vocabulary.tsv";
    Path file = HadoopPath.in(path, relative);
    try (OutputStream out = OwnFiles.create(CorpusFiles.system(file), file, false, BUFFER)) {
      bytes.writeTo(out);
    }
    String sha256 = Sha256.hex(bytes.toByteArray());
    return new VocabularyEntry(
        relative, bytes.size(), sha256, vocabulary.size(), vocabulary.realTypes());
  }

  /**
   * Writes the manifest, after all other files. If two processes write one, the first complete one
   * stays.
   *
   * @return the manifest that is there now
   */
  public PreparedCorpus seal(PreparedCorpus corpus) throws IOException {
    Path file = HadoopPath.in(path, manifest);
    FileSystem files = CorpusFiles.system(file);
    try (OutputStream out = OwnFiles.create(files, file, false, BUFFER)) {
      out.write(ManifestJson.write(corpus));
      OwnFiles.made(files, file);
      files(corpus).forEach(each -> CheckedFiles.written(file(each.name()), each));
      return corpus;
    } catch (FileAlreadyExistsException e) {
      Optional<PreparedCorpus> other = manifest();
      if (other.isPresent()) {
        sameContent(path.toString(), other.get(), corpus.contentHash());
        if (isComplete(other.get())) {
          return other.get();
        }
      }
    }
    try (OutputStream out = OwnFiles.create(files, file, true, BUFFER)) {
      out.write(ManifestJson.write(corpus));
    }
    return corpus;
  }

  /** Fails if the folder holds a corpus of other content: a folder is never overwritten. */
  public static void sameContent(String folder, PreparedCorpus there, String contentHash) {
    if (!there.contentHash().equals(contentHash)) {
      String icu = TextPipeline.icuVersion();
      String cause =
          there.icu().equals(icu)
              ? "the text, the corpus keys or the seed have changed: name another folder, or delete"
                  + " this one"
              : "words were separated by ICU "
                  + there.icu()
                  + ", and this Spark has ICU "
                  + icu
                  + ": go on with the Spark that it began with (SPARK_HOME; 4.1 has ICU 77.1, 4.2"
                  + " has 78.3), name another folder, or delete this one";
      throw new CorpusException(
          folder
              + " holds another prepared corpus (content "
              + there.contentHash().substring(0, 12)
              + ", seed "
              + there.seed()
              + "; wanted "
              + contentHash.substring(0, 12)
              + "); "
              + cause);
    }
  }

  /** Deletes the folder of an attempt. */
  public void drop(String attempt) throws IOException {
    OwnFiles.remove(CorpusFiles.system(path), HadoopPath.in(path, attempt));
  }

  /**
   * Deletes the files of an attempt that no manifest names: from tasks that failed or ran twice.
   */
  public void tidy(PreparedCorpus corpus, String attempt) throws IOException {
    Set<String> known = new HashSet<>(Set.of(corpus.vocabulary().path()));
    corpus.parts().forEach(part -> part.files().forEach(file -> known.add(file.path())));
    FileSystem files = CorpusFiles.system(path);
    for (FileStatus each : files.listStatus(HadoopPath.in(path, attempt))) {
      if (!known.contains(attempt + "/" + each.getPath().getName())) {
        OwnFiles.remove(files, each.getPath());
      }
    }
  }
}
