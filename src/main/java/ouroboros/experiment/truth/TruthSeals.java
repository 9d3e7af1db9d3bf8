package ouroboros.experiment.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.ChecksummedFile;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealOwner;
import ouroboros.experiment.store.SealOwners;
import ouroboros.experiment.store.WriteFailure;

/**
 * The sealed results of cells with a known truth. A seal is one object in the cell's folder and is
 * never overwritten. A run with more replicates continues from the seal with the most replicates; a
 * run with more generations starts from the beginning.
 */
public final class TruthSeals {
  private static final String PREFIX = "replicates-";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileSystem files;
  private final String root;
  private final String attempt;
  private final OutFolder out;
  private final Set<String> nameless = new TreeSet<>();

  /**
   * @param attempt a name that no other driver uses
   */
  public TruthSeals(OutFolder out, String attempt) {
    this.files = out.files();
    this.root = out.root();
    this.attempt = attempt;
    this.out = out;
  }

  /** The folders of the cells whose seals are of version 0.1.0 and do not say whose they are. */
  public Set<String> nameless() {
    return Set.copyOf(nameless);
  }

  /** The owner of a cell's seal; null where nothing is known. */
  @Nullable SealOwner owner(String cellFolder, String baselineFolder) {
    SealOwners owners = out.seals().owners();
    return owners == null ? null : owners.compared(cellFolder, baselineFolder).orElse(null);
  }

  /**
   * Whether a seal is of this cell, compared with the cell that it names; also where nothing is
   * known of it, or that cell is no longer there.
   */
  boolean isOf(String cellFolder, TruthSeal seal) {
    SealOwners owners = out.seals().owners();
    return owners == null
        || seal.owner() == null
        || owners
            .comparedWith(cellFolder, seal.baseline())
            .map(owner -> owner.equals(seal.owner()))
            .orElse(true);
  }

  /** All complete seals of a cell. */
  public List<TruthSeal> read(String cellFolder) {
    Path folder = folder(cellFolder);
    List<TruthSeal> seals = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        if (file.getPath().getName().startsWith(PREFIX)) {
          var json = ChecksummedFile.read(files, file.getPath());
          if (json.isPresent()) {
            TruthSeal seal = parse(file.getPath(), json.get());
            if (seal.format() == TruthSeal.NAMELESS) {
              nameless.add(cellFolder);
            }
            seals.add(seal);
          }
        }
      }
      return seals;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          folder + " was written by another version of this program: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static TruthSeal parse(Path path, byte[] json) throws IOException {
    JsonNode tree = JSON.readTree(json);
    int format = tree.path("format").asInt();
    if (format < TruthSeal.NAMELESS || format > TruthSeal.FORMAT) {
      throw new IOException(
          path
              + " was written by another version of this program: format "
              + tree.path("format")
              + ", known are "
              + TruthSeal.NAMELESS
              + " to "
              + TruthSeal.FORMAT);
    }
    return JSON.treeToValue(tree, TruthSeal.class);
  }

  /** Seals a cell. */
  public void seal(String cellFolder, TruthSeal seal) {
    String name =
        String.format(
            Locale.ROOT,
            "%s%09d-generations-%06d-%s.json",
            PREFIX,
            seal.replicates(),
            seal.generations(),
            attempt);
    Path path = HadoopPath.in(folder(cellFolder), name);
    try {
      ChecksummedFile.write(files, path, JSON.writeValueAsBytes(seal));
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
  }

  private Path folder(String cellFolder) {
    return HadoopPath.of(root + "/cells/" + cellFolder);
  }
}
