package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.Seals;

/**
 * The same faults for a commit by renaming and for our commit. The first is found broken, ours
 * survives.
 */
@Tag("faults")
class BrokenBuildsTest {
  private static final int FILES = 3;
  private static final String TEXT = "0123456789";

  @TempDir java.nio.file.Path folder;

  /** A way to publish several files at once. */
  interface Commit {
    void write(FileSystem files, Path out) throws IOException;

    /** What a reader finds: nothing, or the text of every file. */
    Optional<List<String>> read(FileSystem files, Path out) throws IOException;
  }

  /**
   * Files are written elsewhere and renamed into the folder. A reader uses all files in the folder.
   */
  private static final class ByRenaming implements Commit {
    @Override
    public void write(FileSystem files, Path out) throws IOException {
      for (int i = 0; i < FILES; i++) {
        put(files, new Path(out, "_temporary/part-" + i));
      }
      for (int i = 0; i < FILES; i++) {
        files.rename(new Path(out, "_temporary/part-" + i), new Path(out, "part-" + i));
      }
    }

    @Override
    public Optional<List<String>> read(FileSystem files, Path out) throws IOException {
      List<String> texts = new ArrayList<>();
      for (var each : files.listStatus(out)) {
        if (each.getPath().getName().startsWith("part-")) {
          texts.add(text(files, each.getPath()));
        }
      }
      return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }
  }

  /**
   * Files are written under their final names. They count as data when the manifest is complete.
   */
  private static final class BySeal implements Commit {
    @Override
    public void write(FileSystem files, Path out) throws IOException {
      for (int i = 0; i < FILES; i++) {
        put(files, new Path(out, "g/part-" + i));
      }
      new Seals(files, out.toString(), "attempt").seal("g", empty());
    }

    @Override
    public Optional<List<String>> read(FileSystem files, Path out) throws IOException {
      if (new Seals(files, out.toString(), "reader").read("g").isEmpty()) {
        return Optional.empty();
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        texts.add(text(files, new Path(out, "g/part-" + i)));
      }
      return Optional.of(texts);
    }

    private static Manifest empty() {
      CountTable nothing = new CountTable(List.of(), 0, 0, 0, 1);
      Measured measured = new Measured(List.of(), List.of(), List.of(), new java.util.TreeMap<>());
      return Manifest.of(
          0,
          GenerationFiles.ofCounts(null, nothing, null),
          new GenerationRecord(0, List.of(), measured, List.of(), List.of(), List.of(), null));
    }
  }

  private static void put(FileSystem files, Path path) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(FileSystem files, Path path) throws IOException {
    try (var in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void live() {
    CutFiles.dieAt(Integer.MAX_VALUE);
  }

  /** The operations after which a reader finds incomplete data. */
  private List<String> halves(Commit commit) throws IOException {
    Configuration conf = new Configuration();
    CutFiles files = new CutFiles();
    files.initialize(java.net.URI.create("file:///"), conf);
    CutFiles.dieAt(Integer.MAX_VALUE);
    commit.write(files, new Path(Files.createTempDirectory(folder, "whole").toString()));
    List<String> operations = CutFiles.done();
    List<String> halves = new ArrayList<>();
    for (int k = 1; k <= operations.size(); k++) {
      Path out = new Path(Files.createTempDirectory(folder, "cut").toString());
      CutFiles.dieAt(k);
      try {
        commit.write(files, out);
      } catch (IOException | RuntimeException e) {
        // It died, as it was told to.
      }
      CutFiles.dieAt(Integer.MAX_VALUE);
      Optional<List<String>> read = commit.read(files, out);
      if (read.isPresent() && !read.get().equals(List.of(TEXT, TEXT, TEXT))) {
        halves.add(operations.get(k - 1));
      }
    }
    return halves;
  }

  @Test
  void aCommitByRenamingIsCaught() throws IOException {
    List<String> halves = halves(new ByRenaming());
    assertThat(halves).contains("rename part-1", "rename part-2");
    Records.line("CONTROL commit by renaming: caught at " + halves);
  }

  @Test
  void aSealIsAllOrNothing() throws IOException {
    assertThat(halves(new BySeal())).isEmpty();
  }
}
