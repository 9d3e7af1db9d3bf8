package ouroboros.experiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.text.Sha256;

/** Compares every sealed file of a run with the size and SHA-256 in its manifest. */
public final class SealedFiles {
  private final FileSystem files;
  private final String root;
  private final Seals seals;
  private final TreeMap<String, SealedFile> named = new TreeMap<>();
  private final TreeSet<String> released = new TreeSet<>();
  private final List<String> damage = new ArrayList<>();
  private int manifests;

  private SealedFiles(OutFolder out) {
    this.files = out.files();
    this.root = out.root();
    this.seals = out.seals();
  }

  /**
   * The result of the comparison.
   *
   * @param manifests how many manifests are complete
   * @param files how many files they name, each counted once
   * @param released how many of them were deleted because of {@code keep}
   * @param damage one line for everything that is not as it was sealed
   */
  public record Findings(int manifests, int files, int released, List<String> damage) {}

  /** Reads and compares all files. */
  public static Findings check(OutFolder out) {
    SealedFiles sealed = new SealedFiles(out);
    try {
      sealed.walk("real");
      sealed.walk("vectors");
      sealed.walk("cells");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + out.root() + ": " + e.getMessage(), e);
    }
    sealed.named.values().forEach(sealed::hold);
    return new Findings(
        sealed.manifests, sealed.named.size(), sealed.released.size(), List.copyOf(sealed.damage));
  }

  private void walk(String folder) throws IOException {
    FileStatus[] found;
    try {
      found = files.listStatus(new Path(root + "/" + folder));
    } catch (FileNotFoundException e) {
      return;
    }
    Arrays.sort(found);
    boolean sealing = false;
    for (FileStatus each : found) {
      String name = each.getPath().getName();
      if (each.isDirectory()) {
        walk(folder + "/" + name);
      }
      sealing |= Seals.isManifest(name);
    }
    Optional<Manifest> manifest = sealing ? seals.read(folder) : Optional.empty();
    if (manifest.isPresent()) {
      manifests++;
      manifest.get().files().forEach(file -> named.put(file.name(), file));
      released.addAll(seals.released(folder));
    } else if (sealing) {
      damage.add(
          root
              + "/"
              + folder
              + ": no manifest is whole: cut while it was written, or damaged since; the next run"
              + " makes this generation again");
    }
    gaps(folder, found);
  }

  /**
   * Finds missing generations. They are sealed one after the other, so a gap means that one was
   * deleted.
   */
  private void gaps(String folder, FileStatus[] found) {
    boolean later = false;
    for (int i = found.length - 1; i >= 0; i--) {
      String name = found[i].getPath().getName();
      if (!name.matches("g\\d{5,}")) {
        continue;
      }
      boolean sealed = seals.read(folder + "/" + name).isPresent();
      if (later && !sealed) {
        damage.add(root + "/" + folder + "/" + name + ": its manifest is missing");
      }
      later |= sealed;
    }
  }

  private void hold(SealedFile file) {
    if (released.contains(file.name())) {
      return;
    }
    String path = root + "/" + file.name();
    try (DigestInputStream in =
        new DigestInputStream(files.open(new Path(path)), Sha256.digest())) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      String found = Sha256.hex(in.getMessageDigest());
      if (bytes != file.bytes()) {
        damage.add(path + ": " + bytes + " bytes, the manifest says " + file.bytes());
      } else if (!found.equals(file.sha256())) {
        damage.add(path + ": SHA-256 " + found + ", the manifest says " + file.sha256());
      }
    } catch (FileNotFoundException e) {
      damage.add(path + ": missing");
    } catch (IOException e) {
      damage.add(path + ": " + e.getMessage());
    }
  }
}
