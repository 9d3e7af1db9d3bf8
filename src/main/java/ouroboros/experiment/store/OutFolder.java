package ouroboros.experiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.experiment.SpecException;
import ouroboros.text.RelativeName;
import ouroboros.text.Sha256;
import ouroboros.text.prepared.ManifestJson;

/**
 * The folder OUT of a run: the experiment that it holds, and files that are replaced as a whole.
 *
 * <p>{@code experiment.json} is written before anything else. Another experiment in the same folder
 * is refused; more generations, replicates or cells are accepted.
 */
public final class OutFolder {
  private static final String EXPERIMENT = "experiment.json";

  private static final int BUFFER = 1 << 13;

  private final FileSystem files;
  private final String root;
  private final Seals seals;
  private final TableSeals tables;
  private volatile @Nullable ResolvedSpec claim;

  /**
   * @param root the folder, as the whole cluster sees it
   */
  public OutFolder(FileSystem files, String root) {
    this.files = files;
    this.root = root;
    this.seals = new Seals(files, root, UUID.randomUUID().toString());
    this.tables = new TableSeals(files, root);
  }

  /** The folder's path. */
  public String root() {
    return root;
  }

  /** The file system of the folder. */
  public FileSystem files() {
    return files;
  }

  /** The seals of the tables that were derived from the manifests. */
  public TableSeals tables() {
    return tables;
  }

  /**
   * The seals in this folder. All that is sealed through the returned object belongs to one
   * attempt.
   */
  public Seals seals() {
    return seals;
  }

  /**
   * Claims the folder for this experiment, or finds that it belongs to it already.
   *
   * @throws SpecException if the folder holds something else
   */
  public Claim claim(Experiment experiment) {
    Claim claim = claimed(experiment);
    belongTo(claim.experiment().resolved());
    return claim;
  }

  private Claim claimed(Experiment experiment) {
    check(experiment);
    Path path = HadoopPath.of(root);
    try {
      Optional<String> there = read(EXPERIMENT);
      Experiment claimed = experiment;
      if (there.isPresent()) {
        ResolvedSpec held = held(there.get());
        claimed = CellFolders.keeping(held, experiment);
        if (held.equals(claimed.resolved())) {
          return new Claim(this, claimed, there);
        }
      }
      OwnFiles.createFolder(files, path);
      replace(EXPERIMENT, claimed.resolved().json());
      if (there.isEmpty()) {
        OwnFiles.made(files, HadoopPath.in(path, EXPERIMENT));
      }
      refuseOtherClaim(claimed.resolved());
      return new Claim(this, claimed, there);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + ": " + e.getMessage(), e);
    }
  }

  private void belongTo(ResolvedSpec spec) {
    this.claim = spec;
    seals.belongTo(SealOwners.of(spec, null));
  }

  /** From now on, what is sealed here must be made from the corpus with this hash. */
  public void ofCorpus(String textHash) {
    ResolvedSpec spec = claim;
    if (spec != null) {
      seals.belongTo(SealOwners.of(spec, textHash));
    }
  }

  /**
   * Checks that the folder still belongs to the claimed experiment. Two drivers can claim a new
   * folder at the same moment, because object stores cannot create a file only where there is none.
   * So the claim is read again after it was written, before the first seal and before the tables.
   *
   * @throws SpecException if another driver claimed it for another experiment
   */
  public void refuseOtherClaim() {
    ResolvedSpec spec = claim;
    try {
      if (spec != null) {
        refuseOtherClaim(spec);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  /** The other driver may have extended the run in the meantime. */
  private void refuseOtherClaim(ResolvedSpec mine) throws IOException {
    ResolvedSpec held = experiment();
    if (held.equals(mine)) {
      return;
    }
    List<ResolvedSpec.Change> changes = held.changesSince(mine);
    if (!changes.isEmpty()) {
      ResolvedSpec.Change first = changes.get(0);
      throw refused(
          "another run claimed "
              + root
              + " at the same time: "
              + first.key()
              + " is "
              + first.now()
              + " there and "
              + first.before()
              + " here; this run ends, the other one goes on. Choose another folder for --out");
    }
  }

  /**
   * Checks whether this experiment could be run in this folder. Writes nothing.
   *
   * @throws SpecException if the folder holds something else
   */
  public void check(Experiment experiment) {
    refuseFile();
    try {
      Optional<String> there = read(EXPERIMENT);
      if (there.isEmpty()) {
        ForeignFiles.refuse(files, root, EXPERIMENT);
        there = read(EXPERIMENT); // another driver may have begun the run since
      }
      if (there.isPresent()) {
        RunChanges.refuse(experiment, held(there.get()), root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that files can be in this folder: it, or the first of the folders above it that is
   * there, is a folder.
   *
   * @throws SpecException if it is a file
   */
  public void refuseFile() {
    try {
      Path path = HadoopPath.of(root);
      for (; path != null && !path.isRoot(); path = path.getParent()) {
        if (files.exists(path)) {
          if (!files.getFileStatus(path).isDirectory()) {
            throw refused(path + " is a file; --out takes a folder");
          }
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + ": " + e.getMessage(), e);
    }
  }

  /** The number of bytes that can still be written there. */
  public long room() {
    try {
      Path path = HadoopPath.of(root);
      while (!files.exists(path) && path.getParent() != null) {
        path = path.getParent();
      }
      return files.getStatus(path).getRemaining();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + ": " + e.getMessage(), e);
    }
  }

  /**
   * A folder that belongs to an experiment.
   *
   * @param experiment with the folders that its cells have there
   * @param before the earlier content of {@code experiment.json}; empty for a new folder
   */
  public record Claim(OutFolder out, Experiment experiment, Optional<String> before) {

    /**
     * Restores the folder as it was, after the experiment turned out to be impossible: removes what
     * this claim made, and nothing else. The corrected experiment can then run in the same folder.
     * Not for a run that has sealed something.
     */
    public void undo() {
      try {
        if (!out.read(EXPERIMENT).equals(Optional.of(experiment.resolved().json()))) {
          return; // another driver has claimed the folder since
        }
        if (before.isPresent()) {
          out.replace(EXPERIMENT, before.get());
        } else if (!out.files.exists(HadoopPath.of(out.root + "/cells"))) {
          OwnFiles.removeMade(out.files, HadoopPath.of(out.root));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot use " + out.root + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * The resolved spec of the experiment that the folder holds. From now on, what is sealed here
   * must belong to it, and to the prepared corpus of the folder if there is one.
   */
  public ResolvedSpec open() {
    ResolvedSpec spec = experiment();
    belongTo(spec);
    try {
      read("corpus/corpus.json")
          .flatMap(json -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
          .ifPresent(corpus -> ofCorpus(corpus.textHash()));
      return spec;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  /** Names up to three folders in this one that hold a run. */
  private String runsBelow() {
    try {
      List<String> runs = new ArrayList<>();
      for (FileStatus each : files.listStatus(HadoopPath.of(root))) {
        if (runs.size() < 3 && files.exists(HadoopPath.in(each.getPath(), EXPERIMENT))) {
          runs.add(each.getPath().getName());
        }
      }
      return runs.isEmpty() ? "" : "; folders in it that hold one: " + String.join(", ", runs);
    } catch (IOException e) {
      return ""; // it cannot be listed, as where it does not exist
    }
  }

  /** The resolved spec of the experiment that the folder holds. */
  public ResolvedSpec experiment() {
    try {
      return held(
          read(EXPERIMENT)
              .orElseThrow(
                  () ->
                      new SpecException(
                          List.of(
                              new Problem(
                                  root,
                                  0,
                                  "",
                                  "holds no run: there is no " + EXPERIMENT + runsBelow())))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  private ResolvedSpec held(String json) {
    try {
      ResolvedSpec spec = ResolvedSpec.parse(json);
      for (JsonNode cell : spec.tree().path("cells")) {
        String folder = cell.path("folder").asText();
        if (!folder.matches("[0-9]{3,9}-[0-9a-f]{1,64}")) {
          throw refused(
              RelativeName.refusal(root + "/" + EXPERIMENT, folder)
                  + "; it is no folder of a cell");
        }
      }
      return spec;
    } catch (IllegalArgumentException e) {
      throw refused(root + "/" + EXPERIMENT + " is damaged: " + e.getMessage());
    }
  }

  static SpecException refused(String text) {
    return new SpecException(List.of(new Problem("--out", 0, "", text)));
  }

  /** The text of a file, if it exists. */
  public Optional<String> read(String name) throws IOException {
    Path path = HadoopPath.of(root + "/" + name);
    if (!files.exists(path)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A reader of a file, which the caller must close, if the file exists. */
  public Optional<Reader> reader(String name) throws IOException {
    Path path = HadoopPath.of(root + "/" + name);
    return files.exists(path)
        ? Optional.of(
            new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /** Deletes a file that an earlier, smaller run left here. */
  public void remove(String name) throws IOException {
    OwnFiles.remove(files, root, List.of(name));
  }

  /** Writes the text of a file. */
  public interface Text {
    /** Writes the whole text. */
    void to(Writer out) throws IOException;
  }

  /** Replaces a file as a whole. */
  public void replace(String name, String text) throws IOException {
    replaceBy(name, out -> out.write(text));
  }

  /** The same for a text that is not held in memory. */
  public void replaceBy(String name, Text text) throws IOException {
    Links.refuse(files, root, name, root);
    Path path = HadoopPath.of(root + "/" + name);
    AtomicReplace draft = AtomicReplace.of(files, path);
    MessageDigest digest = Sha256.digest();
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new DigestOutputStream(
                    OwnFiles.create(files, draft.written(), true, BUFFER), digest),
                StandardCharsets.UTF_8))) {
      text.to(out);
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
    draft.publish();
    tables.wrote(name, Sha256.hex(digest));
  }
}
