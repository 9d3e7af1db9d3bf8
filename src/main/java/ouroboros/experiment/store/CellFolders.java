package ouroboros.experiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.experiment.config.CellName;

/**
 * Folders of an extended sweep. A new value between two others changes the numbers of the cells
 * after it, but folders on disk keep their names.
 */
public final class CellFolders {
  private CellFolders() {}

  /**
   * The experiment with the folders of the run that it continues. Cells of the run keep their
   * folders; new cells are numbered after the last cell of the run.
   */
  public static Experiment keeping(ResolvedSpec run, Experiment experiment) {
    Map<String, String> folders = new HashMap<>();
    int next = 0;
    for (JsonNode cell : run.tree().path("cells")) {
      String folder = cell.path("folder").asText();
      folders.put(cell.path("cell").asText(), folder);
      next = Math.max(next, Integer.parseInt(folder.substring(0, folder.indexOf('-'))) + 1);
    }
    List<Cell> cells = new ArrayList<>();
    ObjectNode tree = experiment.resolved().tree();
    for (Cell cell : experiment.cells()) {
      String kept = folders.get(cell.name());
      String folder = kept == null ? CellName.folder(next++, cell.name()) : kept;
      cells.add(cell.in(folder));
      ((ObjectNode) tree.path("cells").path(cell.index())).put("folder", folder);
    }
    return experiment.with(cells, ResolvedSpec.of(tree));
  }
}
