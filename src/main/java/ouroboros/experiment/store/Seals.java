package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Sealing is all or nothing: a generation counts as data only when its manifest is complete in its
 * folder.
 *
 * <p>A manifest is one object. It is written once, under the name of the attempt that made it, with
 * its own SHA-256 in the first line, so a manifest that was cut off is invalid. Where two drivers
 * sealed the same generation, every reader uses the first valid manifest in the order of names;
 * both name files with the same content. Nothing is renamed or overwritten, so it is enough if the
 * file system writes a single object atomically. An attempt finds its own manifest by name, even
 * where a listing does not contain it yet.
 */
public final class Seals {
  private static final String PREFIX = "manifest-";
  private static final String RELEASED = "released-";
  private static final int BUFFER = 1 << 13;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileSystem files;
  private final String root;
  private final String attempt;

  /**
   * @param attempt a name that no other driver uses
   */
  public Seals(FileSystem files, String root, String attempt) {
    this.files = files;
    this.root = root;
    this.attempt = attempt;
  }

  /** The folder of a generation, below the run's folder. */
  public static String folder(String cellFolder, int replicate, int generation) {
    return String.format(Locale.ROOT, "cells/%s/r%04d/g%05d", cellFolder, replicate, generation);
  }

  /** The manifest of a generation's folder, if it is sealed. */
  public Optional<Manifest> read(String folder) {
    return read(folder, Manifest.class);
  }

  /** The content of a folder's manifest, if it is sealed. */
  public <T extends Sealable> Optional<T> read(String folder, Class<T> type) {
    try {
      FileStatus[] found = files.listStatus(new Path(root + "/" + folder));
      List<Path> manifests =
          Arrays.stream(found)
              .map(FileStatus::getPath)
              .filter(path -> path.getName().startsWith(PREFIX))
              .sorted()
              .toList();
      for (Path path : manifests) {
        Optional<T> manifest = parse(path, type);
        if (manifest.isPresent()) {
          return manifest;
        }
      }
      Path own = own(folder);
      return files.exists(own) ? parse(own, type) : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw cannotRead(folder, e);
    }
  }

  /**
   * Seals the content of a folder. Returns the manifest that is valid from now on: this one, or one
   * that was sealed before.
   */
  @SuppressWarnings("unchecked") // of the type that was given
  public <T extends Sealable> T seal(String folder, T manifest) {
    Path path = own(folder);
    try {
      ChecksummedFile.write(
          files, path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
    if (manifest instanceof SealedInput) {
      record(path, manifest);
    }
    return read(folder, (Class<T>) manifest.getClass()).orElse(manifest);
  }

  /** Records the files of an input as made here, so that a claim that fails can undo them. */
  private void record(Path manifest, Sealable sealed) {
    OwnFiles.made(files, manifest);
    for (SealedFile file : sealed.files()) {
      OwnFiles.made(files, new Path(root + "/" + file.name()));
    }
    Path top = files.makeQualified(new Path(root));
    for (Path up = files.makeQualified(manifest).getParent();
        up != null && !up.equals(top);
        up = up.getParent()) {
      OwnFiles.made(files, up);
    }
  }

  private Path own(String folder) {
    return new Path(root + "/" + folder + "/" + PREFIX + attempt + ".json");
  }

  /** Whether a file of this name in the folder of a generation seals it. */
  static boolean isManifest(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * Deletes files of a sealed generation that nothing needs any more. Their names are recorded
   * first.
   */
  public void release(String folder, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    Path record = new Path(root + "/" + folder + "/" + RELEASED + attempt);
    try {
      try (OutputStream out = OwnFiles.create(files, record, true, BUFFER)) {
        out.write(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw WriteFailure.of(record, e);
    } catch (FSError e) {
      throw WriteFailure.of(record, e);
    }
    discard(names);
  }

  /** Deletes files that no manifest names, or that were recorded as released. */
  public void discard(List<String> names) {
    try {
      OwnFiles.remove(files, root, names);
    } catch (IOException e) {
      throw WriteFailure.of(new Path(root), e);
    }
  }

  /** The files of a sealed generation that were released. */
  public SortedSet<String> released(String folder) {
    TreeSet<String> names = new TreeSet<>();
    try {
      for (FileStatus each : files.listStatus(new Path(root + "/" + folder))) {
        if (each.getPath().getName().startsWith(RELEASED)) {
          try (var in = files.open(each.getPath())) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
          }
        }
      }
      return names;
    } catch (FileNotFoundException e) {
      return names;
    } catch (IOException e) {
      throw cannotRead(folder, e);
    }
  }

  private <T extends Sealable> Optional<T> parse(Path path, Class<T> type) throws IOException {
    Optional<byte[]> json = ChecksummedFile.read(files, path);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      T manifest = JSON.readValue(json.get(), type);
      if (manifest.format() != Manifest.FORMAT) {
        throw otherVersion(path, "format " + manifest.format() + ", known is " + Manifest.FORMAT);
      }
      return Optional.of(manifest);
    } catch (JsonProcessingException e) {
      throw otherVersion(path, e.getOriginalMessage());
    }
  }

  private UncheckedIOException cannotRead(String folder, IOException e) {
    return new UncheckedIOException(
        "cannot read " + root + "/" + folder + ": " + e.getMessage(), e);
  }

  private static IOException otherVersion(Path path, String why) {
    return new IOException(path + " was written by another version of this program: " + why);
  }
}
