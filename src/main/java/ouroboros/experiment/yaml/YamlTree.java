package ouroboros.experiment.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.reader.ReaderException;
import ouroboros.experiment.Location;

/**
 * YAML text as a tree with places. Keys that are given twice, tags and second documents are
 * problems; the first value of a key is used. A merge key {@code <<} takes over the keys of a map.
 * An alias is the node that it names, and it counts as often as it is used, so that a small file
 * cannot become a large tree. Cost: linear in the text.
 */
public final class YamlTree {
  static final int NODES = 100_000;
  static final int DEPTH = 40;
  private static final String MERGE = "<<";

  private final Iterator<Event> events;
  private final IntFunction<Location> places;
  private final Problems problems;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int depth;

  private record Anchored(Node node, int nodes) {}

  private YamlTree(String text, IntFunction<Location> places, Problems problems) {
    this.events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
    this.places = places;
    this.problems = problems;
  }

  /**
   * Reads the only document of a text. An empty text is a null scalar.
   *
   * @param places gives the place of a line, from 1
   * @return null where the text is not valid YAML; this is reported as a problem
   */
  static @Nullable public Node parse(String text, IntFunction<Location> places, Problems problems) {
    try {
      return new YamlTree(text, places, problems).document();
    } catch (Refused e) {
      problems.add(e.at, "", e.text);
    } catch (MarkedYAMLException e) {
      int line = YamlErrorLine.of(e, text);
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      problems.add(places.apply(line), "", "not YAML: " + Shown.path(context + e.getProblem()));
    } catch (ReaderException e) {
      int before = Math.min(Math.max(e.getPosition(), 0), text.length());
      long lines = text.substring(0, before).chars().filter(c -> c == '\n').count();
      problems.add(
          places.apply((int) lines + 1),
          "",
          String.format(
              Locale.ROOT, "not YAML: the character U+%04X is not allowed", e.getCodePoint()));
    } catch (YAMLException e) {
      problems.add(places.apply(1), "", "not YAML: " + Shown.path(String.valueOf(e.getMessage())));
    }
    return null;
  }

  private Node document() {
    events.next();
    if (!(events.next() instanceof DocumentStartEvent)) {
      return new Node.Scalar(places.apply(1), "", Node.Style.PLAIN);
    }
    Node node = node(events.next(), "");
    events.next();
    Event after = events.next();
    if (!(after instanceof StreamEndEvent)) {
      problems.add(at(after), "", "a second document begins here; a file holds one experiment");
    }
    return node;
  }

  private Node node(Event event, String path) {
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes;
    count(event, 1);
    refuseTag(event, path);
    Node node;
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      node =
          new Node.Scalar(
              at(event), scalar.getValue(), plain ? Node.Style.PLAIN : Node.Style.QUOTED);
    } else {
      if (++depth > DEPTH) {
        throw new Refused(at(event), "nested deeper than " + DEPTH + " levels");
      }
      node = event instanceof MappingStartEvent ? fields(event, path) : items(event, path);
      depth--;
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, nodes - before));
    }
    return node;
  }

  private Node aliased(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAnchor());
    if (anchored == null) {
      throw new Refused(
          at(alias), "the alias *" + Shown.plain(alias.getAnchor()) + " names nothing above it");
    }
    count(alias, anchored.nodes);
    return anchored.node;
  }

  private Node.Items items(Event start, String path) {
    List<Node> items = new ArrayList<>();
    for (Event e = events.next(); !e.is(Event.ID.SequenceEnd); e = events.next()) {
      items.add(node(e, path));
    }
    return new Node.Items(at(start), items);
  }

  private Node.Fields fields(Event start, String path) {
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    List<Node.Fields> merged = new ArrayList<>();
    for (Event e = events.next(); !e.is(Event.ID.MappingEnd); e = events.next()) {
      Node key = node(e, path);
      String name = key instanceof Node.Scalar scalar ? scalar.text() : "?";
      String at = path.isEmpty() ? name : path + "." + name;
      Node value = node(events.next(), at);
      if (!(key instanceof Node.Scalar word)) {
        problems.add(key.at(), path, "a key must be a word; here is a list or a map");
        continue;
      }
      if (isMerge(word)) {
        merge(value, at, merged);
        continue;
      }
      Node.Field first = fields.putIfAbsent(name, new Node.Field(key.at(), value));
      if (first != null) {
        problems.add(key.at(), at, "given twice; first in line " + first.at().line());
      }
    }
    return new Node.Fields(at(start), merged.isEmpty() ? fields : all(merged, fields));
  }

  /** Keys are in the order of the last map, then what the maps before it and the map itself add. */
  private static Map<String, Node.Field> all(
      List<Node.Fields> merged, Map<String, Node.Field> own) {
    Map<String, Node.Field> all = new LinkedHashMap<>();
    for (int i = merged.size() - 1; i >= 0; i--) {
      all.putAll(merged.get(i).values());
    }
    all.putAll(own);
    return all;
  }

  /** Whether a key is {@code <<}, the merge key of YAML 1.1. In quotes it is an ordinary word. */
  private static boolean isMerge(Node.Scalar key) {
    return key.style() == Node.Style.PLAIN && key.text().equals(MERGE);
  }

  /** Adds the maps whose keys a map takes over where it does not have them; the first one wins. */
  private void merge(Node value, String path, List<Node.Fields> merged) {
    List<Node> maps = value instanceof Node.Items items ? items.values() : List.of(value);
    for (Node each : maps) {
      if (each instanceof Node.Fields map) {
        merged.add(map);
      } else {
        problems.add(
            each.at(),
            path,
            Type.described(each) + "; << takes over the keys of a map or of a list of maps");
      }
    }
  }

  private void refuseTag(Event event, String path) {
    String tag = null;
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    if (tag != null) {
      problems.add(at(event), path, "the tag " + Shown.plain(tag) + " is not allowed; remove it");
    }
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > NODES) {
      throw new Refused(
          at(event), "more than " + NODES + " values, counting aliases as often as they are used");
    }
  }

  private Location at(Event event) {
    return places.apply(event.getStartMark().getLine() + 1);
  }

  /** Thrown to stop reading: the rest of the text is not read. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Location at;
    private final String text;

    Refused(Location at, String text) {
      super(text);
      this.at = at;
      this.text = text;
    }
  }
}
