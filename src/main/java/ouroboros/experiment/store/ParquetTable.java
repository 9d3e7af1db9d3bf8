package ouroboros.experiment.store;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes a table as one Parquet file, for readers that want typed columns. */
public final class ParquetTable {
  private ParquetTable() {}

  /** The rows of a table, one after the other. */
  public interface Rows {
    /** Fills an empty row with the next one, or returns null after the last. */
    @Nullable Group next(SimpleGroupFactory empty) throws IOException;
  }

  /**
   * Replaces a file as a whole. The same rows give the same bytes.
   *
   * @param name path inside OUT
   */
  public static void write(OutFolder out, String name, MessageType schema, Rows rows)
      throws IOException {
    Links.refuse(out.files(), out.root(), name, out.root());
    Path path = HadoopPath.of(out.root() + "/" + name);
    OwnFiles.createFolder(out.files(), path.getParent());
    out.files().setWriteChecksum(false);
    AtomicReplace draft = AtomicReplace.of(out.files(), path);
    SimpleGroupFactory empty = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(draft.written(), out.files().getConf()))
            .withType(schema)
            .withConf(out.files().getConf())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (Group row; (row = rows.next(empty)) != null; ) {
        writer.write(row);
      }
    } catch (FSError e) {
      throw WriteFailure.of(path, e);
    }
    draft.publish();
  }
}
