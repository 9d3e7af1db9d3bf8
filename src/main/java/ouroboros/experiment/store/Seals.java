package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.text.RelativeName;

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
  private static final Pattern OF_REPLICATE = Pattern.compile("(?:real|vectors)/r([0-9]{5,9})/.*");
  private static final Pattern GENERATION =
      Pattern.compile("cells/([^/]+)/r([0-9]{4,9})/g([0-9]{5,9})");

  private final FileSystem files;
  private final String root;
  private final String attempt;
  private final Set<String> nameless = ConcurrentHashMap.newKeySet();
  private volatile @Nullable SealOwners owners;

  /**
   * @param attempt a name that no other driver uses
   */
  public Seals(FileSystem files, String root, String attempt) {
    this.files = files;
    this.root = root;
    this.attempt = attempt;
  }

  /** From now on, seals must belong to this experiment; new ones say so. */
  public void belongTo(SealOwners whose) {
    this.owners = whose;
  }

  /** Whose the seals must be; null where anything is accepted. */
  public @Nullable SealOwners owners() {
    return owners;
  }

  /** The folders of the seals of version 0.1.0 that were read, which do not say whose they are. */
  public SortedSet<String> nameless() {
    return new TreeSet<>(nameless);
  }

  /** The folder of a generation, below the run's folder. */
  public static String folder(String cellFolder, int replicate, int generation) {
    return folder(cellFolder, replicate) + String.format(Locale.ROOT, "/g%05d", generation);
  }

  /** The folder of a lineage, below the run's folder. */
  public static String folder(String cellFolder, int replicate) {
    return String.format(Locale.ROOT, "cells/%s/r%04d", cellFolder, replicate);
  }

  /** The whole path of a folder of the run. */
  String path(String folder) {
    return root + "/" + folder;
  }

  /** The manifest of a generation's folder, if it is sealed. */
  public Optional<Manifest> read(String folder) {
    return read(folder, Manifest.class);
  }

  /** The content of a folder's manifest, if it is sealed. */
  public <T extends Sealable> Optional<T> read(String folder, Class<T> type) {
    try {
      FileStatus[] found = files.listStatus(HadoopPath.of(root + "/" + folder));
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
    SealOwner owner = owner(folder).orElse(null);
    try {
      Sealable owned = owner == null ? manifest : manifest.ownedBy(owner);
      ChecksummedFile.write(
          files, path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(owned));
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
      OwnFiles.made(files, HadoopPath.of(root + "/" + file.name()));
    }
    Path top = files.makeQualified(HadoopPath.of(root));
    for (Path up = files.makeQualified(manifest).getParent();
        up != null && !up.equals(top);
        up = up.getParent()) {
      OwnFiles.made(files, up);
    }
  }

  private Path own(String folder) {
    return HadoopPath.of(root + "/" + folder + "/" + PREFIX + attempt + ".json");
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
    Path record = HadoopPath.of(root + "/" + folder + "/" + RELEASED + attempt);
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
      throw WriteFailure.of(HadoopPath.of(root), e);
    }
  }

  /** Deletes what a killed process left of the draws of a calibration, below {@code cells}. */
  public void discardCalibration(String folder) {
    try {
      OwnFiles.removeCalibration(files, root, "cells/" + folder);
    } catch (IOException e) {
      throw WriteFailure.of(HadoopPath.of(root), e);
    }
  }

  /** The files of a sealed generation that were released. */
  public SortedSet<String> released(String folder) {
    TreeSet<String> names = new TreeSet<>();
    try {
      for (FileStatus each : files.listStatus(HadoopPath.of(root + "/" + folder))) {
        if (each.getPath().getName().startsWith(RELEASED)) {
          try (var in = files.open(each.getPath())) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
          }
          for (String name : names) {
            if (!RelativeName.isInside(name)) {
              throw new IOException(RelativeName.refusal(each.getPath().toString(), name));
            }
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
      JsonNode tree = JSON.readTree(json.get());
      int format = tree.path("format").asInt();
      if (format < Manifest.NAMELESS || format > Manifest.FORMAT) {
        throw otherVersion(
            path,
            "format "
                + tree.path("format")
                + ", known are "
                + Manifest.NAMELESS
                + " to "
                + Manifest.FORMAT);
      }
      T manifest = JSON.treeToValue(tree, type);
      List<String> names = manifest.files().stream().map(SealedFile::name).toList();
      Links.refuse(files, root, names, path.toString());
      refuseForeign(path, manifest);
      return Optional.of(manifest);
    } catch (JsonProcessingException e) {
      throw otherVersion(path, e.getOriginalMessage());
    }
  }

  /** Refuses a seal of another experiment, cell, replicate or generation. */
  private void refuseForeign(Path path, Sealable manifest) throws IOException {
    String folder = below(path.getParent());
    Matcher place = GENERATION.matcher(folder);
    List<String> found = new ArrayList<>();
    if (place.matches()
        && manifest instanceof Manifest generation
        && generation.generation() != Integer.parseInt(place.group(3))) {
      found.add("of generation " + generation.generation());
    }
    SealOwner owner = manifest.owner();
    if (manifest.format() == Manifest.NAMELESS) {
      nameless.add(folder);
    } else if (owners != null) {
      Optional<SealOwner> expected = owner(folder);
      if (owner == null || expected.isEmpty()) {
        found.add(owner == null ? "of nobody" : "of no cell of this experiment");
      } else if (!expected.get().difference(owner).isEmpty()) {
        found.add(expected.get().difference(owner));
      }
    }
    if (!found.isEmpty()) {
      throw new IOException(
          path
              + ": this seal is "
              + String.join(", ", found)
              + "; it was moved or copied here. Move it back, or delete its folder and those of"
              + " later generations: the next run makes them again");
    }
  }

  /** Whose a seal in a folder must be; empty where nothing is known. */
  private Optional<SealOwner> owner(String folder) {
    SealOwners whose = owners;
    if (whose == null) {
      return Optional.empty();
    }
    Matcher place = GENERATION.matcher(folder);
    return place.matches()
        ? whose.lineage(place.group(1), Integer.parseInt(place.group(2)))
        : folder.startsWith("cells/")
            ? Optional.empty()
            : Optional.of(whose.input(replicateOf(folder)));
  }

  /** The replicate whose R an input is made of; null where it is the R of all. */
  private static @Nullable Integer replicateOf(String folder) {
    Matcher own = OF_REPLICATE.matcher(folder);
    return own.matches() ? Integer.valueOf(own.group(1)) : null;
  }

  /** A path below the run's folder. */
  private String below(Path path) {
    String top = files.makeQualified(HadoopPath.of(root)).toString();
    String whole = files.makeQualified(path).toString();
    return whole.startsWith(top + "/") ? whole.substring(top.length() + 1) : whole;
  }

  private UncheckedIOException cannotRead(String folder, IOException e) {
    return new UncheckedIOException(
        "cannot read " + root + "/" + folder + ": " + e.getMessage(), e);
  }

  private static IOException otherVersion(Path path, String why) {
    return new IOException(path + " was written by another version of this program: " + why);
  }
}
