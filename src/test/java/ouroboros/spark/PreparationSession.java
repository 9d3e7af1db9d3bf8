package ouroboros.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.SparkSession;

/** Spark for the tests of preparation, as strict as it ships, and files for it to read. */
public final class PreparationSession {
  private PreparationSession() {}

  public static SparkSession session() {
    return Runs.session().spark();
  }

  /** Writes a text file, packed by its name. */
  public static String write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = packing(file.toString(), raw)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }

  private static OutputStream packing(String name, OutputStream raw) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(raw);
    }
    return name.endsWith(".bz2") ? new BZip2CompressorOutputStream(raw) : raw;
  }

  /** JSON lines of documents {@code from .. to - 1}, each with two or three sentences. */
  public static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(
          String.format(
              "{\"id\":\"d%d\",\"stratum\":\"s%d\",\"year\":%d,\"text\":\"Number %d is here."
                  + " It has w%d and w%d.%s\"}%n",
              i, i % 3, 1900 + i % 7, i, i % 11, i % 13, i % 2 == 0 ? " Also the même one!" : ""));
    }
    return lines.toString();
  }
}
