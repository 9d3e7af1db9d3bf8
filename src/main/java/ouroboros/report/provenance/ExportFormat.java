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
  OPENLINEAGE,
  /** JSON-LD about the files and tables of a run. */
  CROISSANT,
  /** JSON-LD about models and data sets. */
  SPDX,
  /** JSON about the data of a run and about what it was made from, nested. */
  D_AND_TA;

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
    switch (this) {
      case OPENLINEAGE -> OpenLineageExport.write(run, out);
      case CROISSANT -> CroissantExport.write(run, out);
      case SPDX -> SpdxExport.write(run, out);
      case D_AND_TA -> DataProvenanceExport.write(run, out);
    }
  }
}
