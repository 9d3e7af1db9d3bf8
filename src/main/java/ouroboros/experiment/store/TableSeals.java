package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Sha256;

/**
 * {@code tables.json}: the SHA-256 of the tables that a run wrote last. Who reads a table later
 * compares it first, so that no report is drawn from a table that was damaged or edited.
 */
public final class TableSeals {
  private static final String FILE = "tables.json";

  /** In the place of the tables' names, while a run writes them. */
  private static final String UNFINISHED = "unfinished";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileSystem files;
  private final String root;
  private final Map<String, String> written = new ConcurrentSkipListMap<>();
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  TableSeals(FileSystem files, String root) {
    this.files = files;
    this.root = root;
  }

  /** Whether a file is a table that depends only on the experiment. */
  private static boolean isTable(String name) {
    return name.endsWith(".csv") || name.equals("samples.jsonl");
  }

  void wrote(String name, String sha256) {
    if (isTable(name)) {
      written.put(name, sha256);
    }
  }

  /**
   * Says that the tables are being written from now on. If the run ends before {@link #seal}, some
   * of them are new and others are of before.
   */
  public void begin() throws IOException {
    write(Map.of(UNFINISHED, "a run began to write its tables and has not ended"));
  }

  /** Seals the tables that this process wrote, after all of them, in one step. */
  public void seal() throws IOException {
    write(written);
  }

  private void write(Map<String, String> content) throws IOException {
    Links.refuse(files, root, FILE, root);
    AtomicReplace draft = AtomicReplace.of(files, HadoopPath.of(root + "/" + FILE));
    ChecksummedFile.write(
        files, draft.written(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    draft.publish();
  }

  /**
   * Compares a table with what the run wrote, once. A table that this process wrote, or that an
   * earlier version wrote without a seal, is not read.
   *
   * @throws IOException if it was changed since
   */
  public void check(String name) throws IOException {
    if (isTable(name) && !written.containsKey(name) && checked.add(name)) {
      Map<String, String> all = sealed();
      if (all.containsKey(UNFINISHED)) {
        checked.remove(name);
        throw new IOException(unfinished());
      }
      String sealed = all.get(name);
      String found = sealed == null ? null : found(name);
      if (found != null && !found.equals(sealed)) {
        checked.remove(name);
        throw new IOException(
            changed(name) + "; the run that wrote it, started again, writes its tables again");
      }
    }
  }

  /** One line for every table that was changed since the run wrote it. */
  List<String> damage() throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, String> all = sealed();
    if (all.containsKey(UNFINISHED)) {
      return List.of(unfinished());
    }
    for (Map.Entry<String, String> table : all.entrySet()) {
      String found = found(table.getKey());
      if (found == null) {
        lines.add(root + "/" + table.getKey() + ": missing");
      } else if (!found.equals(table.getValue())) {
        lines.add(changed(table.getKey()));
      }
    }
    return lines;
  }

  private String unfinished() {
    return root
        + ": the run was stopped while it wrote its tables, so they may be of different states;"
        + " started again, it writes them from what is sealed";
  }

  private String changed(String name) {
    return root + "/" + name + ": was changed since the run wrote it (SHA-256, " + FILE + ")";
  }

  private Map<String, String> sealed() throws IOException {
    Path path = HadoopPath.of(root + "/" + FILE);
    if (!files.exists(path)) {
      return Map.of();
    }
    Optional<byte[]> content = ChecksummedFile.read(files, path);
    if (content.isEmpty()) {
      throw new IOException(
          path + ": is damaged; the same run, started again, writes its tables again");
    }
    try {
      return JSON.readValue(content.get(), new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IOException(path + ": " + e.getOriginalMessage(), e);
    }
  }

  /** The SHA-256 of a file of the run; null where there is none. */
  public @Nullable String digest(String name) throws IOException {
    return found(name);
  }

  /** The SHA-256 of a table; null where there is none. */
  private @Nullable String found(String name) throws IOException {
    Links.refuse(files, root, name, root + "/" + FILE);
    try (InputStream in = files.open(HadoopPath.of(root + "/" + name));
        DigestInputStream digest = new DigestInputStream(in, Sha256.digest())) {
      digest.transferTo(OutputStream.nullOutputStream());
      return Sha256.hex(digest.getMessageDigest());
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
