package ouroboros.library;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SaveMode;
import ouroboros.spark.Session;

/** A dataset of texts as files that the readers of corpora read; deleted at the end. */
final class TextFolder implements AutoCloseable {
  /** The column that holds the text. */
  static final String COLUMN = "text";

  private final Session.Folder folder;

  private TextFolder(Session.Folder folder) {
    this.folder = folder;
  }

  /** Writes texts, a document each, in the order of the dataset. */
  static TextFolder of(Session session, Dataset<String> texts) {
    Session.Folder folder = session.folder("texts");
    try {
      texts.toDF(COLUMN).write().mode(SaveMode.Append).parquet(folder.path());
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
    return new TextFolder(folder);
  }

  String path() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
  }
}
