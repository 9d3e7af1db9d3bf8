package ouroboros.spark.cluster;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.WriteFailure;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountRun;
import ouroboros.text.Sha256;

/**
 * The files of one run, for driver and tasks. A file is written once, under a name that nothing
 * else uses. It is read only together with the size and SHA-256 in a manifest, and both are
 * checked.
 */
public final class Storage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 16;

  private final String root;

  public Storage(String root) {
    this.root = root;
  }

  Path path(String name) {
    return HadoopPath.of(root + "/" + name);
  }

  FileSystem fileSystem() throws IOException {
    return CorpusFiles.system(HadoopPath.of(root));
  }

  /** Writes a run as a new file and keeps it in this JVM's cache. */
  public SealedFile write(String name, CountRun run) {
    SealedFile sealed = writeNew(name, out -> CountCodec.write(run, out));
    RunCache.put(sealed, run);
    return sealed;
  }

  /** Writes the content of a file. */
  public interface Content {
    /** Writes all of it. */
    void to(DataOutputStream out) throws IOException;
  }

  /** Writes a new file. */
  public SealedFile writeNew(String name, Content content) {
    MessageDigest digest = Sha256.digest();
    Path path = path(name);
    try {
      long bytes;
      try (OutputStream file = CorpusFiles.create(fileSystem(), path, BUFFER);
          DataOutputStream out =
              new DataOutputStream(
                  new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER))) {
        content.to(out);
        out.flush();
        bytes = out.size();
      }
      return new SealedFile(name, bytes, Sha256.hex(digest));
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
  }

  /** Deletes files that no manifest names. */
  public void remove(List<String> names) {
    try {
      OwnFiles.removeWritten(fileSystem(), root, names);
    } catch (IOException e) {
      throw WriteFailure.of(path(""), e);
    }
  }

  /** Reads a run; from this JVM's cache if it is there. */
  public CountRun read(SealedFile sealed) {
    return RunCache.get(sealed, file -> read(file, CountCodec::read));
  }

  /** Reads the content of a file. */
  public interface Reader<T> {
    /** Reads all of it. */
    T from(DataInputStream in) throws IOException;
  }

  /** Reads a sealed file. */
  public <T> T read(SealedFile sealed, Reader<T> content) {
    Path path = path(sealed.name());
    try (InputStream file = fileSystem().open(path)) {
      // The file has one key range. It is read whole and checked before any of it is used.
      byte[] bytes = file.readNBytes(Math.toIntExact(sealed.bytes() + 1));
      if (bytes.length != sealed.bytes()) {
        throw new IOException(
            (bytes.length > sealed.bytes() ? "it is longer than " : "it ends at byte ")
                + Math.min(bytes.length, sealed.bytes())
                + ", the manifest says "
                + sealed.bytes()
                + " bytes");
      }
      String found = Sha256.hex(bytes);
      if (!found.equals(sealed.sha256())) {
        throw new IOException("SHA-256 is " + found + ", the manifest says " + sealed.sha256());
      }
      return content.from(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read "
              + path
              + ": "
              + (e instanceof FileNotFoundException ? "it is missing" : e.getMessage())
              + "; a sealed file was damaged or deleted: jobs/verify names every such file",
          e);
    }
  }
}
