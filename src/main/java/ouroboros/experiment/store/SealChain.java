package ouroboros.experiment.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Sha256;

/**
 * The generations of a lineage, one after the other. Each names a hash of all that was sealed
 * before it, by the content of the files and not by their names. So a generation that is made again
 * with the same content fits, and one from another lineage does not.
 */
final class SealChain {
  private final Map<Integer, String> links = new TreeMap<>();

  /** The hash of the generations before g; empty for g = 0, null where it is not known. */
  @Nullable String before(int g) {
    return g == 0 ? "" : links.get(g - 1);
  }

  /**
   * Adds generation g.
   *
   * @param where its folder, for the message
   * @throws IOException if it was not made from the generations before it
   */
  void add(String where, Manifest sealed) throws IOException {
    int g = sealed.generation();
    String known = before(g);
    if (known != null && sealed.format() > Manifest.NAMELESS && !known.equals(sealed.before())) {
      throw new IOException(
          where
              + ": was not made from the generations before it as they are sealed now; put back"
              + " what was moved or changed, or delete this folder and those of later generations:"
              + " the next run makes them again");
    }
    if (known != null) {
      links.put(g, link(known, sealed));
    }
  }

  private static String link(String before, Manifest sealed) {
    MessageDigest digest = Sha256.digest();
    text(digest, before + " " + sealed.generation() + " " + sealed.record().units());
    GenerationFiles files = sealed.tables();
    table(digest, "synthetic", files.synthetic());
    table(digest, "guarded", files.guarded());
    table(digest, "training", files.training());
    table(digest, "fresh", files.fresh());
    SealedFile model = files.model();
    text(digest, "model " + (model == null ? "" : model.sha256()));
    return Sha256.hex(digest);
  }

  private static void table(MessageDigest digest, String role, @Nullable CountTable table) {
    text(digest, role);
    if (table != null) {
      text(digest, table.tokens() + " " + table.sentences() + " " + table.unit());
      table.files().forEach(file -> text(digest, file.sha256()));
    }
  }

  private static void text(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
