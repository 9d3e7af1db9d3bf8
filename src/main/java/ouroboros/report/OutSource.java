package ouroboros.report;

import java.io.IOException;
import java.io.Reader;
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
    return out.reader(file).orElse(null);
  }
}
