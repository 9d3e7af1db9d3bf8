package ouroboros.experiment.review;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFile;
import ouroboros.text.Sha256;

/** The files of a run in which people decide. */
public record ReviewFolder(OutFolder out) {

  private static final String LOCAL = "file:";

  /** A file as it is now. */
  public record Stored(String path, String text, SealedFile seal) {}

  /** Where a file is. */
  public String path(ReviewPlace place) {
    return path(place.file());
  }

  /** A path as people write it: a local one without its scheme. */
  private String path(String name) {
    String path = out.root() + "/" + name;
    return path.startsWith(LOCAL + "/") ? path.substring(LOCAL.length()) : path;
  }

  /** Whether people were asked about the units of a place. */
  public boolean asks(ReviewPlace place) {
    try {
      return out.files().exists(HadoopPath.of(out.root() + "/" + place.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The file of a place, if it is there. */
  public Optional<Stored> read(ReviewPlace place) {
    return read(place.file());
  }

  private Optional<Stored> read(String name) {
    try (var in = out.files().open(HadoopPath.of(out.root() + "/" + name))) {
      byte[] bytes = in.readAllBytes();
      return Optional.of(
          new Stored(
              path(name),
              new String(bytes, StandardCharsets.UTF_8),
              new SealedFile(name, bytes.length, Sha256.hex(bytes))));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * The decisions that a seal names.
   *
   * @throws IllegalStateException if the file is gone or was changed since
   */
  public Stored sealed(SealedFile seal) {
    return read(seal.name())
        .filter(stored -> stored.seal().equals(seal))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    path(seal.name())
                        + ": the decisions of a sealed generation are gone or were changed; put"
                        + " the file back as it was (SHA-256 "
                        + seal.sha256()
                        + ")"));
  }

  /** Writes a file as a whole. */
  public void write(ReviewFile file) {
    try {
      out.replace(file.place().file(), file.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** All places with a file, in the order of their names. */
  public List<ReviewPlace> places() {
    List<ReviewPlace> places = new ArrayList<>();
    for (FileStatus cell : list(out.root() + "/" + ReviewPlace.FOLDER)) {
      if (cell.isDirectory()) {
        for (FileStatus file : list(cell.getPath().toString())) {
          ReviewPlace.of(cell.getPath().getName(), file.getPath().getName()).ifPresent(places::add);
        }
      }
    }
    return places.stream().sorted().toList();
  }

  private FileStatus[] list(String folder) {
    try {
      FileStatus[] all = out.files().listStatus(HadoopPath.of(folder));
      Arrays.sort(all);
      return all;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
