package ouroboros.spark.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.CorpusException;
import ouroboros.text.NearestName;
import ouroboros.text.Notice;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;

/**
 * Finds the files of a corpus. A source is a file, a folder with everything below it, a glob, or a
 * bundled corpus. A file is read once, however often it is named and however many links lead to it.
 * If it has several names, it gets the one that sorts first.
 */
public final class CorpusListing {
  private static final Comparator<CorpusInput> BY_NAME =
      Comparator.comparing(CorpusInput::name).thenComparing(CorpusInput::path);

  private final IngestReport tally;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, List<String>> unreadableFiles = new TreeMap<>();
  private final TreeMap<String, CorpusInput> byPlace = new TreeMap<>();
  private final Set<String> singly = new HashSet<>();
  private int met;

  private CorpusListing(IngestReport tally) {
    this.tally = tally;
  }

  /**
   * The files, sorted by name, then path.
   *
   * @param tally counts hidden, empty and repeated files
   * @throws CorpusException with every source that is wrong
   */
  public static List<CorpusInput> of(List<String> sources, IngestReport tally) {
    CorpusListing listing = new CorpusListing(tally);
    if (sources.isEmpty()) {
      listing.problems.add("corpus.source is empty; it names files, folders or globs");
    }
    for (String source : sources) {
      try {
        listing.add(source);
      } catch (IOException | RuntimeException e) {
        listing.problems.add("corpus.source: " + source + ": " + e.getMessage() + hint(e));
      }
    }
    listing.unreadableFiles.forEach(
        (reason, files) ->
            listing.problems.add(
                "corpus.source: "
                    + files.get(0)
                    + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more")
                    + ": "
                    + reason));
    List<CorpusInput> inputs = new ArrayList<>(listing.byPlace.values());
    if (listing.problems.isEmpty() && inputs.stream().allMatch(input -> input.size() == 0)) {
      throw CorpusException.empty(
          "corpus.source: the corpus is empty: " + inputs.size() + " files of 0 bytes: " + sources);
    }
    if (!listing.problems.isEmpty()) {
      throw new CorpusException(listing.problems);
    }
    listing.separate(inputs);
    inputs.sort(BY_NAME);
    return inputs;
  }

  /**
   * Files of one name that were named themselves, or found by a glob such as {@code
   * texts/?/notes.txt}, would give their documents the same ids. Where a name repeats, the name of
   * each such file is its path below the deepest folder that contains all of them.
   */
  private void separate(List<CorpusInput> inputs) {
    List<CorpusInput> files = inputs.stream().filter(each -> singly.contains(each.path())).toList();
    if (files.stream().map(CorpusInput::name).distinct().count() == files.size()) {
      return;
    }
    String shared =
        files.stream().map(CorpusInput::path).reduce(CorpusListing::shared).orElseThrow();
    int start = shared.lastIndexOf('/') + 1;
    inputs.replaceAll(
        each ->
            singly.contains(each.path())
                ? new CorpusInput(each.path(), each.path().substring(start), each.size())
                : each);
  }

  /** What both begin with. */
  private static String shared(String a, String b) {
    int end = Arrays.mismatch(a.toCharArray(), b.toCharArray());
    return end < 0 ? a : a.substring(0, end);
  }

  private static String hint(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("FileSystem") || message.contains("s3a")
        ? "; s3a:// needs -- --packages org.apache.hadoop:hadoop-aws of Hadoop's version"
        : "";
  }

  private void add(String source) throws IOException {
    if (source.startsWith(CorpusFiles.BUNDLED_SCHEME)) {
      addBundled(source);
      return;
    }
    String deep = FileFormat.deepGlob(source);
    if (deep != null) {
      problems.add("corpus.source: " + source + ": " + deep);
      return;
    }
    Path path = HadoopPath.of(source);
    FileSystem files = CorpusFiles.system(path);
    FileStatus status = Wildcards.status(files, path);
    List<FileStatus> found = status == null ? Wildcards.find(files, path) : List.of(status);
    if (found.isEmpty()) {
      problems.add(
          "corpus.source: "
              + source
              + " does not exist"
              + nearest(files, path)
              + (isLocal(files) ? "" : "; is it the path as the whole cluster sees it?"));
      return;
    }
    int before = met;
    for (FileStatus each : found) {
      if (status == null && hidesByWildcard(source, each.getPath())) {
        tally.add(Notice.HIDDEN_FILES, HiddenFiles.count(files, each), null);
      } else if (each.isDirectory()) {
        addFolder(files, each.getPath(), "", Set.of());
      } else {
        singly.add(each.getPath().toString());
        addFile(files, each, each.getPath().getName());
      }
    }
    if (met == before && problems.isEmpty() && unreadableFiles.isEmpty()) {
      problems.add(
          "corpus.source: "
              + source
              + " is a folder without a file; names that begin with . or _"
              + " do not count");
    }
  }

  /** Whether only a wildcard at the start of a name leads to a file or folder that is hidden. */
  private static boolean hidesByWildcard(String glob, Path found) {
    String[] patterns = glob.split("/", -1);
    Path each = found;
    for (int i = patterns.length - 1; i >= 0 && each != null; i--) {
      if (patterns[i].matches("[*?].*") && HiddenFiles.isHidden(each.getName())) {
        return true;
      }
      each = each.getParent();
    }
    return false;
  }

  private void addBundled(String source) throws IOException {
    String name = source.substring(CorpusFiles.BUNDLED_SCHEME.length());
    String file = CorpusFiles.BUNDLED.get(name);
    if (file == null) {
      problems.add(
          "corpus.source: there is no bundled corpus \""
              + name
              + "\"; bundled are "
              + String.join(", ", CorpusFiles.BUNDLED.keySet()));
      return;
    }
    long size;
    try (var in = CorpusFiles.bundled(name)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    }
    put(source, new CorpusInput(source, file, size));
  }

  /**
   * @param above real paths of the folders that contain it
   */
  private void addFolder(FileSystem files, Path folder, String below, Set<Path> above)
      throws IOException {
    Set<Path> within = new HashSet<>(above);
    if (!within.add(real(files, folder))) {
      problems.add(
          "corpus.source: " + folder + " is a link to a folder that holds it: a circle; remove it");
      return;
    }
    for (FileStatus each : HiddenFiles.all(files).listStatus(folder)) {
      String name = each.getPath().getName();
      if (HiddenFiles.isHidden(name)) {
        tally.add(Notice.HIDDEN_FILES, HiddenFiles.count(files, each), null);
      } else if (each.isDirectory()) {
        addFolder(files, each.getPath(), below + name + "/", within);
      } else {
        addFile(files, each, below + name);
      }
    }
  }

  /** The path without links; Hadoop does not resolve the links of a local disk. */
  private static Path real(FileSystem files, Path folder) throws IOException {
    return isLocal(files)
        ? new Path(java.nio.file.Path.of(folder.toUri().getPath()).toRealPath().toUri())
        : files.resolvePath(folder);
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }

  /**
   * Only local disks have links to files. On other storage, asking would cost one call per file.
   */
  private void addFile(FileSystem files, FileStatus file, String name) throws IOException {
    String path = file.getPath().toString();
    String unreadable = FileFormat.unreadable(name);
    if (unreadable != null) {
      unreadableFiles.computeIfAbsent(unreadable, reason -> new ArrayList<>()).add(path);
    } else {
      Path place = isLocal(files) ? real(files, file.getPath()) : file.getPath();
      put(place.toString(), new CorpusInput(path, name, file.getLen()));
    }
  }

  private void put(String place, CorpusInput input) {
    met++;
    CorpusInput other = byPlace.putIfAbsent(place, input);
    if (other != null) {
      tally.add(Notice.REPEATED_FILES, 1, null);
      byPlace.put(place, BY_NAME.compare(input, other) < 0 ? input : other);
    } else if (input.size() == 0) {
      tally.add(Notice.EMPTY_FILES, 1, null);
    }
  }

  private static String nearest(FileSystem files, Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null || Wildcards.status(files, folder) == null) {
      return folder == null ? "" : ", nor does the folder " + folder;
    }
    List<String> names =
        Arrays.stream(files.listStatus(folder)).map(each -> each.getPath().getName()).toList();
    return names.isEmpty()
        ? ", its folder is empty"
        : "; nearest name in its folder: " + NearestName.ranked(path.getName(), names).get(0);
  }
}
