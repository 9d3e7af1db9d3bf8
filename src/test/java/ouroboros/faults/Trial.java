package ouroboros.faults;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;

/** The folder of a run on any file system, and the parts of it that are compared. */
record Trial(FileSystem files, Path out) {
  /** The tables that depend only on the experiment. */
  private static final List<String> TABLES =
      List.of(
          "cells.csv",
          "metrics.csv",
          "summary.csv",
          "contrasts.csv",
          "survival.csv",
          "ranks.csv",
          "ledger.csv",
          "samples.jsonl");

  /** The SHA-256 of every table; a missing table is marked. */
  Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : TABLES) {
      Path path = new Path(out, table);
      hashes.put(table, files.exists(path) ? sha256(path) : "missing");
    }
    return hashes;
  }

  /** What {@code jobs/verify} finds. */
  List<String> damage() {
    return SealedFiles.check(new OutFolder(files, out.toString())).damage();
  }

  /** Files below the folder whose names match, sorted. */
  List<Path> named(String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(out));
    while (!folders.isEmpty()) {
      Path folder = folders.pop();
      if (!files.exists(folder)) {
        continue;
      }
      for (FileStatus each : files.listStatus(folder)) {
        if (each.isDirectory()) {
          folders.push(each.getPath());
        } else if (each.getPath().getName().matches(pattern)) {
          found.add(each.getPath());
        }
      }
    }
    return found.stream().sorted().toList();
  }

  /** Waits until so many generations are sealed, or the process has ended. */
  void awaitSealed(int manifests, Process process) throws IOException {
    while (process.isAlive() && named("manifest-.*").size() < manifests) {
      Cluster.pause();
    }
  }

  private String sha256(Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
