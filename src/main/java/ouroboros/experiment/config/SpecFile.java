package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Location;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.reference.KeyReference;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Overrides;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.YamlTree;

/** Reads experiment files. */
public final class SpecFile {
  /** The largest size of a file. A specification is written by a person, so it is small. */
  static final int BYTES = 1 << 20;

  private SpecFile() {}

  /**
   * Reads the experiment that a file describes.
   *
   * @param file a local path
   * @param overrides {@code key=value} each, as given by {@code --set}
   * @throws SpecException with all problems, if there are any
   */
  public static Experiment read(String file, List<String> overrides) {
    Problems problems = new Problems().withPlaces(KeyReference::placesOf);
    String text = text(file, problems);
    Node.Fields tree = text == null ? null : tree(file, text, overrides, problems);
    if (tree == null) {
      throw new SpecException(problems.sorted());
    }
    // A stored run names every key, so only what a person wrote is looked at.
    CorpusBinder.refuseFieldsOfText(tree, problems);
    return orThrow(ExperimentBinder.bind(file, tree, problems), problems);
  }

  /**
   * The keys of the corpus section that a file gives although their field is the usual one, such as
   * {@code stratum: stratum}; none where the file cannot be read.
   *
   * @param overrides {@code key=value} each, as given by {@code --set}
   */
  public static List<String> usualFieldsGiven(String file, List<String> overrides) {
    Problems problems = new Problems();
    String text = text(file, problems);
    Node.Fields tree = text == null ? null : tree(file, text, overrides, problems);
    return tree == null ? List.of() : CorpusBinder.usualFieldsGiven(tree);
  }

  /**
   * Keys as the text of a file. JSON is YAML, except for control characters beyond ASCII, which
   * YAML does not allow as they are; they are escaped, so that the check of the key can name them.
   */
  public static String written(ObjectNode keys) {
    StringBuilder text = new StringBuilder();
    String json = keys.toPrettyString();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      text.append(
          c >= 0x7F && Character.isISOControl(c)
              ? String.format(Locale.ROOT, "\\u%04x", (int) c)
              : String.valueOf(c));
    }
    return text.toString();
  }

  /** The same from text; {@code file} is its name in messages. */
  public static Experiment parse(String file, String text, List<String> overrides) {
    Problems problems = new Problems().withPlaces(KeyReference::placesOf);
    Node.Fields tree = tree(file, text, overrides, problems);
    return orThrow(tree == null ? null : ExperimentBinder.bind(file, tree, problems), problems);
  }

  private static Experiment orThrow(@Nullable Experiment experiment, Problems problems) {
    if (experiment == null) {
      throw new SpecException(problems.sorted());
    }
    return experiment;
  }

  /** The tree of the file with the overrides. */
  private static Node.@Nullable Fields tree(
      String file, String text, List<String> overrides, Problems problems) {
    Node tree = YamlTree.parse(text, line -> new Location(file, line), problems);
    if (tree == null) {
      return null;
    }
    if (tree instanceof Node.Scalar s && s.type() == Node.Type.NOTHING) {
      problems.add(tree.at(), "", "the file is empty; it must hold an experiment");
      return null;
    }
    if (!(tree instanceof Node.Fields fields)) {
      problems.add(tree.at(), "", Type.described(tree) + "; it must be a map: name, seed, ..");
      return null;
    }
    return Overrides.apply(fields, overrides, problems);
  }

  private static @Nullable String text(String file, Problems problems) {
    Location whole = new Location(file, 0);
    try {
      Path path = Path.of(file);
      if (!Files.exists(path)) {
        problems.add(whole, "", "no such file");
      } else if (Files.isDirectory(path)) {
        problems.add(whole, "", "is a folder; it must be a file");
      } else {
        try (InputStream in = Files.newInputStream(path)) {
          return decoded(in.readNBytes(BYTES + 1), file, problems);
        }
      }
    } catch (IOException | InvalidPathException e) {
      problems.add(whole, "", "cannot be read: " + Shown.path(String.valueOf(e.getMessage())));
    }
    return null;
  }

  private static @Nullable String decoded(byte[] bytes, String file, Problems problems) {
    if (bytes.length > BYTES) {
      problems.add(
          new Location(file, 0),
          "",
          "is larger than "
              + BYTES
              + " bytes, so it is no experiment file; jobs/init writes one for files of text");
      return null;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      problems.add(new Location(file, line), "", "is not UTF-8 text");
      return null;
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
