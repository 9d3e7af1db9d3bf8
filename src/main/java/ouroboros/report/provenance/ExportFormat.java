package ouroboros.report.provenance;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which the provenance of a run can be written. */
public enum ExportFormat {
  /** Run events, one per line. */
  OPENLINEAGE(OpenLineageExport::write),
  /** JSON-LD about the files and tables of a run. */
  CROISSANT(CroissantExport::write),
  /** JSON-LD about models and data sets. */
  SPDX(SpdxExport::write),
  /** JSON about the data of a run and about what it was made from, nested. */
  D_AND_TA(DataProvenanceExport::write);

  private final Format format;

  ExportFormat(Format format) {
    this.format = format;
  }

  /** Writes one format. */
  private interface Format {
    void write(RunProvenance run, Writer out) throws IOException;
  }

  /** The format of a name. */
  public static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  /** The names of all formats. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(ExportFormat::label).toList();
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes the provenance of a run. The same run gives the same bytes. */
  public void write(RunProvenance run, Writer out) throws IOException {
    format.write(run, out);
  }
}
