package ouroboros.spark.cluster;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.experiment.store.Umask;
import ouroboros.text.CorpusException;
import ouroboros.text.NameEncoding;
import scala.Tuple2;

/** The files of corpora through Hadoop's FileSystem, on the driver and inside tasks. */
public final class CorpusFiles {
  /** Corpora that come with the program, by their names after {@code bundled:}. */
  public static final Map<String, String> BUNDLED = Map.of("strata", "strata-small.jsonl.bz2");

  /** How the path of a bundled corpus starts. */
  public static final String BUNDLED_SCHEME = "bundled:";

  /** How the names of Hadoop's settings begin among those of Spark. */
  private static final String HADOOP = "spark.hadoop.";

  private CorpusFiles() {}

  /** The settings that were last asked for, and the configuration made from them. */
  private record Loaded(List<Tuple2<String, String>> settings, Configuration configuration) {}

  private static volatile Loaded loaded = new Loaded(List.of(), ofUser());

  /**
   * Hadoop's settings of this process: its own files and Spark's {@code spark.hadoop.*}, those that
   * spark-submit set where Spark was not started.
   */
  public static Configuration configuration() {
    SparkEnv spark = SparkEnv.get();
    List<Tuple2<String, String>> settings =
        spark == null ? submitted() : List.of(spark.conf().getAllWithPrefix(HADOOP));
    Loaded last = loaded;
    if (last.settings.equals(settings)) {
      return last.configuration;
    }
    Configuration hadoop = ofUser();
    settings.forEach(entry -> hadoop.set(entry._1(), entry._2()));
    loaded = new Loaded(settings, hadoop);
    return hadoop;
  }

  /** What spark-submit leaves for the program as system properties. */
  private static List<Tuple2<String, String>> submitted() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(HADOOP))
        .sorted()
        .map(name -> new Tuple2<>(name.substring(HADOOP.length()), System.getProperty(name)))
        .toList();
  }

  /** Hadoop's own files; unless they set a umask, with that of the user. */
  private static Configuration ofUser() {
    Configuration hadoop = new Configuration();
    if (hadoop.getPropertySources(Umask.SETTING) == null
        || List.of(hadoop.getPropertySources(Umask.SETTING)).contains("core-default.xml")) {
      hadoop.set(Umask.SETTING, Umask.ofProcess());
    }
    return hadoop;
  }

  /**
   * The file system of a path. On local disks it is the one without checksum files: Hadoop makes
   * their names of the file's name, which fails where that has a colon.
   *
   * @throws CorpusException if this process cannot name that file
   */
  public static FileSystem system(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    if (scheme == null || scheme.equals("file")) {
      String problem = NameEncoding.here().problem(path.toUri().getPath());
      if (problem != null) {
        throw new CorpusException(problem);
      }
    }
    FileSystem files = path.getFileSystem(configuration());
    if (files instanceof LocalFileSystem local) {
      // Libraries such as Parquet get it by its scheme.
      local.setWriteChecksum(false);
      local.setVerifyChecksum(false);
      return local.getRawFileSystem();
    }
    return files;
  }

  /**
   * Opens an input file at a byte. An error of the storage becomes an {@link UncheckedIOException},
   * so that it is not reported as a damaged file: Spark tries such a task again.
   */
  public static InputStream open(String path, long start) {
    try {
      if (path.startsWith(BUNDLED_SCHEME)) {
        InputStream in = new Storage(bundled(path.substring(BUNDLED_SCHEME.length())));
        in.skipNBytes(start);
        return in;
      }
      Path file = HadoopPath.of(path);
      FSDataInputStream in = system(file).open(file);
      if (start > 0) {
        in.seek(start);
      }
      return new Storage(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a file, or empties it, without a checksum file next to it. */
  public static OutputStream create(FileSystem files, Path path, int buffer) throws IOException {
    return OwnFiles.create(files, path, true, buffer);
  }

  /** Opens a bundled corpus on the class path, which every executor has. */
  public static InputStream bundled(String name) throws IOException {
    String resource = "/ouroboros/corpus/" + BUNDLED.get(name);
    InputStream in = CorpusFiles.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return in;
  }

  private static final class Storage extends FilterInputStream {
    Storage(InputStream in) {
      super(new BufferedInputStream(in, 1 << 16));
    }

    @Override
    public int read() {
      try {
        return super.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      try {
        return super.read(to, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
