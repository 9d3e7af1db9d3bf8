package ouroboros.report.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.experiment.store.Manifest;

/**
 * The sealed generations of one lineage, and the names of its data sets and models.
 *
 * @param folder of the cell, below OUT
 * @param sealed the manifests, generation 0 first
 */
public record LineageProvenance(String cell, String folder, int replicate, List<Manifest> sealed) {
  /** R, as a source of training sets. */
  static final String REAL = "R";

  /** The reserve, as a source of training sets. */
  static final String RESERVE = "reserve";

  public LineageProvenance {
    sealed = List.copyOf(sealed);
  }

  /**
   * What a training set takes from a source.
   *
   * @param name of the source in its lineage, or {@link #REAL} or {@link #RESERVE}
   * @param author 0 for people, j for S_j
   */
  record Use(String name, int author, long units) {
    boolean isReal() {
      return author == 0;
    }
  }

  /** The sources of T_g. Real units are counted at the first of R and reserve that T_g takes. */
  List<Use> sources(int g) {
    List<Use> uses = new ArrayList<>();
    for (Manifest.Share share : sealed.get(g).record().ledger()) {
      if (share.author() > 0) {
        uses.add(new Use(passed(share.author()), share.author(), share.units()));
      } else {
        List<String> names = real(sealed.get(g));
        for (String name : names) {
          uses.add(new Use(name, 0, name.equals(names.get(0)) ? share.units() : 0));
        }
      }
    }
    return uses;
  }

  private static List<String> real(Manifest manifest) {
    List<String> names = new ArrayList<>();
    boolean isReserve =
        manifest.record().recipe().stream().anyMatch(line -> line.contains("source=Reserve["));
    boolean isReal =
        manifest.record().recipe().stream().anyMatch(line -> line.contains("source=Real["));
    if (isReal || !isReserve) {
      names.add(REAL);
    }
    if (isReserve) {
      names.add(RESERVE);
    }
    return names;
  }

  /** The name of what was drawn. */
  static String drawn(int g) {
    return "S_" + g;
  }

  /** The name of what the safeguards let pass, which is what training sets take. */
  String passed(int g) {
    return isGuarded(g) ? "S'_" + g : drawn(g);
  }

  /** Whether S'_g is not S_g. */
  boolean isGuarded(int g) {
    return sealed.get(g).record().gates() != null;
  }

  /** The name of a training set. */
  static String training(int g) {
    return "T_" + g;
  }

  /** The name of a model. */
  static String model(int g) {
    return "M_" + g;
  }

  /** The last sealed generation. */
  int last() {
    return sealed.size() - 1;
  }

  /** The full name of one of its data sets or models. */
  String name(String part) {
    return String.format(Locale.ROOT, "%s/r%04d/%s", cell, replicate, part);
  }

  /** What a source of a training set is called in the whole run. */
  String name(Use use) {
    return use.isReal() ? use.name() : name(use.name());
  }
}
