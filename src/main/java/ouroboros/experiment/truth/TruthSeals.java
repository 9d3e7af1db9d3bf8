package ouroboros.experiment.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.experiment.store.ChecksummedFile;
import ouroboros.experiment.store.OutFolder;
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

  /**
   * @param attempt a name that no other driver uses
   */
  public TruthSeals(OutFolder out, String attempt) {
    this.files = out.files();
    this.root = out.root();
    this.attempt = attempt;
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
            seals.add(JSON.readValue(json.get(), TruthSeal.class));
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
      throw new UncheckedIOException("cannot read " + folder, e);
    }
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
    Path path = new Path(folder(cellFolder), name);
    try {
      ChecksummedFile.write(files, path, JSON.writeValueAsBytes(seal));
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
  }

  private Path folder(String cellFolder) {
    return new Path(root + "/cells/" + cellFolder);
  }
}
