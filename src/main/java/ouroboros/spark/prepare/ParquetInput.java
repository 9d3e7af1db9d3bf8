package ouroboros.spark.prepare;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;

/**
 * A file of a corpus for the Parquet library. An error of the storage becomes an {@link
 * UncheckedIOException}, so that it is not reported as a damaged file.
 */
record ParquetInput(Path path, long length) implements InputFile {
  static ParquetInput of(CorpusInput input) {
    return new ParquetInput(HadoopPath.of(input.path()), input.size());
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() {
    try {
      FSDataInputStream in = CorpusFiles.system(path).open(path);
      return new DelegatingSeekableInputStream(new Storage(in)) {
        @Override
        public long getPos() throws IOException {
          return in.getPos();
        }

        @Override
        public void seek(long place) throws IOException {
          in.seek(place);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private static final class Storage extends FilterInputStream {
    Storage(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int size) throws IOException {
      try {
        return super.read(to, offset, size);
      } catch (ChecksumException e) {
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
