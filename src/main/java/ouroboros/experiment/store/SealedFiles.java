package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.text.Sha256;

/** Compares every sealed file of a run with the size and SHA-256 in its manifest. */
public final class SealedFiles {
  /** In {@code run.json}: the folders of lineages that an alarm ended, each with its last g. */
  public static final String STOPPED = "stopped";

  /** Field of {@code run.json}: the last sealed generation of lineages that wait for people. */
  public static final String WAITING = "waitsForReview";

  /** How the names of the results of cells with a known truth begin. */
  private static final String OF_REPLICATES = "replicates-";

  private static final Pattern RESULT =
      Pattern.compile("replicates-(?<replicates>\\d+)-generations-(?<generations>\\d+)-.*");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileSystem files;
  private final String root;
  private final Seals seals;
  private final TreeMap<String, SealedFile> named = new TreeMap<>();
  private final TreeSet<String> released = new TreeSet<>();
  private final TreeSet<String> nameless = new TreeSet<>();
  private final List<String> damage = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  /** The folders of the generations that are sealed. */
  private final Set<String> generations = new HashSet<>();

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
   * @param nameless folders of manifests of version 0.1.0, which do not say whose they are
   * @param damage one line for everything that is not as it was sealed
   */
  public record Findings(
      int manifests, int files, int released, List<String> nameless, List<String> damage) {}

  /**
   * Reads all manifests, without the files that they name.
   *
   * @return one line for everything that is sealed here and belongs somewhere else
   */
  public static List<String> foreign(OutFolder out) {
    SealedFiles sealed = new SealedFiles(out);
    sealed.walk();
    return List.copyOf(sealed.foreign);
  }

  /** Reads and compares all files. */
  public static Findings check(OutFolder out) {
    SealedFiles sealed = new SealedFiles(out);
    sealed.walk();
    sealed.damage.addAll(sealed.foreign);
    try {
      sealed.losses(out);
      sealed.damage.addAll(out.tables().damage());
    } catch (IOException e) {
      sealed.damage.add(e.getMessage());
    }
    sealed.named.values().forEach(sealed::hold);
    sealed.nameless.addAll(sealed.seals.nameless());
    return new Findings(
        sealed.manifests,
        sealed.named.size(),
        sealed.released.size(),
        List.copyOf(sealed.nameless),
        List.copyOf(sealed.damage));
  }

  private void walk() {
    try {
      walk("real");
      walk("vectors");
      walk("alarms");
      walk("cells");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  private void walk(String folder) throws IOException {
    FileStatus[] found;
    try {
      found = files.listStatus(HadoopPath.of(root + "/" + folder));
    } catch (FileNotFoundException e) {
      return;
    }
    Arrays.sort(found);
    boolean sealing = false;
    List<Path> results = new ArrayList<>();
    for (FileStatus each : found) {
      String name = each.getPath().getName();
      if (each.isDirectory()) {
        walk(folder + "/" + name);
      }
      sealing |= Seals.isManifest(name);
      if (name.startsWith(OF_REPLICATES)) {
        results.add(each.getPath());
      }
    }
    holdReplicates(folder, results);
    int known = foreign.size();
    Optional<? extends Sealable> manifest = sealing ? read(folder) : Optional.empty();
    if (manifest.isPresent()) {
      manifests++;
      manifest.get().files().forEach(file -> named.put(file.name(), file));
      addReleased(folder);
    } else if (sealing && foreign.size() == known) {
      damage.add(
          root
              + "/"
              + folder
              + ": no manifest is whole: cut while it was written, or damaged since; the next run"
              + " makes this generation again");
    }
    gaps(folder, found);
  }

  /** The manifest of a folder; empty where there is none, or one that belongs somewhere else. */
  private Optional<? extends Sealable> read(String folder) {
    try {
      return folder.startsWith("cells/")
          ? seals.read(folder, Manifest.class)
          : seals.read(folder, SealedInput.class);
    } catch (UncheckedIOException e) {
      foreign.add(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Checks the results of a cell with a known truth. Each is one file with its own SHA-256. A run
   * that was killed while it wrote leaves a part of one; that is no damage where a later run has
   * written the same replicates and generations, or more.
   */
  private void holdReplicates(String folder, List<Path> results) throws IOException {
    List<Path> cut = new ArrayList<>();
    List<Path> whole = new ArrayList<>();
    for (Path file : results) {
      Optional<byte[]> content = ChecksummedFile.read(files, file);
      if (content.isEmpty()) {
        cut.add(file);
        continue;
      }
      manifests++;
      if (isOfThisCell(folder, JSON.readTree(content.get()))) {
        whole.add(file);
      } else {
        foreign.add(file + ": this seal is of another experiment or cell; it was moved here");
      }
    }
    for (Path file : cut) {
      if (whole.stream().noneMatch(other -> hasAllOf(other, file))) {
        damage.add(
            file + ": cut while it was written, or damaged since; the next run does without");
      }
    }
  }

  private boolean isOfThisCell(String folder, JsonNode seal) throws IOException {
    if (seal.path("format").asInt() == Manifest.NAMELESS) {
      nameless.add(folder);
    }
    SealOwners owners = seals.owners();
    if (owners == null || !seal.hasNonNull("owner")) {
      return true;
    }
    String cell = folder.substring(folder.lastIndexOf('/') + 1);
    SealOwner owner = JSON.treeToValue(seal.path("owner"), SealOwner.class);
    return owners.comparedWith(cell, seal.path("baseline").asText()).equals(Optional.of(owner));
  }

  /** Whether a result has as many replicates and generations as the other, by their names. */
  private static boolean hasAllOf(Path result, Path other) {
    return Stream.of("replicates", "generations")
        .allMatch(what -> number(result, what) >= number(other, what));
  }

  private static long number(Path result, String what) {
    Matcher name = RESULT.matcher(result.getName());
    return name.matches() ? Long.parseLong(name.group(what)) : 0;
  }

  private void addReleased(String folder) {
    try {
      released.addAll(seals.released(folder));
    } catch (UncheckedIOException e) {
      foreign.add(e.getMessage());
    }
  }

  /**
   * Finds missing generations, and generations that were not made from those before them. They are
   * sealed one after the other, so a gap means that one was deleted.
   */
  private void gaps(String folder, FileStatus[] found) {
    SealChain chain = new SealChain();
    List<String> missing = new ArrayList<>();
    int next = 0;
    for (FileStatus each : found) {
      String name = each.getPath().getName();
      if (!name.matches("g[0-9]{5,9}")) {
        continue;
      }
      for (int g = Integer.parseInt(name.substring(1)); next < g; next++) {
        missing.add(
            root
                + String.format(Locale.ROOT, "/%s/g%05d", folder, next)
                + ": missing, and a later generation is sealed");
      }
      next++;
      String where = root + "/" + folder + "/" + name;
      Optional<Manifest> sealed = generation(folder + "/" + name);
      if (sealed.isEmpty()) {
        missing.add(where + ": its manifest is missing");
        continue;
      }
      damage.addAll(missing);
      missing.clear();
      generations.add(folder + "/" + name);
      try {
        chain.add(where, sealed.get());
      } catch (IOException e) {
        foreign.add(e.getMessage());
      }
    }
  }

  /** Finds what the record of a complete run says was sealed, and is not there. */
  private void losses(OutFolder out) throws IOException {
    JsonNode run;
    try {
      run = JSON.readTree(out.read("run.json").orElse("{}"));
    } catch (JsonProcessingException e) {
      return; // no seal: the next run writes it again
    }
    JsonNode spec = run.path("spec");
    if (!spec.hasNonNull("corpus")) {
      return; // known truths do not seal generations
    }
    for (JsonNode cell : spec.path("cells")) {
      for (int r = 0; r < spec.path("replicates").asInt(); r++) {
        int last = spec.path("generations").asInt();
        String lineage = Seals.folder(cell.path("folder").asText(), r);
        int sealed = run.path(WAITING).path(lineage).asInt(last);
        for (int g = 0; g <= run.path(STOPPED).path(lineage).asInt(sealed); g++) {
          String folder = Seals.folder(cell.path("folder").asText(), r, g);
          String where = root + "/" + folder;
          if (!generations.contains(folder)
              && Stream.concat(damage.stream(), foreign.stream())
                  .noneMatch(line -> line.startsWith(where))) {
            damage.add(where + ": missing, and run.json says that this run was complete");
          }
        }
      }
    }
  }

  private Optional<Manifest> generation(String folder) {
    try {
      return seals.read(folder);
    } catch (UncheckedIOException e) {
      return Optional.empty(); // reported when the folder itself was read
    }
  }

  private void hold(SealedFile file) {
    if (released.contains(file.name())) {
      return;
    }
    String path = root + "/" + file.name();
    try (DigestInputStream in =
        new DigestInputStream(files.open(HadoopPath.of(path)), Sha256.digest())) {
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
