package ouroboros.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.OutFolder;

/** The tables of a run, in whatever file system its folder is. */
public record OutSource(OutFolder out) implements ReportSource {
  @Override
  public String name() {
    return out.root();
  }

  @Override
  public @Nullable Reader open(String file) throws IOException {
    out.tables().check(file);
    Path path = new Path(out.root() + "/" + file);
    return out.files().exists(path)
        ? new BufferedReader(new InputStreamReader(out.files().open(path), StandardCharsets.UTF_8))
        : null;
  }
}
